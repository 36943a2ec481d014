"""How often a service may be asked: what it advertises, and what is assumed before it has spoken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from refcheck.sources.errors import Kind

MOST_AT_ONCE = 8
"""Requests in flight where a service sets no limit of its own."""

_NUMBER = re.compile(r"\s*([0-9]{1,6})\s*")
_TIME = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(ms|s|m|h|)\s*", re.IGNORECASE)
_UNITS = {"ms": 0.001, "s": 1.0, "": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True)
class Limits:
    """So many requests in an interval of seconds, and so many at once."""

    requests: float
    interval: float = 1.0
    at_once: int = MOST_AT_ONCE

    @property
    def spacing(self) -> float:
        """Seconds from the start of one request to the start of the next."""
        return self.interval / self.requests


StartingLimits = Mapping[Kind, Limits]

CROSSREF_PUBLIC: StartingLimits = {Kind.SINGLE: Limits(5, at_once=1), Kind.ARRAY: Limits(1, at_once=1)}
"""Crossref's public pool since December 2025 (https://www.crossref.org/blog/announcing-changes-to-rest-api-rate-limits/)."""

DOI_ORG: StartingLimits = {Kind.SINGLE: Limits(5, at_once=1), Kind.ARRAY: Limits(1, at_once=1)}
"""doi.org publishes no limit for questions about agencies: no more is taken than Crossref's public pool gives."""

DATACITE_IDENTIFIED: StartingLimits = dict.fromkeys(Kind, Limits(1000, interval=300.0, at_once=3))
DATACITE_UNIDENTIFIED: StartingLimits = dict.fromkeys(Kind, Limits(500, interval=300.0, at_once=1))
"""With and without an e-mail address, per five minutes (https://support.datacite.org/docs/rate-limit)."""


def advertised(headers: Mapping[str, str]) -> Limits | None:
    """The limits that an answer states, in any letter case, or `None`: the balancers before a service state none."""
    lower = {name.lower(): value for name, value in headers.items()}
    requests = _whole(lower.get("x-rate-limit-limit", ""))
    interval = _seconds(lower.get("x-rate-limit-interval", "1s"))
    if not requests or not interval:
        return None
    return Limits(requests, interval, _whole(lower.get("x-concurrency-limit", "")) or MOST_AT_ONCE)


def _whole(text: str) -> int:
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else 0


def _seconds(text: str) -> float:
    found = _TIME.fullmatch(text)
    return float(found[1]) * _UNITS[found[2].lower()] if found else 0.0
