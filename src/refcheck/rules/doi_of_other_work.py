"""The DOI belongs to another work than the one described.

## Why it matters

A reader who follows the link gets another paper. No field differences are listed then: they would all be noise. The
DOI of a preprint on a reference to the published article counts as well, and so does the arXiv number of another paper.

## Example

```bibtex
@article{lind2021,
  author = {Lind, Karin},
  title = {On Tides and Harbours},
  doi = {10.5555/boat.1999.3}
}
```

Use instead:

```bibtex
@article{lind2021,
  author = {Lind, Karin},
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Crossref, relationships between preprint and article:
  <https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/relationships/>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import (
    By,
    Confidence,
    Fix,
    Found,
    Item,
    Match,
    OtherWork,
    OtherWorkKind,
    Problem,
    Reference,
    Severity,
)
from refcheck.rules.base import Rule
from refcheck.rules.dois import doi_to_consider, written_doi
from refcheck.rules.venues import registers_no_dois
from refcheck.rules.versions import describes_article, published_doi
from refcheck.rules.wording import described, described_with_doi


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the DOI leads to an unrelated work, or to the preprint of the article described."""
    if isinstance(match, OtherWork) and match.kind is OtherWorkKind.UNRELATED:
        yield _unrelated(reference, match)
    elif isinstance(match, Found) and _gives_doi_of_preprint(reference.item, match):
        yield _preprint(reference, match)


def _gives_doi_of_preprint(item: Item, match: Found) -> bool:
    return match.by is By.DOI and bool(written_doi(item)) and describes_article(item, match.work)


def _unrelated(reference: Reference, match: OtherWork) -> Problem:
    number = "DOI" if written_doi(reference.item) or not reference.item.arxiv else "arXiv number"
    message = f"the {number} belongs to another work: {described(match.work.item)} ({match.work.source})"
    if match.instead is not None:
        message += f"; the one described seems to be {described_with_doi(match.instead)}"
    return Problem(
        message,
        "DOI",
        ours=described(reference.item),
        theirs=described(match.work.item),
        fix=doi_to_consider(match.instead) if match.instead is not None else None,
    )


def _preprint(reference: Reference, match: Found) -> Problem:
    container = reference.item.container_title[0]
    article = published_doi(match.work)
    message = f"the DOI is that of the preprint, not of the article in {container} ({match.work.source})"
    return Problem(
        f"{message}; the article has the DOI {article}" if article else message,
        "DOI",
        ours=written_doi(reference.item),
        theirs=article,
        fix=Fix("DOI", article) if article else None,
        severity=_severity(reference.item, article),
        confidence=None if match.certain and article else Confidence.MEDIUM,
    )


def _severity(item: Item, article: str) -> Severity | None:
    """Milder where no better DOI is known, and a remark where there is none."""
    if article:
        return None
    return Severity.INFO if registers_no_dois(item) else Severity.WARNING


RULE = Rule("REF102", "doi-of-other-work", Severity.ERROR, page=__doc__, check=check)
