import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Date, Item, Name, Names
from refcheck.sources.requests import (
    URL_AIM,
    agencies_url,
    agency_groups,
    askable,
    batchable,
    batches,
    datacite_url,
    search_url,
    search_words,
    work_url,
    works_url,
)
from tests.sources.scripted import asked_dois

BASE = "https://api.crossref.org"


@pytest.mark.parametrize(
    ("doi", "segment"),
    [
        ("10.5555/tide.2021.14", "10.5555%2Ftide.2021.14"),
        (
            "10.5555/(sici)1097-4636(200005)50:2<227::aid-ex18>3.0.co;2-2",
            "10.5555%2F%28sici%291097-4636%28200005%2950%3A2%3C227%3A%3Aaid-ex18%3E3.0.co%3B2-2",
        ),
        ("10.5555/a#b?c%41", "10.5555%2Fa%23b%3Fc%2541"),
        ("10.5555//double/slash", "10.5555%2F%2Fdouble%2Fslash"),
        ("10.5555/ünicode", "10.5555%2F%C3%BCnicode"),
        ("10.5555/a+b", "10.5555%2Fa%2Bb"),
        ("10.5555/a~b_c-d", "10.5555%2Fa~b_c-d"),
    ],
)
def test_every_reserved_character_of_a_doi_is_encoded(doi: str, segment: str) -> None:
    assert work_url(BASE, doi) == f"{BASE}/works/{segment}"


def test_a_trailing_slash_of_the_base_is_not_doubled() -> None:
    assert work_url(BASE + "/", "10.5555/x") == f"{BASE}/works/10.5555%2Fx"


def test_a_list_asks_for_as_many_rows_as_dois() -> None:
    assert "&rows=2&" in works_url(BASE, ["10.5555/a", "10.5555/b"])


def test_the_dois_of_a_list_come_back_out_of_its_address() -> None:
    dois = ["10.5555/a+b", "10.5555/(sici)1<2::aid>3.0.co;2-2", "10.5555/a&rows=1", "10.5555/100%"]
    assert asked_dois(works_url(BASE, dois)) == dois


@pytest.mark.parametrize(
    "doi", ["10.5555/with,comma", "10.5555/with blank", "10.5555/with\ncontrol", "10.5555/with\x07bell", "hello"]
)
def test_what_would_break_a_filter_is_not_batchable(doi: str) -> None:
    assert not batchable(doi)


def test_a_very_long_doi_is_not_batchable() -> None:
    assert not batchable("10.5555/" + "x" * 200)


@pytest.mark.parametrize("doi", ["10.5555/x", "10.1000.10/123", "10.5555/with,comma"])
def test_a_doi_is_askable(doi: str) -> None:
    assert askable(doi)


@pytest.mark.parametrize("text", ["10/abc", "10.5555", "10.5555/", "10.55/x", "hello", "10.5555/a b"])
def test_what_is_no_doi_is_not_askable(text: str) -> None:
    assert not askable(text)


def test_forty_dois_of_usual_length_are_one_list() -> None:
    dois = [f"10.1016/j.jtbi.2021.{number:06}" for number in range(40)]
    assert batches(BASE, dois, size=40) == [tuple(dois)]


def test_long_dois_make_smaller_lists() -> None:
    groups = batches(BASE, [f"10.5555/{'<' * 50}{number}" for number in range(40)], size=40)
    assert len(groups) > 1
    assert all(len(works_url(BASE, group)) < URL_AIM for group in groups)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.from_regex(r"10\.[0-9]{4}/[!-~ü]{1,60}", fullmatch=True), max_size=60, unique=True))
def test_grouping_loses_no_doi(dois: list[str]) -> None:
    groups = batches(BASE, dois, size=40)
    assert [doi for group in groups for doi in group] == dois
    assert all(0 < len(group) <= 40 for group in groups)


def test_agencies_are_asked_for_a_hundred_at_a_time() -> None:
    groups = agency_groups("https://doi.org", [f"10.5555/{number}" for number in range(201)])
    assert [len(group) for group in groups] == [100, 100, 1]


def test_a_doi_with_a_comma_is_put_to_the_agency_alone() -> None:
    assert agency_groups("https://doi.org", ["10.5555/a,b", "10.5555/c", "10.5555/d"]) == [
        ("10.5555/c", "10.5555/d"),
        ("10.5555/a,b",),
    ]


def test_the_agency_is_asked_with_commas_between_the_dois() -> None:
    assert agencies_url("https://doi.org", ["10.5555/a", "10.5555/b#"]) == "https://doi.org/ra/10.5555/a,10.5555/b%23"


def test_datacite_is_asked_for_one_doi() -> None:
    url = datacite_url("https://api.datacite.org", "10.48550/arxiv.2601.00001")
    assert url == "https://api.datacite.org/dois/10.48550/arxiv.2601.00001"


ITEM = Item(
    title=("Seasonal drift of harbour tide gauges", "Another title"),
    author=Names((Name("Zee", "M."), Name(literal="Tide Gauge Consortium"), Name("Old", "A."), Name("Fourth", "F."))),
    container_title=("Journal of Tidal Studies", "J. Tidal Stud."),
    issued=(Date(2021), Date(2022)),
    volume="36",
    page="747--757",
)


def test_a_search_names_what_tells_most() -> None:
    assert search_words(ITEM, "") == (
        "Zee Tide Gauge Consortium Old Seasonal drift of harbour tide gauges Journal of Tidal Studies 2021 36 747"
    )


def test_an_article_number_stands_in_for_the_page() -> None:
    assert search_words(Item(title=("Tides",), number="e112"), "") == "Tides e112"


def test_a_reference_that_was_not_taken_apart_is_searched_by_its_text() -> None:
    assert search_words(Item(), "Zee, M. (2021).\n Tides.") == "Zee, M. (2021). Tides."


def test_a_long_search_is_cut_between_words() -> None:
    words = search_words(Item(title=("ünïcödé " * 500,)), "")
    assert set(words.split()) == {"ünïcödé"}
    assert len(search_url(BASE, words)) < URL_AIM


def test_a_search_asks_for_five_rows() -> None:
    assert "query.bibliographic=tides%20%26%20waves&rows=5&" in search_url(BASE, "tides & waves")
