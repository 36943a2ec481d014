"""The DOI is that of a notice about the work, of a part of it, or of the whole that contains it.

## Why it matters

Retraction notices, corrections, reviews, supplements and single figures have DOIs of their own, and so have the
chapters of a book. They turn up beside the work in every search and are easily copied in its stead.

## Example

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2023.erratum}
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

- Crossref, types of records: <https://www.crossref.org/documentation/research-nexus/>
- Crossref, updates (Crossmark): <https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Fix, Match, OtherWork, OtherWorkKind, Problem, Reference, Severity
from refcheck.rules.base import Rule
from refcheck.rules.dois import written_doi
from refcheck.rules.wording import described

WORDS = {
    OtherWorkKind.NOTICE: "the DOI is that of a notice about the work",
    OtherWorkKind.PART: "the DOI is that of a part or supplement of the work",
    OtherWorkKind.WHOLE: "the DOI is that of the whole which contains the work",
}


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the DOI leads to a notice, a part or a whole; the fix is the DOI of the work, if known."""
    if not isinstance(match, OtherWork) or match.kind not in WORDS:
        return
    doi = _doi_of_work(match)
    message = f"{WORDS[match.kind]}: {described(match.work.item)} ({match.work.source})"
    yield Problem(
        f"{message}; the work itself has the DOI {doi}" if doi else message,
        "DOI",
        ours=written_doi(reference.item),
        theirs=doi or described(match.work.item),
        fix=Fix("DOI", doi) if doi else None,
    )


def _doi_of_work(match: OtherWork) -> str:
    """The DOI of the cited work: found by search, or the one that the notice names."""
    if match.instead is not None:
        return match.instead.item.doi
    own = match.work.item.doi.lower()
    updated = {update.doi.lower() for update in match.work.updates} - {own, ""}
    return updated.pop() if match.kind is OtherWorkKind.NOTICE and len(updated) == 1 else ""


RULE = Rule("REF107", "doi-of-notice-or-part", Severity.ERROR, page=__doc__, check=check)
