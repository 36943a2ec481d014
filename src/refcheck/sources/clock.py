"""The clock of the limiter, so that a test need not wait."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Protocol


class Clock(Protocol):
    """What the limiter wants of time."""

    def now(self) -> float:
        """Seconds since the epoch, as every process of this machine sees them."""
        ...

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Return when the event is set, or after so many seconds."""
        ...


class SystemClock:
    """The clock of the computer."""

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Return when the event is set, or after so many seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()
