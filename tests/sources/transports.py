"""A transport that gives prepared answers and failures instead of opening connections."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable, Iterable

import httpx

Step = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


class Pieces(httpx.AsyncByteStream):
    """A body that comes in pieces; an exception among them breaks it off."""

    def __init__(self, pieces: Iterable[bytes | Exception]) -> None:
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            await asyncio.sleep(0)
            if isinstance(piece, Exception):
                raise piece
            yield piece


def answer(status: int = 200, body: bytes | object = b"{}", **headers: str) -> httpx.Response:
    """An answer; names of headers are written with underscores."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return streamed(status, [content], **headers)


def streamed(status: int, pieces: Iterable[bytes | Exception], **headers: str) -> httpx.Response:
    """An answer in pieces."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=names, stream=Pieces(pieces))


def zipped(body: bytes, *, cut: int | None = None) -> httpx.Response:
    """A compressed answer, or the beginning of one."""
    return answer(200, gzip.compress(body)[:cut], content_encoding="gzip")


class Script(httpx.AsyncBaseTransport):
    """Plays its steps one request after the other, and the last one for ever; keeps the requests."""

    def __init__(self, *steps: Step, reused: bool = False) -> None:
        self._steps = list(steps)
        self._reused = reused
        self.requests: list[httpx.Request] = []

    @property
    def urls(self) -> list[str]:
        return [str(request.url) for request in self.requests]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        trace = request.extensions["trace"]
        if not self._reused:
            await trace("connection.connect_tcp.started", {})
        step = self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]
        if isinstance(step, httpx.ConnectError):
            raise step
        await trace("http11.send_request_headers.started", {})
        if isinstance(step, Exception):
            raise step
        await trace("http11.receive_response_headers.complete", {})
        return step(request) if callable(step) else step
