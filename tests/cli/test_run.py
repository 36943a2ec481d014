"""What a run tells, from a report made by hand; and what happens when a file cannot be saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from refcheck.cli import run
from refcheck.cli.run import Wishes
from refcheck.files import read_documents
from refcheck.fix import fix_document
from refcheck.pipeline import verify_documents
from refcheck.settings import Settings
from refcheck.sources.settings import NetworkSettings
from tests.reports.made import report

WISHES = Wishes(fix=False, unsafe=False, diff=False, file=None, statistics=False, exit_zero=False, quiet=False)


def test_the_user_hears_of_the_run_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert run._tell(report(), Settings(), WISHES) == 3
    assert capsys.readouterr().err.splitlines()[0] == "api.crossref.org was stopped."


def test_an_interrupted_run_says_so_and_has_a_code_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert run._tell(replace(report(), interrupted=True), Settings(), WISHES) == 130
    assert "Interrupted. 8 references: " in capsys.readouterr().err


@pytest.mark.parametrize("quiet", [False, True])
def test_a_file_that_changed_meanwhile_is_an_error_and_its_findings_stay(
    folder: Path, capsys: pytest.CaptureFixture[str], quiet: bool
) -> None:
    settings = Settings(works=(folder / "works.jsonl",), network=NetworkSettings(offline=True))
    checked = verify_documents(read_documents(["refs.bib"]), settings)
    fixed = [fix_document(one, unsafe=True) for one in checked.documents]
    (folder / "refs.bib").write_text("% edited by somebody\n", "utf-8")
    assert run._write_changes(checked, fixed, settings, replace(WISHES, fix=True, quiet=quiet)) == 2
    captured = capsys.readouterr()
    assert "refs.bib was changed while refcheck was running. Run refcheck again." in captured.err
    assert "truncated-pages" in captured.out
    assert (folder / "refs.bib").read_text("utf-8") == "% edited by somebody\n"
