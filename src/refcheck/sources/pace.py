"""The limiter: requests to a host start evenly spaced, at a share of the rate that the host allows.

Nothing is reserved ahead. Whoever is first in the queue of its kind looks at the state until a request may start *by
the limits as they are then*, so that a limit that rises or falls holds for the very next request.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Protocol

from refcheck.sources.clock import Clock
from refcheck.sources.errors import Kind
from refcheck.sources.pace_ledger import HostState, KindState, Ledger
from refcheck.sources.pace_limits import MOST_AT_ONCE, Limits, StartingLimits, advertised

RESTORED_EACH = 10.0
"""Seconds without a refusal after which a tenth of the rate comes back."""
_RESTORED_STEP = 0.1
_SHARE_AFTER_REFUSAL = 0.5
_REFUSALS_BEFORE_TOGETHER = 3
_TOGETHER_FOR = 60.0
"""Seconds for which both kinds are spaced as one: nobody outside knows whether a service counts them apart."""
_VALID_FOR = 3600.0
"""Seconds for which limits advertised to an earlier run are believed."""
_STATED_AGAIN = 5.0
"""Seconds after which limits are noted again for other processes, though they are the same."""
_LOOK_AGAIN = 0.1
"""Seconds after which what other processes wrote is looked at."""
_PLACE_LOOK_AGAIN = 0.02
_LONGEST_LATENESS = 0.05
"""Seconds by which a start may be late without delaying all that follow; see `Limiter._lateness`."""
_CLOCK_STEP = 1.0
_LONGEST_SETTLING = 2.0
_LONGEST_HOLD = 120.0


@dataclass(slots=True)
class Turn:
    """The permission for one request."""

    kind: Kind
    granted: float = 0.0
    place: int = 0
    lateness: float = 0.0
    """Seconds by which the request may be sent later than granted, without consequences."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """The limits that an answer to this process stated last, and when."""

    limits: Limits
    at: float = -math.inf


class Pace(Protocol):
    """What decides when a request may start."""

    def turn(self, kind: Kind) -> AbstractAsyncContextManager[Turn]:
        """Wait for a turn; the request is in flight as long as the context lasts."""
        ...

    async def started(self, turn: Turn) -> None:
        """The request is being sent just now: the next one keeps its distance from here."""
        ...

    async def learn(self, kind: Kind, headers: Mapping[str, str]) -> None:
        """Take over the limits that an answer states."""
        ...

    async def slow_down(self, turn: Turn) -> None:
        """The host refused the request: there were too many."""
        ...

    async def hold(self, seconds: float) -> None:
        """The host asks for a pause."""
        ...

    def patience(self, kind: Kind) -> float:
        """Seconds to wait at least before a request that was one too many is repeated: two intervals."""
        ...


class Unpaced:
    """No limits but one of requests in flight: for a private mirror."""

    def __init__(self, at_once: int = MOST_AT_ONCE) -> None:
        self._places = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def turn(self, kind: Kind) -> AsyncIterator[Turn]:
        """Wait for one of the few places."""
        async with self._places:
            yield Turn(kind)

    async def started(self, turn: Turn) -> None:
        """Nothing is to be spaced."""

    async def learn(self, kind: Kind, headers: Mapping[str, str]) -> None:
        """No limits are wanted."""

    async def slow_down(self, turn: Turn) -> None:
        """Only the back-off of the request itself applies."""

    async def hold(self, seconds: float) -> None:
        """Only the request itself waits."""

    def patience(self, kind: Kind) -> float:  # noqa: ARG002 - as the protocol has it
        """No more than the back-off."""
        return 0.0


class Limiter:
    """Keeps to the limits of one host, together with the other processes that use the same ledger."""

    def __init__(self, ledger: Ledger, starting: StartingLimits, *, share_of_rate: float, clock: Clock) -> None:
        self._ledger = ledger
        self._starting = starting
        self._share_of_rate = share_of_rate
        self._clock = clock
        self._queues = {kind: asyncio.Lock() for kind in Kind}
        self._stated = {kind: _Stated(starting[kind]) for kind in Kind}
        self._together: asyncio.Lock | None = None
        """While both kinds are spaced as one, they queue as one."""
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def turn(self, kind: Kind) -> AsyncIterator[Turn]:
        """Wait until a request of this kind may start; first come, first served."""
        turn = await self._granted(kind)
        try:
            yield turn
        finally:
            self._ledger.leave_place(turn.place)
            self._announce()

    async def started(self, turn: Turn) -> None:
        """Count the spacing from here, if opening the connection took a noticeable time."""
        now = self._clock.now()
        if now - turn.granted <= turn.lateness:
            return

        def move(state: HostState) -> None:
            track = state.of(turn.kind)
            track.last = max(track.last, now)

        await self._ledger.update(move)

    async def learn(self, kind: Kind, headers: Mapping[str, str]) -> None:
        """Take over the limits that an answer states; they hold for whoever is waiting, too."""
        limits = advertised(headers)
        now = self._clock.now()
        if limits is None or (limits == self._stated[kind].limits and now - self._stated[kind].at < _STATED_AGAIN):
            return
        self._stated[kind] = _Stated(limits, now)

        def note(state: HostState) -> bool:
            track = state.of(kind)
            known = track.limits if self._fresh(track, now) else None
            if known == limits and now - track.learned < _VALID_FOR / 2:
                return False
            if known is not None and limits.spacing > known.spacing:
                # The server still counts what was started under the old limit.
                state.not_before = max(state.not_before, now + min(limits.interval, _LONGEST_SETTLING))
            track.requests, track.interval, track.at_once = limits.requests, limits.interval, limits.at_once
            track.learned = now
            return True

        if await self._ledger.update(note):
            self._announce()

    async def slow_down(self, turn: Turn) -> None:
        """Halve the rate, once for all the requests that were under way together.

        If lists are refused again and again, single requests may be using up what lists are granted: then both take
        turns.
        """
        now = self._clock.now()

        def halve(state: HostState) -> None:
            track = state.of(turn.kind)
            if turn.granted < track.slowed <= now:
                return
            track.refusals = track.refusals + 1 if _share(track, now) < 1 else 1
            track.share, track.slowed = _SHARE_AFTER_REFUSAL, now
            if turn.kind is Kind.ARRAY and track.refusals >= _REFUSALS_BEFORE_TOGETHER:
                state.together_until = now + _TOGETHER_FOR

        await self._ledger.update(halve)

    async def hold(self, seconds: float) -> None:
        """Start nothing for so many seconds."""
        until = self._clock.now() + min(seconds, _LONGEST_HOLD)

        def pause(state: HostState) -> None:
            state.not_before = max(state.not_before, until)

        await self._ledger.update(pause)

    def patience(self, kind: Kind) -> float:
        """Two of the intervals that the host counts in."""
        return 2 * self._stated[kind].limits.interval

    async def _granted(self, kind: Kind) -> Turn:
        async with self._queues[kind], self._together or nullcontext():
            while True:
                changed = self._changed
                turn = await self._ledger.update(lambda state: self._try(state, kind))
                if isinstance(turn, Turn):
                    return turn
                await self._clock.wait(changed, min(turn, _LOOK_AGAIN) if self._ledger.shared else turn)

    def _try(self, state: HostState, kind: Kind) -> Turn | float:
        """A turn, or the seconds after which it is worth to look again."""
        now = self._clock.now()
        track = state.of(kind)
        limits = self._limits(track, kind, now)
        due = self._due(state, track, limits, now)
        if due > now:
            return due - now
        place = self._ledger.take_place(self._at_once(state, kind, now))
        if place is None:
            return _PLACE_LOOK_AGAIN if self._ledger.shared else _LONGEST_HOLD
        track.last = due if now - due < self._lateness(limits) else now
        return Turn(kind, now, place, self._lateness(limits))

    def _due(self, state: HostState, track: KindState, limits: Limits, now: float) -> float:
        """When the next request may start. Times in the future come from a clock that was set back."""
        spacing = limits.spacing / (self._share_of_rate * _share(track, now))
        together = now < state.together_until <= now + _TOGETHER_FOR
        self._together = (self._together or asyncio.Lock()) if together else None
        started = max(one.last for one in state.kinds) if together else track.last
        last = min(started, now) if started <= now + _CLOCK_STEP else now - spacing
        held = state.not_before if state.not_before <= now + _LONGEST_HOLD else 0.0
        return max(last + spacing, held)

    def _lateness(self, limits: Limits) -> float:
        """Half of what the unused share of the rate leaves over in an interval: a late start then harms nobody."""
        return min(_LONGEST_LATENESS, limits.interval * (1 - self._share_of_rate) / 2)

    def _limits(self, track: KindState, kind: Kind, now: float) -> Limits:
        known = track.limits if self._fresh(track, now) else None
        return known or self._starting[kind]

    def _at_once(self, state: HostState, kind: Kind, now: float) -> int:
        """How many may be in flight: services count both kinds together, so what one kind taught holds for both."""
        if any(_share(track, now) < 1 for track in state.kinds):
            return 1
        latest = max((track for track in state.kinds if self._fresh(track, now)), key=_when_learned, default=None)
        return latest.at_once if latest is not None and latest.at_once else self._starting[kind].at_once

    @staticmethod
    def _fresh(track: KindState, now: float) -> bool:
        return track.requests > 0 and -_CLOCK_STEP <= now - track.learned <= _VALID_FOR

    def _announce(self) -> None:
        """Wake whoever waits for something to change."""
        self._changed.set()
        self._changed = asyncio.Event()


def _when_learned(track: KindState) -> float:
    return track.learned


def _share(track: KindState, now: float) -> float:
    """The part of the rate that is left after refusals; it grows back in steps."""
    steps = max(0.0, now - track.slowed) // RESTORED_EACH
    return min(1.0, track.share + _RESTORED_STEP * steps)
