from __future__ import annotations

from pathlib import Path

import pytest

from refcheck.index.build import build
from refcheck.index.problem import IndexProblem
from refcheck.index.shelf import Shelf, open_index
from refcheck.index.store import Index
from tests.index.made import record, records, snapshot

LATER = {"timestamp": 1779999999999}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    directory = tmp_path / "all"
    build([snapshot(tmp_path / "first", [records(30)])], directory / "first")
    later = [record(1, volume="77", indexed=LATER), *records(30, start=30)]
    build([snapshot(tmp_path / "second", [later])], directory / "second")
    opened = open_index(directory)
    assert isinstance(opened, Shelf)
    return opened


def test_every_record_of_every_index_is_found(shelf: Shelf) -> None:
    assert all(shelf.by_doi(f"10.5555/made.{number}") for number in range(60))
    assert all(shelf.search(f"number{number}")[0].doi == f"10.5555/made.{number}" for number in range(60))


def test_a_doi_that_no_index_has_is_not_found(shelf: Shelf) -> None:
    assert shelf.by_doi("10.5555/none") is None


def test_the_later_snapshot_counts(shelf: Shelf) -> None:
    found = shelf.by_doi("10.5555/made.1")
    assert found is not None
    assert found["volume"] == "77"
    assert len([hit for hit in shelf.search("number1") if hit.doi == "10.5555/made.1"]) == 1


def test_the_best_of_all_are_given(shelf: Shelf) -> None:
    hits = shelf.search_all_terms("dunes winter", limit=7)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_shelf_is_as_old_as_its_oldest_snapshot(shelf: Shelf) -> None:
    assert shelf.snapshot == "2026-03-01"


def test_a_single_index_is_opened_as_one(tmp_path: Path, shelf: Shelf) -> None:
    assert isinstance(open_index(tmp_path / "all" / "first"), Index)


def test_a_directory_without_any_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match="holds no index"):
        open_index(tmp_path)
