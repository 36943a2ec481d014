"""One question to a judge on the wire. Import it late: it loads an HTTP library."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

import httpx

from refcheck.judge.request import request_body
from refcheck.judge.settings import JudgeSettings
from refcheck.model import Question
from refcheck.sources.errors import BadAnswer, HostStopped, SourceError
from refcheck.sources.http_wire import no_connection, whole_body
from refcheck.version import __version__

LONGEST_ANSWER = 2**20
_CONNECT = 10.0
_POINTLESS = {
    401: "does not accept the key",
    403: "does not accept the key",
    404: "does not know the model, or speaks another language (status 404)",
}
"""Statuses that every further question would get, too."""


class JudgeWire:
    """The connection to a judge; an async context manager."""

    def __init__(self, settings: JudgeSettings) -> None:
        """Prepare it; the connection is opened by the first question.

        Raises:
            SourceError: if the environment names a proxy or certificates that cannot be used.
        """
        self._settings = settings
        self._client = _opened(settings)

    async def __aenter__(self) -> Self:
        """The connection itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close it."""
        await self._client.aclose()

    async def ask(self, question: Question) -> bytes:
        """The body of the answer.

        Raises:
            HostStopped: if no question will be answered.
            SourceError: if this one was not.
            BadAnswer: if the answer is too large or damaged.
        """
        settings = self._settings
        try:
            async with asyncio.timeout(settings.deadline):
                return await self._answer(request_body(question, settings.model))
        except (TimeoutError, httpx.ReadTimeout) as error:
            raise SourceError(f"{settings.host} sent no whole answer within {settings.deadline:g} s") from error
        except (httpx.ConnectError, httpx.ProxyError) as error:
            raise HostStopped(f"{settings.host} {no_connection(error).words}") from error
        except httpx.InvalidURL as error:
            raise HostStopped(f"{settings.host} is no valid address") from error
        except httpx.TransportError as error:
            raise SourceError(f"{settings.host} broke the connection off or sent what is no HTTP") from error

    async def _answer(self, body: bytes) -> bytes:
        settings = self._settings
        async with self._client.stream("POST", f"{settings.url}/chat/completions", content=body) as response:
            if response.status_code in _POINTLESS:
                raise HostStopped(f"{settings.host} {_POINTLESS[response.status_code]}")
            if response.status_code != httpx.codes.OK:
                raise SourceError(f"{settings.host} answered with status {response.status_code}")
            try:
                return await whole_body(response, LONGEST_ANSWER)
            except BadAnswer as error:
                raise BadAnswer(f"the answer cannot be taken, for {error}") from error


def _opened(settings: JudgeSettings) -> httpx.AsyncClient:
    """The client. No redirect is followed, and nothing for this machine goes through a proxy: texts go nowhere else."""
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "gzip",
        "User-Agent": f"refcheck/{__version__}",
    }
    if settings.key:
        headers["Authorization"] = f"Bearer {settings.key}"
    try:
        return httpx.AsyncClient(
            headers=headers,
            timeout=httpx.Timeout(settings.deadline, connect=_CONNECT),
            trust_env=not settings.is_here,
            follow_redirects=False,
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise HostStopped("the proxy or the certificates that the environment names cannot be used") from error
