import pytest

from refcheck.model import Date
from refcheck.parsing.typed_dates import read_dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("(2017)", Date(2017)),
        ("2017a", Date(2017)),
        ("Sep. 2017", Date(2017, 9)),
        ("2019, May 12", Date(2019, 5, 12)),
        ("12 May 2019", Date(2019, 5, 12)),
        ("2018 Feb 26", Date(2018, 2, 26)),
        ("12. März 2019", Date(2019, 3, 12)),
        ("May/June 2014", Date(2014, 5)),
        ("May 11-18, 2003", Date(2003, 5)),
        ("2019-05-12", Date(2019, 5, 12)),
        ("12.05.2019", Date(2019, 5, 12)),
        ("5/23/2019", Date(2019, 5, 23)),
        ("2019/13", Date(2019)),
    ],
)
def test_a_date_is_as_precise_as_it_was_typed(text: str, date: Date) -> None:
    assert read_dates(text) == (date,)


def test_the_original_year_comes_second() -> None:
    assert read_dates("1899/2010") == (Date(2010), Date(1899, kind="original"))


@pytest.mark.parametrize("text", ["(n.d.)", "in press", "forthcoming"])
def test_words_stand_for_a_missing_year(text: str) -> None:
    (date,) = read_dates(text)
    assert date.year is None
    assert date.literal


def test_other_words_are_no_date() -> None:
    assert read_dates("Supplement") == ()
