"""The HTTP client: every request to a service goes through `HttpClient.get`.

It identifies us, keeps to the pace, repeats what may pass, and gives up on hosts that do not want us or are not there.
Import it late: it loads an HTTP library.
"""

from __future__ import annotations

import asyncio
import datetime
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import metadata
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import stamina

from refcheck.sources.clock import Clock, SystemClock
from refcheck.sources.errors import BadAnswer, HostStopped, Kind, Passing, Reply, SourceError, parse_json
from refcheck.sources.hosts import Host, Hosts, Origin, Role, Service
from refcheck.sources.http_wire import Cause, Listener, Wire, WireAnswer, WireFailure
from refcheck.sources.retries import TOO_MANY_REQUESTS, Outcome, back_off, in_words, is_passing, retry_after
from refcheck.sources.settings import NetworkSettings

if TYPE_CHECKING:
    import httpx

__all__ = ["BadAnswer", "HostStopped", "HttpClient", "Kind", "Reply", "SourceError", "parse_json"]

T = TypeVar("T")

PROJECT_URL = "https://pypi.org/project/refcheck-cli/"
PUBLIC_POOL = (
    "No e-mail address is set, so Crossref answers from its slower public pool:"
    " set one with --mailto or REFCHECK_MAILTO."
)
MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_READABLE = frozenset({200, 400, 404, 405, 414})
"""Statuses that say something about what was asked, for the source to interpret."""
_GOOD = frozenset({200, 404})
_UNREACHABLE_ATTEMPTS = 2

_log = logging.getLogger(__name__)
# Without any handler, logging would print stamina's note of each retry on stderr.
logging.getLogger("stamina").addHandler(logging.NullHandler())


@dataclass(slots=True)
class _Course:
    """How far a question has come: a repeat goes on where the last redirect led."""

    url: str
    service: Service
    redirects: int = 0


class HttpClient:
    """Asks services politely. Use it as an async context manager; one is enough for a whole run."""

    def __init__(
        self,
        settings: NetworkSettings,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.notices: list[str] = []
        """What the user should know: the public pool, hosts that were stopped and why."""
        self._settings = settings
        self._clock = clock or SystemClock()
        self._hosts = Hosts(settings, self._clock)
        self._wire = Wire(settings, transport)
        self._address = quote(settings.mailto, safe="@+!#$*=")

    async def __aenter__(self) -> Self:
        """The client itself; nothing is opened before the first request."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close all connections."""
        await self._wire.close()

    async def get(self, target: str, *, kind: Kind, read: Callable[[Reply], T]) -> T:
        """What ``read`` makes of the answer from an absolute address below one of the configured base addresses.

        ``read`` gets answers of status 200, 400, 404, 405 and 414, and raises `BadAnswer` for a body that is not what
        was asked for: that is repeated. Raises `SourceError` for everything that is no answer.
        """
        service = self._hosts.service(target)
        host = self._hosts.host(target)
        if self._settings.offline:
            raise SourceError(f"{host.name} was not asked: refcheck is offline")
        host.check()
        if len(self._signed(service, target)) > service.longest_url:
            return _read_unasked(target, read, host)
        self._note_pool(service)
        try:
            async with asyncio.timeout(None) as scope:
                with host.endable(scope):
                    return await self._repeated(host, partial(self._attempt, _Course(target, service), kind, read))
        except TimeoutError:
            raise HostStopped(host.stopped) from None

    # ------------------------------------------------------------------------------------------------ attempts

    async def _repeated(self, host: Host, attempt: Callable[[], Coroutine[None, None, T]]) -> T:
        settings = self._settings
        answers = host.answers
        number = 1

        def wait(error: Exception) -> bool | float:
            if not isinstance(error, Passing):
                return False
            return max(error.wait, back_off(number, initial=settings.back_off, cap=settings.back_off_cap))

        try:
            async for one in stamina.retry_context(on=wait, attempts=settings.attempts, timeout=None):
                number = one.num
                with one:
                    value = await attempt()
        except Passing as error:
            reason = f"{error.reason} ({number} attempts)"
            if error.silent and host.answers == answers:
                raise self._stop(host, reason) from error
            raise SourceError(reason) from error
        return value

    async def _attempt(self, course: _Course, kind: Kind, read: Callable[[Reply], T]) -> T:
        reply = await self._exchange(course, kind)
        host = self._hosts.host(reply.url)
        try:
            value = read(reply)
        except BadAnswer as error:
            raise self._bad_answer(host, error) from error
        self._record(host, Outcome.FINE if reply.status in _GOOD else Outcome.FAILED)
        return value

    async def _exchange(self, course: _Course, kind: Kind) -> Reply:
        """The answer at the end of at most three redirects."""
        while True:
            host = self._hosts.host(course.url)
            answer = await self._request(course.service, host, course.url, kind)
            if answer.status not in _REDIRECTS:
                return Reply(answer.status, answer.body, course.url, redirected=course.redirects > 0)
            course.url = self._redirected(host, course.url, answer.headers.get("location", ""))
            course.service = self._hosts.service_or(course.url, course.service)
            course.redirects += 1
            if course.redirects > MOST_REDIRECTS:
                raise SourceError(f"{host.name} redirected more than {MOST_REDIRECTS} times")

    def _redirected(self, host: Host, url: str, location: str) -> str:
        """Where a redirect leads. A forbidden one may be the work of a hotel's network, so it is worth a repeat."""
        try:
            target = _without_address(urljoin(url, location))
            allowed = bool(location) and self._hosts.may_lead(Origin.of(url), Origin.of(target))
        except ValueError:
            allowed = False
        self._record(host, Outcome.FINE if allowed else Outcome.FAILED)
        if not allowed:
            raise Passing(f"{host.name} redirected to a place that refcheck does not ask")
        return target

    # ------------------------------------------------------------------------------------------------ one request

    async def _request(self, service: Service, host: Host, url: str, kind: Kind) -> WireAnswer:
        """The answer to one request, unless its status says nothing about what was asked."""
        try:
            try:
                answer = await self._paced(service, host, url, kind)
            except WireFailure as failure:
                if failure.cause is not Cause.STALE:
                    raise
                answer = await self._paced(service, host, url, kind)
        except WireFailure as failure:
            raise self._no_answer(host, failure) from failure
        except BadAnswer as error:
            raise self._bad_answer(host, error) from error
        host.unreachable = 0
        _log.debug("%s -> %d", url, answer.status)
        if answer.status not in _READABLE | _REDIRECTS:
            raise await self._refused(host, answer, kind)
        return answer

    async def _paced(self, service: Service, host: Host, url: str, kind: Kind) -> WireAnswer:
        async with host.pace.turn(kind) as turn:
            host.check()
            listener = Listener(
                started=partial(host.pace.started, turn),
                answered=partial(host.pace.learn, kind),
                wanted=(_READABLE | _REDIRECTS).__contains__,
            )
            answer = await self._wire.get(self._signed(service, url), self._headers(service), kind, listener)
            if answer.status == TOO_MANY_REQUESTS:
                await host.pace.slow_down(turn)
            return answer

    def _headers(self, service: Service) -> Mapping[str, str]:
        contact = f"; mailto:{self._address}" if self._address else ""
        headers = {"User-Agent": f"refcheck/{_version()} ({PROJECT_URL}{contact})"}
        if service.role is Role.CROSSREF and self._settings.plus_token:
            headers["Crossref-Plus-API-Token"] = f"Bearer {self._settings.plus_token}"
        return headers

    def _signed(self, service: Service, url: str) -> str:
        """The address with the e-mail address of the user, which doi.org has no use for."""
        if not self._address or service.role is Role.DOI:
            return url
        return f"{url}{'&' if '?' in url else '?'}mailto={self._address}"

    # ------------------------------------------------------------------------------------------------ failures

    async def _refused(self, host: Host, answer: WireAnswer, kind: Kind) -> SourceError:
        """The failure that an answer means, with the pause that it asks for."""
        self._record(host, Outcome.TOO_SOON if answer.status == TOO_MANY_REQUESTS else Outcome.FAILED)
        if answer.status in {401, 403}:
            return self._stop(host, self._refusal(host, answer.status))
        reason = f"{host.name} answered with status {answer.status}"
        if not is_passing(answer.status):
            return SourceError(reason)
        pause = retry_after(answer.headers.get("retry-after", ""), self._clock.now())
        if pause is not None and pause > self._settings.longest_retry_after:
            until = _clock_time(self._clock.now() + pause)
            return self._stop(host, f"{reason} and asks to wait {in_words(pause)} (until {until})")
        if pause is not None:
            await host.pace.hold(pause)
        patience = host.pace.patience(kind) if answer.status == TOO_MANY_REQUESTS else 0.0
        return Passing(reason, wait=max(pause or 0.0, min(patience, self._settings.back_off_cap)))

    def _refusal(self, host: Host, status: int) -> str:
        if status == 401 and self._settings.plus_token:
            return f"{host.name} does not accept the Plus token (status 401): correct or remove it"
        if status == 401:
            return f"{host.name} asks for a login (status 401): check the configured address"
        return (
            f"{host.name} has blocked refcheck on this network (status 403): ask its support to lift the block"
            " (for Crossref: https://www.crossref.org/contact/), or work with --offline"
        )

    def _no_answer(self, host: Host, failure: WireFailure) -> SourceError:
        reason = f"{host.name} {failure.words}"
        if failure.cause is Cause.SETTINGS:
            return self._stop(host, reason)
        self._record(host, Outcome.FAILED)
        match failure.cause:
            case Cause.UNREACHABLE:
                host.unreachable += 1
                return self._stop(host, reason) if host.unreachable >= _UNREACHABLE_ATTEMPTS else Passing(reason)
            case Cause.UNTRUSTED:
                return self._stop(host, reason)
            case Cause.TLS:
                return SourceError(reason)
            case Cause.SILENT | Cause.BROKEN | Cause.STALE:
                return Passing(reason, silent=failure.cause is Cause.SILENT)

    def _bad_answer(self, host: Host, error: BadAnswer) -> Passing:
        self._record(host, Outcome.FAILED)
        return Passing(f"{host.name} gave a bad answer: {error}")

    def _record(self, host: Host, outcome: Outcome) -> None:
        host.record(outcome)
        if host.window.too_many:
            self._stop(host, f"{host.name} did not answer {host.window.failures} of the last requests")

    def _stop(self, host: Host, reason: str) -> HostStopped:
        if not host.stopped:
            self.notices.append(f"{reason}. It is not asked any more in this run.")
        return host.stop(reason)

    def _note_pool(self, service: Service) -> None:
        known = self._settings.mailto or self._settings.plus_token
        if service.role is Role.CROSSREF and not known and PUBLIC_POOL not in self.notices:
            self.notices.append(PUBLIC_POOL)


def _read_unasked(target: str, read: Callable[[Reply], T], host: Host) -> T:
    """What the reader makes of an address that is too long to be sent: the server would answer 414."""
    try:
        return read(Reply(414, b"", target))
    except BadAnswer as error:
        raise SourceError(f"{host.name} was not asked: the address is too long") from error


def _without_address(url: str) -> str:
    """The address without an e-mail address in it, and without a fragment."""
    parts = urlsplit(url)
    query = "&".join(one for one in parts.query.split("&") if not one.startswith("mailto="))
    return urlunsplit(parts._replace(query=query, fragment=""))


def _clock_time(seconds: float) -> str:
    moment = datetime.datetime.fromtimestamp(min(seconds, 32503680000), tz=datetime.UTC)
    return moment.strftime("%Y-%m-%d %H:%M UTC")


@cache
def _version() -> str:
    try:
        return metadata.version("refcheck-cli")
    except metadata.PackageNotFoundError:
        return "unknown"
