"""When to ask again, how long to wait before, and when to stop asking.

The budget follows Crossref's advice: back off, and stop when a tenth of the requests fail
(https://www.crossref.org/documentation/retrieve-metadata/rest-api/tips-for-using-the-crossref-rest-api/).
"""

from __future__ import annotations

import datetime
import random
import re
from collections import deque
from email.utils import parsedate_to_datetime
from enum import Enum

PASSING_STATUSES = frozenset({408, 425, 429})
"""Refusals that may be over soon, besides every 5xx."""
TOO_MANY_REQUESTS = 429

_WINDOW = 50
_MOST_FAILURES = _WINDOW // 10
_FEWEST_REQUESTS = 20
_WHOLE_SECONDS = re.compile(r"[0-9]+")
_DIGITS_THAT_MATTER = 12


def is_passing(status: int) -> bool:
    """Whether the same request may get another answer in a moment."""
    return status in PASSING_STATUSES or status >= 500


def back_off(attempt: int, *, initial: float, cap: float, randomness: float | None = None) -> float:
    """Seconds to wait after an attempt (the first is 1): doubling, capped, and spread over the upper half."""
    spread = random.random() if randomness is None else randomness  # noqa: S311 - no secret hangs on it
    longest: float = min(cap, initial * 2.0 ** (attempt - 1))
    return longest * (0.5 + spread / 2)


def retry_after(value: str, now: float) -> float | None:
    """The seconds that a ``Retry-After`` header asks for (whole seconds or an HTTP date), or `None` for nonsense."""
    value = value.strip()
    if _WHOLE_SECONDS.fullmatch(value):
        return float(value.lstrip("0")[:_DIGITS_THAT_MATTER] or 0)
    try:
        date = parsedate_to_datetime(value)
        if date.tzinfo is None:
            date = date.replace(tzinfo=datetime.UTC)
        seconds = date.timestamp() - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return seconds if seconds >= 0 else None


def in_words(seconds: float) -> str:
    """A length of time for people: ``58 s``, ``16 h 11 min``."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = round(min(seconds, 1e9) / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


class Outcome(Enum):
    """How a request ended, and how much that counts against the host."""

    FINE = 0.0
    TOO_SOON = 0.5
    """Refused for coming too soon (429). The limiter answers that by itself, and a host is known that refuses one in
    six requests of a client which keeps its limits exactly: that alone must not end a run."""
    FAILED = 1.0


class FailureWindow:
    """The last fifty requests to a host. The share is of fifty from the start: one early failure is no storm."""

    def __init__(self) -> None:
        self._outcomes: deque[Outcome] = deque(maxlen=_WINDOW)
        self._requests = 0

    def record(self, outcome: Outcome) -> None:
        """Count one request."""
        self._outcomes.append(outcome)
        self._requests += 1

    @property
    def failures(self) -> int:
        """How many of the last fifty were not answered."""
        return len(self._outcomes) - self._outcomes.count(Outcome.FINE)

    @property
    def too_many(self) -> bool:
        """Whether it is time to stop: at least twenty requests, and a tenth of the last fifty failed."""
        weight = sum(outcome.value for outcome in self._outcomes)
        return self._requests >= _FEWEST_REQUESTS and weight >= _MOST_FAILURES
