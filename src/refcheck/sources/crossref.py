"""Crossref's REST API, with the DOI agency and DataCite behind it: final answers about DOIs, and searches."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import TypeVar

from refcheck.model import Item, Work
from refcheck.sources import requests
from refcheck.sources.base import DoiAnswer, Silence
from refcheck.sources.cache import AnswerCache
from refcheck.sources.crossref_answers import NAME, Refused, read_listing, works_of
from refcheck.sources.doi_inquiry import NOT_ASKED, Client, DoiInquiry
from refcheck.sources.errors import Kind, Reply, SourceError
from refcheck.sources.memory import SEARCH_LIFETIME, Memory, today
from refcheck.sources.settings import NetworkSettings

T = TypeVar("T")

_QUESTIONS_AT_ONCE = 8
_SEARCHES_AT_ONCE = 3
"""How many are handed to the client at a time, so that hundreds of searches do not stand before a few lists of DOIs.
How many of them travel at once is the client's affair."""


class Crossref:
    """The catalogue of Crossref. A DOI that another agency registered is followed there."""

    name = NAME
    complete = True

    def __init__(self, client: Client, settings: NetworkSettings, cache: AnswerCache | None = None) -> None:
        self._client = _Bounded(client, _QUESTIONS_AT_ONCE)
        self._search_client = _Bounded(client, _SEARCHES_AT_ONCE)
        self._settings = settings
        self._memory = Memory(cache)

    async def by_doi(self, dois: Sequence[str]) -> AsyncGenerator[DoiAnswer, None]:
        """One answer for each DOI, in any order, as they come: what is in the cache first."""
        wanted = dict.fromkeys(dois)
        for remembered in self._memory.recall(list(wanted)):
            del wanted[remembered.doi]
            yield remembered
        if self._settings.offline:
            for doi in wanted:
                yield DoiAnswer(doi, Silence(NOT_ASKED))
            return
        inquiry = self._inquiry()
        asking = asyncio.create_task(inquiry.run(list(wanted)))
        try:
            while (answer := await inquiry.answers.get()) is not None:
                yield answer
            await asking
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    async def known(self, dois: Sequence[str]) -> Sequence[Work]:
        """The works among guessed DOIs, for the price of one list request for forty guesses."""
        wanted = dict.fromkeys(dois)
        found = [one for one in self._memory.recall(list(wanted)) if wanted.pop(one.doi, None) is None]
        if not self._settings.offline:
            found += await self._inquiry().listed([doi for doi in wanted if requests.batchable(doi)])
        return [one.answer for one in found if isinstance(one.answer, Work)]

    async def search(self, item: Item, text: str) -> Sequence[Work] | Silence:
        """Up to five works, best first, for a description of a work or for the ``text`` of a reference."""
        words = requests.search_words(item, text)
        question = f"search {words}"
        remembered = self._memory.hits(question)
        if remembered is not None:
            return remembered
        if self._settings.offline:
            return Silence(NOT_ASKED)
        target = requests.search_url(self._settings.crossref_url, words)
        try:
            listing = await self._search_client.get(target, kind=Kind.ARRAY, read=read_listing)
        except SourceError as failure:
            return Silence(failure.reason)
        if isinstance(listing, Refused):
            return Silence(f"Crossref refused the search: {listing.reason}")
        messages = [record.message for record in listing.records]
        self._memory.keep(NAME, {question: {"items": messages}}, SEARCH_LIFETIME)
        return works_of(messages, today())

    def _inquiry(self) -> DoiInquiry:
        return DoiInquiry(self._client, self._settings, self._memory)


class _Bounded:
    """A client that is given only so many questions at a time."""

    def __init__(self, client: Client, at_once: int) -> None:
        self._client = client
        self._slots = asyncio.Semaphore(at_once)

    async def get(self, target: str, *, kind: Kind, read: Callable[[Reply], T]) -> T:
        async with self._slots:
            return await self._client.get(target, kind=kind, read=read)
