"""The double's lists: filters, selections, pages, refusals, search; and the services beside Crossref."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.crossref_double.asking import ask
from tests.crossref_double.corpus import CORPUS
from tests.crossref_double.handle import Double
from tests.crossref_double.json_values import Json, Record, as_record, objects, text
from tests.crossref_double.search import SearchIndex

EXPECTED = json.loads((Path(__file__).parent / "crossref_double" / "refusals.json").read_text("utf-8"))
REFUSALS: Sequence[Sequence[Json]] = EXPECTED["whole"]
STARTS: Sequence[tuple[str, str]] = EXPECTED["starts"]
JOURNAL_ARTICLES = sum('"type":"journal-article"' in line for line in CORPUS.read_text("utf-8").splitlines())
CSL = "application/vnd.citationstyles.csl+json"


@pytest.fixture
def free(double: Double) -> Double:
    """The double without limits."""
    double.settings(profile="off")
    return double


def bibliographic(double: Double, query: str, rows: int = 5) -> list[str]:
    """The DOIs found for a description, without their prefix."""
    dois = ask(double.crossref, f"/works?rows={rows}&query.bibliographic={quote(query)}").dois
    return [doi.removeprefix("10.5555/") for doi in dois]


class TestLists:
    def test_the_envelope_of_a_list(self, free: Double) -> None:
        message = ask(free.crossref, "/works?rows=0&query=tide&offset=3").message
        assert list(message) == ["facets", "total-results", "items", "items-per-page", "query"]
        assert message["query"] == {"start-index": 3, "search-terms": "tide"}

    def test_a_field_query_has_no_search_terms(self, free: Double) -> None:
        query = as_record(ask(free.crossref, "/works?query.author=zee").message["query"])
        assert query["search-terms"] is None

    def test_several_dois_at_once(self, free: Double) -> None:
        target = "/works?filter=doi:10.5555/TIDE.1999.1,doi:10.5555%2Fa%2Bb,doi:10.5555/none&rows=3"
        assert sorted(ask(free.crossref, target).dois) == ["10.5555/a+b", "10.5555/tide.1999.1"]

    def test_only_selected_keys_that_exist_are_given(self, free: Double) -> None:
        got = ask(
            free.crossref, "/works?filter=doi:10.5555/odd.page.article.number&select=title,page,DOI,article-number"
        )
        [item] = objects(got.message["items"])
        assert set(item) == {"article-number", "DOI", "title"}

    def test_a_selected_score_is_there(self, free: Double) -> None:
        [item] = objects(ask(free.crossref, "/works?filter=doi:10.5555/cut&select=score,DOI").message["items"])
        assert item == {"DOI": "10.5555/cut", "score": 0.0}

    def test_scores_are_1_in_a_list_of_anything(self, free: Double) -> None:
        items = objects(ask(free.crossref, "/works?rows=2").message["items"])
        assert [item["score"] for item in items] == [1.0, 1.0]

    @pytest.mark.parametrize(
        ("filters", "dois"),
        [
            ("type:tidal-hologram", ["odd.type.unknown"]),
            ("isbn:978-0-00-000002-6", ["odd.container.two"]),
            ("updates:10.5555/tide.2019.retracted", ["tide.2023.notice"]),
            ("has-update:true,update-type:new_version", ["update.self"]),
            ("issn:3333-3335,from-pub-date:2015-03,until-pub-date:2015-03-31", ["decoy.part.2"]),
            ("relation.type:has-preprint", ["decoy.article"]),
            ("from-print-pub-date:2021,until-print-pub-date:2021", ["odd.date.online.first"]),
            ("type:grant,type:dissertation", ["odd.type.dissertation", "odd.type.grant"]),
        ],
    )
    def test_filters(self, free: Double, filters: str, dois: list[str]) -> None:
        found = ask(free.crossref, f"/works?filter={filters}").dois
        assert sorted(doi.removeprefix("10.5555/") for doi in found) == dois

    def test_works_of_a_journal(self, free: Double) -> None:
        got = ask(free.crossref, "/journals/3333-3335/works?filter=from-pub-date:2015,until-pub-date:2015&rows=5")
        assert sorted(got.dois) == ["10.5555/decoy.part.1", "10.5555/decoy.part.2"]

    def test_pages_and_orders(self, free: Double) -> None:
        ordered = ask(free.crossref, "/works?filter=type:journal-article&sort=issued&order=asc&rows=4&select=DOI").dois
        page = ask(free.crossref, "/works?filter=type:journal-article&sort=issued&order=1&rows=2&offset=2").dois
        assert ordered[2:] == page
        assert ordered[0] == "10.5555/odd.date.unknown"

    def test_a_sample_keeps_twenty_per_page(self, free: Double) -> None:
        message = ask(free.crossref, "/works?sample=3").message
        assert (len(list(objects(message["items"]))), message["items-per-page"]) == (3, 20)

    @pytest.mark.parametrize("kind", ["member", "funder", "type", "license"])
    def test_other_lists_are_empty(self, free: Double, kind: str) -> None:
        got = ask(free.crossref, f"/{kind}s")
        assert (got.json["message-type"], got.message["items"]) == (f"{kind}-list", [])

    def test_works_of_an_unknown_funder(self, free: Double) -> None:
        got = ask(free.crossref, "/funders/1/works")
        assert (got.status, got.headers["Content-Type"]) == (404, "application/json;charset=utf-8")


class TestCursors:
    def start(self, double: Double) -> str:
        return text(ask(double.crossref, "/works?filter=type:journal-article&rows=30&cursor=*").message["next-cursor"])

    def test_one_long_string_on_every_page(self, free: Double) -> None:
        cursor = self.start(free)
        again = ask(free.crossref, f"/works?rows=30&cursor={quote(cursor)}").message["next-cursor"]
        assert (len(cursor), again) == (1500, cursor)

    def test_it_advances_to_the_end(self, free: Double) -> None:
        cursor = quote(self.start(free))
        counts = [len(ask(free.crossref, f"/works?rows=90&cursor={cursor}").dois) for _ in range(2)]
        assert counts == [JOURNAL_ARTICLES - 30, 0]

    def test_it_dies_after_five_minutes(self, free: Double) -> None:
        cursor = quote(self.start(free))
        free.advance(301)
        got = ask(free.crossref, f"/works?cursor={cursor}")
        assert (got.status, got.headers["Content-Type"]) == (404, "application/json")
        assert got.complaints[0][::2] == ("cursor-invalid", "Cursor specified but it is invalid")


class TestRefusals:
    @pytest.mark.parametrize("case", REFUSALS, ids=lambda case: str(case[0]))
    def test_a_refusal_in_crossrefs_words(self, free: Double, case: Sequence[Json]) -> None:
        query, *complaint = case
        got = ask(free.crossref, f"/works?{query}")
        assert (got.status, got.complaints) == (400, [tuple(complaint)])
        assert got.headers["Content-Type"] == "application/json;charset=utf-8"

    @pytest.mark.parametrize(("query", "start"), STARTS)
    def test_a_refusal_lists_what_there_is(self, free: Double, query: str, start: str) -> None:
        [(_, _, message)] = ask(free.crossref, f"/works?{query}").complaints
        assert str(message).startswith(start)

    def test_refusals_add_up_in_order(self, free: Double) -> None:
        got = ask(free.crossref, "/works?filter=bar&foo=1&rows=x&select=y")
        kinds = [kind for kind, _, _ in got.complaints]
        assert kinds == ["unknown-parameter", "pair-list-form-invalid", "integer-not-valid", "select-not-available"]

    def test_a_comma_in_a_doi_breaks_the_whole_list(self, free: Double) -> None:
        [(kind, value, _)] = ask(free.crossref, "/works?filter=doi:10.5555/a%2Bb,doi:10.5555/with%2Ccomma").complaints
        assert (kind, value) == ("pair-list-form-invalid", "doi:10.5555/a+b,doi:10.5555/with,comma")

    def test_a_comma_can_be_glued(self, free: Double) -> None:
        free.settings(comma="glue")
        assert ask(free.crossref, "/works?filter=doi:10.5555/with%2Ccomma").dois == ["10.5555/with,comma"]

    def test_lists_of_journals_know_few_parameters(self, free: Double) -> None:
        [(kind, value, _)] = ask(free.crossref, "/journals?query=tidal&select=title").complaints
        assert (kind, value) == ("parameter-not-allowed", "select")


class TestSearch:
    def test_the_right_work_comes_first(self, free: Double) -> None:
        assert (
            bibliographic(free, "Brandt, Ito & Okoro (2018): A field method for HARBOUR seíches.")[0] == "tide.2018.7"
        )

    def test_a_year_decides_between_works_of_one_title(self, free: Double) -> None:
        found = bibliographic(free, "Moreau The annual report on silting 2012")
        assert found[:2] == ["decoy.year.2012", "decoy.year.2011"]

    def test_an_article_comes_before_its_preprint(self, free: Double) -> None:
        found = bibliographic(free, "Machine reading of tide tables 2021")
        assert found.index("decoy.article") < found.index("decoy.preprint")

    def test_notices_and_reviews_compete(self, free: Double) -> None:
        assert "tide.2023.notice" in bibliographic(free, "Moonless tides in small ponds")
        assert "decoy.review" in bibliographic(free, "Machine reading of tide tables")

    def test_scores_fall(self, free: Double) -> None:
        items = objects(ask(free.crossref, "/works?query=tide+harbour&rows=9").message["items"])
        scores = [float(str(item["score"])) for item in items]
        assert scores == sorted(scores, reverse=True)
        assert scores[-1] > 0

    def test_several_queries_must_all_be_met(self, free: Double) -> None:
        assert ask(free.crossref, "/works?query.title=silting&query.author=haas").dois == []

    def test_replicas_disagree_a_little_and_repeatably(self, free: Double) -> None:
        def scores() -> list[object]:
            free.settings(replica_jitter=True, profile="off")
            asked = [ask(free.crossref, "/works?query=tide&rows=1&select=score") for _ in range(3)]
            return [item["score"] for got in asked for item in objects(got.message["items"])]

        first = scores()
        assert len(set(first)) == 3
        free.reset()
        assert scores() == first

    def test_ten_thousand_records_are_searched(self) -> None:
        records: list[Record] = [
            {"DOI": f"10.5555/{n}", "title": [f"Report {n} on tides of the year {n % 97} and word{n % 1009}"]}
            for n in range(10_000)
        ]
        index = SearchIndex(records)
        index.field("bibliographic")
        hits = index.search({"bibliographic": "report 4711 on tides of the year word675"})
        assert hits[0][0] == 4711


class TestOtherServices:
    def test_agencies_of_dois_and_prefixes(self, double: Double) -> None:
        listed = "10.5555/tide.2021.14,10.48550/arXiv.2601.00001,10.5555/none,hello,10.5281,10.99999"
        assert ask(double.doi, f"/ra/{listed}").body.startswith(b'[{"DOI":"10.5555/tide.2021.14","RA":"Crossref"}')
        assert ask(double.doi, f"/doiRA/{quote(listed)}").body.endswith(
            b'{"DOI":"10.48550/arXiv.2601.00001","RA":"DataCite"},{"DOI":"10.5555/none","status":"DOI does not exist"},'
            b'{"DOI":"hello","status":"Invalid DOI"},{"DOI":"10.5281","RA":"DataCite"},'
            b'{"DOI":"10.99999","status":"DOI does not exist"}]'
        )

    def test_a_registered_doi_without_metadata(self, free: Double) -> None:
        doi = "10.5555%2Fregistered.without.metadata"
        assert ask(free.doi, f"/ra/{doi}").body.endswith(b'"RA":"Crossref"}]')
        assert ask(free.crossref, f"/works/{doi}").status == 404

    def test_a_list_too_long_for_doi_org(self, double: Double) -> None:
        assert ask(double.doi, "/ra/" + ",".join(["10.5555/none"] * 1000)).status == 414

    @pytest.mark.parametrize(("target", "status"), [("/10.5555/none", 404), ("/hello", 400)])
    def test_doi_org_does_not_know(self, double: Double, target: str, status: int) -> None:
        assert ask(double.doi, target).status == status

    def test_doi_org_sends_to_the_agency(self, double: Double) -> None:
        crossref = ask(double.doi, "/10.5555/tide.2021.14", Accept=CSL)
        datacite = ask(double.doi, "/10.5555/datacite.1", Accept=CSL)
        assert crossref.headers["Location"] == f"{double.crossref}/v1/works/10.5555%2Ftide.2021.14/transform"
        assert datacite.headers["Location"] == f"{double.datacite}/dois/{CSL}/10.5555/datacite.1"
        assert crossref.body.startswith(b"<html><head><title>Handle Redirect</title></head>\n<body><a href=")

    def test_a_record_of_datacite(self, double: Double) -> None:
        got = ask(double.datacite, "/dois/10.5555%2Fdatacite.1")
        assert as_record(got.json["data"])["id"] == "10.5555/datacite.1"
        assert got.headers["Content-Type"] == "application/vnd.api+json"

    def test_a_record_of_datacite_as_csl(self, double: Double) -> None:
        assert ask(double.datacite, f"/dois/{CSL}/10.5555/datacite.1").json["issued"] == {"date-parts": [[2021]]}

    def test_datacite_does_not_know(self, double: Double) -> None:
        got = ask(double.datacite, "/dois/10.5555/none")
        assert (got.status, got.body) == (
            404,
            b'{"errors":[{"status":"404","title":"The resource you are looking for doesn\'t exist."}]}',
        )

    def test_port_80_leads_to_https(self, double: Double) -> None:
        got = ask(double.http, "/works/10.5555/x")
        assert (got.status, got.headers["Location"]) == (301, "https://api.crossref.org:443/works/10.5555/x")
