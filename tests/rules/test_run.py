"""A problem becomes a finding with its place, its severity and its evidence."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from refcheck.model import (
    Absent,
    By,
    Confidence,
    Document,
    Evidence,
    Field,
    Finding,
    Found,
    Item,
    Match,
    Problem,
    Reference,
    Severity,
    Span,
    Unchecked,
    Work,
)
from refcheck.rules.base import Rule
from refcheck.rules.run import check_document, check_reference

TEXT = "@article{lind2021,\n  eid = {14},\n  year = {2012}\n}\n"
REFERENCE = Reference(
    "lind2021",
    Item(doi="10.5555/tide.2021.14"),
    Span(0, 51),
    (Field("eid", "{14}", Span(27, 31), "number"), Field("year", "{2012}", Span(42, 48), "issued")),
    TEXT,
)
DOCUMENT = Document("refs.bib", TEXT, (REFERENCE,))
RETRIEVED = datetime.date(2026, 11, 2)
WORK = Work(Item(doi="10.5555/tide.2021.14"), "crossref", RETRIEVED)
FOUND = Found(WORK, By.DOI)


def rule(*problems: Problem, code: str = "REF999", severity: Severity = Severity.WARNING) -> Rule:
    def check(reference: Reference, match: Match) -> Iterator[Problem]:
        yield from problems

    return Rule(code, "some-rule", severity, page="", check=check)


def document_rule(*problems: Problem) -> Rule:
    def check(document: Document) -> Iterator[Problem]:
        yield from problems

    return Rule("REF998", "some-other-rule", Severity.WARNING, page="", check_document=check)


def finding(problem: Problem, match: Match = FOUND) -> Finding:
    return check_reference([rule(problem)], DOCUMENT, REFERENCE, match)[0]


def test_the_place_is_the_field_of_the_variable() -> None:
    found = finding(Problem("wrong", "issued"))
    assert (found.span, found.line, found.column) == (Span(42, 48), 3, 10)


def test_without_a_field_the_place_is_the_entry() -> None:
    found = finding(Problem("missing", "volume"))
    assert (found.span, found.line, found.column) == (REFERENCE.span, 1, 1)


def test_pages_may_stand_in_the_field_for_article_numbers() -> None:
    assert finding(Problem("wrong", "page")).span == Span(27, 31)


def test_the_place_may_be_said() -> None:
    assert finding(Problem("here", "issued", span=Span(3, 4))).span == Span(3, 4)


def test_severity_and_confidence_are_the_rules_own() -> None:
    found = finding(Problem("wrong"))
    assert (found.severity, found.confidence) == (Severity.WARNING, Confidence.HIGH)


def test_a_problem_may_be_milder_than_its_rule() -> None:
    assert finding(Problem("wrong", severity=Severity.INFO)).severity is Severity.INFO


def test_a_problem_is_never_graver_than_its_rule() -> None:
    assert finding(Problem("wrong", severity=Severity.ERROR)).severity is Severity.WARNING


def test_the_evidence_names_the_source_its_doi_and_the_day() -> None:
    found = finding(Problem("wrong", "issued", ours="2012", theirs="2021"))
    assert found.evidence == Evidence("issued", "2012", "2021", "crossref", "10.5555/tide.2021.14", RETRIEVED)


def test_the_evidence_of_an_absence_is_who_was_asked() -> None:
    found = finding(Problem("missing", "DOI", ours="10.5555/1"), Absent(("crossref", "doi.org")))
    assert found.evidence == Evidence("DOI", "10.5555/1", "", "crossref, doi.org")


def test_the_evidence_may_come_from_another_work() -> None:
    other = Work(Item(doi="10.5555/other"), "datacite", RETRIEVED)
    found = finding(Problem("another", work=other))
    assert found.evidence is not None
    assert (found.evidence.source, found.evidence.doi) == ("datacite", "10.5555/other")


def test_without_values_and_source_there_is_no_evidence() -> None:
    assert finding(Problem("wrong"), Unchecked("no answer")).evidence is None


def test_findings_are_in_order_of_place_and_code() -> None:
    rules = [rule(Problem("year", "issued"), code="REF205"), rule(Problem("number", "page"), code="REF209")]
    assert [one.code for one in check_reference(rules, DOCUMENT, REFERENCE, FOUND)] == ["REF209", "REF205"]


def test_rules_on_documents_say_nothing_on_a_reference() -> None:
    assert check_reference([document_rule(Problem("wrong"))], DOCUMENT, REFERENCE, FOUND) == ()


def test_rules_on_references_say_nothing_on_a_document() -> None:
    assert check_document([rule(Problem("wrong"))], DOCUMENT) == ()


@pytest.mark.parametrize(
    ("problem", "place"),
    [
        (Problem("here", span=Span(42, 48), key="lind2021"), Span(42, 48)),
        (Problem("the entry", key="lind2021"), REFERENCE.span),
        (Problem("a field", "issued", key="lind2021"), Span(42, 48)),
        (Problem("nowhere", key="petrova1999"), Span(0, 0)),
    ],
)
def test_a_finding_on_the_document_is_at_its_span_or_its_reference(problem: Problem, place: Span) -> None:
    assert check_document([document_rule(problem)], DOCUMENT)[0].span == place
