"""A web server on the loopback interface, for pages that users name."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

HTML = "text/html; charset=utf-8"
PAGE = b"<p>A page about tides.</p>"


@dataclass
class Answer:
    """What the server says at one path."""

    body: bytes = PAGE
    type: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stops_after: int | None = None
    """Send so many bytes of the body, and then nothing until the test is over."""


@dataclass
class PageServer:
    """The running server: its address, what it says, and what it was asked."""

    address: str
    answers: dict[str, Answer]
    over: threading.Event
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def says(self, path: str, answer: Answer) -> str:
        """Say something at a path; the whole address."""
        self.answers[path] = answer
        return self.address + path

    def redirects(self, path: str, target: str, status: int = 302) -> str:
        """Lead from a path to somewhere else."""
        return self.says(path, Answer(b"", status=status, headers={"Location": target}))


@contextmanager
def page_server() -> Iterator[PageServer]:
    """A server on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        running: ClassVar[PageServer]

        def do_GET(self) -> None:
            self.running.requests.append((self.path, dict(self.headers)))
            answer = self.running.answers.get(self.path, Answer(b"gone", status=404))
            self.send_response(answer.status)
            if answer.type:
                self.send_header("Content-Type", answer.type)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body[: answer.stops_after])
            if answer.stops_after is not None:
                self.wfile.flush()
                self.running.over.wait(30)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Handler.running = PageServer(f"http://127.0.0.1:{server.server_address[1]}", {}, threading.Event())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Handler.running
    finally:
        Handler.running.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def zipped(body: bytes) -> Answer:
    """A body that is sent compressed."""
    return Answer(gzip.compress(body), headers={"Content-Encoding": "gzip"})
