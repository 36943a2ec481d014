"""Years and dates."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.dates import compare_year, year_distance
from refcheck.compare.verdict import Level
from refcheck.model import Date, Item


def item(*dates: Date | int | str) -> Item:
    issued = tuple(
        one if isinstance(one, Date) else Date(year=one) if isinstance(one, int) else Date(literal=one) for one in dates
    )
    return Item(issued=issued)


BOTH = item(Date(2022, 1, kind="print"), Date(2021, 12, kind="online"))
BACK_FILE = item(Date(1963, kind="print"), Date(2006, kind="online"))


@pytest.mark.parametrize("year", [2021, 2022])
def test_online_and_print_year_are_both_right(year: int) -> None:
    assert compare_year(item(year), BOTH).level is Level.SAME


def test_the_note_tells_when_the_work_appeared_where() -> None:
    assert compare_year(item(2019), BOTH).note == "online 2021, print 2022"


def test_the_year_to_cite_is_shown_first() -> None:
    assert compare_year(item(2019), BOTH).theirs == "2022 or 2021"


def test_a_right_year_that_is_not_the_one_to_cite_is_marked() -> None:
    assert compare_year(item(2021), BOTH).kind == "other-year"


def test_a_work_of_one_year_needs_no_note() -> None:
    assert compare_year(item(2012), item(Date(2021, kind="print"), Date(2021, 3, kind="online"))).note == ""


def test_a_year_is_named_by_its_weightiest_date() -> None:
    theirs = item(Date(2022, kind="print"), Date(2021, kind="online"), Date(2021, kind="issued"))
    assert compare_year(item(2012), theirs).note == "online 2021, print 2022"


def test_the_next_year_is_a_slip() -> None:
    verdict = compare_year(item(2022), item(2021))
    assert (verdict.level, verdict.kind) == (Level.MINOR, "off-by-one")


def test_a_year_between_print_and_back_file_is_a_slip() -> None:
    verdict = compare_year(item(1984), BACK_FILE)
    assert (verdict.level, verdict.kind) == (Level.MINOR, "between")


def test_a_year_far_away_is_a_contradiction() -> None:
    verdict = compare_year(item(2012), item(2021))
    assert (verdict.level, verdict.kind, verdict.ours, verdict.theirs) == (Level.MAJOR, "different", "2012", "2021")


@pytest.mark.parametrize("words", ["in press", "Forthcoming", "to appear", "n.d."])
def test_a_work_in_press_that_has_appeared_is_a_matter_of_style(words: str) -> None:
    verdict = compare_year(item(words), BOTH)
    assert (verdict.level, verdict.kind, verdict.theirs) == (Level.STYLE, "in-press", "2022")


def test_other_words_in_place_of_a_year_say_nothing() -> None:
    assert compare_year(item("around the turn of the century"), BOTH).level is Level.NOT_COMPARABLE


@pytest.mark.parametrize("year", [0, 1066, 9999])
def test_an_impossible_year_of_the_record_says_nothing(year: int) -> None:
    assert compare_year(item(2012), item(year)).level is Level.NOT_COMPARABLE


def test_the_year_of_a_reprint_may_be_that_of_the_original() -> None:
    reprint = item(Date(1999), Date(1950, kind="original"))
    assert compare_year(reprint, item(1950)).level is Level.SAME


def test_the_year_of_the_original_is_never_the_one_that_is_wrong() -> None:
    reprint = item(Date(1999), Date(1950, kind="original"))
    assert compare_year(reprint, item(1951)).ours == "1999"


def test_a_year_that_may_be_misread_weighs_less() -> None:
    doubtful = Item(issued=(Date(2012),), doubtful=frozenset({"issued"}))
    assert compare_year(doubtful, item(2021)).level is Level.MINOR


@pytest.mark.parametrize(("ours", "theirs"), [(item(), BOTH), (item(2012), item())])
def test_a_missing_date_says_nothing(ours: Item, theirs: Item) -> None:
    assert compare_year(ours, theirs).level is Level.NOT_COMPARABLE
    assert year_distance(ours, theirs) is None


def test_the_distance_is_taken_to_the_nearest_year() -> None:
    assert year_distance(item(2024), BOTH) == 2


dates = st.builds(Date, st.none() | st.integers(-50, 9999), st.none(), st.none(), st.text(max_size=12))
items = st.builds(Item, issued=st.lists(dates, max_size=4).map(tuple))


@settings(max_examples=100, deadline=None)
@given(items, items)
def test_no_dates_break_the_comparison(ours: Item, theirs: Item) -> None:
    assert compare_year(ours, theirs).level in Level


@settings(max_examples=100, deadline=None)
@given(st.integers(1450, 2100))
def test_a_year_is_the_same_as_itself(year: int) -> None:
    assert compare_year(item(year), item(year)).level is Level.SAME
