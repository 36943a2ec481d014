from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from refcheck.model import (
    CheckedDocument,
    CheckedReference,
    Document,
    Evidence,
    Finding,
    Reference,
    Report,
    Severity,
    Unsearchable,
)
from refcheck.reports import REPORTS, ReportOptions
from refcheck.reports.full import print_report
from tests.reports.made import DAY, report

FULL = REPORTS["full"]
DOCUMENT = report().documents[0]


OPTIONS = ReportOptions()


def test_a_clean_reference_is_not_listed() -> None:
    (clean,) = [one for one in DOCUMENT.references if one.reference.key == "clean2016"]
    assert FULL(Report((CheckedDocument(DOCUMENT.document, (clean,)),)), OPTIONS) == ""


def test_nothing_to_say_is_nothing() -> None:
    assert FULL(Report(()), OPTIONS) == ""


def test_a_proposed_doi_can_be_read_in_the_folded_line() -> None:
    assert "1 note: missing-doi 10.5555/rivers" in FULL(report(), OPTIONS)


def test_no_escape_sequence_of_a_source_reaches_the_terminal() -> None:
    text = FULL(report(), OPTIONS)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_colour_is_only_there_when_asked_for() -> None:
    assert "\x1b[" in FULL(report(), ReportOptions(colour=True))


@pytest.mark.parametrize("width", [40, 50, 72, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, FULL(report(), ReportOptions(width=width)).splitlines())) <= width


def test_what_looks_like_markup_is_only_text() -> None:
    finding = replace(DOCUMENT.findings[0], message="[bold red]loud[/] :smile:", path="[link=x]refs.bib")
    text = FULL(Report((CheckedDocument(DOCUMENT.document, (), (finding,)),)), OPTIONS)
    assert "[bold red]loud[/] :smile:" in text
    assert text.startswith("[link=x]refs.bib:18")


def test_a_reference_without_safe_fixes_has_no_advice_on_them() -> None:
    (ode,) = [one for one in DOCUMENT.references if one.reference.key == "ode2018"]
    text = FULL(Report((CheckedDocument(DOCUMENT.document, (ode,)),)), OPTIONS)
    assert "[*]" not in text
    assert text.endswith("1 fix to look at first: `refcheck verify --fix --unsafe-fixes`.\n")


def test_no_command_is_offered_that_would_refuse_to_edit_the_file() -> None:
    fixable = (one for one in report().findings if one.fix is not None and one.severity > Severity.INFO)
    finding = replace(next(fixable), path="draft.docx")
    text = FULL(Report((CheckedDocument(Document("draft.docx", ""), (), (finding,)),)), OPTIONS)
    assert "Fix: " in text
    assert "refcheck verify --fix" not in text


def test_a_snapshot_says_its_day_once() -> None:
    one = next(one for one in report().findings if one.evidence is not None and one.severity > Severity.INFO)
    assert one.evidence is not None
    finding = replace(one, evidence=replace(one.evidence, source="Crossref snapshot of 2026-03-20"))
    text = FULL(Report((CheckedDocument(DOCUMENT.document, (), (finding,)),)), OPTIONS)
    assert "Crossref snapshot of 2026-03-20" in text
    assert "answered" not in text


def test_the_report_can_be_drawn() -> None:
    console = Console(file=io.StringIO(), record=True, width=100, force_terminal=True, color_system="standard")
    print_report(report(), OPTIONS, console)
    picture = console.export_svg(title="refcheck verify refs.bib", unique_id="test")
    assert picture.startswith("<svg")
    assert "truncated-pages" in picture


def test_a_typed_reference_is_headed_by_its_label_and_its_first_words() -> None:
    (ode,) = [one for one in DOCUMENT.references if one.reference.key == "ode2018"]
    words = "Ode, O. (2018). Rain. " + "Journal of Invented Seas. " * 9
    typed = replace(ode, reference=replace(ode.reference, typed=True, label="3", text=words))
    text = FULL(Report((CheckedDocument(DOCUMENT.document, (typed,)),)), ReportOptions(width=300))
    heading = text.splitlines()[0]
    assert heading.startswith("refs.bib:11  3  Ode, O. (2018). Rain. Journal of Invented Seas.")
    assert heading.endswith("…")


def test_a_typed_reference_without_a_label_is_headed_by_its_key() -> None:
    (ode,) = [one for one in DOCUMENT.references if one.reference.key == "ode2018"]
    typed = replace(ode, reference=replace(ode.reference, typed=True, text="Ode (2018) Rain"))
    assert "refs.bib:11  ode2018  Ode (2018) Rain\n" in FULL(
        Report((CheckedDocument(DOCUMENT.document, (typed,)),)), OPTIONS
    )


def test_notes_on_whole_files_are_one_line() -> None:
    finding = replace(DOCUMENT.findings[0], severity=Severity.INFO, message="no list", key="")
    documents = tuple(
        CheckedDocument(Document(path, ""), (), (replace(finding, path=path),))
        for path in map("n{}.txt".format, range(7))
    )
    text = FULL(Report(documents), OPTIONS)
    assert text.count("no list") == 1
    assert "n0.txt, n1.txt, n2.txt, n3.txt, n4.txt and 2 more" in text.replace("\n", " ")
    assert FULL(Report(documents), ReportOptions(show_info=True)).count("no list") == 7


def _shown(reference: Reference, finding: Finding) -> str:
    checked = CheckedReference(reference, Unsearchable("nothing"), (finding,))
    return FULL(Report((CheckedDocument(DOCUMENT.document, (checked,)),)), OPTIONS)


def test_the_day_of_a_snapshot_is_told_once() -> None:
    source = "Crossref snapshot of 2026-10-26"
    finding = DOCUMENT.references[0].findings[2]
    evidence = Evidence("issued", "2020", "2021", source, "10.5555/tides", DAY)
    told = replace(finding, message=f"issued in 2021, not 2020 ({source})", evidence=evidence)
    text = _shown(DOCUMENT.references[0].reference, told)
    assert "issued in 2021, not 2020 (Crossref)\n" in text
    assert text.count("2026") == 1


@pytest.mark.parametrize(("typed", "words"), [(True, "change year to 2021"), (False, "change issued to 2021")])
def test_only_the_fields_of_typed_references_need_names(*, typed: bool, words: str) -> None:
    reference, finding = DOCUMENT.references[0].reference, DOCUMENT.references[0].findings[2]
    named = tuple(replace(one, name=one.variable) for one in reference.fields)
    assert words in _shown(replace(reference, fields=named, typed=typed), finding)


def test_what_is_to_be_added_has_the_name_that_people_use() -> None:
    reference, finding = DOCUMENT.references[0].reference, DOCUMENT.references[0].findings[2]
    assert "add year 2021" in _shown(replace(reference, fields=()), finding)


@pytest.mark.parametrize(
    ("evidence", "gist"),
    [
        (Evidence("", "", "10.5555/notice", "crossref"), "year-mismatch 10.5555/notice"),
        (Evidence("issued", "", "2021", "crossref"), "year-mismatch year 2021"),
        (Evidence("issued", "2020", "2021", "crossref"), "year-mismatch (issued in 2021, not 2020)"),
    ],
)
def test_a_folded_note_tells_the_value_or_what_differs(evidence: Evidence, gist: str) -> None:
    reference, finding = DOCUMENT.references[0].reference, DOCUMENT.references[0].findings[2]
    message = "issued in 2021, not 2020 (crossref)"
    note = replace(finding, severity=Severity.INFO, message=message, evidence=evidence, fix=None)
    assert f"  1 note: {gist}\n" in _shown(reference, note)
