"""Several indexes asked as one: parts of Crossref that were built on several machines, or a snapshot and another."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Self

from refcheck.index.description import FILE
from refcheck.index.record import Message
from refcheck.index.store import Hit, Index


class Shelf:
    """Indexes that lie in the folders of a directory. Where two know a work, the index of the later snapshot counts."""

    def __init__(self, indexes: Sequence[Index]) -> None:
        self._indexes = sorted(indexes, key=lambda one: one.description.snapshot, reverse=True)

    @classmethod
    def open(cls, directory: Path) -> Self:
        """The indexes in the folders of a directory.

        Raises:
            IndexProblem: if one is not complete, or of another schema version.
        """
        return cls([Index.open(file.parent) for file in sorted(directory.glob(f"*/{FILE}"))])

    @property
    def snapshot(self) -> str:
        """The day of the oldest of the snapshots: what is newer may be missing."""
        return self._indexes[-1].snapshot

    def by_doi(self, doi: str) -> Message | None:
        """The record of a DOI, as `Index.by_doi` gives it."""
        return next((record for one in self._indexes if (record := one.by_doi(doi)) is not None), None)

    def search(self, text: str, *, limit: int = 20) -> list[Hit]:
        """The records that share the rarest words with a text, as `Index.search` gives them."""
        return self._best([one.search(text, limit=limit) for one in self._indexes], limit)

    def search_all_terms(self, text: str, *, limit: int = 20) -> list[Hit]:
        """The same, asked for every word."""
        return self._best([one.search_all_terms(text, limit=limit) for one in self._indexes], limit)

    @staticmethod
    def _best(answers: Sequence[list[Hit]], limit: int) -> list[Hit]:
        """The best of all; the scores of indexes of one kind differ little in scale."""
        distinct: dict[str, Hit] = {}
        for hit in heapq.merge(*answers, key=lambda one: -one.score):
            distinct.setdefault(hit.doi, hit)
        return list(islice(distinct.values(), limit))


def open_index(directory: Path) -> Index | Shelf:
    """The index in a directory, or all those in its folders.

    Raises:
        IndexProblem: if there is no complete index, or one of another schema version.
    """
    if not (directory / FILE).is_file() and any(directory.glob(f"*/{FILE}")):
        return Shelf.open(directory)
    return Index.open(directory)
