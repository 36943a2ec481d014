from __future__ import annotations

import json
from pathlib import Path

import pytest

from refcheck.index.build import build
from refcheck.index.description import FILE
from refcheck.index.problem import IndexProblem
from refcheck.index.store import Index
from refcheck.index.verify import verify
from tests.index.made import record, records, snapshot

STATED = {"type": "retraction", "source": "publisher", "updated": {"date-parts": [[2024, 5, 1]]}}
ARTICLE = record(100, aliases=["10.5555/OLD"])
NOTICE = record(101, title=["Retraction"], **{"update-to": [{"DOI": "10.5555/Made.100", **STATED}]})
BOTH = record(102, **{"updated-by": [{"DOI": "10.5555/made.103", **STATED}]})
BOTH_NOTICE = record(103, **{"update-to": [{"DOI": "10.5555/made.102", **STATED}, {"DOI": "10.5555/made.103"}]})


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    folder = snapshot(tmp_path / "dump", [[*records(60), ARTICLE, NOTICE, BOTH, BOTH_NOTICE]])
    build([folder], tmp_path / "index")
    return tmp_path / "index"


def test_a_record_is_found_by_its_doi_in_any_case(directory: Path) -> None:
    found = Index.open(directory).by_doi("10.5555/MADE.7")
    assert found is not None
    assert (found["DOI"], found["URL"]) == ("10.5555/made.7", "https://doi.org/10.5555/made.7")


def test_a_doi_that_is_not_there_has_no_record(directory: Path) -> None:
    assert Index.open(directory).by_doi("10.5555/none") is None


def test_a_record_is_found_by_an_alias(directory: Path) -> None:
    found = Index.open(directory).by_doi("10.5555/old")
    assert found is not None
    assert found["DOI"] == "10.5555/made.100"


def test_a_record_knows_the_notice_that_only_the_notice_states(directory: Path) -> None:
    found = Index.open(directory).by_doi("10.5555/made.100")
    assert found is not None
    assert found["updated-by"] == [{**STATED, "DOI": "10.5555/made.101"}]


def test_what_record_and_notice_both_state_is_stated_once(directory: Path) -> None:
    (hit,) = Index.open(directory).search("number102", limit=1)
    assert hit.record["updated-by"] == [{**STATED, "DOI": "10.5555/made.103"}]


def test_hits_come_best_first(directory: Path) -> None:
    hits = Index.open(directory).search("On the dunes of island number5", limit=4)
    assert (hits[0].doi, len(hits)) == ("10.5555/made.5", 4)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_all_words_find_what_the_rarest_do_not(directory: Path) -> None:
    text = "island winter q1 q2 q3"
    assert len(Index.open(directory).search_all_terms(text, limit=50)) == 50


def test_an_index_that_is_not_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match=r"holds no index\. Build one"):
        Index.open(tmp_path)


def test_an_index_of_another_version_is_not_read(directory: Path) -> None:
    (directory / FILE).write_text('{"schema_version": 99}', "utf-8")
    with pytest.raises(IndexProblem, match="schema version 99"):
        Index.open(directory)


@pytest.mark.parametrize("content", ["", "[]", '{"schema_version": 1}'])
def test_a_damaged_description_is_said_to_be_damaged(directory: Path, content: str) -> None:
    (directory / FILE).write_text(content, "utf-8")
    with pytest.raises(IndexProblem, match="damaged"):
        Index.open(directory)


@pytest.mark.parametrize("name", ["dois", "dictionary", "words/meta.json", "notices", "parts"])
def test_an_index_with_a_part_missing_is_not_opened(directory: Path, name: str) -> None:
    (directory / "0001" / name).rename(directory / "gone")
    with pytest.raises(IndexProblem, match="not complete"):
        Index.open(directory)


def test_a_sound_index_has_no_problems(directory: Path) -> None:
    assert verify(directory) == []


def test_a_changed_file_is_a_problem(directory: Path) -> None:
    file = directory / "0001" / "parts" / "000000"
    file.write_bytes(file.read_bytes()[:-100] + b"\0" * 100)
    assert verify(directory) == [f"{file} is missing or not as it was written"]


def test_records_that_are_not_found_are_problems(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refcheck.index.doi_table.doi_hash", len)
    assert "the record of 10.5555/made.0 is not found by its DOI" in verify(directory)


def test_a_number_of_records_that_is_not_that_of_the_words_is_a_problem(directory: Path) -> None:
    described = json.loads((directory / FILE).read_text("utf-8"))
    (directory / FILE).write_text(json.dumps({**described, "records": 7}), "utf-8")
    assert verify(directory) == ["64 records can be searched, 7 were read"]
