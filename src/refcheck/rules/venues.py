"""Venues whose papers all have a DOI of Crossref, or none: what the absence of a record means depends on it."""

from __future__ import annotations

from functools import cache

from refcheck.compare.text import fold
from refcheck.model import Item
from refcheck.rules.tables import rows


@cache
def _venues(file: str) -> tuple[str, ...]:
    return tuple(f" {fold(row[0])} " for row in rows(file))


def registers_no_dois(item: Item) -> bool:
    """Whether the venue or the publisher of a work is known to register no DOIs with Crossref."""
    return _is_in("unregistered_venues.txt", item)


def registers_preprints(item: Item) -> bool:
    """Whether a work is on a server of preprints that registers every paper with Crossref."""
    return _is_in("registering_servers.txt", item)


def _is_in(file: str, item: Item) -> bool:
    names = (*item.container_title, *item.collection_title, *item.event_title, item.publisher)
    return any(venue in f" {fold(name)} " for name in names for venue in _venues(file))
