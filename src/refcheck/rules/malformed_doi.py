"""The DOI field holds no DOI, or a DOI with something glued to it.

## Why it matters

A DOI starts with `10.`, a number and a slash. What was copied from the address bar often carries the end of a file
name or of a page view with it, and then no longer resolves.

## Example

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2021.14.pdf}
}
```

Use instead:

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2021.14}
}
```

## References

- DOI Handbook, the form of a DOI name: <https://www.doi.org/the-identifier/resources/handbook/>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from refcheck.compare.identifiers import clean_doi
from refcheck.model import Absent, Applicability, By, Fix, Found, Match, Problem, Reference, Severity
from refcheck.rules.base import Rule
from refcheck.rules.dois import doi_of, written_doi
from refcheck.rules.wording import quoted

_GLUED = re.compile(
    r"(?:/(?:full|abstract|e?pdf|suppinfo|fulltext|meta)|\.(?:pdf|full|xml|html?)|[?#].*|</?\w+>?)+$", re.IGNORECASE
)
_BLANK = re.compile(r"10\.\d{4,9}\s*/\S*\s+\S|10\.\d{4,9}\s+/")
_DELIMITERS = ' \t\r\n{}"'


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the field for the DOI holds none, or more than one."""
    field = reference.field("DOI")
    written = field.raw.strip(_DELIMITERS) if field is not None else ""
    doi = written_doi(reference.item)
    if not written or _exists(doi, match):
        return
    if not doi:
        yield _no_doi(reference, match, written)
    elif _GLUED.search(doi) and not isinstance(match, Absent):
        yield _glued(doi, match)
    elif _BLANK.search(written):
        yield Problem(f"there is a blank in the DOI {quoted(written)}", "DOI", ours=written, fix=Fix("DOI", doi))


def _exists(doi: str, match: Match) -> bool:
    """Whether a record has exactly this DOI: some real ones end in `.pdf`."""
    return bool(doi) and isinstance(match, Found) and match.work.item.doi.lower() == doi.lower()


def _no_doi(reference: Reference, match: Match, written: str) -> Problem:
    found = match.work if isinstance(match, Found) and match.by is By.SEARCH and match.certain else None
    without_one = clean_doi(f"1{written}") if found is None and written.startswith("0.") else ""
    if without_one:
        message = f"{quoted(written)} is no DOI: its first digit is missing"
        return Problem(message, "DOI", ours=written, fix=Fix("DOI", without_one))
    return Problem(
        f"{quoted(written)} is no DOI" + (f"; the work has the DOI {found.item.doi} ({found.source})" if found else ""),
        "DOI",
        ours=written,
        theirs=found.item.doi if found else "",
        fix=doi_of(reference.item, found) if found else None,
    )


def _glued(doi: str, match: Match) -> Problem:
    bare = _GLUED.sub("", doi)
    confirmed = isinstance(match, Found) and match.work.item.doi.lower() == bare.lower() and match.certain
    applicability = Applicability.SAFE if confirmed else Applicability.UNSAFE
    message = f"“{doi[len(bare) :]}” is glued to the DOI {bare}"
    return Problem(message, "DOI", ours=doi, theirs=bare if confirmed else "", fix=Fix("DOI", bare, applicability))


RULE = Rule("REF105", "malformed-doi", Severity.WARNING, page=__doc__, check=check)
