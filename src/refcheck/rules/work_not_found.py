"""No source has a work like this one.

## Why it matters

A published article nearly always has a record. One that has none may be misremembered, badly misspelled or made up.
It is no proof: registries lack some old volumes and some venues. So books and papers of venues that register no DOIs
only get a remark, unless the source does list other papers of that venue and year. Servers of preprints register every
paper, some (SSRN, bioRxiv, medRxiv …) with Crossref, arXiv elsewhere: of the former an absence is told. Web pages,
software, theses and manuscripts are never reported; the summary says how many references were not found.

Titles and authors that belong to different works are the mark of references that were made up. So if a work of this
title is by other people, or if the same people wrote one with nearly this title, that is said, whatever the venue.

## Example

```bibtex
@article{lind2021,
  author = {Lind, Karin},
  title = {Tides, Harbours and the Memory of Stones},
  journal = {Coastal Letters},
  year = {2021}
}
```

Use instead a work that exists, with its DOI:

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

- Crossref REST API, `query.bibliographic`: <https://www.crossref.org/documentation/retrieve-metadata/rest-api/>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.names import first_authors_agree, shared_authors
from refcheck.compare.text import fold
from refcheck.compare.titles import compare_title, title_similarity
from refcheck.compare.verdict import Level
from refcheck.model import Absent, Confidence, Item, Match, Problem, Reference, Severity, Work
from refcheck.rules.base import Rule
from refcheck.rules.dois import written_doi
from refcheck.rules.venues import registers_no_dois, registers_preprints
from refcheck.rules.versions import names_preprint_server
from refcheck.rules.wording import described, described_with_doi, listed

TELLING_TITLE = 4
"""Words of a title from which on two works hardly share it by chance."""
SIMILAR_TITLE = 0.6
"""Titles of the same authors at least this similar are taken for one title, changed."""
REGISTERED_TYPES = {
    "journal-article": Severity.ERROR,
    "proceedings-article": Severity.WARNING,
    "book-chapter": Severity.WARNING,
    "book": Severity.INFO,
    "monograph": Severity.INFO,
    "edited-book": Severity.INFO,
}
"""How much an absence means: nearly all articles are registered, few books are."""


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where every source denied a work without DOI which a registry ought to hold."""
    item = reference.item
    if not isinstance(match, Absent) or written_doi(item):
        return
    mixture = _mixture(item, match.nearest)
    if not mixture and not _ought_to_be_registered(item):
        return
    shown = match.nearest or match.lender
    yield Problem(
        "; ".join((f"no such work in {listed(match.asked)}", *_hints(match, mixture))),
        "title",
        ours=described(item),
        theirs=described(shown.item) if shown is not None else "",
        severity=Severity.ERROR if mixture else _severity(item, match.neighbour),
        confidence=Confidence.MEDIUM if item.type == "journal-article" else Confidence.LOW,
        work=shown,
    )


def _hints(match: Absent, mixture: str) -> Iterator[str]:
    """What the nearest work is, and what stands at the place of the reference; of one work the more telling."""
    same = match.nearest == match.lender
    if match.nearest is not None and (mixture or not same):
        yield f"{mixture or 'the nearest is'} {described_with_doi(match.nearest)}"
    if match.lender is not None and not (mixture and same):
        yield f"these authors have at this place {described_with_doi(match.lender)}"


def _ought_to_be_registered(item: Item) -> bool:
    if item.arxiv or not item.title:
        return False
    if registers_preprints(item) and _is_telling(item.title[0]):
        return True
    return item.type in REGISTERED_TYPES and not names_preprint_server(item)


def _severity(item: Item, neighbour: Work | None) -> Severity:
    if _is_forthcoming(item) or (registers_no_dois(item) and neighbour is None):
        return Severity.INFO
    return Severity.WARNING if registers_preprints(item) else REGISTERED_TYPES[item.type]


def _mixture(item: Item, nearest: Work | None) -> str:
    """What the nearest work has in common with the reference, if its title or its authors were borrowed."""
    if nearest is None or not item.author or not nearest.item.author:
        return ""
    same_title = compare_title(item, nearest.item).level in {Level.SAME, Level.STYLE}
    strangers = first_authors_agree(item, nearest.item) is False and shared_authors(item, nearest.item) == 0
    if same_title and strangers and _is_telling(item.title[0]):
        return "a work of this title is by others:"
    changed = title_similarity(item, nearest.item) >= SIMILAR_TITLE and not _is_main_title(item, nearest.item)
    if changed and _same_authors(item, nearest.item):
        return "the same authors wrote, under a title like this,"
    return ""


def _is_telling(title: str) -> bool:
    """Whether a title is long enough not to be given twice by chance."""
    return len(fold(title).split()) >= TELLING_TITLE


def _same_authors(item: Item, nearest: Item) -> bool:
    return shared_authors(item, nearest) == len(item.author.listed) > 1


def _is_main_title(ours: Item, theirs: Item) -> bool:
    """Whether a title is that of the record without its subtitle: it was not changed."""
    parted = (title.partition(":") for title in theirs.title)
    return any(colon and fold(main) == fold(ours.title[0]) for main, colon, _ in parted)


def _is_forthcoming(item: Item) -> bool:
    return bool(item.issued) and all(date.literal and date.year is None for date in item.issued)


RULE = Rule("REF103", "work-not-found", Severity.ERROR, page=__doc__, check=check, confidence=Confidence.MEDIUM)
