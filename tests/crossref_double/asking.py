"""Asking the double by hand, with nothing between the test and the bytes."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.crossref_double.json_values import Json, Record, as_record, objects, text

LONG_ENOUGH = 5.0


@dataclass(frozen=True, slots=True)
class Got:
    """One answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Record:
        """The JSON object of the body."""
        content = gzip.decompress(self.body) if self.headers.get("Content-Encoding") == "gzip" else self.body
        return as_record(json.loads(content))

    @property
    def message(self) -> Record:
        """The object under ``message``."""
        return as_record(self.json["message"])

    @property
    def dois(self) -> list[str]:
        """The DOIs of the items."""
        return [text(item.get("DOI")) for item in objects(self.message["items"])]

    @property
    def complaints(self) -> list[tuple[Json, Json, Json]]:
        """Type, value and message of everything that was refused."""
        listed = objects(self.json["message"])
        return [(complaint["type"], complaint["value"], complaint["message"]) for complaint in listed]


def ask(base: str, target: str, *, method: str = "GET", source: str = "", **headers: str) -> Got:
    """The answer to one request on a connection of its own; ``_`` in header names stands for ``-``."""
    host = urlsplit(base).netloc
    connection = http.client.HTTPConnection(host, timeout=LONG_ENOUGH, source_address=(source, 0) if source else None)
    try:
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        return Got(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


def connect(base: str) -> socket.socket:
    """A connection to a listener."""
    address = urlsplit(base)
    return socket.create_connection((address.hostname, address.port), timeout=LONG_ENOUGH)


def send(connection: socket.socket, target: str, *headers: str) -> None:
    """Send the head of a GET."""
    lines = [f"GET {target} HTTP/1.1", "Host: double", *headers, "", ""]
    connection.sendall("\r\n".join(lines).encode())


def read_all(connection: socket.socket) -> bytes:
    """Everything until the peer ends the connection."""
    content = b""
    while part := connection.recv(65536):
        content += part
    return content


def raw(base: str, target: str, *headers: str) -> bytes:
    """Every byte of the answer to one request; the connection is closed after it."""
    with connect(base) as connection:
        send(connection, target, "Connection: close", *headers)
        return read_all(connection)


def wait_until(condition: Callable[[], bool]) -> None:
    """Ask again and again, but not for ever."""
    end = time.monotonic() + LONG_ENOUGH
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
