"""What every source is, and what it may answer."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Protocol

from refcheck.model import Item, Work


@dataclass(frozen=True, slots=True)
class NoSuchWork:
    """The source answered: it has no such work."""

    source: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The DOI exists at an agency (``agency``, e.g. ``mEDRA``) that gives no metadata here."""

    agency: str


@dataclass(frozen=True, slots=True)
class Silence:
    """The source did not answer, and why. Never an absence."""

    reason: str
    works: tuple[Work, ...] = ()
    """What it can offer all the same: works of which one may be the one that was searched for."""


Answer = Work | NoSuchWork | Elsewhere | Silence


@dataclass(frozen=True, slots=True)
class DoiAnswer:
    """The answer about one DOI."""

    doi: str
    answer: Answer


class Source(Protocol):
    """A catalogue of works. Methods never raise for a failure of the source: that is `Silence`."""

    name: str
    complete: bool
    """Whether *no such work* from this source is worth something (false for a small file of records)."""

    def by_doi(self, dois: Sequence[str]) -> AsyncGenerator[DoiAnswer, None]:
        """One answer for each DOI (lower case, clean), in any order, as they come."""
        ...

    async def known(self, dois: Sequence[str]) -> Sequence[Work]:
        """The works that are cheap to name among DOIs which are guesses; a miss means nothing."""
        ...

    async def search(self, item: Item, text: str) -> Sequence[Work] | Silence:
        """Up to five works, best first, for a description of a work or for the ``text`` of a reference."""
        ...
