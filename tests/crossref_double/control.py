"""The control interface: a listener of its own, never mixed with the services."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, replace
from typing import Protocol

from tests.crossref_double.corpus import Corpus, aliases_of, by_datacite_doi, lower_keys
from tests.crossref_double.faults import WrongRuleError
from tests.crossref_double.journal import Entry
from tests.crossref_double.json_values import Json, as_record, members, objects, plain_bytes
from tests.crossref_double.settings import WrongSettingError, changed
from tests.crossref_double.state import Run
from tests.crossref_double.wire import Answer, Request


class Controlled(Protocol):
    """What the control interface needs of the server."""

    run: Run

    def refuse(self, listener: str, seconds: float | None = None) -> None:
        """Close a listener."""

    async def open(self, listener: str) -> None:
        """Open a listener again."""

    async def reset(self, seed: int | None = None) -> None:
        """Go back to the start state."""


Handler = Callable[[Controlled, Request, Json], Awaitable[Json]]


async def control_answer(server: Controlled, request: Request) -> Answer:
    """Do what a test asks for."""
    path = request.path.removesuffix("/")
    if path == "/trap":
        return _trapped(server.run, request)
    handler = HANDLERS.get((request.method, path))
    if handler is None:
        return _json(404, {"error": f"{request.method} {path}"})
    try:
        given: Json = json.loads(request.body) if request.body else None
        return _json(200, await handler(server, request, given))
    except (WrongRuleError, WrongSettingError, ValueError) as error:
        return _json(400, {"error": str(error)})


def _json(status: int, value: Json) -> Answer:
    return Answer(status, "application/json", plain_bytes(value), chunked=False, dressed=False)


def _trapped(run: Run, request: Request) -> Answer:
    entry = Entry(
        run.journal.next_number,
        run.clock.now(),
        "control",
        "",
        request.method,
        request.target,
        request.headers,
        status=200,
    )
    run.journal.entries.append(entry)
    return _json(200, {"trapped": True})


async def _add_faults(server: Controlled, request: Request, given: Json) -> Json:
    added = server.run.faults.add(objects(given))
    for rule in added:
        if rule.action == "refuse" and rule.skip == 0 and rule.times != 0 and not rule.match:
            server.refuse(rule.listener, rule.refused_for)
            rule.times = 0
    return [rule.id for rule in added]


async def _clear_faults(server: Controlled, request: Request, given: Json) -> Json:
    server.run.faults.rules.clear()
    for listener in ("crossref", "doi", "datacite"):
        await server.open(listener)
    return {}


async def _settings(server: Controlled, request: Request, given: Json) -> Json:
    run = server.run
    run.settings = changed(run.settings, as_record(given))
    run.clock.make(manual=run.settings.clock == "manual")
    return asdict(run.settings)


async def _clock(server: Controlled, request: Request, given: Json) -> Json:
    seconds = as_record(given).get("advance_s")
    if isinstance(seconds, int | float):
        server.run.clock.advance(seconds)
    return {"now": server.run.clock.now()}


async def _corpus(server: Controlled, request: Request, given: Json) -> Json:
    shelf = server.run.shelf
    server.run.shelf = replace(shelf, corpus=Corpus(list(objects(given))))
    return {"records": len(members(given))}


async def _aliases(server: Controlled, request: Request, given: Json) -> Json:
    shelf = server.run.shelf
    server.run.shelf = replace(shelf, tables=replace(shelf.tables, aliases=aliases_of(as_record(given))))
    return {}


async def _agencies(server: Controlled, request: Request, given: Json) -> Json:
    shelf = server.run.shelf
    server.run.shelf = replace(shelf, tables=replace(shelf.tables, agencies=lower_keys(as_record(given))))
    return {}


async def _datacite(server: Controlled, request: Request, given: Json) -> Json:
    shelf = server.run.shelf
    server.run.shelf = replace(shelf, tables=replace(shelf.tables, datacite=by_datacite_doi(objects(given))))
    return {}


async def _reset(server: Controlled, request: Request, given: Json) -> Json:
    seed = as_record(given).get("seed")
    await server.reset(seed if isinstance(seed, int) else None)
    return {}


async def _journal(server: Controlled, request: Request, given: Json) -> Json:
    since = int(request.parameters.get("since", "0"))
    return [entry.as_json() for entry in server.run.journal.entries if entry.n > since]


async def _stats(server: Controlled, request: Request, given: Json) -> Json:
    return server.run.limits.as_json()


async def _show_settings(server: Controlled, request: Request, given: Json) -> Json:
    return asdict(server.run.settings)


HANDLERS: Mapping[tuple[str, str], Handler] = {
    ("POST", "/faults"): _add_faults,
    ("DELETE", "/faults"): _clear_faults,
    ("POST", "/settings"): _settings,
    ("GET", "/settings"): _show_settings,
    ("POST", "/clock"): _clock,
    ("POST", "/corpus"): _corpus,
    ("POST", "/aliases"): _aliases,
    ("POST", "/agencies"): _agencies,
    ("POST", "/datacite"): _datacite,
    ("POST", "/reset"): _reset,
    ("GET", "/journal"): _journal,
    ("GET", "/stats"): _stats,
}
