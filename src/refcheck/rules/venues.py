"""Venues whose papers have no DOI of their own, so that the absence of a record or of a better DOI means little."""

from __future__ import annotations

from functools import cache

from refcheck.compare.text import fold
from refcheck.model import Item
from refcheck.rules.tables import rows


@cache
def _unregistered() -> tuple[str, ...]:
    return tuple(f" {fold(row[0])} " for row in rows("unregistered_venues.txt"))


def registers_no_dois(item: Item) -> bool:
    """Whether the venue or the publisher of a work is known to register no DOIs with Crossref."""
    names = (*item.container_title, *item.collection_title, *item.event_title, item.publisher)
    return any(venue in f" {fold(name)} " for name in names for venue in _unregistered())
