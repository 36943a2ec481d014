from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from refcheck.cli import crash
from refcheck.cli.crash import write_log


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user whose folder for logs is a file."""
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    return tmp_path


def test_a_log_that_cannot_be_with_the_others_is_among_the_temporary_files(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(nowhere))
    assert str(nowhere / "refcheck-crash.log") in write_log(ValueError(), "the project")


def test_a_log_that_can_be_nowhere_is_shown(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(nowhere / "file"))
    text = write_log(ValueError(), "the project")
    assert text.startswith("Please report it (the project):\nrefcheck ")
    assert text.endswith("ValueError")


def test_a_library_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(crash, "_LIBRARIES", ("no-such-library",))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    write_log(ValueError(), "")
    (log,) = tmp_path.rglob("refcheck-crash.log")
    assert "no-such-library ?" in log.read_text("utf-8")


def test_of_several_errors_at_once_all_are_in_the_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    write_log(ExceptionGroup("two", [KeyError(), ZeroDivisionError()]), "")
    (log,) = tmp_path.rglob("refcheck-crash.log")
    assert {"ExceptionGroup", "KeyError", "ZeroDivisionError"} <= set(log.read_text("utf-8").splitlines())
