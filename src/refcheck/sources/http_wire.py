"""One request on the wire: beside `pages` the only module that imports an HTTP library, which costs 0.1 s.

It bounds the time and the memory that an answer may take, and says in our words how a request failed.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

import httpx

from refcheck.sources.errors import BadAnswer, Kind
from refcheck.sources.settings import NetworkSettings

_GZIP = 16 + zlib.MAX_WBITS
_MEGABYTE = 2**20
# httpx logs addresses, and ours hold the e-mail address of the user.
logging.getLogger("httpx").setLevel(logging.WARNING)


class Cause(Enum):
    """Why there is no answer."""

    STALE = auto()
    """A connection kept open from earlier had been closed by the other side: the next one will do."""
    UNREACHABLE = auto()
    """Nobody is there: connection refused, no such name."""
    SILENT = auto()
    """The time was up."""
    BROKEN = auto()
    """The connection broke, or what came was no HTTP."""
    UNTRUSTED = auto()
    """The certificate is not valid for the host."""
    TLS = auto()
    """No encrypted connection came about."""
    SETTINGS = auto()
    """The environment names a proxy or certificates that cannot be used."""


class WireFailure(Exception):  # noqa: N818 - named for what happened
    """No answer. ``words`` continue a sentence that begins with the name of the host."""

    def __init__(self, cause: Cause, words: str) -> None:
        super().__init__(words)
        self.cause = cause
        self.words = words


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """What came; ``body`` is empty where ``wanted`` did not want it."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom to tell while a request is under way, and whether the body of an answer is wanted."""

    started: Callable[[], Awaitable[None]]
    answered: Callable[[Mapping[str, str]], Awaitable[None]]
    wanted: Callable[[int], bool]


class _Probe:
    """Listens to the transport: was the connection a new one, when was the request sent, did an answer begin?"""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._new = False
        self._sent = False
        self._answered = False

    @property
    def stale(self) -> bool:
        """Whether a failure is that of an old connection, before any byte of an answer."""
        return self._sent and not self._new and not self._answered

    async def __call__(self, event: str, _details: Mapping[str, object]) -> None:
        """Called by httpcore at each step: https://www.encode.io/httpcore/extensions/#trace."""
        if event == "connection.connect_tcp.started":
            self._new = True
        elif event == "http11.send_request_headers.started":
            self._sent = True
            await self._listener.started()
        elif event == "http11.receive_response_headers.complete":
            self._answered = True


class Wire:
    """The connections of a run, opened as they are needed."""

    def __init__(self, settings: NetworkSettings, transport: httpx.AsyncBaseTransport | None) -> None:
        self._settings = settings
        self._transport = transport
        self._client: httpx.AsyncClient | None = None

    async def close(self) -> None:
        """Close all connections."""
        if self._client is not None:
            await self._client.aclose()

    async def get(self, url: str, headers: Mapping[str, str], kind: Kind, listener: Listener) -> WireAnswer:
        """The answer to one GET request; raises `WireFailure`, or `BadAnswer` if its body cannot be taken."""
        client = self._client = self._client or self._opened()
        probe = _Probe(listener)
        deadline = self._settings.single_deadline if kind is Kind.SINGLE else self._settings.list_deadline
        try:
            async with asyncio.timeout(deadline):
                request = client.stream("GET", url, headers=dict(headers), extensions={"trace": probe})
                async with request as response:
                    await listener.answered(response.headers)
                    wanted = listener.wanted(response.status_code)
                    body = await self._body(response, kind) if wanted else b""
                    return WireAnswer(response.status_code, response.headers, body)
        except TimeoutError as error:
            raise WireFailure(Cause.SILENT, f"sent no whole answer within {deadline:g} s") from error
        except httpx.TransportError as error:
            raise self._failure(error, probe) from error

    def _opened(self) -> httpx.AsyncClient:
        settings = self._settings
        try:
            return httpx.AsyncClient(
                transport=self._transport,
                headers={"Accept": "*/*", "Accept-Encoding": "gzip"},
                timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout, pool=None),
                limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
                follow_redirects=False,
            )
        except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
            words = "was not asked: the proxy or the certificates that the environment names cannot be used"
            raise WireFailure(Cause.SETTINGS, words) from error

    async def _body(self, response: httpx.Response, kind: Kind) -> bytes:
        return await whole_body(
            response, self._settings.single_size if kind is Kind.SINGLE else self._settings.list_size
        )

    def _failure(self, error: httpx.TransportError, probe: _Probe) -> WireFailure:
        match error:
            case httpx.ConnectTimeout():
                return WireFailure(Cause.SILENT, f"took no connection within {self._settings.connect_timeout:g} s")
            case httpx.TimeoutException():
                return WireFailure(Cause.SILENT, f"was silent for {self._settings.read_timeout:g} s")
            case httpx.ConnectError() | httpx.ProxyError():
                return no_connection(error)
            case _ if probe.stale:
                return WireFailure(Cause.STALE, "closed the connection without an answer")
            case httpx.NetworkError():
                return WireFailure(Cause.BROKEN, "broke the connection off")
            case _:
                return WireFailure(Cause.BROKEN, "closed the connection early or sent what is no HTTP")


async def whole_body(response: httpx.Response, most: int) -> bytes:
    """The body, decompressed piece by piece so that neither its length nor its inflation can fill the memory.

    Raises `BadAnswer` if it is larger than ``most`` bytes, damaged or cut off.
    """
    inflate = _inflator(response.headers.get("content-encoding", ""))
    pieces: list[bytes] = []
    room = most
    try:
        async for raw in response.aiter_raw():
            piece = inflate.decompress(raw, room + 1) if inflate else raw
            room -= len(piece)
            if room < 0:
                raise BadAnswer(f"it is larger than {most // _MEGABYTE} MB")
            pieces.append(piece)
    except zlib.error as error:
        raise BadAnswer("its compression is damaged") from error
    if inflate and not inflate.eof:
        raise BadAnswer("it is cut off")
    return b"".join(pieces)


def _inflator(encoding: str) -> zlib._Decompress | None:
    match encoding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return zlib.decompressobj(_GZIP)
        case _:
            raise BadAnswer("it is compressed in a way that was not asked for")


def no_connection(error: httpx.TransportError) -> WireFailure:
    """What kept a connection from coming about: the name, the port, the certificate."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return WireFailure(Cause.UNTRUSTED, f"has no valid certificate ({cause.verify_message})")
    if cause is not None:
        return WireFailure(Cause.TLS, "gave no encrypted connection")
    if isinstance(error, httpx.ProxyError):
        return WireFailure(Cause.UNREACHABLE, "cannot be reached: the proxy refuses")
    return WireFailure(Cause.UNREACHABLE, "cannot be reached: connection refused or unknown name")
