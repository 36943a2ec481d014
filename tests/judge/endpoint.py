"""A judge on this machine: it speaks HTTP as OpenAI's endpoint does, and answers what a test wants."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self, cast


@dataclass(frozen=True)
class Reply:
    """What the endpoint sends. ``late``: only the beginning of it, and the rest when the test is over."""

    body: bytes
    status: int = 200
    late: bool = False
    headers: tuple[tuple[str, str], ...] = ()


Texts = Mapping[str, str]
"""Claim, title and abstract as the judge gets them."""
Judging = Callable[[Texts], Reply]


def chat(content: str) -> Reply:
    """An answer in the form of a chat whose text is ``content``."""
    return Reply(json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode())


def ruling(verdict: str, claim_quote: str, work_quote: str) -> Reply:
    """An answer as it was asked for."""
    return chat(json.dumps({"verdict": verdict, "claim_quote": claim_quote, "work_quote": work_quote}))


class Endpoint:
    """The running judge; a context manager."""

    def __init__(self, judging: Judging) -> None:
        self.requests: list[Mapping[str, object]] = []
        self.headers: list[Mapping[str, str]] = []
        self.over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, judging))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(poll_interval=0.01), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def texts_of(request: Mapping[str, object]) -> Texts:
    """The three texts in a request."""
    messages = cast("list[Mapping[str, str]]", request["messages"])
    return cast("Texts", json.loads(messages[-1]["content"]))


def _handler(endpoint: Endpoint, judging: Judging) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.requests.append({"path": self.path, **request})
            endpoint.headers.append(dict(self.headers.items()))
            reply = judging(texts_of(request))
            self.send_response(reply.status)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            if reply.late:
                endpoint.over.wait()
            try:
                self.wfile.write(reply.body)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
            """Keep silent."""

    return Handler
