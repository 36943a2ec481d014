from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from refcheck.index.build import build
from refcheck.index.problem import IndexProblem
from refcheck.index.retraction_watch import read_statements
from refcheck.index.store import Index
from refcheck.index.update import update
from refcheck.index.verify import verify
from tests.index.made import record, records, snapshot

HEADER = "Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,RetractionNature,Reason\n"
ROWS = (
    '4036,"Tides, and more",5/9/2023 0:00,10.5555/NOTICE,10.5555/Made.1,Retraction,+Error;\n'
    "4037,Dunes,,unavailable,10.5555/made.2,Expression of concern,\n"
    "4038,Fjords,1/2/2024 0:00,10.5555/notice2,Unavailable,Retraction,\n"
    "4039,Lagoons,1/2/2024 0:00,10.5555/notice3,10.5555/made.3,,\n"
)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    build([snapshot(tmp_path / "dump", [records(40)])], tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "retraction_watch.csv"
    file.write_text(HEADER + ROWS, "utf-8-sig")
    return file


def page(path: Path, found: list[dict[str, object]]) -> Path:
    path.write_text(json.dumps({"status": "ok", "message": {"items": found}}), "utf-8")
    return path


def volume(index: Index, number: int) -> object:
    found = index.by_doi(f"10.5555/made.{number}")
    assert found is not None
    return found["volume"]


def test_newer_records_are_added_and_replace_older_ones(tmp_path: Path, directory: Path) -> None:
    newer = {"timestamp": 1779999999999}
    changed = [record(1, volume="77", indexed=newer), record(2, volume="78", indexed={"timestamp": 5}), record(90)]
    described = update([page(tmp_path / "page.json", changed)], directory).description
    index = Index.open(directory)
    assert (volume(index, 1), volume(index, 2), volume(index, 90)) == ("77", "3", "11")
    assert (described.records, described.superseded, described.snapshot) == (41, 2, "2026-05-28")
    assert [hit.record["volume"] for hit in index.search("number1")] == ["77"]
    assert verify(directory) == []


def test_an_index_is_updated_again_and_again(tmp_path: Path, directory: Path) -> None:
    for turn in range(10):
        newer = record(1, volume=str(500 + turn), indexed={"timestamp": 1779999999999 + turn})
        described = update([page(tmp_path / "page.json", [newer, record(100 + turn)])], directory).description
    index = Index.open(directory)
    assert (described.records, described.superseded, volume(index, 1)) == (50, 10, "509")
    assert all(volume(index, 100 + turn) for turn in range(10))
    assert [hit.record["volume"] for hit in index.search("number1")] == ["509"]


def test_a_list_of_retractions_is_added(directory: Path, listed: Path) -> None:
    described = update([listed], directory).description
    index = Index.open(directory)
    first, second, third = (index.by_doi(f"10.5555/made.{number}") for number in (1, 2, 3))
    assert first is not None
    assert second is not None
    assert first["updated-by"] == [
        {
            "DOI": "10.5555/notice",
            "type": "retraction",
            "label": "Retraction",
            "source": "retraction-watch",
            "updated": {"date-parts": [[2023, 5, 9]]},
            "record-id": "4036",
        }
    ]
    assert [one["type"] for one in second["updated-by"]] == ["expression_of_concern"]  # type: ignore[attr-defined]  # a list
    assert third is not None
    assert "updated-by" not in third
    assert described.notices == 2


def test_what_was_stated_before_an_update_is_still_stated(tmp_path: Path, directory: Path, listed: Path) -> None:
    update([listed], directory)
    assert update([page(tmp_path / "page.json", [record(50)])], directory).description.notices == 2


def test_the_sources_of_an_index_are_told(directory: Path, listed: Path, tmp_path: Path) -> None:
    assert update([listed], directory).description.sources == (str(tmp_path / "dump"), str(listed))


def test_an_older_index_stays_readable_while_it_is_updated(tmp_path: Path, directory: Path) -> None:
    old = Index.open(directory)
    update([page(tmp_path / "page.json", [record(1, volume="77", indexed={"timestamp": 1779999999999})])], directory)
    assert volume(old, 1) == "2"
    assert not (directory / "0001").exists()


def test_an_index_is_moved_and_read_elsewhere(tmp_path: Path, directory: Path) -> None:
    shutil.move(directory, tmp_path / "elsewhere")
    assert volume(Index.open(tmp_path / "elsewhere"), 1) == "2"


def test_there_must_be_an_index_to_update(tmp_path: Path, listed: Path) -> None:
    with pytest.raises(IndexProblem, match="holds no index"):
        update([listed], tmp_path / "none")


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", HEADER + '"' + "x" * 200_000 + '",\n'])
def test_another_csv_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "other.csv").write_text(content, "utf-8")
    with pytest.raises(IndexProblem):
        read_statements(tmp_path / "other.csv")


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match="cannot be read"):
        read_statements(tmp_path / "none.csv")
