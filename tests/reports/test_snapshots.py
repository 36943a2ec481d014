"""Each report beside the file that shows how it must look. ``WRITE_SNAPSHOTS=1`` rewrites them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from refcheck.reports import REPORTS, ReportOptions
from refcheck.reports.statistics import render_json_statistics, render_statistics
from tests.reports.made import report

FOLDER = Path(__file__).parent / "snapshots"
GENERATED = "2026-11-23T09:30:00+00:00"
PLAIN = ReportOptions(generated=GENERATED)


def _same_as_snapshot(name: str, text: str) -> None:
    file = FOLDER / name
    if os.environ.get("WRITE_SNAPSHOTS"):
        file.write_text(text, "utf-8", newline="\n")
    assert text == file.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "form", "options"),
    [
        ("full.txt", "full", PLAIN),
        ("full-narrow.txt", "full", ReportOptions(width=50)),
        ("full-show-info.txt", "full", ReportOptions(show_info=True)),
        ("full-colour.txt", "full", ReportOptions(colour=True)),
        ("concise.txt", "concise", PLAIN),
        ("concise-show-info.txt", "concise", ReportOptions(show_info=True)),
        ("report.jsonl", "jsonl", PLAIN),
    ],
)
def test_a_report_looks_as_its_snapshot(name: str, form: str, options: ReportOptions) -> None:
    _same_as_snapshot(name, REPORTS[form](report(), options))


def test_the_json_report_holds_what_its_snapshot_holds() -> None:
    content = json.loads(REPORTS["json"](report(), PLAIN))
    _same_as_snapshot("report.json", json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def test_statistics_look_as_their_snapshots() -> None:
    _same_as_snapshot("statistics.txt", render_statistics(report(), PLAIN))
    _same_as_snapshot("statistics.json", render_json_statistics(report()))
