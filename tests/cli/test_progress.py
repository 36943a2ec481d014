from __future__ import annotations

import io
import threading

import pytest

from refcheck.cli import progress
from refcheck.cli.progress import progress_bar


class Terminal(io.StringIO):
    """A standard error that somebody looks at; ``drawn`` tells when something was written."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if "Checking" in text:
            self.drawn.set()
        return super().write(text)


def looked_at(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error from here on. No fixture: pytest puts its own in place after the fixtures."""
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_work_that_takes_a_while_shows_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = looked_at(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with progress_bar(12, wanted=True) as show:
        show(3)
        assert terminal.drawn.wait(10)
        show(7)
    assert "7/12" in terminal.getvalue()


def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = looked_at(monkeypatch)
    with progress_bar(12, wanted=True) as show:
        show(12)
    assert terminal.getvalue() == ""


def test_a_bar_that_comes_too_late_stays_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = looked_at(monkeypatch)
    bar = progress._Bar(12)
    bar.close()
    bar.show()
    assert terminal.getvalue() == ""


def test_a_quiet_run_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = looked_at(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with progress_bar(12, wanted=False) as show:
        show(12)
    assert terminal.getvalue() == ""


def test_a_pipe_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with progress_bar(12, wanted=True) as show:
        show(12)
    assert stream.getvalue() == ""
