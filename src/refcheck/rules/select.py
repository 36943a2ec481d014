"""Which rules run: selection by code, by the beginning of a code, by name, or `ALL`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from refcheck.rules import RULES, closest
from refcheck.rules.base import Rule

EVERYTHING = "ALL"
_EXACT = 100
_NOT_AT_ALL = -1


class UnknownRule(ValueError):  # noqa: N818 - the name is the message
    """A selector that no rule answers to; the message suggests the nearest name."""

    def __init__(self, selector: str) -> None:
        """Word the message for ``selector``."""
        suggestion = closest(selector)
        hint = f"; did you mean `{suggestion}`?" if suggestion else ""
        super().__init__(f"unknown rule `{selector}`{hint}")
        self.selector = selector
        self.suggestion = suggestion


def select_rules(select: Sequence[str] = (EVERYTHING,), ignore: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules that are selected and not ignored; of two selectors the more exact one wins, of equals ``ignore``."""
    for selector in (*select, *ignore):
        require_known(selector)
    return tuple(rule for rule in RULES if _exactness(rule, select) > _exactness(rule, ignore))


def require_known(selector: str) -> None:
    """Raise `UnknownRule` unless some rule answers to the selector."""
    if all(selector_exactness(selector, rule) == _NOT_AT_ALL for rule in RULES):
        raise UnknownRule(selector)


def is_selected(rule: Rule, selectors: Iterable[str]) -> bool:
    """Whether any of the selectors means this rule."""
    return _exactness(rule, selectors) > _NOT_AT_ALL


def selector_exactness(selector: str, rule: Rule) -> int:
    """How exactly a selector means a rule: -1 not at all, 0 for `ALL`, more for more letters of the code."""
    wanted = selector.strip().upper()
    if wanted in {rule.code, rule.name.upper()}:
        return _EXACT
    if wanted == EVERYTHING:
        return 0
    return len(wanted) if len(wanted) >= 3 and rule.code.startswith(wanted) else _NOT_AT_ALL


def _exactness(rule: Rule, selectors: Iterable[str]) -> int:
    return max((selector_exactness(selector, rule) for selector in selectors), default=_NOT_AT_ALL)
