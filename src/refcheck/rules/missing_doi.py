"""The work has a DOI which the reference does not give.

## Why it matters

With the DOI a reader finds the work in one step, and later checks need no search. The fix is safe where title, first
author and year agree with the record.

## Example

```bibtex
@article{lind2021,
  author = {Lind, Karin},
  title = {On Tides and Harbours},
  year = {2021}
}
```

Use instead:

```bibtex
@article{lind2021,
  author = {Lind, Karin},
  title = {On Tides and Harbours},
  year = {2021},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Crossref DOI display guidelines: <https://www.crossref.org/display-guidelines/>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Confidence, Found, Match, Problem, Reference, Severity
from refcheck.rules.agreement import found_work
from refcheck.rules.base import Rule
from refcheck.rules.dois import doi_of, doi_to_consider, written_doi


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the work was found without a DOI; the fix is its DOI."""
    found = found_work(reference, match)
    if found is None or written_doi(reference.item) or _has_doi_field(reference) or not found.work.item.doi:
        return
    doi = found.work.item.doi
    yield Problem(
        f"the work has the DOI {doi} ({found.work.source})",
        "DOI",
        theirs=doi,
        fix=doi_of(reference.item, found.work) if found.certain else doi_to_consider(found.work),
        confidence=_confidence(found),
    )


def _has_doi_field(reference: Reference) -> bool:
    field = reference.field("DOI")
    return field is not None and bool(field.raw.strip(' \t\r\n{}"'))


def _confidence(found: Found) -> Confidence | None:
    return None if found.certain else Confidence.LOW


RULE = Rule("REF104", "missing-doi", Severity.INFO, page=__doc__, check=check)
