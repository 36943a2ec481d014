"""What the limiter knows about a host, shared by all processes of the user through a small file.

The budget of a service is per address of the network, so two processes spend from one purse. Anything that goes wrong
with the files costs the sharing, never the run: the process then limits itself alone.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from filelock import FileLock, Timeout

from refcheck.sources.errors import Kind
from refcheck.sources.pace_limits import Limits

T = TypeVar("T")

_LOCK_RETRY = 0.002
_LOCK_PATIENCE = 1000
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(slots=True)
class KindState:
    """Requests of one kind: the last start, the limits last advertised (0: none yet) and when, the slowing down.

    ``share`` is what was left of the rate when it was ``slowed``, after so many ``refusals`` in a row.
    """

    last: float = 0.0
    requests: float = 0.0
    interval: float = 0.0
    at_once: int = 0
    learned: float = 0.0
    share: float = 1.0
    slowed: float = 0.0
    refusals: int = 0

    @property
    def limits(self) -> Limits | None:
        """The limits last advertised."""
        return Limits(self.requests, self.interval, self.at_once) if self.requests and self.interval else None


@dataclass(slots=True)
class HostState:
    """All that is known of a host.

    ``not_before``: it asked for a pause until then. ``together_until``: until then both kinds are spaced as one.
    """

    single: KindState = field(default_factory=KindState)
    array: KindState = field(default_factory=KindState)
    not_before: float = 0.0
    together_until: float = 0.0

    def of(self, kind: Kind) -> KindState:
        """The part about one kind of requests."""
        return self.single if kind is Kind.SINGLE else self.array

    @property
    def kinds(self) -> tuple[KindState, KindState]:
        """Both parts."""
        return self.single, self.array


class Ledger(Protocol):
    """Where the state of a host is kept, and its places for requests in flight."""

    shared: bool

    async def update(self, change: Callable[[HostState], T]) -> T:
        """Let a function read and change the state while nobody else does."""
        ...

    def take_place(self, limit: int) -> int | None:
        """A place for one more request in flight, if there is one."""
        ...

    def leave_place(self, place: int) -> None:
        """Give a place back."""
        ...


class OwnLedger:
    """The state of a host within this process."""

    shared = False

    def __init__(self) -> None:
        self._state = HostState()
        self._places: set[int] = set()

    async def update(self, change: Callable[[HostState], T]) -> T:
        """Let a function read and change the state."""
        return change(self._state)

    def take_place(self, limit: int) -> int | None:
        """The lowest free number below the limit, unless so many are in use already."""
        if len(self._places) >= limit:
            return None
        place = next(number for number in range(limit) if number not in self._places)
        self._places.add(place)
        return place

    def leave_place(self, place: int) -> None:
        """Give a place back."""
        self._places.discard(place)


class SharedLedger:
    """The state of a host in files: one for the state, one empty file for each place, locked while it is in use.

    The system frees the locks of a process that dies.
    """

    shared = True

    def __init__(self, directory: Path, name: str) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._base = directory / _UNSAFE.sub("_", name)
        self._file = self._base.with_name(f"{self._base.name}.json")
        self._lock = FileLock(f"{self._base}.lock", thread_local=False)
        self._places: dict[int, FileLock] = {}
        self._own: OwnLedger | None = None

    async def update(self, change: Callable[[HostState], T]) -> T:
        """Let a function read and change the state while no other process does."""
        if self._own is None and not await self._locked():
            self._fall_back()
        if self._own is not None:
            return await self._own.update(change)
        try:
            before = self._read()
            state = _from_json(before)
            outcome = change(state)
            after = _to_json(state)
            if after != before:
                self._write(after)
        finally:
            self._lock.release()
        return outcome

    def take_place(self, limit: int) -> int | None:
        """The lowest place that no process holds, unless this one holds as many as the limit allows."""
        if self._own is not None:
            return self._own.take_place(limit)
        if len(self._places) >= limit:
            return None
        try:
            return next((place for place in range(limit) if place not in self._places and self._take(place)), None)
        except OSError:
            self._fall_back()
            return self.take_place(limit)

    def leave_place(self, place: int) -> None:
        """Give a place back."""
        lock = self._places.pop(place, None)
        if lock is not None:
            lock.release()
        elif self._own is not None:
            self._own.leave_place(place)

    def _take(self, place: int) -> bool:
        lock = FileLock(f"{self._base}.place{place}", thread_local=False)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return False
        self._places[place] = lock
        return True

    async def _locked(self) -> bool:
        """Whether the lock was got: others hold it for a fraction of a millisecond, unless something is broken."""
        for _ in range(_LOCK_PATIENCE):
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                await asyncio.sleep(_LOCK_RETRY)
            except OSError:
                return False
            else:
                return True
        return False

    def _fall_back(self) -> None:
        self._own = OwnLedger()

    def _read(self) -> str:
        try:
            return self._file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _write(self, text: str) -> None:
        try:
            self._file.write_text(text, encoding="utf-8")
        except OSError:
            self._fall_back()


def open_ledger(directory: Path | None, name: str) -> Ledger:
    """The ledger of a host: shared if there is a directory in which files can be made."""
    if directory is None:
        return OwnLedger()
    try:
        ledger = SharedLedger(directory, name)
    except OSError:
        return OwnLedger()
    return ledger if os.access(directory, os.W_OK) else OwnLedger()


def _to_json(state: HostState) -> str:
    return json.dumps(asdict(state))


def _from_json(text: str) -> HostState:
    """The state in a file; one that was cut off or written by another program counts as empty."""
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
        times = {name: float(value[name]) for name in ("not_before", "together_until")}
        return HostState(_kind(value["single"]), _kind(value["array"]), **times)
    except (ValueError, TypeError, KeyError):
        return HostState()


def _refuse_constant(name: str) -> float:
    """NaN and Infinity are no times."""
    raise ValueError(name)


def _kind(value: Mapping[str, float]) -> KindState:
    numbers = {name: float(value[name]) for name in ("last", "requests", "interval", "learned", "share", "slowed")}
    return KindState(at_once=int(value["at_once"]), refusals=int(value["refusals"]), **numbers)
