"""Which request is spoilt, and how: the rules of the faults."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.crossref_double.json_values import Json, Record, as_record, text, texts
from tests.crossref_double.routes import Route
from tests.crossref_double.wire import Request

PRE = frozenset(
    {
        "429-html",
        "429-empty",
        "429-text",
        "429-json-headers",
        "503-html",
        "502-html",
        "504-html",
        "500-json",
        "403-block",
        "401-token",
        "refuse",
        "reset-before",
        "close-before",
        "stall",
        "redirect-loop",
        "redirect-foreign",
        "redirect-http",
        "slow-head",
        "bad-length",
    }
)
BODY = frozenset(
    {
        "reset-mid",
        "stall-mid",
        "trickle",
        "idle-close",
        "truncate",
        "truncate-length",
        "bad-gzip",
        "html-200",
        "html-200-json-type",
        "empty-200",
        "empty-message",
        "failed-200",
        "wrong-type",
        "old-type",
        "other-record",
        "duplicate-items",
        "duplicate-keys",
        "drop-items",
        "extra-items",
        "shuffle",
        "page-20",
        "bom",
        "latin1",
        "huge",
        "gzip-bomb",
        "deep",
    }
)
MATCHES = frozenset({"method", "route", "doi", "query_contains"})
FOR_EVER = -1
A_MOMENT = 0.05


class WrongRuleError(ValueError):
    """A fault rule nobody could follow."""


@dataclass(slots=True)
class Rule:
    """One fault: when it strikes, how often, and what it does."""

    id: str
    action: str
    listener: str = "crossref"
    match: Record = field(default_factory=dict)
    skip: int = 0
    times: int = FOR_EVER
    probability: float = 1.0
    args: Record = field(default_factory=dict)

    @property
    def early(self) -> bool:
        """Whether it strikes before the request is looked at."""
        return self.action in PRE

    def matches(self, listener: str, request: Request, route: Route) -> bool:
        """Whether the rule is about this request."""
        doi = text(self.match.get("doi")).lower()
        return (
            self.times != 0
            and self.listener in {listener, "any"}
            and self.match.get("method", request.method) == request.method
            and self.match.get("route", "any") in {"any", route.name}
            and (not doi or doi in route.dois)
            and text(self.match.get("query_contains")) in request.target
        )

    @property
    def refused_for(self) -> float | None:
        """For how long a listener stays closed: a moment if the rule is to strike only some times."""
        if "seconds" not in self.args and self.times == FOR_EVER:
            return None
        return self.seconds("seconds", A_MOMENT)

    def whole(self, name: str, default: int) -> int:
        """An argument that is a whole number."""
        value = self.args.get(name)
        return value if isinstance(value, int) else default

    def seconds(self, name: str, default: float) -> float:
        """An argument that is a number."""
        value = self.args.get(name)
        return float(value) if isinstance(value, int | float) else default

    def word(self, name: str, default: str = "") -> str:
        """An argument that is a string."""
        return text(self.args.get(name)) or default

    def words(self, name: str) -> frozenset[str]:
        """An argument that is a list of DOIs."""
        return frozenset(word.lower() for word in texts(self.args.get(name)))


def rule_from(record: Record, number: int) -> Rule:
    """The rule a test has posted."""
    action = text(record.get("action"))
    unknown = set(record) - {"id", "action", "listener", "match", "skip", "times", "probability", "args"}
    match = as_record(record.get("match"))
    unknown |= set(match) - MATCHES
    if unknown or action not in PRE | BODY:
        raise WrongRuleError(f"unknown action {action!r}" if not unknown else f"unknown: {', '.join(sorted(unknown))}")
    return Rule(
        id=text(record.get("id")) or f"f{number}",
        action=action,
        listener=text(record.get("listener")) or "crossref",
        match=match,
        skip=_whole(record.get("skip"), 0),
        times=_whole(record.get("times"), FOR_EVER),
        probability=_number(record.get("probability"), 1.0),
        args=as_record(record.get("args")),
    )


def _whole(value: Json, default: int) -> int:
    return value if isinstance(value, int) else default


def _number(value: Json, default: float) -> float:
    return float(value) if isinstance(value, int | float) else default


@dataclass(slots=True)
class Faults:
    """The rules in force, in their order."""

    rules: list[Rule] = field(default_factory=list)

    def add(self, records: Iterable[Record]) -> list[Rule]:
        """Put more rules in force."""
        added = [rule_from(record, len(self.rules) + place) for place, record in enumerate(records, start=1)]
        self.rules += added
        return added

    def choose(self, listener: str, request: Request, route: Route, chance: random.Random) -> Rule | None:
        """The first rule that strikes this request; it is counted as used."""
        for rule in self.rules:
            if not rule.matches(listener, request, route):
                continue
            if rule.skip > 0:
                rule.skip -= 1
            elif rule.probability >= 1 or chance.random() < rule.probability:
                rule.times -= rule.times > 0
                return rule
        return None
