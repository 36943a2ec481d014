"""Two works, and a source that holds what a test puts into it."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import AsyncGenerator, Mapping, Sequence

from refcheck.model import Date, Item, Name, Names, Reference, Span, Work
from refcheck.sources.base import Answer, DoiAnswer, NoSuchWork, Silence

TIDES = Item(
    type="journal-article",
    title=("Seasonal drift of harbour tide gauges",),
    author=Names((Name("van der Zee", "María J."), Name("Old", "A."))),
    container_title=("Journal of Tidal Studies",),
    issued=(Date(2021),),
    volume="36",
    page="747-757",
    doi="10.5555/tide.2021.14",
)
BREAD = Item(
    type="journal-article",
    title=("Rising of sourdough at low temperature in mountain bakeries",),
    author=Names((Name("Baker", "B."),)),
    container_title=("Cereal Letters",),
    issued=(Date(1998),),
    volume="3",
    page="1-9",
    doi="10.5555/bread",
)


def work(item: Item, *, alias: str = "") -> Work:
    return Work(item, "Crossref", datetime.date(2026, 11, 1), aliases=(alias,) if alias else ())


class Shelf:
    """A source over given answers, which remembers what it was asked."""

    def __init__(
        self,
        *works: Item,
        name: str = "Crossref",
        complete: bool = True,
        answers: Mapping[str, Answer] | None = None,
        search: Silence | None = None,
    ) -> None:
        self.name = name
        self.complete = complete
        self.works = {item.doi: work(item) for item in works}
        self.answers = dict(answers or {})
        self.searches: list[tuple[str, ...]] = []
        self.dois: list[str] = []
        self.guesses: list[str] = []
        self._search = search

    async def by_doi(self, dois: Sequence[str]) -> AsyncGenerator[DoiAnswer, None]:
        self.dois += dois
        for doi in dois:
            yield DoiAnswer(doi, self.answers.get(doi) or self.works.get(doi) or NoSuchWork(self.name))

    async def known(self, dois: Sequence[str]) -> Sequence[Work]:
        self.guesses += dois
        return [self.works[doi] for doi in dois if doi in self.works]

    async def search(self, item: Item, text: str) -> Sequence[Work] | Silence:
        self.searches.append(item.title)
        await asyncio.sleep(0)
        return list(self.works.values()) if self._search is None else self._search


def reference(item: Item) -> Reference:
    return Reference("key", item, Span(0, 0))
