"""The listeners, the connections, and the order in which one request is handled."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from tests.crossref_double import companions, fault_scripts
from tests.crossref_double.companions import Addresses
from tests.crossref_double.control import control_answer
from tests.crossref_double.corpus import Corpus, Tables
from tests.crossref_double.faults import Rule
from tests.crossref_double.journal import Entry
from tests.crossref_double.limits import Identity, UnknownTokenError, application_headers, pool_name, tier_of
from tests.crossref_double.routes import Route, answer_of, crossref_route
from tests.crossref_double.script import Close, Connection, Script, Send, play
from tests.crossref_double.settings import Settings
from tests.crossref_double.state import Run, new_run
from tests.crossref_double.wire import (
    Answer,
    Framed,
    Header,
    LineTooLongError,
    PeerReader,
    Request,
    framed,
    read_request,
)

HOST = "127.0.0.1"
LISTENERS = ("crossref", "doi", "datacite", "control", "http")
NO_PORT = 0


@dataclass(frozen=True)
class Exchange:
    """One request and everything needed to answer it."""

    run: Run
    listener: str
    request: Request
    route: Route
    identity: Identity
    entry: Entry
    common: tuple[Header, ...] = ()


@dataclass
class Server:
    """The double itself."""

    settings: Settings
    corpus: Corpus
    tables: Tables
    ports: Mapping[str, int] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    addresses: Addresses = field(default_factory=Addresses)

    def __post_init__(self) -> None:
        self.run = new_run(self.settings, self.corpus, self.tables)
        self.servers: dict[str, asyncio.Server] = {}
        self.connections: dict[asyncio.Task[None], tuple[str, Connection]] = {}
        self.bound: dict[str, int] = {}

    async def start(self) -> None:
        """Open all listeners."""
        for listener in LISTENERS:
            await self.open(listener)
        urls = {name: f"http://{HOST}:{port}" for name, port in self.bound.items()}
        if self.tls:
            urls["crossref"] = urls["crossref"].replace("http:", "https:")
        self.addresses = Addresses(**urls)

    async def open(self, listener: str) -> None:
        """Open one listener, on the port it had before if it was open already."""
        if listener in self.servers:
            return
        loop = asyncio.get_running_loop()

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if not isinstance(reader, PeerReader):  # pragma: no cover  # the factory below makes no others
                raise TypeError(reader)
            connection = Connection(reader, writer)
            task = asyncio.ensure_future(self._serve(listener, connection))
            self.connections[task] = (listener, connection)
            task.add_done_callback(lambda done: self.connections.pop(done, None))

        port = self.bound.get(listener, self.ports.get(listener, NO_PORT))
        server = await loop.create_server(
            lambda: asyncio.StreamReaderProtocol(PeerReader(), connected),
            HOST,
            port,
            ssl=self.tls if listener == "crossref" else None,
            backlog=1024,
            reuse_address=True,
        )
        self.servers[listener] = server
        self.bound[listener] = server.sockets[0].getsockname()[1]

    def refuse(self, listener: str, seconds: float | None = None) -> None:
        """Close a listener and drop its connections; open it again after some seconds if they are given."""
        if (server := self.servers.pop(listener, None)) is not None:
            server.close()
        self.drop_connections(listener)
        if seconds is not None:
            asyncio.get_running_loop().call_later(seconds, self._reopen, listener, self.run)

    def _reopen(self, listener: str, run: Run) -> None:
        if run is self.run:
            self.opening = asyncio.ensure_future(self.open(listener))

    def drop_connections(self, *listeners: str) -> None:
        """Reset every connection of some listeners."""
        for task, (listener, connection) in list(self.connections.items()):
            if listener in listeners:
                connection.reset()
                task.cancel()

    async def reset(self, seed: int | None = None) -> None:
        """Go back to the start state."""
        settings = self.settings if seed is None else replace(self.settings, seed=seed)
        self.drop_connections(*(name for name in LISTENERS if name != "control"))
        self.run = new_run(settings, self.corpus, self.tables)
        for listener in LISTENERS:
            await self.open(listener)

    async def stop(self) -> None:
        """Close everything."""
        for server in self.servers.values():
            server.close()
        self.drop_connections(*LISTENERS)
        await asyncio.gather(*self.connections, return_exceptions=True)

    async def _serve(self, listener: str, connection: Connection) -> None:
        with contextlib.suppress(asyncio.CancelledError, ConnectionError):
            while await self._serve_one(listener, connection):
                pass
        connection.writer.close()

    async def _serve_one(self, listener: str, connection: Connection) -> bool:
        settings = self.run.settings
        longest = settings.ra_max_request_line if listener == "doi" else settings.max_request_line
        try:
            request = await read_request(connection.reader, longest if listener != "control" else 2**20)
        except LineTooLongError:
            connection.writer.write(_too_long())
            return False
        if request is None:
            return False
        if listener == "control":
            answer = await control_answer(self, request)
            connection.writer.write(_raw(framed(answer, request, ())))
            return request.keeps_alive
        if self.tls and listener == "crossref":
            request = replace(request, scheme="https")
        return await self._exchange(listener, request, connection)

    async def _exchange(self, listener: str, request: Request, connection: Connection) -> bool:
        run = self.run
        started = time.monotonic()
        exchange = begin(run, listener, request, connection.peer)
        exchange.entry.inflight = run.limits.enter(exchange.identity, run.clock.now())
        try:
            async with contextlib.AsyncExitStack() as until_sent:
                script = await self._script(exchange, connection, until_sent)
                return await play(script, connection, exchange.entry) and request.keeps_alive
        except asyncio.CancelledError:
            exchange.entry.aborted_by_peer = True
            raise
        finally:
            run.limits.leave(exchange.identity)
            exchange.entry.duration_ms = round((time.monotonic() - started) * 1000, 3)

    async def _script(
        self, exchange: Exchange, connection: Connection, until_sent: contextlib.AsyncExitStack
    ) -> Script:
        run = exchange.run
        rule = run.faults.choose(exchange.listener, exchange.request, exchange.route, run.chance)
        if rule is not None and rule.early:
            return self._early(rule, exchange)
        refusal = _refused(exchange)
        if refusal is not None:
            if rule is not None:
                rule.times += rule.times >= 0
            return _plain(refusal, exchange)
        await run.limits.take_slot(exchange.identity, run.settings)
        until_sent.push_async_callback(run.limits.give_slot_back, exchange.identity)
        return await self._answered(rule, exchange, connection)

    def _early(self, rule: Rule, exchange: Exchange) -> Script:
        exchange.entry.fault = rule.id
        if rule.action == "refuse":
            self.refuse(exchange.listener, rule.refused_for)
            return (Close(),)
        script, status = fault_scripts.early(rule, exchange.request, self.addresses, exchange.common)
        exchange.entry.status = status
        return script

    async def _answered(self, rule: Rule | None, exchange: Exchange, connection: Connection) -> Script:
        settings = exchange.run.settings
        latency = settings.latency_ms
        if exchange.route.name == "ra":
            latency += settings.ra_latency_ms * len(exchange.route.dois)
        if latency and not await connection.wait(latency / 1000):
            exchange.entry.aborted_by_peer = True
            return (Close(),)
        if rule is None:
            return _plain(self._answer(exchange), exchange)
        exchange.entry.fault = rule.id
        request = fault_scripts.request_for(rule, exchange.request, exchange.route)
        answer = self._answer(replace(exchange, request=request))
        spoilt = fault_scripts.spoilt_answer(rule, answer, exchange.route, exchange.run)
        exchange.entry.status = spoilt.status
        whole = framed(spoilt, exchange.request, exchange.common)
        return fault_scripts.late(rule, whole, lowercase=settings.lowercase_headers)

    def _answer(self, exchange: Exchange) -> Answer:
        run, request, route = exchange.run, exchange.request, exchange.route
        if exchange.listener == "crossref":
            return answer_of(request, route, run.shelf, run.settings, run.call(exchange.entry.n, route))
        if exchange.listener == "datacite":
            return companions.datacite_answer(route, run.shelf.tables)
        if exchange.listener == "http":
            return companions.https_redirect(request)
        if route.name == "ra":
            return companions.agencies_answer(request, run.shelf)
        return companions.resolution_answer(request, route, run.shelf, self.addresses)


ROUTES: Mapping[str, Callable[[Request], Route]] = {
    "doi": companions.doi_route,
    "datacite": companions.datacite_route,
    "http": lambda request: Route("http", "single", request.path),
}


def begin(run: Run, listener: str, request: Request, peer: str) -> Exchange:
    """Recognise a request and write it into the journal."""
    comma = run.settings.comma
    route = ROUTES[listener](request) if listener in ROUTES else crossref_route(request, comma)
    identity, common, pool = _identified(run.settings, listener, request, route, peer)
    entry = Entry(
        n=run.journal.next_number,
        t=run.clock.now(),
        listener=listener,
        peer=peer,
        method=request.method,
        target=request.target,
        headers=request.headers,
        pool=pool,
        kind=identity.kind,
    )
    run.journal.entries.append(entry)
    return Exchange(run, listener, request, route, identity, entry, common)


def _identified(
    settings: Settings, listener: str, request: Request, route: Route, peer: str
) -> tuple[Identity, tuple[Header, ...], str]:
    if listener == "datacite":
        tier = "identified" if companions.identified(request) else "unidentified"
        return Identity(peer, f"datacite-{tier}", route.kind), (), ""
    if listener != "crossref":
        return Identity(peer, listener, route.kind), (), ""
    try:
        tier = tier_of(request, settings)
    except UnknownTokenError:
        return Identity(peer, "unknown-token", route.kind), (), ""
    identity = Identity(peer, tier, route.kind)
    return identity, application_headers(tier, route.kind, settings), pool_name(tier, route.kind, settings)


def _refused(exchange: Exchange) -> Answer | None:
    run, identity, now = exchange.run, exchange.identity, exchange.run.clock.now()
    if exchange.listener == "crossref":
        if identity.tier == "unknown-token":
            run.limits.settle(identity, admitted=False)
            return Answer(401, "text/plain", b"Unauthorized", chunked=False, dressed=False)
        if not run.limits.admit(identity, run.settings, now):
            return fault_scripts.limited(run.settings)
    elif exchange.listener == "datacite":
        most = companions.IDENTIFIED if identity.tier.endswith("-identified") else companions.UNIDENTIFIED
        within = run.limits.within_rate(identity, most, run.settings, now, companions.DATACITE_INTERVAL)
        if not run.limits.settle(identity, admitted=within or run.settings.profile == "off"):
            return Answer(429, "text/plain", b"Too Many Requests", chunked=False, dressed=False)
    else:
        run.limits.settle(identity, admitted=True)
    return None


def _plain(answer: Answer, exchange: Exchange) -> Script:
    exchange.entry.status = answer.status
    whole = framed(answer, exchange.request, exchange.common)
    content = _raw(whole, lowercase=exchange.run.settings.lowercase_headers)
    return (Send(content), Close()) if answer.close else (Send(content),)


def _raw(whole: Framed, *, lowercase: bool = False) -> bytes:
    return whole.head(lowercase=lowercase) + whole.body


def _too_long() -> bytes:
    body = b"<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>"
    answer = Answer(414, "text/html;charset=iso-8859-1", body, chunked=False, dressed=False, close=True)
    return _raw(framed(answer, Request("GET", "/", "HTTP/1.1", {}), ()))
