"""Who asks, how much they may ask, and how much they did ask."""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from dataclasses import dataclass, field

from tests.crossref_double.json_values import Record
from tests.crossref_double.settings import PROFILES, Kind, Settings, Tier
from tests.crossref_double.wire import Header, Request

MAIL_IN_AGENT = re.compile(r"mailto:[^\s;,)]*@")
STATIC_HEADERS: tuple[Header, ...] = (
    ("Server", "Jetty(9.4.40.v20210413)"),
    ("Connection", "keep-alive"),
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Allow-Headers",
        "X-Requested-With, Accept, Accept-Encoding, Accept-Charset, Accept-Language, Accept-Ranges, Cache-Control",
    ),
    ("Access-Control-Expose-Headers", "Link"),
    ("Permissions-Policy", "interest-cohort=()"),
)


class Clock:
    """The one clock of the server; a manual one moves only when it is told to."""

    def __init__(self, *, manual: bool = False) -> None:
        self.manual = manual
        self._time = 0.0
        self._start = time.monotonic()

    def now(self) -> float:
        """Seconds since the start."""
        return self._time if self.manual else time.monotonic() - self._start + self._time

    def make(self, *, manual: bool) -> None:
        """Let the clock run, or stand still until it is told to move; the time stays what it is."""
        if manual != self.manual:
            now = self.now()
            self.manual, self._time, self._start = manual, now, time.monotonic()

    def advance(self, seconds: float) -> None:
        """Let time pass (a real clock jumps ahead)."""
        self._time += seconds


class UnknownTokenError(Exception):
    """A Plus token the server does not know."""


@dataclass(frozen=True, slots=True)
class Identity:
    """From where a request comes, in which tier and of which class."""

    peer: str
    tier: str
    kind: str


@dataclass(slots=True)
class Usage:
    """What one key has asked for."""

    requests: int = 0
    admitted: int = 0
    rejected: int = 0
    max_in_any_second: int = 0
    max_in_flight: int = 0
    last_second: deque[float] = field(default_factory=deque)

    def note(self, now: float, in_flight: int) -> None:
        """Count one request that has arrived."""
        self.requests += 1
        self.last_second.append(now)
        while self.last_second[0] <= now - 1:
            self.last_second.popleft()
        self.max_in_any_second = max(self.max_in_any_second, len(self.last_second))
        self.max_in_flight = max(self.max_in_flight, in_flight)


@dataclass(slots=True)
class Limits:
    """The windows, the requests in flight and the counts of one run."""

    windows: dict[Identity, deque[float]] = field(default_factory=dict)
    usages: dict[Identity, Usage] = field(default_factory=dict)
    in_flight: dict[tuple[str, str], int] = field(default_factory=dict)
    working: dict[tuple[str, str], int] = field(default_factory=dict)
    admitted: int = 0
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def usage(self, identity: Identity) -> Usage:
        """The counts of one key."""
        return self.usages.setdefault(identity, Usage())

    def enter(self, identity: Identity, now: float) -> int:
        """Count a request whose head has been read, and say how many of its tier are in flight now."""
        key = (identity.peer, identity.tier)
        self.in_flight[key] = self.in_flight.get(key, 0) + 1
        self.usage(identity).note(now, self.in_flight[key])
        return self.in_flight[key]

    def leave(self, identity: Identity) -> None:
        """The last byte is written, or the peer is gone."""
        self.in_flight[(identity.peer, identity.tier)] -= 1

    def within_rate(self, identity: Identity, limit: int, settings: Settings, now: float, interval: float) -> bool:
        """Whether the sliding window has room for one more."""
        window = self.windows.setdefault(_window(identity, settings), deque())
        while window and window[0] <= now - interval:
            window.popleft()
        over = 0 < limit <= len(window)
        if not over or settings.count_rejected:
            window.append(now)
        return not over

    def admit(self, identity: Identity, settings: Settings, now: float) -> bool:
        """Whether Crossref answers this request or refuses it."""
        budget = settings.budget(identity.tier)
        over = False
        if settings.profile != "off":
            rate = budget.single if identity.kind == "single" else budget.array
            busy = self.in_flight[(identity.peer, identity.tier)]
            over = settings.concurrency_mode == "reject" and 0 < budget.concurrent < busy
            over |= not self.within_rate(identity, rate, settings, now, settings.interval)
        return self.settle(identity, admitted=not over and not self._jitter(settings))

    def _jitter(self, settings: Settings) -> bool:
        self.admitted += 1
        return settings.burst_jitter > 0 and self.admitted % settings.burst_jitter == 0

    def settle(self, identity: Identity, *, admitted: bool) -> bool:
        """Count the decision, and hand it back."""
        usage = self.usage(identity)
        if admitted:
            usage.admitted += 1
        else:
            usage.rejected += 1
        return admitted

    async def take_slot(self, identity: Identity, settings: Settings) -> None:
        """Wait until fewer requests than allowed are being worked on (at once when overflow is refused)."""
        key = (identity.peer, identity.tier)
        most = settings.budget(identity.tier).concurrent if identity.tier in PROFILES[settings.profile] else 0
        async with self.changed:
            if settings.concurrency_mode == "queue" and settings.profile != "off" and most:
                await self.changed.wait_for(lambda: self.working.get(key, 0) < most)
            self.working[key] = self.working.get(key, 0) + 1

    async def give_slot_back(self, identity: Identity) -> None:
        """Let the next waiting request begin."""
        async with self.changed:
            self.working[(identity.peer, identity.tier)] -= 1
            self.changed.notify_all()

    def as_json(self) -> list[Record]:
        """The counts of every key."""
        return [
            {
                "peer": identity.peer,
                "tier": identity.tier,
                "class": identity.kind,
                "requests": usage.requests,
                "admitted": usage.admitted,
                "rejected": usage.rejected,
                "max_in_any_second": usage.max_in_any_second,
                "max_in_flight": usage.max_in_flight,
            }
            for identity, usage in self.usages.items()
        ]


def _window(identity: Identity, settings: Settings) -> Identity:
    return Identity(identity.peer, identity.tier, "" if settings.shared_budget else identity.kind)


def tier_of(request: Request, settings: Settings) -> Tier:
    """The tier a request belongs to."""
    token = request.headers.get("crossref-plus-api-token")
    if token is not None:
        if token not in {f"Bearer {known}" for known in settings.plus_token.split(",") if known}:
            raise UnknownTokenError
        return "plus"
    by_parameter = bool(request.parameters.get("mailto")) and settings.polite_via != "user-agent"
    by_agent = bool(MAIL_IN_AGENT.search(request.headers.get("user-agent", ""))) and settings.polite_via != "param"
    return "polite" if by_parameter or by_agent else "public"


def pool_name(tier: str, kind: Kind, settings: Settings) -> str:
    """The name of the pool, as the header shows it."""
    budget = settings.budget(tier)
    return budget.single_pool if kind == "single" else budget.array_pool


def application_headers(tier: str, kind: Kind, settings: Settings) -> tuple[Header, ...]:
    """The headers on every answer of the application."""
    budget = settings.budget(tier)
    headers = (
        *STATIC_HEADERS,
        ("X-Api-Pool", pool_name(tier, kind, settings)),
        ("X-Rate-Limit-Limit", str(budget.single if kind == "single" else budget.array)),
        ("X-Rate-Limit-Interval", f"{settings.interval:g}s"),
    )
    return (*headers, ("X-Concurrency-Limit", str(budget.concurrent))) if budget.concurrent else headers
