from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import refcheck
from refcheck.files import read_documents
from refcheck.fix import fix_document
from refcheck.model import By, Found, Unchecked
from refcheck.pipeline import check_again, verify, verify_documents
from refcheck.settings import Settings
from refcheck.sources.settings import NetworkSettings

OFFLINE = Settings(network=NetworkSettings(offline=True))
ENTRY = """\
@article{lind2021,
  author  = {Lind, Karin},
  title   = {Tides and Harbours of the Northern Sea},
  journal = {Journal of Invented Seas},
  volume  = {9},
  pages   = {1--},
  year    = {2021},
}
"""
RECORD = {
    "DOI": "10.5555/pipe.tides",
    "type": "journal-article",
    "title": ["Tides and Harbours of the Northern Sea"],
    "author": [{"family": "Lind", "given": "Karin", "sequence": "first"}],
    "container-title": ["Journal of Invented Seas"],
    "volume": "9",
    "page": "1-16",
    "issued": {"date-parts": [[2021, 3]]},
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """One record of a work, and no network."""
    (tmp_path / "works.jsonl").write_text(json.dumps(RECORD) + "\nnot a record\n", "utf-8")
    return replace(OFFLINE, works=(tmp_path / "works.jsonl",))


@pytest.fixture
def bibliography(tmp_path: Path) -> Path:
    file = tmp_path / "refs.bib"
    file.write_text(ENTRY, "utf-8")
    return file


def test_a_file_is_checked(bibliography: Path, settings: Settings) -> None:
    report = verify(bibliography, settings=settings)
    assert {finding.name for finding in report.findings} == {"missing-doi", "truncated-pages"}


def test_several_files_are_checked_in_their_order(bibliography: Path, settings: Settings) -> None:
    other = bibliography.with_name("other.bib")
    other.write_text(ENTRY.replace("lind2021", "again"), "utf-8")
    report = verify([str(other), bibliography], settings=settings)
    assert [one.document.path for one in report.documents] == [str(other), str(bibliography)]
    matches = [one.references[0].match for one in report.documents]
    assert all(isinstance(match, Found) and match.by is By.SEARCH for match in matches)


def test_nothing_is_asked_for_no_references(tmp_path: Path) -> None:
    report = verify(tmp_path)
    assert (report.documents, report.notices) == ((), ())


def test_the_user_hears_of_lines_that_are_no_records(bibliography: Path, settings: Settings) -> None:
    (notice,) = verify(bibliography, settings=settings).notices
    assert "works.jsonl:2" in notice


def test_without_a_source_that_answers_nothing_is_known(bibliography: Path) -> None:
    report = refcheck.verify(bibliography, settings=OFFLINE)
    assert isinstance(report.documents[0].references[0].match, Unchecked)


def test_progress_is_told(bibliography: Path, settings: Settings) -> None:
    heard: list[int] = []
    verify_documents(read_documents([bibliography]), settings, progress=heard.append)
    assert heard == [1]


def test_rules_can_be_selected_ignored_and_suppressed(bibliography: Path, settings: Settings) -> None:
    def codes(**changes: tuple[str, ...] | dict[str, tuple[str, ...]]) -> list[str]:
        chosen = replace(settings, **changes)  # type: ignore[arg-type]  # the names are checked at once, by the dataclass
        return [finding.code for finding in verify(bibliography, settings=chosen).findings]

    assert codes(select=("REF2",)) == ["REF210"]
    assert codes(ignore=("REF2",)) == ["REF104"]
    assert codes(per_reference_ignores={"lind2021": ("ALL",)}) == []


def test_a_file_that_cannot_be_read_is_told_whatever_is_selected(tmp_path: Path, settings: Settings) -> None:
    (finding,) = verify(tmp_path / "gone.bib", settings=replace(settings, select=("REF2",))).findings
    assert (finding.code, finding.path) == ("REF001", str(tmp_path / "gone.bib"))


def test_what_was_fixed_is_not_reported_again(bibliography: Path, settings: Settings) -> None:
    report = verify(bibliography, settings=settings)
    fixed = [fix_document(one, unsafe=True) for one in report.documents]
    assert check_again(report, fixed, settings).findings == ()


def test_an_answer_of_the_old_doi_is_not_repeated_after_the_doi_was_replaced(
    bibliography: Path, settings: Settings, tmp_path: Path
) -> None:
    other = {
        **RECORD,
        "DOI": "10.5555/pipe.other",
        "title": ["A Grammar of Birdsong"],
        "author": [{"family": "Okafor"}],
    }
    (tmp_path / "works.jsonl").write_text(json.dumps(RECORD) + "\n" + json.dumps(other), "utf-8")
    bibliography.write_text(ENTRY.replace("  year", "  doi = {10.5555/pipe.other},\n  year"), "utf-8")
    report = verify(bibliography, settings=replace(settings, select=("REF1",)))
    assert [one.name for one in report.findings] == ["doi-of-other-work"]
    fixed = [fix_document(one, unsafe=True) for one in report.documents]
    assert "10.5555/pipe.tides" in fixed[0].after.text
    assert check_again(report, fixed, replace(settings, select=("REF1",))).findings == ()


def test_a_page_that_may_not_be_fetched_is_a_document_with_a_problem() -> None:
    (document,) = verify("http://127.0.0.1:1/post").documents
    assert document.document.path == "http://127.0.0.1:1/post"
    assert "of a private network" in document.findings[0].message
