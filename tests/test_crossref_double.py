"""The double itself: routes, headers, bytes, pools and limits."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.crossref_double.asking import ask, connect, raw, send, wait_until
from tests.crossref_double.handle import Double, DoubleError
from tests.crossref_double.json_values import crossref_bytes, objects

WORK = "/works/10.5555%2Ftide.2021.14"
ALIAS = "/works/10.5555%2Falias.one"
PLUS_HEADER = "Crossref-Plus-API-Token"
NONE = "/works/10.5555%2Fnone"
SHOWN_EMPTY = ("subtitle", "short-title", "original-title", "subject", "relation")


@pytest.fixture
def free(double: Double) -> Double:
    """The double without limits."""
    double.settings(profile="off")
    return double


class TestBytesAndFraming:
    def test_a_work_is_gzipped_with_its_length_for_whoever_reads_gzip(self, free: Double) -> None:
        got = ask(free.crossref, WORK, Accept_Encoding="gzip")
        assert int(got.headers["Content-Length"]) == len(got.body)
        assert (got.headers["Content-Encoding"], got.headers["Vary"]) == ("gzip", "Accept-Encoding")

    def test_a_work_comes_in_chunks_for_whoever_does_not(self, free: Double) -> None:
        got = ask(free.crossref, WORK)
        assert got.headers["Transfer-Encoding"] == "chunked"
        assert "Content-Length" not in got.headers

    def test_a_refused_coding_is_not_used(self, free: Double) -> None:
        assert "Content-Encoding" not in ask(free.crossref, WORK, Accept_Encoding="gzip;q=0").headers

    def test_json_is_ascii_with_escaped_slashes(self, free: Double) -> None:
        body = ask(free.crossref, WORK).body
        assert b'"DOI":"10.5555\\/tide.2021.14"' in body
        assert b"Mar\\u00eda" in body
        assert body == crossref_bytes(json.loads(body))

    def test_every_answer_of_the_application_tells_its_limits(self, double: Double) -> None:
        for target in (WORK, NONE, "/works?rows=x"):
            headers = ask(double.crossref, target, User_Agent="x (mailto:a@example.org)").headers
            assert headers["X-Rate-Limit-Interval"] == "1s"
            assert headers["X-Api-Pool"].startswith("polite-")

    def test_header_names_can_be_lower_case(self, double: Double) -> None:
        double.settings(lowercase_headers=True)
        assert b"\r\nx-api-pool: public-single\r\n" in raw(double.crossref, WORK)

    def test_a_missing_work_is_plain_text_in_chunks(self, free: Double) -> None:
        got = ask(free.crossref, NONE)
        assert (got.status, got.headers["Content-Type"], got.body) == (404, "text/plain", b"Resource not found.")
        assert got.headers["Transfer-Encoding"] == "chunked"

    def test_a_missing_agency_is_plain_text_called_json(self, free: Double) -> None:
        got = ask(free.crossref, f"{NONE}/agency", Accept_Encoding="gzip")
        assert got.headers["Content-Type"] == "application/json;charset=utf-8"
        assert (got.status, got.body, got.headers["Vary"]) == (404, b"Resource not found.", "Accept")

    def test_head_has_the_headers_and_no_body(self, free: Double) -> None:
        assert ask(free.crossref, WORK, method="HEAD").status == 200
        assert ask(free.crossref, NONE, method="HEAD").body == b""

    def test_other_methods_are_refused(self, free: Double) -> None:
        got = ask(free.crossref, WORK, method="POST")
        assert (got.status, got.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")

    def test_an_unknown_route_says_so(self, free: Double) -> None:
        got = ask(free.crossref, "/books")
        assert (got.status, got.json["message"]) == (404, "Route not found")

    @pytest.mark.parametrize("longest", [4096, 8192])
    def test_a_long_request_line_is_refused(self, free: Double, longest: int) -> None:
        free.settings(max_request_line=longest)
        assert ask(free.crossref, "/works?query=" + "x" * (longest - 200)).status == 200
        got = ask(free.crossref, "/works?query=" + "x" * longest)
        assert (got.status, got.body) == (414, b"<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>")

    def test_a_connection_is_used_again(self, free: Double) -> None:
        with connect(free.crossref) as connection:
            for _ in range(3):
                send(connection, NONE)
                assert connection.recv(65536).startswith(b"HTTP/1.1 404 ")


class TestOneWork:
    def test_it_carries_empty_keys_and_a_whole_score(self, free: Double) -> None:
        message = ask(free.crossref, WORK).message
        assert [message[key] for key in SHOWN_EMPTY] == [[], [], [], [], {}]
        assert repr(message["score"]) == "1"

    def test_the_same_in_a_list_omits_them_and_has_a_broken_score(self, free: Double) -> None:
        [item] = objects(ask(free.crossref, "/works?filter=doi:10.5555/tide.2021.14").message["items"])
        assert not set(SHOWN_EMPTY) & set(item)
        assert repr(item["score"]) == "0.0"

    def test_both_shapes_keep_the_order_of_the_keys(self, free: Double) -> None:
        single = list(ask(free.crossref, WORK).message)
        [item] = objects(ask(free.crossref, "/works?filter=doi:10.5555/tide.2021.14").message["items"])
        assert [key for key in single if key in item] == list(item)

    @pytest.mark.parametrize(
        "doi",
        [
            "10.5555/tide.2021.14",
            "10.5555/(sici)1097-4636(200005)50:2<227::aid-ex18>3.0.co;2-2",
            "10.5555/a#b?c%41",
            "10.5555//double/slash",
            "10.5555/ünicode",
            "10.5555/a+b",
            "10.5555/with,comma",
        ],
    )
    def test_an_encoded_doi_is_found(self, free: Double, doi: str) -> None:
        assert ask(free.crossref, f"/works/{quote(doi, safe='')}").message["DOI"] == doi

    @pytest.mark.parametrize(
        ("target", "doi"),
        [
            ("/works/10.5555/tide.2021.14", "10.5555/tide.2021.14"),
            ("/v1/works/10.5555/TIDE.2021.14/", "10.5555/tide.2021.14"),
            ("/v1.0/works/doi:10.5555/a+b", "10.5555/a+b"),
            ("/works/https://doi.org/10.5555/tide.2021.14", "10.5555/tide.2021.14"),
            ("/works/10.5555%2Fcut%20off", "10.5555/cut"),
            ("/works/10.5555%2Fcut;here", "10.5555/cut"),
            ("/works/10.5555%2Fcut%3Bhere", "10.5555/cut;here"),
        ],
    )
    def test_what_is_found_in_a_path(self, free: Double, target: str, doi: str) -> None:
        assert ask(free.crossref, target).message["DOI"] == doi

    def test_a_short_doi_is_not_found(self, free: Double) -> None:
        assert ask(free.crossref, "/works/10/abc").status == 404

    def test_it_refuses_parameters_of_lists(self, free: Double) -> None:
        got = ask(free.crossref, f"{WORK}?select=DOI&query.author=x&mailto=a@b")
        assert got.complaints == [
            ("parameter-not-allowed", "select", "This route does not support select"),
            ("parameter-not-allowed", "query.*", "This route does not support field query parameters"),
        ]

    def test_its_agency(self, free: Double) -> None:
        got = ask(free.crossref, "/works/10.5555%2Fmedra.1/agency")
        assert got.message == {"DOI": "10.5555/medra.1", "agency": {"id": "medra", "label": "mEDRA"}}

    def test_its_bibtex(self, free: Double) -> None:
        body = ask(free.crossref, f"{WORK}/transform/application/x-bibtex").body.decode()
        assert body.startswith(" @article{van_der_Zee_2021, title={Seasonal drift")
        assert body.endswith("year={2021}, month=Mar, pages={747–757} }")

    def test_its_csl(self, free: Double) -> None:
        got = ask(free.crossref, f"{WORK}/transform", Accept="application/vnd.citationstyles.csl+json")
        assert got.json["container-title"] == "Journal of Tidal Studies &amp; Methods"

    def test_an_address_that_ends_in_xml_is_sent_to_the_transformation(self, free: Double) -> None:
        location = ask(free.crossref, f"{WORK}.xml").headers["Location"]
        assert location == f"{WORK}/transform/application/vnd.crossref.unixsd+xml"

    def test_a_journal(self, free: Double) -> None:
        assert ask(free.crossref, "/journals/2222-2227").message["title"] == "Journal of Tidal Studies & Methods"
        assert ask(free.crossref, "/journals?query=tidal").message["total-results"] == 1


class TestAliases:
    @pytest.mark.parametrize(
        ("form", "location"),
        [
            ("path", "/works/10.5555%2Falias.prime"),
            ("v1", "/v1/works/10.5555%2Falias.prime"),
            ("unencoded", "/works/10.5555/alias.prime"),
        ],
    )
    def test_an_alias_leads_to_its_prime(self, free: Double, form: str, location: str) -> None:
        free.settings(alias_location=form)
        got = ask(free.crossref, f"{ALIAS}?mailto=a@example.org")
        assert (got.status, got.headers["Location"], got.body) == (301, location, b"")

    def test_the_location_can_be_absolute(self, free: Double) -> None:
        free.settings(alias_location="absolute")
        assert ask(free.crossref, ALIAS).headers["Location"] == f"{free.crossref}/works/10.5555%2Falias.prime"

    def test_long_ago_an_alias_was_not_found(self, free: Double) -> None:
        free.settings(alias="404")
        assert ask(free.crossref, ALIAS).status == 404

    def test_an_alias_is_never_in_a_list(self, free: Double) -> None:
        assert ask(free.crossref, "/works?filter=doi:10.5555/alias.one").dois == []

    def test_crossref_is_the_agency_of_an_alias(self, free: Double) -> None:
        assert ask(free.crossref, f"{ALIAS}/agency").status == 200


class TestPoolsAndLimits:
    def test_pools_by_tier_and_class(self, double: Double) -> None:
        double.settings(plus_token="secret", profile="2026-07")  # noqa: S106  # a token of the double
        assert ask(double.crossref, NONE).headers["X-Api-Pool"] == "public-single"
        assert ask(double.crossref, "/works?rows=0&mailto=a@b").headers["X-Api-Pool"] == "polite-array"
        plus = ask(double.crossref, NONE, **{PLUS_HEADER: "Bearer secret"})
        assert (plus.headers["X-Api-Pool"], plus.headers.get("X-Concurrency-Limit")) == ("plus", None)

    @pytest.mark.parametrize(
        ("switch", "pools"), [("param", ["polite", "public"]), ("user-agent", ["public", "polite"])]
    )
    def test_either_way_of_being_polite_can_be_ignored(self, double: Double, switch: str, pools: list[str]) -> None:
        double.settings(polite_via=switch, profile="2026-06")
        by_parameter = ask(double.crossref, f"{NONE}?mailto=a@example.org")
        by_agent = ask(double.crossref, NONE, User_Agent="x/1 (mailto:a@example.org)")
        assert [by_parameter.headers["X-Api-Pool"], by_agent.headers["X-Api-Pool"]] == pools

    def test_a_wrong_token_is_refused(self, double: Double) -> None:
        got = ask(double.crossref, NONE, **{PLUS_HEADER: "Bearer other"})
        assert (got.status, got.body) == (401, b"Unauthorized")

    def test_more_than_the_limit_is_refused_until_the_window_has_moved(self, double: Double) -> None:
        double.settings(clock="manual")
        assert [ask(double.crossref, "/works?rows=0").status for _ in range(2)] == [200, 429]
        double.advance(1.0)
        assert ask(double.crossref, "/works?rows=0").status == 200

    def test_singles_and_lists_have_separate_windows(self, double: Double) -> None:
        double.settings(clock="manual")
        assert [ask(double.crossref, target).status for target in ("/works?rows=0", NONE)] == [200, 404]

    def test_refused_requests_count_unless_told_otherwise(self, double: Double) -> None:
        double.settings(clock="manual")
        ask(double.crossref, "/works?rows=0")
        double.advance(0.6)
        ask(double.crossref, "/works?rows=0")
        double.advance(0.6)
        assert ask(double.crossref, "/works?rows=0").status == 429

    def test_another_address_has_another_budget(self, double: Double) -> None:
        double.settings(clock="manual")
        statuses = [ask(double.crossref, "/works?rows=0", source=f"127.0.0.{host}").status for host in (1, 2, 1)]
        assert statuses == [200, 200, 429]

    def test_the_refusal_is_a_page_of_the_balancer(self, double: Double) -> None:
        double.settings(limits={"public": {"single": 1}}, retry_after="7", clock="manual")
        ask(double.crossref, NONE)
        got = ask(double.crossref, NONE)
        assert got.body.startswith(b"<html><body><h1>429 Too Many Requests</h1>\nYou have sent")
        assert (got.headers["Retry-After"], got.headers["Connection"]) == ("7", "close")
        assert "X-Api-Pool" not in got.headers

    def test_too_many_at_once_are_refused(self, double: Double) -> None:
        double.fault("stall", doi="10.5555/slow")
        with connect(double.crossref) as connection:
            send(connection, "/works/10.5555/slow")
            wait_until(lambda: bool(double.journal()))
            assert ask(double.crossref, NONE).status == 429

    def test_too_many_at_once_can_wait_instead(self, double: Double) -> None:
        double.settings(concurrency_mode="queue", latency_ms=30)
        with connect(double.crossref) as first, connect(double.crossref) as second:
            send(first, NONE)
            send(second, NONE)
            assert [one.recv(65536)[:12] for one in (first, second)] == [b"HTTP/1.1 404"] * 2

    def test_a_burst_loses_one_in_k(self, double: Double) -> None:
        double.settings(burst_jitter=3, profile="off")
        assert [ask(double.crossref, NONE).status for _ in range(4)] == [404, 404, 429, 404]

    def test_the_counts_of_the_server(self, double: Double) -> None:
        double.settings(clock="manual")
        for _ in range(3):
            ask(double.crossref, "/works?rows=0")
        usage = double.usage("public", "array")
        assert (usage.requests, usage.admitted, usage.rejected, usage.max_in_any_second) == (3, 1, 2, 3)

    def test_no_limits_at_all(self, free: Double) -> None:
        assert {ask(free.crossref, NONE).status for _ in range(12)} == {404}


class TestControl:
    def test_the_journal_has_the_raw_target(self, free: Double) -> None:
        ask(free.crossref, f"{WORK}?mailto=a%40example.org", User_Agent="me")
        [entry] = free.journal("crossref")
        assert (entry.target, entry.headers["user-agent"]) == (f"{WORK}?mailto=a%40example.org", "me")
        assert (entry.status, entry.kind, entry.inflight, entry.aborted_by_peer) == (200, "single", 1, False)

    def test_a_reset_forgets_everything(self, free: Double) -> None:
        free.load([{"DOI": "10.5555/NEW", "title": ["New"]}], aliases={"10.5555/Old": "10.5555/NEW"})
        assert ask(free.crossref, "/works/10.5555/new").status == 200
        assert ask(free.crossref, "/works/10.5555/old").headers["Location"] == "/works/10.5555%2Fnew"
        free.reset()
        assert free.journal() == []
        assert ask(free.crossref, "/works/10.5555/new").status == 404

    def test_nonsense_is_refused(self, free: Double) -> None:
        with pytest.raises(DoubleError, match="no setting 'colour'"):
            free.settings(colour="blue")
        with pytest.raises(DoubleError, match="comma must be one of"):
            free.settings(comma="perhaps")
        with pytest.raises(DoubleError, match="unknown action"):
            free.fault("explode")

    def test_files_of_records_can_be_gzipped(self, tmp_path: Path) -> None:
        path = tmp_path / "more.jsonl.gz"
        path.write_bytes(gzip.compress(b'{"DOI":"10.5555/zipped"}\n'))
        with Double("--profile", "off", corpus=[path]) as other:
            assert ask(other.crossref, "/works/10.5555/zipped").status == 200
