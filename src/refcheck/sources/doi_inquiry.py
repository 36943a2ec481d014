"""The questions about a set of DOIs: to Crossref in lists, then singly, then to doi.org, then to DataCite."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from refcheck.sources import datacite, doi_agency, requests
from refcheck.sources.base import Answer, DoiAnswer, Elsewhere, NoSuchWork, Silence
from refcheck.sources.crossref_answers import NAME, Listing, Record, Refused, read_listing, read_record, work_of
from refcheck.sources.errors import Kind, Reply, SourceError
from refcheck.sources.json_values import a_text
from refcheck.sources.memory import ABSENCE_LIFETIME, WORK_LIFETIME, Memory, today
from refcheck.sources.settings import NetworkSettings

T = TypeVar("T")

NOT_ASKED = "not among the records on this machine, and the network was not asked: run again without --offline"
_NO_METADATA = "registered with Crossref, but there is no metadata yet (a new DOI, or a withdrawn one)"


class Client(Protocol):
    """What carries the questions: `refcheck.sources.http.HttpClient`."""

    async def get(self, target: str, *, kind: Kind, read: Callable[[Reply], T]) -> T:
        """The answer as ``read`` understands it, or a `SourceError`."""
        ...


class DoiInquiry:
    """The questions about one set of DOIs, and the answers so far; `None` ends them."""

    def __init__(self, client: Client, settings: NetworkSettings, memory: Memory) -> None:
        self.answers: asyncio.Queue[DoiAnswer | None] = asyncio.Queue()
        self._client = client
        self._settings = settings
        self._memory = memory
        self._unknown: list[str] = []

    async def run(self, dois: Sequence[str]) -> None:
        """Ask about all, whatever it takes."""
        try:
            await self._ask_crossref(dois)
            await self._ask_agencies()
        finally:
            self.answers.put_nowait(None)

    async def listed(self, dois: Sequence[str]) -> list[DoiAnswer]:
        """Ask about those that lists know, and leave it at that."""
        async with asyncio.TaskGroup() as tasks:
            for group in self._groups(dois):
                tasks.create_task(self._listing(group))
        given = [self.answers.get_nowait() for _ in range(self.answers.qsize())]
        return [one for one in given if one is not None]

    # ------------------------------------------------------------------------------------------------ Crossref

    def _groups(self, dois: Sequence[str]) -> list[tuple[str, ...]]:
        return requests.batches(self._settings.crossref_url, dois, size=self._settings.batch)

    async def _ask_crossref(self, dois: Sequence[str]) -> None:
        """Lists and single questions side by side, because their rates are counted apart."""
        async with asyncio.TaskGroup() as tasks:
            for group in self._groups([doi for doi in dois if requests.batchable(doi)]):
                tasks.create_task(self._batch(group, tasks))
            for doi in dois:
                if not requests.askable(doi):
                    self._answer(doi, Silence(f"{doi!r} has not the form of a DOI"))
                elif not requests.batchable(doi):
                    tasks.create_task(self._single(doi))

    async def _batch(self, dois: tuple[str, ...], tasks: asyncio.TaskGroup) -> None:
        """Ask for a group; whatever the list lacks is asked for singly."""
        listing = await self._listing(dois)
        match listing:
            case None:
                return
            case Refused() if len(dois) > 1:
                middle = len(dois) // 2
                tasks.create_task(self._batch(dois[:middle], tasks))
                tasks.create_task(self._batch(dois[middle:], tasks))
                return
            case Refused():
                missing = dois
            case Listing(records, total):
                listed = {record.doi for record in records}
                missing = tuple(doi for doi in dois if doi.lower() not in listed)
                if total > len(records) and len(missing) < len(dois):
                    # The service gave only a part of what it has: the rest is had cheaper by another list.
                    tasks.create_task(self._batch(missing, tasks))
                    return
        for doi in missing:
            tasks.create_task(self._single(doi))

    async def _listing(self, dois: tuple[str, ...]) -> Listing | Refused | None:
        """The list, its records already given as answers; nothing if it could not be had."""
        target = requests.works_url(self._settings.crossref_url, dois)
        try:
            listing = await self._client.get(target, kind=Kind.ARRAY, read=read_listing)
        except SourceError as failure:
            self._silent(dois, failure.reason)
            return None
        if isinstance(listing, Listing):
            asked = {doi.lower(): doi for doi in dois}
            self._found({asked[record.doi]: record for record in listing.records if record.doi in asked})
        return listing

    async def _single(self, doi: str) -> None:
        """Ask for one; a record that was not asked for is put aside, and the question repeated once."""
        target = requests.work_url(self._settings.crossref_url, doi)
        other = ""
        for _ in range(2):
            try:
                record = await self._client.get(target, kind=Kind.SINGLE, read=read_record)
            except SourceError as failure:
                return self._answer(doi, Silence(failure.reason))
            if record is None:
                return self._unknown.append(doi)
            if isinstance(record, Refused):
                return self._answer(doi, Silence(f"Crossref refused the question: {record.reason}"))
            if record.redirected or record.doi == doi.lower():
                return self._found({doi: record})
            other = record.doi
        return self._answer(doi, Silence(f"Crossref gave the record of another DOI, {other}"))

    def _found(self, records: Mapping[str, Record]) -> None:
        self._memory.keep(NAME, {doi: record.message for doi, record in records.items()}, WORK_LIFETIME)
        for doi, record in records.items():
            self._answer(doi, work_of(record, doi, today()))

    # ------------------------------------------------------------------------------------------ other agencies

    async def _ask_agencies(self) -> None:
        """Settle what Crossref does not have."""
        async with asyncio.TaskGroup() as tasks:
            for group in requests.agency_groups(self._settings.doi_url, self._unknown):
                tasks.create_task(self._agencies(group, tasks))

    async def _agencies(self, dois: tuple[str, ...], tasks: asyncio.TaskGroup) -> None:
        target = requests.agencies_url(self._settings.doi_url, dois)
        try:
            stated = await self._client.get(target, kind=Kind.SINGLE, read=doi_agency.read_registrations)
        except SourceError as failure:
            return self._silent(dois, f"Crossref does not have it, and {failure.reason}")
        for doi in dois:
            registration = stated.get(doi.lower())
            if registration is None:
                self._answer(doi, Silence("Crossref does not have it, and doi.org did not say whether it exists"))
            elif registration.agency == doi_agency.DATACITE:
                tasks.create_task(self._datacite(doi))
            else:
                self._settled(doi, registration.agency)
        return None

    def _settled(self, doi: str, agency: str) -> None:
        """An answer that needs no further question. That Crossref lacks its own DOI may change any day."""
        if agency == doi_agency.CROSSREF:
            return self._answer(doi, Silence(_NO_METADATA))
        lifetime = WORK_LIFETIME if agency else ABSENCE_LIFETIME
        self._memory.keep(doi_agency.NAME, {doi: {"DOI": doi, "RA": agency}}, lifetime)
        return self._answer(doi, Elsewhere(agency) if agency else NoSuchWork(doi_agency.NAME))

    async def _datacite(self, doi: str) -> None:
        target = requests.datacite_url(self._settings.datacite_url, doi)
        other = ""
        for _ in range(2):
            try:
                attributes = await self._client.get(target, kind=Kind.SINGLE, read=datacite.read_record)
            except SourceError as failure:
                return self._answer(doi, Silence(failure.reason))
            if attributes is None:
                return self._answer(doi, Elsewhere(datacite.NAME))
            other = a_text(attributes.get("doi")).lower()
            if other == doi.lower():
                self._memory.keep(datacite.NAME, {doi: attributes}, WORK_LIFETIME)
                return self._answer(doi, datacite.to_work(attributes, source=datacite.NAME, retrieved=today()))
        return self._answer(doi, Silence(f"DataCite gave the record of another DOI, {other}"))

    # -------------------------------------------------------------------------------------------------- common

    def _answer(self, doi: str, answer: Answer) -> None:
        self.answers.put_nowait(DoiAnswer(doi, answer))

    def _silent(self, dois: Sequence[str], reason: str) -> None:
        for doi in dois:
            self._answer(doi, Silence(reason))
