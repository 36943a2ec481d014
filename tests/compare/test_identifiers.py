"""ISBN and ISSN; see test_dois for DOIs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.identifiers import compare_isbn, compare_issn, isbn13, valid_issn
from refcheck.compare.verdict import Level
from refcheck.model import Item


def isbns(*ours: str, theirs: tuple[str, ...] = ("9781590598160",)) -> tuple[Level, str]:
    verdict = compare_isbn(Item(isbn=ours), Item(isbn=theirs))
    return verdict.level, verdict.kind


def issns(*ours: str, theirs: tuple[str, ...] = ("1017-9909",)) -> tuple[Level, str]:
    verdict = compare_issn(Item(issn=ours), Item(issn=theirs))
    return verdict.level, verdict.kind


@pytest.mark.parametrize(
    "text", ["1-59059-816-4", "1590598164", "978-1-59059-816-0", "978 1 59059 816 0", "9781590598160"]
)
def test_isbns_are_compared_as_thirteen_digits(text: str) -> None:
    assert isbn13(text) == "9781590598160"


@pytest.mark.parametrize("text", ["", "1-59059-816-X", "9781590598161", "12345", "ISBN", "978159059816"])
def test_what_is_no_isbn_has_no_thirteen_digits(text: str) -> None:
    assert isbn13(text) == ""


def test_an_isbn_may_end_in_x() -> None:
    assert isbn13("0-8044-2957-x") == "9780804429573"


def test_one_of_several_isbns_in_a_field_is_enough() -> None:
    assert isbns("0-306-40615-2 (pbk), 978-1-59059-816-0 (hbk)") == (Level.SAME, "")


def test_a_wrong_check_digit_is_a_slip() -> None:
    assert isbns("1-59059-816-X") == (Level.MINOR, "check-digit")


def test_another_isbn_may_be_of_another_binding() -> None:
    assert isbns("0-306-40615-2") == (Level.STYLE, "different")


@pytest.mark.parametrize("theirs", [(), ("9781590598161",)])
def test_a_record_without_a_valid_isbn_says_nothing(theirs: tuple[str, ...]) -> None:
    assert isbns("0-306-40615-2", theirs=theirs)[0] is Level.NOT_COMPARABLE


def test_no_isbn_says_nothing() -> None:
    assert isbns()[0] is Level.NOT_COMPARABLE


@pytest.mark.parametrize("text", ["1017-9909", "10179909", "1560-229X", "1560-229x", "1560–229X"])
def test_an_issn_has_a_check_digit(text: str) -> None:
    assert valid_issn(text)


@pytest.mark.parametrize("text", ["", "1017-9908", "1017-990", "ISSN"])
def test_what_fails_the_check_is_no_issn(text: str) -> None:
    assert not valid_issn(text)


@pytest.mark.parametrize(
    "ours", ["1017-9909", "10179909", "1017-9909, 1560-229X", "1560-229X (online) 1017-9909 (print)"]
)
def test_issns_are_compared_as_sets(ours: str) -> None:
    assert issns(ours) == (Level.SAME, "")


def test_another_issn_is_a_slip() -> None:
    assert issns("1560-229X") == (Level.MINOR, "different")


def test_an_issn_with_a_wrong_check_digit_is_a_slip() -> None:
    assert issns("1017-9908") == (Level.MINOR, "check-digit")


def test_the_identifiers_are_shown_as_written() -> None:
    verdict = compare_issn(Item(issn=("1560-229X",)), Item(issn=("1017-9909", "0028-0836")))
    assert (verdict.ours, verdict.theirs) == ("1560-229X", "1017-9909 or 0028-0836")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_breaks_the_comparison(ours: str, theirs: str) -> None:
    assert isbns(ours, theirs=(theirs,))[0] in Level
    assert issns(ours, theirs=(theirs,))[0] in Level
    assert isbn13(ours) == "" or len(isbn13(ours)) == 13


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9 - 1))
def test_every_isbn_of_ten_digits_equals_its_thirteen(number: int) -> None:
    nine = f"{number:09}"
    check = -sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    ten = nine + ("X" if check == 10 else str(check))
    assert isbns(ten, theirs=(isbn13(ten),)) == (Level.SAME, "")
