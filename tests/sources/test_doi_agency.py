import pytest

from refcheck.sources.doi_agency import Registration, read_registrations
from refcheck.sources.errors import BadAnswer, Reply
from tests.sources.scripted import reply


def test_each_row_states_an_agency_or_that_the_doi_does_not_exist() -> None:
    rows = [
        {"DOI": "10.5555/Tide", "RA": "Crossref"},
        {"DOI": "10.5555/none", "status": "DOI does not exist"},
        {"DOI": "hello", "status": "Invalid DOI"},
    ]
    assert read_registrations(reply(rows)) == {
        "10.5555/tide": Registration("10.5555/tide", "Crossref"),
        "10.5555/none": Registration("10.5555/none"),
        "hello": Registration("hello"),
    }


@pytest.mark.parametrize("row", [{"DOI": "10.5555/x"}, {"DOI": "10.5555/x", "status": "Server error"}])
def test_a_row_that_says_neither_is_no_statement(row: dict[str, str]) -> None:
    assert read_registrations(reply([row])) == {}


@pytest.mark.parametrize("bad", [reply({}), reply([], status=404), Reply(200, b"<html>", "")])
def test_what_is_no_list_is_a_bad_answer(bad: Reply) -> None:
    with pytest.raises(BadAnswer):
        read_registrations(bad)
