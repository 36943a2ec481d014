"""Volumes and issues."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.numbering import compare_issue, compare_volume
from refcheck.compare.roman import roman_value
from refcheck.compare.verdict import Level
from refcheck.model import Item


def volumes(ours: str, theirs: str) -> Level:
    return compare_volume(Item(volume=ours), Item(volume=theirs)).level


def issues(ours: str, theirs: str) -> Level:
    return compare_issue(Item(issue=ours), Item(issue=theirs)).level


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("95", "n° 95"),
        ("vol. 12", "12"),
        ("Volume 12", "12"),
        ("Bd. 7", "7"),
        ("007", "7"),
        ("XV", "15"),
        ("xv", "XV"),
        ("12–13", "12-13"),
        ("97b", "97B"),
        ("C", "100"),
        ("Vol. 12, No. 3", "12"),
        ("20(39)", "20"),
        ("12:3", "12"),
        ("20", "20 (39)"),
    ],
)
def test_spellings_of_one_volume_are_the_same(ours: str, theirs: str) -> None:
    assert volumes(ours, theirs) is Level.SAME


@pytest.mark.parametrize(("ours", "theirs"), [("97", "97B"), ("B128", "128"), ("12", "12-13"), ("12/13", "12")])
def test_a_letter_or_a_part_of_a_double_volume_is_a_matter_of_style(ours: str, theirs: str) -> None:
    assert volumes(ours, theirs) is Level.STYLE


@pytest.mark.parametrize(
    ("ours", "theirs"), [("12", "13"), ("97A", "97B"), ("XV", "16"), ("20(39)", "21"), ("1", "11")]
)
def test_another_volume_is_a_contradiction(ours: str, theirs: str) -> None:
    assert volumes(ours, theirs) is Level.MAJOR


@pytest.mark.parametrize("theirs", ["", "null", "0", "ahead-of-print", "Publish Ahead of Print", "-"])
def test_a_record_without_a_volume_says_nothing(theirs: str) -> None:
    assert volumes("12", theirs) is Level.NOT_COMPARABLE


@pytest.mark.parametrize("ours", ["null", "ahead-of-print", "Early Access", "in press"])
def test_a_placeholder_for_a_known_volume_is_a_slip(ours: str) -> None:
    verdict = compare_volume(Item(volume=ours), Item(volume="12"))
    assert (verdict.level, verdict.kind) == (Level.MINOR, "placeholder")


def test_the_issue_as_volume_of_a_journal_counted_by_issues_is_a_matter_of_style() -> None:
    verdict = compare_volume(Item(volume="39"), Item(volume="20", issue="39"))
    assert (verdict.level, verdict.kind) == (Level.STYLE, "continuous")


def test_the_volume_as_issue_of_a_journal_counted_by_volumes_is_a_matter_of_style() -> None:
    verdict = compare_issue(Item(issue="20"), Item(volume="20", issue="39"))
    assert (verdict.level, verdict.kind) == (Level.STYLE, "continuous")


def test_volume_and_issue_may_be_exchanged() -> None:
    ours, theirs = Item(volume="39", issue="20"), Item(volume="20", issue="39")
    assert (compare_volume(ours, theirs).level, compare_volume(ours, theirs).kind) == (Level.MINOR, "exchanged")
    assert (compare_issue(ours, theirs).level, compare_issue(ours, theirs).kind) == (Level.STYLE, "exchanged")


def test_another_volume_whose_number_is_the_issue_is_still_another_volume() -> None:
    verdict = compare_volume(Item(volume="39", issue="2"), Item(volume="20", issue="39"))
    assert (verdict.level, verdict.kind) == (Level.MAJOR, "different")


def test_both_volumes_are_shown() -> None:
    verdict = compare_volume(Item(volume="12"), Item(volume="n° 95"))
    assert (verdict.ours, verdict.theirs) == ("12", "n° 95")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("15 Suppl", "15_suppl"),
        ("suppl 15", "15_suppl"),
        ("Suppl. 1", "S1"),
        ("Supplement 1", "S1"),
        ("1/2", "1-2"),
        ("1--2", "1-2"),
        ("1&2", "1-2"),
        ("1 and 2", "1–2"),
        ("no. 3", "3"),
        ("II", "2"),
        ("Jan", "1"),
        ("2_A", "2a"),
        ("4,5,6", "4-6"),
    ],
)
def test_spellings_of_one_issue_are_the_same(ours: str, theirs: str) -> None:
    assert issues(ours, theirs) is Level.SAME


@pytest.mark.parametrize(("ours", "theirs"), [("1", "1-2"), ("5", "4-6"), ("1/2", "2"), ("4", "S4"), ("Spring", "2")])
def test_part_of_a_double_issue_or_its_name_is_a_matter_of_style(ours: str, theirs: str) -> None:
    assert issues(ours, theirs) is Level.STYLE


@pytest.mark.parametrize(("ours", "theirs"), [("3", "4"), ("7", "4-6"), ("S1", "S2"), ("IV", "5")])
def test_another_issue_is_a_slip(ours: str, theirs: str) -> None:
    assert issues(ours, theirs) is Level.MINOR


def test_the_issue_may_stand_in_the_volume_field() -> None:
    assert compare_issue(Item(volume="20(39)"), Item(volume="20", issue="39")).level is Level.SAME
    assert compare_issue(Item(volume="20, no. 38"), Item(volume="20", issue="39")).level is Level.MINOR


@pytest.mark.parametrize("theirs", [Item(issue="9", number="4256"), Item(issue="9", page="4256")])
def test_the_article_number_may_stand_in_the_issue_field(theirs: Item) -> None:
    verdict = compare_issue(Item(issue="4256"), theirs)
    assert (verdict.level, verdict.kind) == (Level.SAME, "article-number")


@pytest.mark.parametrize(("ours", "theirs"), [("", "3"), ("3", ""), ("3", "null")])
def test_a_missing_issue_says_nothing(ours: str, theirs: str) -> None:
    assert issues(ours, theirs) is Level.NOT_COMPARABLE


def test_a_doubtful_volume_weighs_less() -> None:
    assert compare_volume(Item(volume="1", doubtful=frozenset({"volume"})), Item(volume="2")).level is Level.MINOR


@pytest.mark.parametrize(
    ("numeral", "value"), [("XV", 15), ("iv", 4), ("MCMXCIX", 1999), ("", 0), ("ABC", 0), ("IIX", 0)]
)
def test_roman_numerals_have_values(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_no_text_breaks_the_comparison(ours: str, theirs: str, issue: str) -> None:
    one, other = Item(volume=ours, issue=issue), Item(volume=theirs, issue=ours)
    assert compare_volume(one, other).level in Level
    assert compare_issue(one, other).level in Level


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20))
def test_a_number_is_the_same_as_itself(text: str) -> None:
    assert volumes(text, text) in {Level.SAME, Level.NOT_COMPARABLE}
    assert issues(text, text) in {Level.SAME, Level.NOT_COMPARABLE}


@settings(max_examples=100, deadline=None)
@given(st.from_regex(r"[0-9]{1,3}[A-C]?(-[0-9]{1,3})?", fullmatch=True), st.from_regex(r"[0-9]{1,3}", fullmatch=True))
def test_two_volumes_differ_as_much_from_either_side(ours: str, theirs: str) -> None:
    assert (volumes(ours, theirs) > Level.STYLE) == (volumes(theirs, ours) > Level.STYLE) or "0" in {
        ours.strip("0") or "0",
        theirs.strip("0") or "0",
    }
