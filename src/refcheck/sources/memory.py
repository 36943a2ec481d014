"""What the answer cache knows about DOIs and searches, understood anew each time: answers are kept, not verdicts."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from refcheck.model import Work
from refcheck.sources import crossref_answers, datacite, doi_agency
from refcheck.sources.base import Answer, DoiAnswer, Elsewhere, NoSuchWork
from refcheck.sources.cache import AnswerCache
from refcheck.sources.json_values import Json, a_list, an_object

WORK_LIFETIME = datetime.timedelta(days=30)
ABSENCE_LIFETIME = datetime.timedelta(days=1)
SEARCH_LIFETIME = datetime.timedelta(days=7)


def today() -> datetime.date:
    """The local day: that of an answer which comes now."""
    return datetime.datetime.now(tz=datetime.UTC).astimezone().date()


class Memory:
    """What the answer cache knows: records, absences, other agencies, searches. Never a failure."""

    def __init__(self, cache: AnswerCache | None) -> None:
        self._cache = cache

    def keep(self, source: str, answers: Mapping[str, object], lifetime: datetime.timedelta) -> None:
        """Remember answers by their question, as the service gave them."""
        if self._cache is not None and answers:
            bodies = {question: json.dumps(answer).encode() for question, answer in answers.items()}
            self._cache.put_many(source, bodies, lifetime)

    def recall(self, dois: Sequence[str]) -> Iterator[DoiAnswer]:
        """The answers that are known. Where several services answered, the record counts, not the agency."""
        unknown = list(dois)
        for source, understand in _UNDERSTAND.items():
            known = {} if self._cache is None else self._cache.get_many(source, unknown)
            for doi, kept in known.items():
                answer = understand(_object(kept.body), doi, kept.retrieved)
                if answer is not None:
                    unknown.remove(doi)
                    yield DoiAnswer(doi, answer)

    def hits(self, question: str) -> list[Work] | None:
        """What a search gave, if it was asked before."""
        kept = None if self._cache is None else self._cache.get(crossref_answers.NAME, question)
        if kept is None:
            return None
        return crossref_answers.works_of(map(an_object, a_list(_object(kept.body).get("items"))), kept.retrieved)


def _object(body: bytes) -> Json:
    """The kept answer; empty if something has happened to it since."""
    try:
        return an_object(json.loads(body))
    except ValueError:
        return {}


def _recalled_record(message: Json, doi: str, retrieved: datetime.date) -> Answer | None:
    record = crossref_answers.Record(message)
    return crossref_answers.work_of(record, doi, retrieved) if record.doi else None


def _recalled_datacite(message: Json, _doi: str, retrieved: datetime.date) -> Answer | None:
    return datacite.to_work(message, source=datacite.NAME, retrieved=retrieved) if message else None


def _recalled_agency(message: Json, _doi: str, _retrieved: datetime.date) -> Answer | None:
    agency = message.get("RA")
    if not isinstance(agency, str):
        return None
    return Elsewhere(agency) if agency else NoSuchWork(doi_agency.NAME)


_UNDERSTAND: dict[str, Callable[[Json, str, datetime.date], Answer | None]] = {
    crossref_answers.NAME: _recalled_record,
    datacite.NAME: _recalled_datacite,
    doi_agency.NAME: _recalled_agency,
}
