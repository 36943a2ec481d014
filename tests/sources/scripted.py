"""A client that gives prepared answers, and a Crossref of a few records behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from refcheck.sources.errors import BadAnswer, Kind, Reply, SourceError

T = TypeVar("T")
Respond = Callable[[str], Reply]


class ScriptedClient:
    """Answers each address by a function; what `read` refuses ends as a failure of the source, as in the real one."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.targets: list[str] = []

    async def get(self, target: str, *, kind: Kind, read: Callable[[Reply], T]) -> T:
        self.targets.append(target)
        try:
            return read(self.respond(target))
        except BadAnswer as bad:
            raise SourceError(f"the service gave a bad answer: {bad}") from bad


def reply(value: object, *, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode(), "https://api.crossref.test/")


def work_reply(message: Mapping[str, object], *, redirected_to: str = "") -> Reply:
    envelope = {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": message}
    url = f"https://api.crossref.test/works/{redirected_to}"
    return replace(reply(envelope), url=url, redirected=bool(redirected_to))


def list_reply(*items: Mapping[str, object], total: int | None = None) -> Reply:
    message = {"total-results": len(items) if total is None else total, "items": list(items)}
    return reply({"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message})


NOT_FOUND = Reply(404, b"Resource not found.", "https://api.crossref.test/")


def record(doi: str, title: str = "A note on tides", **further: object) -> dict[str, object]:
    return {"DOI": doi, "type": "journal-article", "title": [title], **further}


class Services:
    """Crossref, doi.org and DataCite over dictionaries; set any of the four to disturb it."""

    def __init__(
        self,
        *,
        works: Mapping[str, Mapping[str, object]] | None = None,
        aliases: Mapping[str, str] | None = None,
        agencies: Mapping[str, str] | None = None,
        datacite: Mapping[str, Mapping[str, object]] | None = None,
    ) -> None:
        self.works = dict(works or {})
        self.aliases = dict(aliases or {})
        self.agencies = dict(agencies or {})
        self.datacite = dict(datacite or {})
        self.listing: Respond = self._listing
        self.single: Respond = self._single
        self.agency: Respond = self._agency
        self.datacite_record: Respond = self._datacite_record

    def __call__(self, target: str) -> Reply:
        path = urlsplit(target).path
        if path.endswith("/works"):
            return self.listing(target)
        if path.startswith("/ra/"):
            return self.agency(target)
        if path.startswith("/dois/"):
            return self.datacite_record(unquote(path.removeprefix("/dois/")))
        return self.single(unquote(path.removeprefix("/works/")))

    def _listing(self, target: str) -> Reply:
        return list_reply(*(self.works[doi] for doi in asked_dois(target) if doi in self.works))

    def _single(self, doi: str) -> Reply:
        prime = self.aliases.get(doi, doi)
        return (
            work_reply(self.works[prime], redirected_to=prime if prime != doi else "")
            if prime in self.works
            else NOT_FOUND
        )

    def _agency(self, target: str) -> Reply:
        return reply([self._row(doi) for doi in map(unquote, urlsplit(target).path.removeprefix("/ra/").split(","))])

    def _datacite_record(self, doi: str) -> Reply:
        if doi not in self.datacite:
            return reply({"errors": [{"status": "404"}]}, status=404)
        return reply({"data": {"id": doi, "type": "dois", "attributes": self.datacite[doi]}})

    def _row(self, doi: str) -> dict[str, str]:
        agency = self.agencies.get(doi, "")
        return {"DOI": doi, "RA": agency} if agency else {"DOI": doi, "status": "DOI does not exist"}


def asked_dois(target: str) -> list[str]:
    """The DOIs in the filter of a list request."""
    filters = parse_qs(urlsplit(target).query)["filter"][0]
    return re.findall(r"doi:([^,]*)", filters)
