"""The program as a process of its own, against the loopback double: what happens when the network misbehaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import BIBLIOGRAPHY, RECORDS
from tests.crossref_double.handle import Double

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@pytest.fixture
def environment(double: Double, folder: Path, tmp_path: Path) -> dict[str, str]:
    """What leads the program to the double, which knows the works of the bibliography."""
    double.load(RECORDS)
    (folder / "refcheck.toml").unlink()
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("REFCHECK_")},
        **double.environment,
        "PYTHONPATH": str(ROOT / "src"),
        "REFCHECK_CACHE_DIR": str(tmp_path / "cache"),
        "REFCHECK_MAILTO": "reader@example.org",
    }


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    # A process that was itself started in the background would ignore interrupts.
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\nimport refcheck.__main__"
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    try:
        out, err = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    return process.returncode, out, err


def run(environment: dict[str, str], *arguments: str) -> tuple[int, str, str]:
    return ended(start(environment, *arguments))


def test_a_bibliography_is_checked_over_the_network(environment: dict[str, str]) -> None:
    code, out, err = run(environment, "verify", "refs.bib")
    assert code == 1
    assert "https://doi.org/10.5555/cli.tides  Crossref, answered" in out
    assert err.startswith("2 references: 2 checked, 1 with findings")


def test_a_second_run_asks_nothing(environment: dict[str, str], double: Double) -> None:
    first = run(environment, "verify", "refs.bib", "--output-format", "concise")
    asked = len(double.journal())
    assert run(environment, "verify", "refs.bib", "--output-format", "concise") == first
    assert len(double.journal()) == asked


def test_offline_no_connection_is_made(environment: dict[str, str], double: Double) -> None:
    code, out, _ = run(environment, "verify", "refs.bib", "--offline")
    assert code == 3
    assert "Not checked" in out
    assert double.journal() == []


def test_a_long_retry_after_ends_the_run_and_is_told(environment: dict[str, str], double: Double) -> None:
    double.fault("429-html", times=-1, retry_after=58281)
    began = time.monotonic()
    code, out, err = run(environment, "verify", "refs.bib")
    assert time.monotonic() - began < 10
    assert code == 3
    assert "16 h 11 min" in out + err


def test_an_interrupt_ends_the_run_within_a_second_and_reports_what_is_known(
    environment: dict[str, str], double: Double, folder: Path
) -> None:
    double.fault("stall", times=-1)
    (folder / "rain.jsonl").write_text(json.dumps(RECORDS[1]), "utf-8")
    process = start(environment, "verify", "--works", "rain.jsonl", "--ignore", "REF2", "--output-format", "concise")
    wait_for_a_question(double)
    interrupted = time.monotonic()
    process.send_signal(signal.SIGINT)
    code, out, err = ended(process)
    assert time.monotonic() - interrupted < 1
    assert code == 130
    assert out == "refs.bib:1:1: not checked: the run was interrupted before an answer came [lind2021]\n"
    assert err.splitlines()[-1].startswith("Interrupted. 2 references: 1 checked")
    assert "Traceback" not in err


def wait_for_a_question(double: Double) -> None:
    """Until the double has been asked something."""
    deadline = time.monotonic() + PATIENCE
    while not double.journal():
        assert time.monotonic() < deadline


def test_a_silent_source_is_no_finding(environment: dict[str, str], double: Double) -> None:
    double.fault("403-block", times=-1)
    code, out, _ = run(environment, "verify", "refs.bib", "--select", "REF1")
    assert code == 3
    assert "work-not-found" not in out
    assert "127.0.0.1" in out


def test_an_unknown_work_is_absent_for_lookup(environment: dict[str, str]) -> None:
    code, out, err = run(environment, "lookup", "10.5555/nobody.has.this")
    assert (code, out) == (1, "")
    assert err.startswith("No such work; asked: Crossref")


def test_a_reader_who_goes_away_is_no_error(environment: dict[str, str]) -> None:
    process = start(environment, "rule")
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in err


def test_the_bibliography_is_left_as_it_is(environment: dict[str, str], folder: Path) -> None:
    run(environment, "verify", "refs.bib")
    assert (folder / "refs.bib").read_text("utf-8") == BIBLIOGRAPHY
