from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from refcheck.index import assemble, part, worker
from refcheck.index.build import Progress, build
from refcheck.index.problem import IndexProblem
from refcheck.index.store import Index
from tests.index.made import lines, record, records, snapshot


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "index"


def small_parts(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(part, "RECORDS_IN_A_PART", size)
    monkeypatch.setattr("refcheck.index.store.RECORDS_IN_A_PART", size)


def test_every_record_of_a_snapshot_is_in_the_index(tmp_path: Path, out: Path) -> None:
    built = build([snapshot(tmp_path / "dump", [records(30), records(30, start=30)])], out)
    index = Index.open(out)
    assert (built.description.records, built.troubled) == (60, ())
    assert all(index.by_doi(f"10.5555/made.{number}") for number in range(60))


def test_the_snapshot_is_of_the_day_of_its_newest_record(tmp_path: Path, out: Path) -> None:
    assert build([snapshot(tmp_path / "dump", [records(3)])], out).description.snapshot == "2026-03-01"


def test_a_snapshot_whose_records_have_no_date_is_of_the_day_of_its_file(tmp_path: Path, out: Path) -> None:
    folder = snapshot(tmp_path / "dump", [[record(1, indexed=None)]])
    assert build([folder], out).description.snapshot >= "2026"


def test_a_large_snapshot_is_written_in_parts(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_parts(monkeypatch, 16)
    build([snapshot(tmp_path / "dump", [records(40), records(30, start=40), records(3, start=70)])], out)
    index = Index.open(out)
    assert len(list((out / "0001" / "parts").iterdir())) == 6
    assert all(index.by_doi(f"10.5555/made.{number}") for number in range(73))
    assert all(index.search(f"number{number}")[0].doi == f"10.5555/made.{number}" for number in range(73))


def test_several_processes_build_the_same_index(tmp_path: Path, out: Path) -> None:
    told: list[Progress] = []
    folder = snapshot(tmp_path / "dump", [records(20, start=number * 20) for number in range(4)])
    built = build([folder], out, jobs=2, tell=told.append)
    index = Index.open(out)
    assert (built.description.records, told[0].stage, told[-1].stage) == (80, "reading", "verifying")
    assert all(index.by_doi(f"10.5555/made.{number}") for number in range(80))


def test_words_are_joined_by_several_processes(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_parts(monkeypatch, 8)
    monkeypatch.setattr(assemble, "PARTS_IN_A_SEGMENT", 2)
    snapshot(tmp_path / "dump", [records(40)])
    monkeypatch.setattr(worker, "TOLD_EVERY", 10)
    build([tmp_path / "dump" / "0.jsonl.gz"], out)
    shutil.rmtree(out)
    snapshot(tmp_path / "dump", [records(40)])
    build([tmp_path / "dump"], out, jobs=2)
    assert Index.open(out).searchable == 40


class Killed(BaseException):
    """The process ends."""


def killed_after(number: int) -> Callable[[Progress], None]:
    stages: list[Progress] = []

    def tell(progress: Progress) -> None:
        stages.append(progress)
        if len(stages) == number:
            raise Killed

    return tell


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # who is killed closes no files
@pytest.mark.parametrize("moment", range(1, 9))
def test_a_build_that_was_killed_goes_on_where_it_was(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    small_parts(monkeypatch, 10)
    folder = snapshot(tmp_path / "dump", [records(10, start=number * 10) for number in range(5)])
    with pytest.raises(Killed):
        build([folder], out, tell=killed_after(moment))
    with pytest.raises(IndexProblem, match="begun"):
        Index.open(out)
    told: list[Progress] = []
    built = build([folder], out, tell=told.append)
    read = [one.records for one in told if one.stage == "reading"]
    assert (built.description.records, built.description.superseded) == (50, 0)
    assert len(read) == max(0, 6 - moment)
    assert {one.name for one in out.iterdir()} == {".lock", built.description.generation, "description.json"}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # who is killed closes no files
@pytest.mark.parametrize("moment", range(1, 10))
def test_a_build_that_was_killed_in_the_middle_of_a_file_comes_to_the_same(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    small_parts(monkeypatch, 10)
    monkeypatch.setattr(worker, "TOLD_EVERY", 7)
    folder = snapshot(tmp_path / "dump", [records(8), records(25, start=8), records(12, start=33)])
    unbroken = build([folder], tmp_path / "unbroken").description
    with pytest.raises(Killed):
        build([folder], out, tell=killed_after(moment))
    built = build([folder], out).description
    assert (built.records, built.superseded, unbroken.records) == (45, 0, 45)
    assert Index.open(out).searchable == 45


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # who is killed closes no files
def test_a_file_that_is_read_again_is_read_as_a_whole(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_parts(monkeypatch, 10)
    folder = snapshot(tmp_path / "dump", [records(8), records(25, start=8)])
    with pytest.raises(Killed):
        build([folder], out, tell=killed_after(3))
    (folder / "0.jsonl.gz").write_bytes(gzip.compress(lines(records(3))))
    built = build([folder], out).description
    assert (built.records, built.superseded) == (28, 0)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # who is killed closes no files
def test_another_snapshot_is_not_mixed_with_one_that_was_begun(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_parts(monkeypatch, 10)
    with pytest.raises(Killed):
        build([snapshot(tmp_path / "dump", [records(10), records(10)])], out, tell=killed_after(2))
    other = snapshot(tmp_path / "other", [records(3, start=50)])
    assert build([other], out).description.records == 3


def test_a_build_of_another_schema_is_not_continued(tmp_path: Path, out: Path) -> None:
    folder = snapshot(tmp_path / "dump", [records(3)])
    (out / "building" / "000000").mkdir(parents=True)
    (out / "building" / "begun.json").write_text('{"schema_version": 0, "base": ""}', "utf-8")
    assert build([folder], out).description.records == 3


def test_bad_lines_are_counted_and_named(tmp_path: Path, out: Path) -> None:
    folder = snapshot(tmp_path / "dump", [records(3)])
    (folder / "1.jsonl").write_bytes(b"no JSON\n" * 30 + lines([record(5)]) + b'{"title": ["no DOI"]}\n')
    built = build([folder], out)
    (troubled,) = built.troubled
    assert (built.description.records, built.description.bad_lines, built.description.bad_files) == (4, 31, 0)
    assert (Path(troubled.name).name, troubled.bad_lines, len(troubled.problems)) == ("1.jsonl", 31, 20)
    assert troubled.problems[0].startswith("record 1: JSON is malformed")


BROKEN = {
    "0.jsonl.gz": gzip.compress(lines(records(2000)))[:-2000],
    "1.jsonl.gz": b"no gzip",
    "2.json": b'{"items": [',
    "3.json": b'{"items": 7}',
    "4.tar.gz": gzip.compress(b"no tar" * 500),
    "5.json": b"[" * 100_000,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_and_the_others_are_read(tmp_path: Path, out: Path, name: str) -> None:
    folder = snapshot(tmp_path / "dump", [])
    (folder / name).write_bytes(BROKEN[name])
    (folder / "9.jsonl").write_bytes(lines([record(7000)]))
    built = build([folder], out)
    assert ([Path(one.name).name for one in built.troubled], built.description.bad_files) == ([name], 1)
    assert "cannot be read beyond" in built.troubled[0].broken
    assert Index.open(out).by_doi("10.5555/made.7000")


def test_of_two_records_of_a_work_the_newer_one_counts(tmp_path: Path, out: Path) -> None:
    newer = record(1, volume="77", indexed={"timestamp": 1779999999999})
    built = build([snapshot(tmp_path / "dump", [[record(2), newer], [record(1)]])], out)
    index = Index.open(out)
    found = index.by_doi("10.5555/made.1")
    assert found is not None
    assert (found["volume"], built.description.records, built.description.superseded) == ("77", 2, 1)
    assert [hit.record["volume"] for hit in index.search("number1")] == ["77"]


def test_a_snapshot_without_a_record_makes_an_empty_index(tmp_path: Path, out: Path) -> None:
    build([snapshot(tmp_path / "dump", [[]])], out)
    index = Index.open(out)
    assert (index.by_doi("10.5555/made.1"), index.search("tides")) == (None, [])


def test_an_index_is_replaced_by_a_new_one(tmp_path: Path, out: Path) -> None:
    build([snapshot(tmp_path / "dump", [records(3)])], out)
    old = Index.open(out)
    build([snapshot(tmp_path / "newer", [records(9)])], out)
    assert (old.by_doi("10.5555/made.8"), Index.open(out).by_doi("10.5555/made.8") is None) == (None, False)
    assert old.search("number2")[0].doi == "10.5555/made.2"


def test_two_processes_do_not_build_in_one_place(tmp_path: Path, out: Path) -> None:
    folder = snapshot(tmp_path / "dump", [records(3)])
    out.mkdir()
    with FileLock(out / ".lock"), pytest.raises(IndexProblem, match="Another process"):
        build([folder], out)


def test_an_index_that_is_not_sound_replaces_nothing(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = snapshot(tmp_path / "dump", [records(3)])
    build([folder], out)
    monkeypatch.setattr("refcheck.index.build.sample_problems", lambda _: ["a record is not found"])
    with pytest.raises(IndexProblem, match="not sound: a record is not found"):
        build([folder], out)
    assert json.loads((out / "description.json").read_text("utf-8"))["generation"] == "0001"
