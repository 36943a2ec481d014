"""Types of works."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.types import compare_type
from refcheck.compare.verdict import Level
from refcheck.model import Item


def types(ours: str, theirs: str) -> tuple[Level, str]:
    verdict = compare_type(Item(type=ours), Item(type=theirs))
    return verdict.level, verdict.kind


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("book", "monograph"),
        ("edited-book", "book"),
        ("book", "reference-book"),
        ("proceedings-article", "journal-article"),
        ("journal-article", "proceedings-article"),
        ("proceedings-article", "book-chapter"),
        ("book-chapter", "reference-entry"),
        ("report", "posted-content"),
        ("journal-article", "posted-content"),
        ("journal-article", "book-chapter"),
        ("dataset", "database"),
    ],
)
def test_types_of_one_family_stand_for_each_other(ours: str, theirs: str) -> None:
    assert types(ours, theirs) == (Level.STYLE, "family")


@pytest.mark.parametrize(("ours", "theirs"), [("journal-article", "book"), ("dissertation", "journal-article")])
def test_types_of_two_families_are_a_slip(ours: str, theirs: str) -> None:
    assert types(ours, theirs) == (Level.MINOR, "different")


@pytest.mark.parametrize("theirs", ["component", "journal-issue", "grant"])
def test_the_type_of_a_part_is_hardly_ever_meant(theirs: str) -> None:
    assert types("journal-article", theirs) == (Level.MINOR, "part")


@pytest.mark.parametrize(("ours", "theirs"), [("", "book"), ("book", ""), ("book", "hologram"), ("hologram", "book")])
def test_unknown_types_say_nothing(ours: str, theirs: str) -> None:
    assert types(ours, theirs)[0] is Level.NOT_COMPARABLE


def test_equal_types_are_the_same() -> None:
    assert types("hologram", "hologram")[0] is Level.SAME


def test_both_types_are_shown() -> None:
    verdict = compare_type(Item(type="book"), Item(type="journal-article"))
    assert (verdict.ours, verdict.theirs) == ("book", "journal-article")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_no_type_breaks_the_comparison(ours: str, theirs: str) -> None:
    assert types(ours, theirs)[0] in Level
