"""Every switch of the double. What nobody outside Crossref knows for certain can be set both ways."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tests.crossref_double.json_values import Json, Record, as_record

Tier = Literal["public", "polite", "plus"]
Kind = Literal["single", "array"]


class WrongSettingError(ValueError):
    """A setting that does not exist, or a value of the wrong type."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What one tier may do in each interval, and how its pools are called; 0 means without limit."""

    single: int
    array: int
    concurrent: int
    single_pool: str
    array_pool: str


def _budget(tier: str, *numbers: int, split: bool = False) -> Budget:
    single, array, concurrent = numbers
    if split:
        return Budget(single, array, concurrent, f"{tier}-single", f"{tier}-array")
    return Budget(single, array, concurrent, tier, tier)


PROFILES: Mapping[str, Mapping[str, Budget]] = {
    "2026-07": {
        "public": _budget("public", 5, 1, 1, split=True),
        "polite": _budget("polite", 10, 3, 3, split=True),
        "plus": _budget("plus", 150, 150, 0),
    },
    "2026-06": {
        "public": _budget("public", 5, 5, 1),
        "polite": _budget("polite", 10, 10, 3),
        "plus": _budget("plus", 150, 150, 0),
    },
    "2025-11": {
        "public": _budget("public", 50, 50, 5),
        "polite": _budget("polite", 50, 50, 5),
        "plus": _budget("plus", 150, 150, 0),
    },
    "off": {
        "public": Budget(5, 1, 1, "public", "public"),
        "polite": Budget(10, 3, 3, "public", "public"),
        "plus": Budget(150, 150, 0, "public", "public"),
    },
}
"""The limits of a time; ``off`` shows numbers in its headers and enforces none."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "profile": tuple(PROFILES),
    "clock": ("real", "manual"),
    "polite_via": ("both", "param", "user-agent"),
    "concurrency_mode": ("reject", "queue"),
    "comma": ("strict", "glue"),
    "alias": ("301", "404"),
    "alias_location": ("path", "absolute", "v1", "unencoded"),
    "limited": ("haproxy", "empty", "json-headers"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """One value for each switch; all of them can be given on the command line and through the control interface."""

    profile: str = "2026-07"
    limits: Record = field(default_factory=dict)
    """Other numbers than the profile's: ``{"polite": {"single": 5, "array": 1, "concurrent": 1}}``."""
    seed: int = 0
    clock: str = "real"
    interval: float = 1.0
    count_rejected: bool = True
    shared_budget: bool = False
    """Whether single and array requests use up one common budget."""
    concurrency_mode: str = "reject"
    burst_jitter: int = 0
    """Refuse every n-th admitted request although the client kept the limit; 0 never does."""
    limited: str = "haproxy"
    """What a refused request gets: the balancer's page, an empty answer, or an empty one of the application."""
    retry_after: str = ""
    polite_via: str = "both"
    plus_token: str = ""
    """The tokens that are valid, separated by commas."""
    lowercase_headers: bool = False
    latency_ms: float = 0.0
    max_request_line: int = 8192
    comma: str = "strict"
    alias: str = "301"
    alias_location: str = "path"
    replica_jitter: bool = False
    ra_latency_ms: float = 0.0
    """Time doi.org takes for each DOI of a list (40 in reality)."""
    ra_max_request_line: int = 11000
    agency_says_crossref: str = ""
    """DOIs, separated by blanks, which Crossref's own agency route calls Crossref's though it has no such work."""

    def budget(self, tier: str) -> Budget:
        """The numbers of one tier, as the profile has them or as they were overridden."""
        numbers = {name: value for name, value in as_record(self.limits.get(tier)).items() if isinstance(value, int)}
        budget = PROFILES[self.profile][tier]
        return Budget(
            numbers.get("single", budget.single),
            numbers.get("array", budget.array),
            numbers.get("concurrent", budget.concurrent),
            budget.single_pool,
            budget.array_pool,
        )


def changed(settings: Settings, changes: Record) -> Settings:
    """The settings with some of them changed; names with hyphens are accepted too."""
    values = {name.replace("-", "_"): value for name, value in changes.items()}
    known = {setting.name: getattr(settings, setting.name) for setting in dataclasses.fields(settings)}
    for name, value in values.items():
        if name not in known:
            raise WrongSettingError(f"there is no setting {name!r}")
        known[name] = _coerced(name, value, known[name])
    return Settings(**known)


def _coerced(name: str, value: Json, old: object) -> object:
    if name in CHOICES and str(value) not in CHOICES[name]:
        raise WrongSettingError(f"{name} must be one of {', '.join(CHOICES[name])}, not {value!r}")
    match old:
        case bool() if isinstance(value, bool):
            return value
        case int() | float() if isinstance(value, int | float):
            return type(old)(value)
        case str():
            return "" if value is None else str(value)
        case Mapping() if isinstance(value, Mapping):
            return value
    raise WrongSettingError(f"{name} cannot be {value!r}")
