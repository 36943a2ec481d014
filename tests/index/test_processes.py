from __future__ import annotations

import multiprocessing
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from refcheck.index.blocks import Dictionary
from refcheck.index.part import finished_parts
from refcheck.index.problem import IndexProblem
from refcheck.index.processes import Shared, run_workers, work
from refcheck.index.snapshot import snapshot_files
from refcheck.index.words import WordsWriter
from refcheck.index.worker import Advance, Task
from tests.index.made import records, snapshot


@pytest.fixture
def task(tmp_path: Path) -> Task:
    building = tmp_path / "building"
    building.mkdir()
    files = snapshot_files([snapshot(tmp_path / "dump", [records(10), records(5, start=10)])])
    return Task(files, building, Dictionary(b"").content)


def test_a_worker_reads_what_is_left_and_tells_how_far_it_is(task: Task) -> None:
    shared = Shared(multiprocessing.get_context("spawn"), 3)
    assert shared.next_file() == 0
    work(task, shared)
    told = shared.told.get(timeout=5)
    assert isinstance(told, Advance)
    assert (told.records, [one.number for one in finished_parts(task.building)]) == (5, [3])


def test_a_build_whose_worker_fails_ends_with_a_sentence(task: Task) -> None:
    told: list[Advance] = []
    with pytest.raises(IndexProblem, match="ended before its time"):
        run_workers(replace(task, dictionary="no bytes"), first_part=0, jobs=2, tell=told.append)  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_disk_that_takes_no_more_is_not_a_broken_file(task: Task, jobs: int) -> None:
    task.building.rmdir()
    told: list[Advance] = []
    with pytest.raises(IndexProblem, match=r"cannot be written.*Make room there"):
        run_workers(task, first_part=0, jobs=jobs, tell=told.append)


def test_what_tantivy_cannot_write_is_told_as_what_the_disk_refuses(tmp_path: Path) -> None:
    writer = WordsWriter(tmp_path / "words")
    shutil.rmtree(tmp_path / "words")
    with pytest.raises(OSError, match=r"(?i)no such file|directory"):
        writer.close()
