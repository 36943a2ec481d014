from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from refcheck.cli import common


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Standard output is a terminal with colours."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return monkeypatch


def test_a_terminal_has_colours_and_its_own_width(terminal: pytest.MonkeyPatch) -> None:
    terminal.setenv("COLUMNS", "77")
    assert common.colour_wanted()
    assert common.terminal_width() == 77


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colours_gets_none(terminal: pytest.MonkeyPatch, name: str, value: str) -> None:
    terminal.setenv(name, value)
    assert not common.colour_wanted()


def test_a_pipe_has_no_colours() -> None:
    assert not common.colour_wanted()
    assert common.terminal_width() == 100


def test_a_pipe_that_nobody_reads_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as pipe:  # noqa: PTH123 - a descriptor has no path
        monkeypatch.setattr("sys.stdout", pipe)
        common.write("nobody reads this\n")


def test_what_the_terminal_cannot_write_is_written_in_escapes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="ascii") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        common.write("Ő\n")
    assert (tmp_path / "out").read_bytes() == b"\\u0150\n"
