from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path

import pytest

from refcheck.index import snapshot as module
from refcheck.index.problem import IndexProblem
from refcheck.index.record import decode
from refcheck.index.snapshot import Reading, snapshot_files
from tests.index.made import lines, record, records

THREE = records(3)
DOIS = [str(one["DOI"]) for one in THREE]


def read(path: Path) -> list[str]:
    return [decode(raw).DOI for file in snapshot_files([path]) for raw in Reading(file)]


def tar_of(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz" if path.name.endswith("gz") else "w") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
        tar.addfile(tarfile.TarInfo("README"))
    return path


JSON = {
    "an array of items": {"items": THREE},
    "an answer of the REST API": {"status": "ok", "message-type": "work-list", "message": {"items": THREE}},
    "an array": THREE,
}


@pytest.mark.parametrize("content", JSON.values(), ids=JSON.keys())
@pytest.mark.parametrize("name", ["works.json", "works.json.gz"])
def test_records_are_read_from(tmp_path: Path, name: str, content: object) -> None:
    text = json.dumps(content, indent=1).encode()
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    assert read(tmp_path / name) == DOIS


@pytest.mark.parametrize("content", [THREE[0], {"status": "ok", "message": THREE[0]}])
def test_a_single_record_is_read(tmp_path: Path, content: object) -> None:
    (tmp_path / "work.json").write_text(json.dumps(content), "utf-8")
    assert read(tmp_path / "work.json") == DOIS[:1]


@pytest.mark.parametrize("name", ["works.jsonl", "works.jsonl.gz"])
def test_lines_are_read(tmp_path: Path, name: str) -> None:
    text = b"\xef\xbb\xbf" + lines(THREE[:2]).replace(b"\n", b"\r\n") + b"\n  \n" + lines(THREE[2:]).rstrip()
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    assert read(tmp_path / name) == DOIS


def test_a_line_without_an_end_is_not_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 1000)
    monkeypatch.setattr(module, "LONGEST_LINE", 5000)
    (tmp_path / "works.jsonl").write_bytes(lines(THREE[:1]) + b"x" * 20_000 + b"\n" + lines(THREE[1:]))
    (file,) = snapshot_files([tmp_path / "works.jsonl"])
    assert max(len(bytes(raw)) for raw in Reading(file)) <= 6000


@pytest.mark.parametrize("name", ["all.tar", "all.tar.gz", "all.tgz"])
def test_files_in_a_tar_file_are_read(tmp_path: Path, name: str) -> None:
    files = {"a/1.jsonl.gz": gzip.compress(lines(THREE[:1])), "a/2.json": json.dumps({"items": THREE[1:]}).encode()}
    assert read(tar_of(tmp_path / name, files)) == DOIS


def test_a_file_in_a_tar_file_is_named_with_it(tmp_path: Path) -> None:
    (file,) = snapshot_files([tar_of(tmp_path / "all.tar", {"1.jsonl": lines(THREE)})])
    assert file.name == f"{tmp_path}/all.tar/1.jsonl"


def test_how_far_a_file_in_a_tar_file_has_been_read_is_known(tmp_path: Path) -> None:
    _, file = snapshot_files([tar_of(tmp_path / "all.tar", {"0.jsonl": lines(THREE), "1.jsonl": lines(THREE)})])
    reading = Reading(file)
    positions = [reading.position for _ in reading]
    assert (positions[0], reading.position) == (file.size, file.size)


def test_the_files_of_a_folder_are_read_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in (10, 9, 100):
        (tmp_path / f"{number}.jsonl").write_bytes(lines([record(number)]))
    (tmp_path / "README.txt").write_text("no records", "utf-8")
    assert read(tmp_path) == [f"10.5555/made.{number}" for number in (9, 10, 100)]


@pytest.mark.parametrize("name", ["none.jsonl", "README.txt", "empty", "broken.tar"])
def test_what_holds_no_records_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "README.txt").write_text("no records", "utf-8")
    (tmp_path / "broken.tar").write_bytes(b"no tar file" * 100)
    (tmp_path / "empty").mkdir()
    with pytest.raises(IndexProblem):
        snapshot_files([tmp_path / name])
