"""The smaller commands, and the program as a whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from refcheck import __version__
from refcheck.cli import common, main
from refcheck.rules import RULES
from tests.cli.conftest import RECORDS, Refcheck
from tests.crossref_double.handle import Double


def test_without_arguments_there_is_help(refcheck: Refcheck) -> None:
    outcome = refcheck()
    assert "Usage:" in outcome.out + outcome.err
    assert "verify" in outcome.out + outcome.err


def test_the_version(refcheck: Refcheck) -> None:
    assert refcheck("--version").out == f"refcheck {__version__}\n"


@pytest.mark.parametrize("command", ["verify", "lookup", "rule", "cache"])
def test_every_command_has_help(refcheck: Refcheck, command: str) -> None:
    outcome = refcheck(command, "--help")
    assert outcome.code == 0
    assert outcome.out.startswith("Usage:")


# ----------------------------------------------------------------------------------------------------------- lookup


def test_a_doi_is_looked_up(refcheck: Refcheck) -> None:
    outcome = refcheck("lookup", "https://doi.org/10.5555/cli.tides")
    assert outcome.code == 0
    assert re.search(r"^title +Tides and Harbours of the Northern Sea$", outcome.out, re.MULTILINE)
    assert "local records works.jsonl" in outcome.out


@pytest.mark.parametrize(
    "text",
    [
        "Lind, K. (2021). Tides and harbours of the Northern Sea. Journal of Invented Seas 9.",
        "Tides and Harbours of the Northern Sea",
        "Tides and Harbours of the Northern Sea, 2021",
    ],
)
def test_a_reference_is_looked_up(refcheck: Refcheck, text: str) -> None:
    assert "10.5555/cli.tides" in refcheck("lookup", text).out


def test_words_need_no_quotes(refcheck: Refcheck) -> None:
    assert refcheck("lookup", "Tides", "and", "Harbours", "of", "the", "Northern", "Sea").code == 0


def test_a_work_as_csl_json(refcheck: Refcheck) -> None:
    content = json.loads(refcheck("lookup", "10.5555/cli.tides", "--output-format", "json").out)
    assert content["container-title"] == "Journal of Invented Seas"


def test_a_work_as_bibtex(refcheck: Refcheck) -> None:
    assert refcheck("lookup", "10.5555/cli.tides", "--output-format", "bibtex").out.startswith(
        "@article{lind2021tides,"
    )


@pytest.mark.parametrize("text", ["10.5555/unknown", "Another work altogether"])
def test_what_only_a_file_was_asked_about_is_not_absent(refcheck: Refcheck, text: str) -> None:
    outcome = refcheck("lookup", text)
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith("Not found out: ")


@pytest.fixture
def crossref(double: Double, monkeypatch: pytest.MonkeyPatch) -> Double:
    """The network is there, and knows the works."""
    for name, value in double.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("REFCHECK_OFFLINE", "off")
    monkeypatch.setenv("REFCHECK_PACE", "off")
    double.load(RECORDS)
    return double


def test_a_work_that_nobody_has_is_absent(refcheck: Refcheck, crossref: Double) -> None:
    outcome = refcheck("lookup", "10.5555/nobody.has.this", "--isolated", "--mailto", "reader@example.org")
    assert (outcome.code, outcome.err) == (1, "No such work; asked: Crossref, doi.org.\n")


def test_a_work_at_the_place_of_the_reference_is_named(refcheck: Refcheck, crossref: Double) -> None:
    mixture = "Lind, K. (2021). The colours of old boats in museums. Journal of Invented Seas, 9, 1-16."
    outcome = refcheck("lookup", mixture, "--isolated")
    assert outcome.code == 1
    assert outcome.err.endswith(
        "asked: Crossref. These authors have at this place “Tides and Harbours of the Northern Sea” "
        "(Lind, 2021, Journal of Invented Seas), doi 10.5555/cli.tides.\n"
    )


def test_nothing_cannot_be_looked_up(refcheck: Refcheck) -> None:
    outcome = refcheck("lookup", " ")
    assert outcome.code == 2
    assert "there is nothing to look up" in outcome.err


def test_the_nearest_work_is_named(refcheck: Refcheck, crossref: Double) -> None:
    outcome = refcheck("lookup", "Tides and Harbours of the Southern Sea", "--isolated")
    assert outcome.code == 1
    assert outcome.err.startswith("No work that this names for certain; asked: Crossref. ")
    assert "The nearest is “Tides and Harbours of the Northern Sea” (Lind, 2021" in outcome.err


def test_a_doi_of_an_agency_without_descriptions_is_said_to_be_one(refcheck: Refcheck, crossref: Double) -> None:
    crossref.load(agencies={"10.5555/elsewhere": "mEDRA"})
    outcome = refcheck("lookup", "10.5555/elsewhere", "--isolated")
    assert outcome.code == 3
    assert outcome.err.startswith("10.5555/elsewhere is registered with mEDRA")


# ------------------------------------------------------------------------------------------------------------- rule


def test_all_rules_are_listed(refcheck: Refcheck) -> None:
    lines = refcheck("rule").out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in RULES]


@pytest.mark.parametrize("name", ["REF205", "ref205", "year-mismatch"])
def test_a_rule_is_explained_by_code_or_name(refcheck: Refcheck, name: str) -> None:
    assert refcheck("rule", name).out.startswith("# year-mismatch (REF205)\n\n*Warning.* ")


def test_a_terminal_gets_the_page_drawn(refcheck: Refcheck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "colour_wanted", lambda: True)
    out = refcheck("rule", "year-mismatch").out
    assert "# year-mismatch" not in out
    assert "year-mismatch (REF205)" in out


def test_rules_as_json(refcheck: Refcheck) -> None:
    assert json.loads(refcheck("rule", "REF205", "--output-format", "json").out)["name"] == "year-mismatch"
    assert len(json.loads(refcheck("rule", "--output-format", "json").out)) == len(RULES)


def test_a_rule_that_does_not_exist_gets_a_suggestion(refcheck: Refcheck) -> None:
    outcome = refcheck("rule", "yeer-mismatch")
    assert outcome.code == 2
    assert "Did you mean year-mismatch?" in outcome.err


def test_a_rule_like_no_other_gets_none(refcheck: Refcheck) -> None:
    assert "Did you mean" not in refcheck("rule", "zzzzzzzzzzzz").err


# ------------------------------------------------------------------------------------------------------------ cache


def test_the_cache_has_a_place(refcheck: Refcheck, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REFCHECK_CACHE_DIR", str(tmp_path / "kept"))
    assert refcheck("cache", "dir").out == f"{tmp_path / 'kept'}\n"


def test_an_empty_cache_is_shown_and_emptied(refcheck: Refcheck) -> None:
    assert "size      0.0 MB\n" in refcheck("cache", "info").out
    assert refcheck("cache", "clean").err == "0 answers deleted.\n"


def test_what_the_cache_holds_is_counted_and_deleted(refcheck: Refcheck, crossref: Double) -> None:
    refcheck("lookup", "10.5555/cli.rain", "--isolated")
    shown = refcheck("cache", "info").out
    assert "answers   1 of " in shown
    assert re.search(r"^from      20\d\d-\d\d-\d\d to 20", shown, re.MULTILINE)
    assert refcheck("cache", "clean").err == "1 answer deleted.\n"


# ------------------------------------------------------------------------------------------------------- what fails


def test_an_error_of_our_own_leaves_a_log(refcheck: Refcheck, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(_arguments: object) -> None:
        try:
            dict[str, str]()["lind@example.org"]
        except KeyError as error:
            raise RuntimeError("lind@example.org") from error

    monkeypatch.setattr(main, "app", broken)
    outcome = refcheck("verify")
    assert outcome.code == 2
    assert outcome.err.startswith("refcheck met an error of its own (RuntimeError). Please report it")
    (log,) = (tmp_path / "home").rglob("refcheck-crash.log")
    text = log.read_text("utf-8")
    assert f"refcheck {__version__}" in text
    assert "KeyError" in text
    assert "RuntimeError" in text


def test_the_log_does_not_quote_what_the_user_wrote(
    refcheck: Refcheck, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_arguments: object) -> None:
        raise RuntimeError("".join(["lind", "@", "example.org"]))

    monkeypatch.setattr(main, "app", broken)
    refcheck("verify")
    (log,) = (tmp_path / "home").rglob("refcheck-crash.log")
    assert "lind@example.org" not in log.read_text("utf-8")
