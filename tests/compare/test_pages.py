"""Pages and article numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.pages import compare_pages, truncated
from refcheck.compare.verdict import Level
from refcheck.model import Item


def pages(ours: str, theirs: str) -> Level:
    return compare_pages(Item(page=ours), Item(page=theirs)).level


def kind(ours: str, theirs: str) -> tuple[Level, str]:
    verdict = compare_pages(Item(page=ours), Item(page=theirs))
    return verdict.level, verdict.kind


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("747--757", "747-757"),
        ("747-57", "747-757"),
        ("747–757", "747-757"),
        ("pp. 747-757", "747-757"),
        ("p. 747 - 757", "747-757"),
        ("S. 747-757", "747-757"),
        ("1001-9", "1001-1009"),
        ("4068", "4068-4068"),
        ("33693", "e33693"),
        ("e33693", "e33693"),
        ("S12-8", "S12-S18"),
        ("e123-30", "e123-e130"),
        ("13,059", "13059"),
        ("1,001--1,009", "1001-1009"),
        ("1308--1309", "1308-1309.e1"),
        ("1308--9", "1308-1309.e1"),
        ("123.e1-123.e9", "123.e1-e9"),
        ("177, 486", "177-486"),
        ("747-750, 752-757", "747-757"),
        ("747-750, 900", "747-750"),
        ("101,105-110", "101-110"),
        ("iii-xii", "iii-xii"),
        ("12-1--12-15", "12-1-12-15"),
        ("2165a", "2165-a"),
        ("A-1", "a-1"),
        ("1--12 pages", "1-12"),
    ],
)
def test_spellings_of_one_range_are_the_same(ours: str, theirs: str) -> None:
    assert pages(ours, theirs) is Level.SAME


@pytest.mark.parametrize("ours", ["747", "747ff", "747ff.", "747f.", "747+", "747--", "747-?"])
def test_the_first_page_alone_is_a_matter_of_style(ours: str) -> None:
    assert kind(ours, "747-757") == (Level.STYLE, "first-only")


def test_a_record_with_the_first_page_alone_contradicts_no_range() -> None:
    assert kind("747-757", "747") == (Level.STYLE, "first-only")


@pytest.mark.parametrize(("ours", "theirs"), [("11101", "L11101"), ("96973", "96973B"), ("15:1--15:20", "1-20")])
def test_a_missing_letter_is_a_matter_of_style(ours: str, theirs: str) -> None:
    assert kind(ours, theirs) == (Level.STYLE, "letter")


@pytest.mark.parametrize(("ours", "theirs"), [("229--240", "S229-S240"), ("473", "473s")])
def test_pages_of_a_supplement_without_their_letter_are_a_slip(ours: str, theirs: str) -> None:
    assert kind(ours, theirs) == (Level.MINOR, "letter")


@pytest.mark.parametrize(("ours", "theirs"), [("1--234", "1-235"), ("747-758", "747-757"), ("i-v", "i-vi")])
def test_another_last_page_is_a_slip(ours: str, theirs: str) -> None:
    assert kind(ours, theirs) == (Level.MINOR, "last")


@pytest.mark.parametrize("ours", ["748-757", "740-750", "748"])
def test_another_first_page_of_overlapping_ranges_is_a_slip(ours: str) -> None:
    assert kind(ours, "747-757") == (Level.MINOR, "first")


@pytest.mark.parametrize(
    ("ours", "theirs"), [("700-710", "747-757"), ("1--2", "i-ii"), ("L11", "B11"), ("12", "e33693")]
)
def test_ranges_without_a_common_page_contradict_each_other(ours: str, theirs: str) -> None:
    assert kind(ours, theirs) == (Level.MAJOR, "no-overlap")


@pytest.mark.parametrize("ours", ["757-747", "747-46"])
def test_a_range_that_runs_backwards_is_a_slip(ours: str) -> None:
    assert kind(ours, "747-757") == (Level.MINOR, "reversed")


def test_a_record_whose_range_runs_backwards_is_not_trusted() -> None:
    assert kind("747-757", "747-57, 12") == (Level.SAME, "")
    assert kind("747-757", "747-700") == (Level.STYLE, "reversed")


@pytest.mark.parametrize("ours", ["1--7", "1-99", "1", "1--"])
@pytest.mark.parametrize("theirs", [Item(page="e33693"), Item(number="112370"), Item(page="4256", number="4256")])
def test_pages_counted_from_one_beside_an_article_number_are_a_matter_of_style(ours: str, theirs: Item) -> None:
    verdict = compare_pages(Item(page=ours), theirs)
    assert (verdict.level, verdict.kind) == (Level.STYLE, "internal-pages")


def test_the_last_part_of_the_doi_tells_an_article_number() -> None:
    verdict = compare_pages(Item(page="1--7"), Item(page="147", doi="10.5555/tide.147"))
    assert (verdict.level, verdict.kind) == (Level.STYLE, "internal-pages")


@pytest.mark.parametrize("ours", ["1--100", "2--7", "12--19"])
def test_other_ranges_contradict_an_article_number(ours: str) -> None:
    assert compare_pages(Item(page=ours), Item(page="e33693")).level is Level.MAJOR


def test_an_article_number_against_pages_counted_from_one_is_a_matter_of_style() -> None:
    assert compare_pages(Item(page="112370"), Item(page="1-12")).kind == "internal-pages"


@pytest.mark.parametrize(
    "ours", [Item(page="112370"), Item(number="112370"), Item(issue="112370"), Item(page="1-12", number="112370")]
)
def test_the_article_number_may_stand_in_any_field(ours: Item) -> None:
    assert compare_pages(ours, Item(number="112370")).level is Level.SAME


def test_the_article_number_may_be_known_from_the_doi_alone() -> None:
    verdict = compare_pages(Item(page="123456"), Item(page="1-9", doi="10.5555/2015/123456"))
    assert (verdict.level, verdict.kind) == (Level.SAME, "article-number")


def test_page_and_article_number_are_both_right() -> None:
    theirs = Item(page="11-19", number="e77")
    assert {compare_pages(Item(page=one), theirs).level for one in ("11-19", "e77", "77")} == {Level.SAME}


def test_both_values_of_the_record_are_shown() -> None:
    verdict = compare_pages(Item(page="5-6"), Item(page="11-19", number="e77"))
    assert (verdict.ours, verdict.theirs) == ("5-6", "11-19 or e77")


@pytest.mark.parametrize("ours", ["", "574 p.", "viii+88", "n/a", "n/a--n/a", "??", "xii, 574 pp."])
def test_counts_and_placeholders_say_nothing(ours: str) -> None:
    assert pages(ours, "747-757") is Level.NOT_COMPARABLE


def test_a_record_without_pages_says_nothing() -> None:
    assert pages("747-757", "") is Level.NOT_COMPARABLE


def test_doubtful_pages_weigh_less() -> None:
    assert compare_pages(Item(page="1-2", doubtful=frozenset({"page"})), Item(page="8-9")).level is Level.MINOR


@pytest.mark.parametrize(
    "page",
    ["1-", "101--", "101-", "1-?", "101–n/a", "101–", "e7-", "xi--", "1-5, 7-", "?-12", "--12", "101-??", "101-end"],
)
def test_a_range_that_was_cut_off_is_truncated(page: str) -> None:
    assert truncated(page)


@pytest.mark.parametrize("page", ["", "101", "101ff", "101+", "101--110", "--", "n/a", "n/a--n/a", "e33693", "574 p."])
def test_other_pages_are_not_truncated(page: str) -> None:
    assert not truncated(page)


texts = st.text(max_size=20) | st.text("0123456789-–,.;ex fspivSn/a?+ ", max_size=20)


@settings(max_examples=200, deadline=None)
@given(texts, texts, texts)
def test_no_text_breaks_the_comparison(ours: str, theirs: str, number: str) -> None:
    assert compare_pages(Item(page=ours, number=number), Item(page=theirs, number=ours, doi=number)).level in Level
    assert truncated(ours) in {True, False}


@settings(max_examples=100, deadline=None)
@given(texts)
def test_a_page_field_is_the_same_as_itself(text: str) -> None:
    assert pages(text, text) in {Level.SAME, Level.NOT_COMPARABLE}


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 5000), st.integers(0, 300), st.integers(1, 5000), st.integers(0, 300))
def test_ranges_overlap_from_either_side(first: int, length: int, other: int, other_length: int) -> None:
    ours, theirs = f"{first}-{first + length}", f"{other}-{other + other_length}"
    assert (pages(ours, theirs) is Level.MAJOR) == (pages(theirs, ours) is Level.MAJOR)
