"""A clock that moves only when somebody waits."""

from __future__ import annotations

import asyncio


class HandClock:
    """Waiting takes no time, but the clock goes on by what was waited for."""

    def __init__(self, now: float = 1_790_000_000.0) -> None:
        self.time = now
        self.stands_still = False
        """Then waiting lasts until something happens."""

    def now(self) -> float:
        return self.time

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        until = self.time + seconds
        await asyncio.sleep(0)
        if self.stands_still:
            await event.wait()
        elif not event.is_set():
            self.time = max(self.time, until)
