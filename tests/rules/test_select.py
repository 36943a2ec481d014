"""Selection of rules by code, beginning of a code, name or ALL."""

from __future__ import annotations

import pytest

from refcheck.rules import RULES
from refcheck.rules.select import UnknownRule, is_selected, select_rules

YEAR = next(rule for rule in RULES if rule.code == "REF205")


def codes(*select: str, ignore: tuple[str, ...] = ()) -> list[str]:
    return [rule.code for rule in select_rules(select, ignore)]


def test_all_rules_run_unless_something_is_said() -> None:
    assert select_rules() == RULES


def test_a_code_selects_one_rule() -> None:
    assert codes("REF205") == ["REF205"]


def test_a_name_selects_one_rule_in_any_case() -> None:
    assert codes("Year-Mismatch") == ["REF205"]


def test_the_beginning_of_a_code_selects_its_group() -> None:
    assert codes("REF3") == ["REF301", "REF302", "REF303", "REF304"]


def test_an_ignored_rule_does_not_run() -> None:
    assert "REF205" not in codes("ALL", ignore=("year-mismatch",))


def test_a_rule_selected_exactly_outlives_its_ignored_group() -> None:
    assert codes("REF205", ignore=("REF2",)) == ["REF205"]


def test_of_two_equal_selectors_the_ignoring_one_wins() -> None:
    assert codes("REF205", ignore=("REF205",)) == []


def test_a_group_may_be_selected_out_of_all_ignored() -> None:
    assert codes("REF3", ignore=("ALL",)) == ["REF301", "REF302", "REF303", "REF304"]


def test_an_unknown_rule_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(UnknownRule, match=r"unknown rule `year-missmatch`; did you mean `year-mismatch`\?"):
        select_rules(["year-missmatch"])


def test_an_unknown_rule_to_ignore_is_an_error_too() -> None:
    with pytest.raises(UnknownRule):
        select_rules(["ALL"], ["REF999"])


def test_gibberish_is_an_error_without_a_suggestion() -> None:
    with pytest.raises(UnknownRule, match=r"^unknown rule `xyzzy`$"):
        select_rules(["xyzzy"])


def test_a_rule_is_selected_by_any_of_the_selectors() -> None:
    assert is_selected(YEAR, ["REF1", "year-mismatch"])


def test_a_rule_is_not_selected_by_nothing() -> None:
    assert not is_selected(YEAR, [])
