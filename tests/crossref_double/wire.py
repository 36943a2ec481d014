"""HTTP/1.1 as bytes: reading the head of a request, and writing an answer."""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import formatdate
from functools import cached_property
from http import HTTPStatus
from urllib.parse import parse_qsl

Header = tuple[str, str]
LONGEST_LINE = 2**20
CHUNK = 32 * 2**10


class LineTooLongError(Exception):
    """The request line is longer than the server reads."""


class PeerReader(asyncio.StreamReader):
    """A reader that also tells, at once, when the peer has gone."""

    def __init__(self) -> None:
        super().__init__(limit=LONGEST_LINE)
        self.gone = asyncio.Event()

    def feed_eof(self) -> None:
        super().feed_eof()
        self.gone.set()

    def set_exception(self, exc: BaseException) -> None:
        super().set_exception(exc)  # type: ignore[arg-type]  # typeshed asks for an Exception; asyncio passes any
        self.gone.set()


@dataclass(frozen=True)
class Request:
    """One request as it came: the target is raw, header names are lower case."""

    method: str
    target: str
    version: str
    headers: Mapping[str, str]
    body: bytes = b""
    scheme: str = "http"

    @cached_property
    def path(self) -> str:
        """The raw path, without the query."""
        return re.sub(r"^https?://[^/]*", "", self.target).partition("?")[0]

    @cached_property
    def parameters(self) -> Mapping[str, str]:
        """The parameters of the query; of a repeated one the first counts."""
        pairs = parse_qsl(self.target.partition("?")[2], keep_blank_values=True)
        return dict(reversed(pairs)) if len(dict(pairs)) < len(pairs) else dict(pairs)

    @property
    def keeps_alive(self) -> bool:
        """Whether the client wants to use the connection again."""
        wish = self.headers.get("connection", "").lower()
        return "close" not in wish and (self.version == "HTTP/1.1" or "keep-alive" in wish)

    @property
    def accepts_gzip(self) -> bool:
        """Whether the client reads gzip."""
        codings = re.findall(r"(?:^|,)\s*(gzip|\*)\s*(?:;\s*q=([0-9.]+))?", self.headers.get("accept-encoding", ""))
        return any(float(weight or 1) > 0 for _, weight in codings)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer before it is framed."""

    status: int
    content_type: str = ""
    body: bytes = b""
    headers: tuple[Header, ...] = ()
    compress: bool = False
    """Send it gzipped, with its length, to whoever accepts that."""
    chunked: bool = True
    """Send it in chunks if it is not gzipped."""
    dressed: bool = True
    """Whether it carries the headers of the application (balancers add none)."""
    close: bool = False


@dataclass(frozen=True, slots=True)
class Framed:
    """An answer ready to be sent."""

    status: int
    headers: tuple[Header, ...]
    body: bytes

    def head(self, *, lowercase: bool = False) -> bytes:
        """The status line and the headers, with the empty line after them."""
        return b"".join((*self.head_lines(lowercase=lowercase), b"\r\n"))

    def head_lines(self, *, lowercase: bool = False) -> Sequence[bytes]:
        """The status line and the headers, one by one, each with its line end."""
        lines = [f"HTTP/1.1 {self.status} {reason(self.status)}"]
        lines += [f"{name.lower() if lowercase else name}: {value}" for name, value in self.headers]
        return [f"{line}\r\n".encode("latin-1") for line in lines]

    def with_header(self, name: str, value: str) -> Framed:
        """The same with one header set (all of that name are replaced), or removed if the value is empty."""
        kept = tuple(header for header in self.headers if header[0].lower() != name.lower())
        return replace(self, headers=(*kept, (name, value)) if value else kept)


def reason(status: int) -> str:
    """The words of a status."""
    return HTTPStatus(status).phrase


def gzipped(body: bytes, level: int = 1) -> bytes:
    """The body as one gzip stream that depends on nothing but the body."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, 31)
    return compressor.compress(body) + compressor.flush()


def in_chunks(body: bytes, size: int = CHUNK) -> bytes:
    """The body in the chunked transfer coding, with its end."""
    pieces = (body[start : start + size] for start in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def framed(answer: Answer, request: Request, common: Sequence[Header]) -> Framed:
    """The answer as it goes over the wire to the one who sent this request."""
    headers: list[Header] = [("Date", formatdate(usegmt=True)), *common] if answer.dressed else []
    if answer.close or not request.keeps_alive:
        headers = [header for header in headers if header[0] != "Connection"] + [("Connection", "close")]
    if answer.content_type:
        headers.append(("Content-Type", answer.content_type))
    body = answer.body
    if answer.compress and request.accepts_gzip:
        body = gzipped(body)
        headers += [("Content-Encoding", "gzip"), ("Content-Length", str(len(body))), ("Vary", "Accept-Encoding")]
    elif answer.chunked and body and request.version == "HTTP/1.1":
        body = in_chunks(body)
        headers.append(("Transfer-Encoding", "chunked"))
    else:
        headers.append(("Content-Length", str(len(body))))
    headers += answer.headers
    return Framed(answer.status, tuple(headers), b"" if request.method == "HEAD" else body)


async def read_request(reader: PeerReader, longest_line: int) -> Request | None:
    """The next request on the connection, or `None` when the peer sends no more."""
    try:
        line = await reader.readuntil(b"\r\n")
        if len(line) > longest_line:
            raise LineTooLongError
        head = b"" if (first := await reader.readuntil(b"\r\n")) == b"\r\n" else first
        while head and not head.endswith(b"\r\n\r\n"):
            head += await reader.readuntil(b"\r\n")
        headers = _headers(head)
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    except asyncio.LimitOverrunError as error:
        raise LineTooLongError from error
    except (asyncio.IncompleteReadError, ConnectionError, ValueError):
        return None
    method, _, rest = line.decode("latin-1").strip().partition(" ")
    target, _, version = rest.rpartition(" ")
    return Request(method, target, version, headers, body)


def _headers(head: bytes) -> Mapping[str, str]:
    lines = [line.partition(":") for line in head.decode("latin-1").split("\r\n") if line]
    return {name.strip().lower(): value.strip() for name, _, value in lines}
