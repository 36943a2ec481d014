"""Preprint and published version: which of the two a reference describes, and which one its record is."""

from __future__ import annotations

from refcheck.compare.containers import names_preprint_server
from refcheck.compare.numbering import compare_volume
from refcheck.compare.pages import compare_pages
from refcheck.compare.verdict import Level
from refcheck.model import Item, Work

__all__ = [
    "JOURNAL_ARTICLE",
    "PREPRINT",
    "describes_article",
    "describes_preprint",
    "names_preprint_server",
    "published_doi",
]

PREPRINT = "posted-content"
JOURNAL_ARTICLE = "journal-article"
PUBLISHED = frozenset({JOURNAL_ARTICLE, "proceedings-article", "book-chapter"})


def describes_article(item: Item, work: Work) -> bool:
    """Whether a reference describes a published article while the record is that of a preprint."""
    if work.item.type != PREPRINT or item.type not in PUBLISHED:
        return False
    return bool(item.container_title) and not names_preprint_server(item)


def describes_preprint(item: Item, work: Work) -> bool:
    """Whether a reference describes a preprint while the record is that of the published work.

    One that gives the volume and the pages of the published work describes that, whatever server it names.
    """
    published = work.item.type in PUBLISHED and not names_preprint_server(work.item)
    return published and names_preprint_server(item) and not _gives_place_of(item, work.item)


def _gives_place_of(item: Item, work: Item) -> bool:
    return all(compare(item, work).level in {Level.SAME, Level.STYLE} for compare in (compare_volume, compare_pages))


def published_doi(work: Work) -> str:
    """The DOI of the published version of a preprint, if its record names one."""
    return next((relation.id for relation in work.relations if relation.type == "is-preprint-of"), "")
