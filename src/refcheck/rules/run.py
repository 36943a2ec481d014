"""Run the rules: a problem gets its place, its rule's names and its evidence, and is a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from refcheck.model import (
    Absent,
    Document,
    Evidence,
    Finding,
    Found,
    Match,
    Opinions,
    OtherWork,
    Problem,
    Reference,
    Span,
    Work,
)
from refcheck.rules.base import Rule
from refcheck.rules.claiming import CitingText

_NEIGHBOURS = {"page": ("page", "number"), "number": ("number", "page"), "title": ("title", "container-title")}
"""Where a variable may stand when it has no field of its own."""


def check_reference(
    rules: Sequence[Rule], document: Document, reference: Reference, match: Match
) -> tuple[Finding, ...]:
    """The findings on one reference, in order of their place and code."""
    found = _reference_findings(rules, document, reference, match)
    return tuple(sorted(found, key=lambda one: (one.span.start, one.code)))


def _reference_findings(
    rules: Sequence[Rule], document: Document, reference: Reference, match: Match
) -> Iterator[Finding]:
    for rule in rules:
        for problem in rule.check(reference, match) if rule.check is not None else ():
            subject = _Subject(reference.key, _place(reference, problem), _evidence(problem, match))
            yield _finding(rule, document, subject, problem)


def check_document(rules: Sequence[Rule], document: Document) -> tuple[Finding, ...]:
    """The findings on a document as a whole, in order of their place and code."""
    return _document_findings(
        document,
        (
            (rule, problem)
            for rule in rules
            for problem in (rule.check_document(document) if rule.check_document is not None else ())
        ),
    )


def check_claims(rules: Sequence[Rule], text: CitingText, opinions: Opinions | None = None) -> tuple[Finding, ...]:
    """The findings on what the text says of the cited works, in order of their place and code.

    ``opinions`` are those of the judge, if one was asked.
    """
    problems = [
        (rule, problem)
        for rule in rules
        for problem in (rule.check_claims(text) if rule.check_claims is not None else ())
    ]
    problems += [
        (rule, problem)
        for rule in rules
        if rule.check_opinions is not None and opinions
        for problem in rule.check_opinions(text, opinions)
    ]
    return _document_findings(text.document, problems)


def _document_findings(document: Document, problems: Iterable[tuple[Rule, Problem]]) -> tuple[Finding, ...]:
    """The findings in order of their place and code; of the references with one key the first is meant."""
    references = {reference.key: reference for reference in reversed(document.references)}
    found = []
    for rule, problem in problems:
        reference = references.get(problem.key)
        place = problem.span or (_place(reference, problem) if reference else Span(0, 0))
        found.append(_finding(rule, document, _Subject(problem.key, place, _evidence(problem, None)), problem))
    return tuple(sorted(found, key=lambda one: (one.span.start, one.code)))


@dataclass(frozen=True, slots=True)
class _Subject:
    """Of what a finding speaks: the key, the place, the evidence."""

    key: str
    span: Span
    evidence: Evidence | None


def _finding(rule: Rule, document: Document, subject: _Subject, problem: Problem) -> Finding:
    line, column = document.position(subject.span.start)
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=min(problem.severity or rule.severity, rule.severity),
        confidence=problem.confidence or rule.confidence,
        message=problem.message,
        path=document.path,
        key=subject.key,
        line=line,
        column=column,
        span=subject.span,
        evidence=subject.evidence,
        fix=problem.fix,
    )


def _place(reference: Reference, problem: Problem) -> Span:
    """The place of a problem: as it says, else the field of its variable, else the entry."""
    if problem.span is not None:
        return problem.span
    for variable in _NEIGHBOURS.get(problem.variable, (problem.variable,)):
        field = reference.field(variable) if variable else None
        if field is not None:
            return field.span
    return reference.span


def _evidence(problem: Problem, match: Match | None) -> Evidence | None:
    """Both values, and who gave the second one when."""
    work = problem.work or _work(match)
    if work is not None:
        return Evidence(problem.variable, problem.ours, problem.theirs, work.source, work.item.doi, work.retrieved)
    source = ", ".join(match.asked) if isinstance(match, Absent) else ""
    if not (problem.ours or problem.theirs or source):
        return None
    return Evidence(problem.variable, problem.ours, problem.theirs, source)


def _work(match: Match | None) -> Work | None:
    return match.work if isinstance(match, Found | OtherWork) else None
