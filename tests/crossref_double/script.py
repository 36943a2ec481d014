"""What is done on a connection to answer one request: bytes, pauses, and ways to end it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from tests.crossref_double.journal import Entry
from tests.crossref_double.wire import PeerReader

DRAIN_ABOVE = 2**16
LINGER_ZERO = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Send:
    """Send these bytes."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Pause:
    """Do nothing for some seconds; without a number, until the peer goes."""

    seconds: float | None


@dataclass(frozen=True, slots=True)
class Reset:
    """End the connection with a reset."""


@dataclass(frozen=True, slots=True)
class Close:
    """End the connection in order."""


Step = Send | Pause | Reset | Close
Script = Iterable[Step]


@dataclass(frozen=True, slots=True)
class Connection:
    """Both directions of one connection."""

    reader: PeerReader
    writer: asyncio.StreamWriter

    @property
    def peer(self) -> str:
        """The address of the client."""
        return str(self.writer.get_extra_info("peername", ("",))[0])

    def reset(self) -> None:
        """Drop the connection so that the peer sees a reset."""
        raw = self.writer.get_extra_info("socket")
        with contextlib.suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
        self.writer.transport.abort()

    async def wait(self, seconds: float | None) -> bool:
        """Let time pass; whether the peer is still there afterwards."""
        try:
            await asyncio.wait_for(self.reader.gone.wait(), seconds)
        except TimeoutError:
            return True
        return False


async def play(script: Script, connection: Connection, entry: Entry) -> bool:
    """Do what the script says; whether the connection can be used again."""
    try:
        for step in script:
            match step:
                case Send(content):
                    connection.writer.write(content)
                    entry.bytes_sent += len(content)
                    await connection.writer.drain()
                case Pause(seconds):
                    if not await connection.wait(seconds):
                        entry.aborted_by_peer = True
                        return False
                case Reset():
                    connection.reset()
                    return False
                case Close():
                    return False
    except ConnectionError:
        entry.aborted_by_peer = True
        return False
    return True
