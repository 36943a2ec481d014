"""Understanding what Crossref's REST API answers: a record, a list, a refusal, or nothing to be relied on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from urllib.parse import unquote, urlsplit

from refcheck.model import Work
from refcheck.sources.crossref_work import to_work
from refcheck.sources.errors import BadAnswer, Reply, parse_json
from refcheck.sources.json_values import Json, a_list, a_text, an_object

NAME = "Crossref"


@dataclass(frozen=True, slots=True)
class Record:
    """One record. ``redirected``: we were sent from the DOI asked for to the record's own, which has replaced it."""

    message: Json
    redirected: bool = False

    @property
    def doi(self) -> str:
        """The record's DOI in lower case; some dumps have kept the escape of JSON before its slash."""
        return a_text(self.message.get("DOI")).replace("\\/", "/").lower()


@dataclass(frozen=True, slots=True)
class Listing:
    """The records of a list, and how many there are according to the service."""

    records: tuple[Record, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The service did not like the question, which asking again does not change."""

    reason: str


def read_record(reply: Reply) -> Record | Refused | None:
    """The answer to the question for one record; nothing if Crossref has none."""
    if reply.status == 404:
        return None
    if reply.status in {400, 414}:
        return Refused(_complaint(reply))
    record = Record(_message(reply))
    if not record.doi:
        raise BadAnswer("a record without a DOI")
    return replace(record, redirected=reply.redirected and record.doi == _doi_at(reply.url))


def read_listing(reply: Reply) -> Listing | Refused:
    """The answer to a question for several records."""
    if reply.status in {400, 414}:
        return Refused(_complaint(reply))
    message = _message(reply)
    total, items = message.get("total-results"), message.get("items")
    if not isinstance(items, list) or not isinstance(total, int):
        raise BadAnswer("no list of records")
    records = (Record(an_object(item)) for item in items)
    listing = Listing(tuple({record.doi: record for record in records if record.doi}.values()), total)
    if total > 0 and not listing.records:
        raise BadAnswer(f"an empty list where there are {total} records")
    return listing


def _doi_at(url: str) -> str:
    """The DOI that an address of one record names."""
    return unquote(urlsplit(url).path.partition("/works/")[2]).lower()


def _message(reply: Reply) -> Json:
    if reply.status != 200:
        raise BadAnswer(f"status {reply.status}")
    envelope = an_object(parse_json(reply.body))
    if envelope.get("status") != "ok":
        raise BadAnswer("an answer that does not say it is ok")
    return an_object(envelope.get("message"))


def _complaint(reply: Reply) -> str:
    """What the service says is wrong with the question, in its own words where it has any."""
    if reply.status == 414:
        return "the question is too long"
    try:
        complaints = a_list(an_object(parse_json(reply.body)).get("message"))
    except BadAnswer:
        return f"status {reply.status}"
    return "; ".join(filter(None, (a_text(an_object(one).get("message")) for one in complaints))) or "status 400"


def work_of(record: Record, asked: str, retrieved: datetime.date, *, source: str = NAME) -> Work:
    """The work; the DOI it was asked for by is among its aliases, if it is not its own."""
    work = to_work(_with_server(record), source=source, retrieved=retrieved)
    if record.doi == asked.lower() or asked in work.aliases:
        return work
    return replace(work, aliases=(*work.aliases, asked))


def works_of(messages: Iterable[Json], retrieved: datetime.date) -> list[Work]:
    """The works that a search gave, in the order it gave them."""
    records = (Record(message) for message in messages)
    return [work_of(record, record.doi, retrieved) for record in records if record.doi]


def _with_server(record: Record) -> Json:
    """The record with the name of the preprint server, which lists leave out: the prefix of the DOI tells it."""
    message = record.message
    if message.get("type") != "posted-content" or message.get("institution"):
        return message
    servers = _preprint_servers().get(record.doi.partition("/")[0], ())
    return {**message, "institution": [{"name": server} for server in servers]}


@cache
def _preprint_servers() -> dict[str, list[str]]:
    table = resources.files("refcheck.sources").joinpath("data/preprint_servers.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {prefix: servers for prefix, *servers in rows}
