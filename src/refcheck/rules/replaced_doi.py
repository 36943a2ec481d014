"""The DOI was replaced by another one.

## Why it matters

When a journal moves, its publisher may register the work again and make the old DOI an alias. The old one still leads
to the work; the new one is the one that is kept up to date.

## Example

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/old.tide.14}
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

- Crossref, aliases in the REST API: <https://www.crossref.org/documentation/retrieve-metadata/rest-api/>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.identifiers import same_doi_family
from refcheck.model import Applicability, By, Fix, Found, Match, Problem, Reference, Severity
from refcheck.rules.base import Rule
from refcheck.rules.dois import written_doi


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the reference has an alias of the work's DOI; the fix is the DOI in force."""
    if not isinstance(match, Found) or match.by is not By.DOI:
        return
    ours, theirs = written_doi(reference.item), match.work.item.doi
    aliases = {alias.lower() for alias in match.work.aliases}
    if ours.lower() not in aliases - {theirs.lower()} or same_doi_family(ours, theirs):
        return
    yield Problem(
        f"the DOI was replaced by {theirs} ({match.work.source})",
        "DOI",
        ours=ours,
        theirs=theirs,
        fix=Fix("DOI", theirs, Applicability.SAFE if match.certain else Applicability.UNSAFE),
    )


RULE = Rule("REF106", "replaced-doi", Severity.INFO, page=__doc__, check=check)
