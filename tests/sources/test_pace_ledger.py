from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from refcheck.sources import pace_ledger
from refcheck.sources.pace_ledger import HostState, OwnLedger, SharedLedger, open_ledger


def note(state: HostState) -> None:
    state.not_before += 1


def noted(state: HostState) -> float:
    return state.not_before


async def test_two_ledgers_on_one_directory_share_their_state(tmp_path: Path) -> None:
    await open_ledger(tmp_path, "a host").update(note)
    assert await open_ledger(tmp_path, "a host").update(noted) == 1
    assert await open_ledger(tmp_path, "another").update(noted) == 0


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "{}", '{"single": 1, "array": 2, "not_before": 3, "together_until": 0}', "\x00" * 10),
        '{"single": {}, "array": {}, "not_before": NaN, "together_until": 0}',
    ],
)
async def test_a_state_that_cannot_be_read_counts_as_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "host.json").write_text(text, "utf-8")
    ledger = open_ledger(tmp_path, "host")
    await ledger.update(note)
    assert await open_ledger(tmp_path, "host").update(noted) == 1


@pytest.mark.parametrize("shared", [True, False])
def test_places_are_given_up_to_the_limit(tmp_path: Path, shared: bool) -> None:
    ledger = open_ledger(tmp_path if shared else None, "host")
    assert [ledger.take_place(2) for _ in range(3)] == [0, 1, None]
    ledger.leave_place(0)
    assert ledger.take_place(1) is None
    assert ledger.take_place(2) == 0


def test_places_are_shared(tmp_path: Path) -> None:
    one, other = open_ledger(tmp_path, "host"), open_ledger(tmp_path, "host")
    assert (one.take_place(2), other.take_place(2), one.take_place(2)) == (0, 1, None)


def test_a_process_that_dies_frees_its_places(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, sys\n"
        "from refcheck.sources.pace_ledger import open_ledger\n"
        "taken = open_ledger(pathlib.Path(sys.argv[1]), 'host').take_place(1)\n"
        "os._exit(0 if taken == 0 else 1)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    source = str(Path(pace_ledger.__file__).parents[2])
    assert subprocess.run(command, check=False, env={"PYTHONPATH": source}).returncode == 0  # noqa: S603 - our own
    assert open_ledger(tmp_path, "host").take_place(1) == 0


async def test_a_held_lock_is_waited_for(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path, "host")
    with FileLock(tmp_path / "host.lock", thread_local=False):
        waiting = asyncio.create_task(ledger.update(noted))
        await asyncio.wait([waiting], timeout=0.01)
        assert not waiting.done()
    assert await waiting == 0


async def test_a_lock_that_nobody_gives_back_costs_the_sharing_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace_ledger, "_LOCK_PATIENCE", 2)
    ledger = open_ledger(tmp_path, "host")
    with FileLock(tmp_path / "host.lock", thread_local=False):
        await ledger.update(note)
    assert await ledger.update(noted) == 1
    assert (ledger.take_place(1), ledger.take_place(1)) == (0, None)
    ledger.leave_place(0)
    assert ledger.take_place(1) == 0


def test_without_a_directory_a_process_limits_itself() -> None:
    assert isinstance(open_ledger(None, "host"), OwnLedger)


def test_a_directory_that_cannot_be_made_costs_the_sharing_only(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert isinstance(open_ledger(tmp_path / "file" / "state", "host"), OwnLedger)


@pytest.mark.parametrize("name", ["host.lock", "host.json", "host.place0"])
async def test_a_file_that_cannot_be_written_costs_the_sharing_only(tmp_path: Path, name: str) -> None:
    ledger = open_ledger(tmp_path, "host")
    assert isinstance(ledger, SharedLedger)
    (tmp_path / name).mkdir()
    await ledger.update(note)
    assert ledger.take_place(1) == 0
