from __future__ import annotations

import pytest

from refcheck.model import Date
from refcheck.readers.bibtex_dates import read_issued


@pytest.mark.parametrize(
    ("year", "years"),
    [
        ("2003", [2003]),
        ("2012a", [2012]),
        ("[1999]", [1999]),
        ("c1999", [1999]),
        ("(1979)", [1979]),
        ("1995--1996", [1995, 1996]),
        ("1995/1996", [1995, 1996]),
        ("1936 [1999]", [1936, 1999]),
        (r"{\noopsort{1973b}}1973", [1973]),
        ("2021-03-30", [2021]),
    ],
)
def test_years(year: str, years: list[int]) -> None:
    assert [date.year for date in read_issued({"year": year})] == years


@pytest.mark.parametrize(
    ("date", "dates"),
    [
        ("2021-03-30", [Date(2021, 3, 30)]),
        ("2021-03", [Date(2021, 3)]),
        ("2021-03-30/2022-04-02", [Date(2021, 3, 30), Date(2022, 4, 2)]),
        ("2021~", [Date(2021)]),
        ("2021?", [Date(2021)]),
        ("2021/", [Date(2021)]),
        ("../2021", [Date(2021)]),
        ("2003-21", [Date(2003)]),
        ("1996-10-35", [Date(1996, 10)]),
        ("2016-01-19T14:20:00.000Z", [Date(2016, 1, 19)]),
        ("१९८७-०१-१५", [Date(1987, 1, 15)]),
        ("12 May 2019", [Date(2019, 5)]),
        ("199X", [Date(literal="199X")]),
    ],
)
def test_dates_in_iso_8601_and_edtf(date: str, dates: list[Date]) -> None:
    assert list(read_issued({"date": date})) == dates


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("January", (1, None)),
        ("Sept.", (9, None)),
        ("03", (3, None)),
        ("Jan.--Feb.", (1, None)),
        ("März", (3, None)),
        ("July 4", (7, 4)),
        ("4~July", (7, 4)),
        ("July 39", (7, None)),
        ("Michaelmas", (None, None)),
        ("", (None, None)),
    ],
)
def test_months(month: str, expected: tuple[int | None, int | None]) -> None:
    (date,) = read_issued({"year": "2001", "month": month})
    assert (date.month, date.day) == expected


def test_the_day_may_have_its_own_field() -> None:
    assert read_issued({"year": "2001", "month": "7", "day": "4"}) == (Date(2001, 7, 4),)


@pytest.mark.parametrize("year", ["in press", "forthcoming", "n.d."])
def test_words_in_place_of_a_year_are_kept(year: str) -> None:
    assert read_issued({"year": year}) == (Date(literal=year),)


def test_the_state_of_publication_stands_in_for_a_date() -> None:
    assert read_issued({"pubstate": "inpress"}) == (Date(literal="in press"),)


def test_a_date_counts_more_than_the_state() -> None:
    assert read_issued({"pubstate": "inpress", "year": "2001"}) == (Date(2001),)


def test_the_original_date_comes_last_and_is_marked() -> None:
    assert read_issued({"date": "1999", "origdate": "1843"}) == (Date(1999), Date(1843, kind="original"))


def test_date_and_year_both_count() -> None:
    assert read_issued({"date": "1996-01-01", "year": "1998"}) == (Date(1996, 1, 1), Date(1998))


def test_no_date_is_no_date() -> None:
    assert read_issued({"urldate": "2020-01-01"}) == ()
