"""Two entries describe the same work.

## Why it matters

The bibliography lists the work twice, as *Lind 2021a* and *Lind 2021b*, if both keys are cited. Two entries with the
same DOI and different titles are worse: one of the DOIs is wrong.

## Example

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2021.14}
}
@article{harbours,
  title = {On Tides and Harbours},
  doi = {10.5555/TIDE.2021.14}
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

- biber manual, on duplicate entries: <https://ctan.org/pkg/biber>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.containers import compare_container
from refcheck.compare.identifiers import compare_isbn
from refcheck.compare.numbering import compare_issue, compare_volume
from refcheck.compare.pages import compare_pages
from refcheck.compare.publishers import compare_edition, compare_publisher
from refcheck.compare.text import fold
from refcheck.compare.titles import compare_title
from refcheck.compare.types import compare_type
from refcheck.compare.verdict import Level
from refcheck.model import Document, Item, Problem, Reference, Severity
from refcheck.rules.base import Rule
from refcheck.rules.dois import written_doi
from refcheck.rules.wording import year

TELLING = (
    compare_type,
    compare_container,
    compare_volume,
    compare_issue,
    compare_pages,
    compare_edition,
    compare_publisher,
    compare_isbn,
)
"""What tells two works of one title, year and first author apart."""


def check(document: Document) -> Iterator[Problem]:
    """One problem for each entry that an earlier one equals in DOI, or in title, year and first author."""
    by_doi: dict[str, Reference] = {}
    by_title: dict[tuple[str, ...], Reference] = {}
    for reference in document.references:
        doi, description = written_doi(reference.item), _description(reference.item)
        same_doi = by_doi.setdefault(doi, reference) if doi else reference
        same_title = by_title.setdefault(description, reference) if description else reference
        if same_doi is not reference:
            yield from _problem(document, reference, same_doi, _of_doi(reference, same_doi))
        elif same_title is not reference and _may_be_one(reference.item, same_title.item):
            yield from _problem(document, reference, same_title, "describes the same work as")


def _problem(document: Document, reference: Reference, earlier: Reference, words: str) -> Iterator[Problem]:
    if reference.key and reference.key == earlier.key:
        return  # the key is said to be double already
    line, _ = document.position(earlier.span.start)
    name = f"`{earlier.key}` in line {line}" if earlier.key else f"the reference in line {line}"
    yield Problem(f"{words} {name}", span=reference.span, key=reference.key)


def _of_doi(reference: Reference, earlier: Reference) -> str:
    if compare_title(reference.item, earlier.item).level is Level.MAJOR:
        return f"has another title and the same DOI {written_doi(reference.item)} as"
    return f"has the same DOI {written_doi(reference.item)} as"


def _description(item: Item) -> tuple[str, ...]:
    """Title, year and first author, folded; nothing if one of them is missing."""
    title = fold(item.title[0]) if item.title else ""
    first = next(iter(item.author.listed), None)
    family = fold(first.literal or first.family) if first else ""
    return (title, year(item), family) if title and year(item) and family else ()


def _may_be_one(ours: Item, theirs: Item) -> bool:
    """Whether nothing speaks against one work: preprint and article, or two editorials, differ in one of these."""
    if written_doi(ours) and written_doi(theirs):
        return False
    months = {date.month for item in (ours, theirs) for date in item.issued[:1] if date.month}
    return len(months) < 2 and all(compare(ours, theirs).level < Level.MINOR for compare in TELLING)


RULE = Rule("REF701", "duplicate-reference", Severity.WARNING, page=__doc__, check_document=check)
