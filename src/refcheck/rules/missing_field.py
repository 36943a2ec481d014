"""A field which the type of the entry requires is missing.

## Why it matters

BibTeX warns (*empty journal in lind2021*) and prints a gap. Where the record of the work has the value, the finding
brings it along; where it has none either, nothing is said.

## Example

```bibtex
@article{lind2021,
  author = {Lind, Karin},
  title = {On Tides and Harbours},
  year = {2021},
  doi = {10.5555/tide.2021.14}
}
```

Use instead:

```bibtex
@article{lind2021,
  author = {Lind, Karin},
  title = {On Tides and Harbours},
  journal = {Coastal Letters},
  year = {2021},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Oren Patashnik, *BibTeXing*, section 3.1, required fields: <https://ctan.org/pkg/bibtex>
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from refcheck.model import Applicability, Fix, Found, Item, Match, Problem, Reference, Severity
from refcheck.rules.agreement import correction, found_work
from refcheck.rules.base import Rule
from refcheck.rules.standing import stands_in_text
from refcheck.rules.tables import rows
from refcheck.rules.versions import PREPRINT
from refcheck.rules.wording import authors, year


@dataclass(frozen=True, slots=True)
class _Requirement:
    """Any of the variables will do; ``words`` is what the message calls them."""

    variables: tuple[str, ...]
    words: str


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A remark for each required variable that the reference lacks, with the record's value."""
    if not reference.fields or _is_preprint(reference, match):
        return
    found = found_work(reference, match)
    present = {field.variable for field in reference.fields if field.raw.strip(' \t\r\n{}"')}
    for requirement in _requirements(_type(reference, found)):
        if any(one in present or _value(reference.item, one) for one in requirement.variables):
            continue
        if not reference.typed or (found is not None and not _stands(reference, found, requirement)):
            yield from _missing(requirement, found, typed=reference.typed)


def _type(reference: Reference, found: Found | None) -> str:
    """The type that decides what is required: that of a typed reference is a guess of ours."""
    return found.work.item.type if reference.typed and found is not None else reference.item.type


def _stands(reference: Reference, found: Found, requirement: _Requirement) -> bool:
    """Whether a typed reference has the value after all, and we did not recognise it."""
    return any(stands_in_text(reference, found.work.item, one) for one in requirement.variables)


def _missing(requirement: _Requirement, found: Found | None, *, typed: bool) -> Iterator[Problem]:
    """The problem; where a value would stand in a typed reference, its writer knows."""
    if found is None:
        yield Problem(f"{requirement.words} is required and missing", requirement.variables[0])
        return
    for variable in requirement.variables:
        value = _value(found.work.item, variable)
        if value:
            message = f"{requirement.words} is missing: {value} ({found.work.source})"
            yield Problem(message, variable, theirs=value, fix=None if typed else _fix(found, variable, value))
            return


def _fix(found: Found, variable: str, value: str) -> Fix | None:
    """The record's value, safe because nothing is overwritten; names are left to the writer."""
    if variable in {"author", "editor"}:
        return None
    fix = correction(found, variable, value)
    return Fix(variable, value, Applicability.SAFE) if fix is not None else None


def _is_preprint(reference: Reference, match: Match) -> bool:
    """Preprints are written as articles without journal by many, rightly."""
    return bool(reference.item.arxiv) or (isinstance(match, Found) and match.work.item.type == PREPRINT)


def _value(item: Item, variable: str) -> str:
    """The value of a variable in one line."""
    values = {
        "author": authors(item.author),
        "editor": authors(item.editor),
        "title": next(iter(item.title), ""),
        "container-title": next(iter(item.container_title), ""),
        "collection-title": next(iter(item.collection_title), ""),
        "event-title": next(iter(item.event_title), ""),
        "issued": year(item) or next((date.literal for date in item.issued), ""),
        "publisher": item.publisher,
        "page": item.page,
    }
    return values[variable]


@cache
def _requirements(type_: str) -> tuple[_Requirement, ...]:
    table = (row for row in rows("required_variables.tsv") if row[0] == type_)
    return tuple(_Requirement(tuple(variables.split("|")), words) for _, variables, words in table)


RULE = Rule("REF401", "missing-field", Severity.INFO, page=__doc__, check=check)
