import datetime
import json
from dataclasses import replace

import pytest

from refcheck.model import Work
from refcheck.sources.crossref_answers import Listing, Record, Refused, read_listing, read_record, work_of, works_of
from refcheck.sources.errors import BadAnswer, Reply
from tests.sources.scripted import NOT_FOUND, list_reply, record, reply, work_reply

DAY = datetime.date(2026, 11, 1)


def test_a_record_is_read() -> None:
    assert read_record(work_reply(record("10.5555/A"))) == Record(record("10.5555/A"))


def test_the_doi_of_a_record_is_lower_case() -> None:
    assert Record(record("10.5555/A")).doi == "10.5555/a"


def test_a_slash_that_a_dump_left_escaped_is_a_slash() -> None:
    assert Record(record("10.5555\\/a")).doi == "10.5555/a"


@pytest.mark.parametrize(
    "address", ["https://api.crossref.org/works/10.5555%2FA", "https://api.crossref.org/v1/works/10.5555/a?mailto=x"]
)
def test_a_redirect_to_the_record_is_an_alias(address: str) -> None:
    given = read_record(replace(work_reply(record("10.5555/a")), url=address, redirected=True))
    assert isinstance(given, Record)
    assert given.redirected


def test_a_redirect_to_another_record_is_none() -> None:
    given = read_record(work_reply(record("10.5555/b"), redirected_to="10.5555/a"))
    assert isinstance(given, Record)
    assert not given.redirected


def test_a_404_is_no_record() -> None:
    assert read_record(NOT_FOUND) is None


def test_a_404_labelled_json_is_a_404() -> None:
    assert read_record(Reply(404, b"Resource not found.", "https://api.crossref.test/")) is None


@pytest.mark.parametrize(
    "bad",
    [
        reply({"status": "ok", "message": {}}),
        reply({"status": "ok", "message": None}),
        reply({"status": "failed", "message": record("10.5555/a")}),
        reply([]),
        Reply(200, b"<html>Maintenance</html>", ""),
        Reply(200, b"", ""),
        Reply(200, b'{"status":"ok","message":{"DOI":"10.5555/a"},"message":{}}', ""),
        Reply(405, b"", ""),
    ],
)
def test_what_is_no_record_is_a_bad_answer(bad: Reply) -> None:
    with pytest.raises(BadAnswer):
        read_record(bad)


def test_a_refusal_is_in_the_words_of_the_service() -> None:
    complaint = {"type": "doi-not-valid", "value": "x", "message": "DOI specified as x but must be of the form"}
    refused = reply({"status": "failed", "message": [complaint]}, status=400)
    assert read_record(refused) == Refused("DOI specified as x but must be of the form")


def test_a_refusal_without_words_gives_its_status() -> None:
    assert read_listing(Reply(400, b"<h1>Bad Request</h1>", "")) == Refused("status 400")


def test_a_refusal_with_an_empty_list_gives_its_status() -> None:
    assert read_listing(reply({"message": []}, status=400)) == Refused("status 400")


def test_too_long_a_question_is_a_refusal() -> None:
    assert read_listing(Reply(414, b"<h1>Bad Message 414</h1>", "")) == Refused("the question is too long")


def test_a_list_is_read_with_its_total() -> None:
    listing = read_listing(list_reply(record("10.5555/a"), record("10.5555/b"), total=9))
    assert listing == Listing((Record(record("10.5555/a")), Record(record("10.5555/b"))), 9)


def test_a_record_that_comes_twice_counts_once() -> None:
    assert read_listing(list_reply(record("10.5555/a"), record("10.5555/a"))) == Listing(
        (Record(record("10.5555/a")),), 2
    )


def test_an_item_without_a_doi_is_left_out() -> None:
    assert read_listing(list_reply({"title": ["x"]}, record("10.5555/a"))) == Listing((Record(record("10.5555/a")),), 2)


def test_an_empty_list_is_an_answer() -> None:
    assert read_listing(list_reply()) == Listing((), 0)


@pytest.mark.parametrize(
    "bad",
    [
        list_reply(total=1),
        reply({"status": "ok", "message": {"total-results": 1}}),
        reply({"status": "ok", "message": {"items": []}}),
        Reply(404, b"Resource not found.", ""),
        Reply(200, json.dumps({"status": "ok"}).encode(), ""),
    ],
)
def test_what_is_no_list_is_a_bad_answer(bad: Reply) -> None:
    with pytest.raises(BadAnswer):
        read_listing(bad)


def test_a_work_names_the_doi_it_was_asked_for_by_among_its_aliases() -> None:
    assert work_of(Record(record("10.5555/prime")), "10.5555/alias", DAY).aliases == ("10.5555/alias",)


def test_an_alias_that_the_record_states_is_not_repeated() -> None:
    known = Record(record("10.5555/prime", aliases=["10.5555/alias"]))
    assert work_of(known, "10.5555/alias", DAY).aliases == ("10.5555/alias",)


def test_a_work_asked_for_by_its_own_doi_has_no_alias() -> None:
    assert work_of(Record(record("10.5555/A")), "10.5555/a", DAY).aliases == ()


def preprint(**further: object) -> Work:
    return work_of(Record({**record("10.1101/2021.01.01"), "type": "posted-content", **further}), "", DAY)


def test_the_server_of_a_preprint_is_known_by_its_prefix() -> None:
    assert {"bioRxiv", "medRxiv", "Ecology"} <= set(preprint(**{"group-title": "Ecology"}).item.container_title)


def test_the_server_that_a_record_names_is_kept() -> None:
    assert "medRxiv" not in preprint(institution=[{"name": "bioRxiv"}]).item.container_title


def test_an_article_is_given_no_server() -> None:
    assert preprint(type="journal-article").item.container_title == ()


def test_hits_keep_their_order() -> None:
    hits = works_of([record("10.5555/b"), {}, record("10.5555/a")], DAY)
    assert [work.item.doi for work in hits] == ["10.5555/b", "10.5555/a"]
