from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import BIBLIOGRAPHY, Refcheck


def test_findings_make_the_run_fail(refcheck: Refcheck) -> None:
    outcome = refcheck("verify", "refs.bib")
    assert outcome.code == 1
    assert "REF210 truncated-pages" in outcome.out
    assert outcome.err.startswith("2 references: 2 checked, 1 with findings")


def test_a_clean_bibliography_says_nothing_and_succeeds(refcheck: Refcheck, folder: Path) -> None:
    (folder / "refs.bib").write_text("@comment{" + BIBLIOGRAPHY.replace("@article{berg", "}\n@article{berg"), "utf-8")
    outcome = refcheck("verify", "refs.bib", "--ignore", "missing-field")
    assert (outcome.code, outcome.out) == (0, "")


def test_without_a_path_the_working_directory_is_checked(refcheck: Refcheck) -> None:
    assert "refs.bib:1  lind2021" in refcheck("verify").out


def test_a_folder_without_bibliographies_is_said_to_be_one(refcheck: Refcheck, folder: Path) -> None:
    (folder / "refs.bib").unlink()
    outcome = refcheck("verify")
    assert (outcome.code, outcome.err) == (0, "Nothing that refcheck reads was found in ..\n")


def test_what_could_not_be_checked_makes_the_run_incomplete(refcheck: Refcheck) -> None:
    outcome = refcheck("verify", "--isolated")
    assert outcome.code == 3
    assert "Not checked" in outcome.out


def test_a_missing_file_is_a_finding_and_the_others_are_checked(refcheck: Refcheck) -> None:
    outcome = refcheck("verify", "gone.bib", "refs.bib", "--select", "REF2")
    assert outcome.code == 1
    assert "gone.bib:1\n  error REF001 unreadable-entry: the file cannot be read" in outcome.out
    assert "lind2021" in outcome.out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--exit-zero"], 0),
        (["--fail-on", "error"], 0),
        (["--fail-on", "warning"], 1),
        (["--select", "missing-doi", "--fail-on", "info"], 1),
        (["--select", "missing-doi"], 0),
        (["--ignore", "REF2,REF4"], 0),
        (["--exit-zero", "--isolated"], 3),
    ],
)
def test_what_fails_can_be_chosen(refcheck: Refcheck, options: list[str], code: int) -> None:
    assert refcheck("verify", *options).code == code


def test_only_the_selected_rules_run(refcheck: Refcheck) -> None:
    outcome = refcheck("verify", "--select", "year-mismatch", "--output-format", "concise")
    assert outcome.out.startswith("refs.bib:7:13: REF205 warning year-mismatch ")
    assert outcome.out.count("\n") == 1


def test_notes_are_unfolded_on_request(refcheck: Refcheck) -> None:
    assert "info REF104 missing-doi" not in refcheck("verify").out
    assert "info REF104 missing-doi" in refcheck("verify", "--show-info").out


def test_json_for_programs(refcheck: Refcheck) -> None:
    report = json.loads(refcheck("verify", "--output-format", "json").out)
    (document,) = report["documents"]
    assert [one["match"]["outcome"] for one in document["references"]] == ["found", "found"]


def test_the_report_can_go_to_a_file(refcheck: Refcheck, folder: Path) -> None:
    outcome = refcheck("verify", "--output-format", "jsonl", "--output-file", "report.jsonl")
    assert outcome.out == ""
    lines = (folder / "report.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[-1])["kind"] == "summary"


def test_a_report_that_cannot_be_written_is_an_error(refcheck: Refcheck) -> None:
    outcome = refcheck("verify", "--output-file", "missing/report.txt")
    assert outcome.code == 2
    assert "missing/report.txt could not be written: No such file or directory." in outcome.err


@pytest.mark.parametrize("form", ["full", "json"])
def test_statistics_count_rules(refcheck: Refcheck, form: str) -> None:
    out = refcheck("verify", "--statistics", "--output-format", form).out
    assert "truncated-pages" in out
    assert "lind2021" not in out


def test_quiet_says_only_the_report(refcheck: Refcheck) -> None:
    assert refcheck("verify", "-q").err == ""


def test_verbose_says_where_settings_come_from(refcheck: Refcheck, folder: Path) -> None:
    assert f"Settings: {folder / 'refcheck.toml'}\n" in refcheck("verify", "-v").err
    assert "Settings: the defaults\n" in refcheck("verify", "-v", "--isolated").err


# ---------------------------------------------------------------------------------------------------------- fixes


def test_safe_fixes_are_written_and_no_longer_reported(refcheck: Refcheck, folder: Path) -> None:
    outcome = refcheck("verify", "--fix")
    assert (folder / "refs.bib").read_text("utf-8") == BIBLIOGRAPHY.replace("{1--}", "{1--16}")
    assert "truncated-pages" not in outcome.out
    assert "year-mismatch" in outcome.out
    assert outcome.err.endswith("Wrote 1 fix in 1 file; 2 more with --unsafe-fixes, look at them first.\n")


def test_after_all_fixes_nothing_is_left(refcheck: Refcheck, folder: Path) -> None:
    assert refcheck("verify", "--fix", "--unsafe-fixes").code == 0
    text = (folder / "refs.bib").read_text("utf-8")
    assert "pages   = {1--16}" in text
    assert "year    = {2021}" in text
    assert refcheck("verify").code == 0


def test_a_diff_changes_nothing(refcheck: Refcheck, folder: Path) -> None:
    outcome = refcheck("verify", "--diff", "--unsafe-fixes")
    assert outcome.code == 1
    assert "+  year    = {2021},\n" in outcome.out
    assert outcome.err.startswith("Would write ")
    assert (folder / "refs.bib").read_text("utf-8") == BIBLIOGRAPHY


def test_a_diff_of_notes_alone_fails_too(refcheck: Refcheck) -> None:
    assert refcheck("verify", "--diff", "--unsafe-fixes", "--select", "missing-doi", "-q").code == 1


def test_a_fix_that_is_refused_is_said_to_be(refcheck: Refcheck, folder: Path) -> None:
    text = BIBLIOGRAPHY.replace("{1--}", 'first # "--"').replace("@article{lind", '@string{first = "1"}\n@article{lind')
    (folder / "refs.bib").write_text(text, "utf-8")
    outcome = refcheck("verify", "--fix", "--unsafe-fixes")
    assert "truncated-pages was not fixed" in outcome.err
    assert "more with --unsafe-fixes" not in outcome.err
    assert outcome.code == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_that_cannot_be_written_is_an_error_and_stays(refcheck: Refcheck, folder: Path) -> None:
    folder.chmod(0o500)
    outcome = refcheck("verify", "--fix")
    folder.chmod(0o700)
    assert outcome.code == 2
    assert "could not be written" in outcome.err


# --------------------------------------------------------------------------------------------------- standard input


def test_standard_input_is_a_bibliography(refcheck: Refcheck) -> None:
    outcome = refcheck("verify", "-", given=BIBLIOGRAPHY.encode())
    assert "stdin.bib:1  lind2021" in outcome.out


def test_standard_input_has_a_name(refcheck: Refcheck) -> None:
    outcome = refcheck("verify", "-", "--stdin-filename", "thesis.bib", given=BIBLIOGRAPHY.encode())
    assert "thesis.bib:1" in outcome.out


def test_standard_input_of_another_kind_cannot_be_read(refcheck: Refcheck) -> None:
    outcome = refcheck("verify", "-", "--stdin-filename", "thesis.odt", given=b"PK")
    assert "unreadable-entry: refcheck reads .bib, " in outcome.out


def test_what_was_fixed_on_standard_input_comes_out_and_the_report_beside_it(refcheck: Refcheck) -> None:
    content = BIBLIOGRAPHY.replace("\n", "\r\n").encode("utf-8-sig")
    outcome = refcheck("verify", "-", "--fix", "--unsafe-fixes", "--ignore", "missing-doi", given=content)
    fixed = BIBLIOGRAPHY.replace("{1--}", "{1--16}").replace("{2019}", "{2021}")
    assert outcome.out == "\ufeff" + fixed.replace("\n", "\r\n")
    assert "Wrote 2 fixes in 1 file" in outcome.err


# ---------------------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--select", "yeer-mismatch"], "did you mean `year-mismatch`?"),
        (["--mailto", "nobody"], "'nobody' is not an e-mail address."),
        (["--works", "gone.jsonl"], "gone.jsonl does not exist."),
        (["--config", "refcheck.toml", "--isolated"], "--config and --isolated exclude each other."),
        (["--config", "gone.toml"], "gone.toml cannot be read: No such file or directory. Check --config."),
        (["--output-format", "pdf"], "--output-format"),
        (["--nonsense"], "No such option: --nonsense"),
    ],
)
def test_a_mistake_is_one_sentence_and_no_traceback(refcheck: Refcheck, arguments: list[str], sentence: str) -> None:
    outcome = refcheck("verify", *arguments)
    assert outcome.code == 2
    assert sentence in outcome.err
    assert "Traceback" not in outcome.err


def test_a_mistake_in_the_settings_names_the_file(refcheck: Refcheck, folder: Path) -> None:
    (folder / "refcheck.toml").write_text("selct = []\n", "utf-8")
    outcome = refcheck("verify")
    assert outcome.code == 2
    assert "Did you mean `select`?" in outcome.err
