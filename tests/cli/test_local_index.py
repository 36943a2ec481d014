"""``verify`` and ``lookup`` with a local index of Crossref, without a network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from refcheck.index.build import build
from tests.cli.conftest import Refcheck
from tests.index.made import record, records, snapshot

ENTRY = """@article{{berg,
  author = {{Berg, Ida}},
  title = {{{title}}},
  journal = {{Journal of Invented Seas}},
  year = {{{year}}},
  volume = {{10}},
  pages = {{109--119}}
}}
"""
TITLE = "On the harbours of island number9 in winter"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    retracted = record(50, **{"updated-by": [{"DOI": "10.5555/notice", "type": "retraction", "source": "publisher"}]})
    build([snapshot(folder / "dump", [[*records(40), retracted]])], folder / "built")
    return folder / "built"


def verified(refcheck: Refcheck, folder: Path, entry: str, *options: str) -> dict[str, object]:
    (folder / "refs.bib").write_text(entry, "utf-8")
    outcome = refcheck("verify", str(folder / "refs.bib"), "--isolated", "--output-format", "json", *options)
    reference: dict[str, object] = json.loads(outcome.out)["documents"][0]["references"][0]
    return reference


def test_the_report_says_which_snapshot_answered_and_how_likely_it_is_right(
    refcheck: Refcheck, tmp_path: Path, index: Path
) -> None:
    entry = ENTRY.format(title=TITLE, year=1999)
    match = verified(refcheck, tmp_path, entry, "--index", str(index), "--offline")["match"]
    assert isinstance(match, dict)
    assert (match["outcome"], match["work"]["doi"]) == ("found", "10.5555/made.9")
    assert (match["work"]["source"], match["work"]["retrieved"]) == ("Crossref snapshot of 2026-03-01", "2026-03-01")
    assert 0.9 < match["probability"] <= 1


def test_what_the_snapshot_has_not_is_absent_from_it(refcheck: Refcheck, tmp_path: Path, index: Path) -> None:
    entry = ENTRY.format(title="Glass sponges under northern ice shelves", year=1997)
    match = verified(refcheck, tmp_path, entry, "--index", str(index), "--source", "index")["match"]
    assert isinstance(match, dict)
    assert (match["outcome"], match["asked"]) == ("absent", ["Crossref snapshot of 2026-03-01"])


def test_a_doi_that_may_be_newer_is_unchecked(refcheck: Refcheck, tmp_path: Path, index: Path) -> None:
    entry = "@article{new,\n  title = {New},\n  doi = {10.5555/new.1}\n}\n"
    match = verified(refcheck, tmp_path, entry, "--index", str(index), "--offline")["match"]
    assert isinstance(match, dict)
    assert match["outcome"] == "unchecked"


def test_a_retraction_in_the_snapshot_is_reported(refcheck: Refcheck, tmp_path: Path, index: Path) -> None:
    entry = "@article{old,\n  title = {On the glaciers of island number50 in winter},\n  doi = {10.5555/made.50}\n}\n"
    findings = verified(refcheck, tmp_path, entry, "--index", str(index), "--offline")["findings"]
    assert isinstance(findings, list)
    assert "REF301" in [one["code"] for one in findings]


def test_a_work_is_looked_up_in_the_index(refcheck: Refcheck, index: Path) -> None:
    outcome = refcheck("lookup", "Berg", "1999", TITLE, "--isolated", "--index", str(index), "--offline")
    assert "10.5555/made.9" in outcome.out
    assert "Crossref snapshot of 2026-03-01" in outcome.out


def test_the_index_may_be_named_in_the_settings(
    refcheck: Refcheck, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REFCHECK_INDEX", str(index))
    monkeypatch.setenv("REFCHECK_SOURCE", "index")
    assert "Crossref snapshot" in refcheck("lookup", "10.5555/made.9", "--isolated").out


def test_a_directory_without_an_index_is_refused(refcheck: Refcheck, tmp_path: Path) -> None:
    outcome = refcheck("lookup", "10.5555/made.9", "--isolated", "--index", str(tmp_path))
    assert outcome.code == 2
    assert "holds no index" in outcome.err
