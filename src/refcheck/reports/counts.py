"""What a report comes to: references, findings, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from refcheck.model import (
    Absent,
    CheckedDocument,
    Finding,
    Found,
    Match,
    OtherWork,
    Registered,
    Report,
    Severity,
    Span,
    Unchecked,
    Unsearchable,
)
from refcheck.reports.plain import counted

NOBODY = -1
"""The place of no reference."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a run."""

    references: int
    checked: int
    not_found: int
    """Of those checked: no source has the work, which means little for a web page and much for an article (REF103)."""
    unchecked: int
    uncompared: int
    """No source describes them, or they say too little to ask for."""
    with_findings: int
    errors: int
    warnings: int
    notes: int
    sources: tuple[tuple[str, int], ...]
    """Each source that answered, and for how many references."""


def counts(report: Report) -> Counts:
    """Count a report."""
    references = [one for document in report.documents for one in document.references]
    severities = Counter(finding.severity for finding in report.findings)
    unchecked = len(report.unchecked)
    uncompared = sum(1 for one in references if isinstance(one.match, Registered | Unsearchable))
    return Counts(
        references=len(references),
        checked=len(references) - unchecked - uncompared,
        not_found=sum(1 for one in references if isinstance(one.match, Absent)),
        unchecked=unchecked,
        uncompared=uncompared,
        with_findings=sum(len(_with_findings(document)) for document in report.documents),
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        notes=severities[Severity.INFO],
        sources=tuple(sorted(Counter(name for one in references for name in _sources(one.match)).items())),
    )


def summary(report: Report) -> str:
    """The run in a sentence or two."""
    number = counts(report)
    owned = [pair for one in report.documents for pair in with_owners(one)]
    apart = Counter(finding.severity for finding, place in owned if place == NOBODY)
    some = _amounts(number.errors - apart[Severity.ERROR], number.warnings - apart[Severity.WARNING])
    others = _amounts(apart[Severity.ERROR], apart[Severity.WARNING])
    sentence = (
        f"{counted(number.references, 'reference')}: {number.checked} checked"
        f"{f' ({number.not_found} not found)' if number.not_found else ''}, "
        f"{number.with_findings} with findings{f' ({some})' if some else ''}, "
        f"{f'{others} elsewhere, ' if others else ''}{counted(number.notes, 'note')}; "
        f"{f'{number.uncompared} not compared, ' if number.uncompared else ''}{number.unchecked} not checked."
    )
    answered = ", ".join(f"{source} ({times})" for source, times in number.sources)
    return " ".join([sentence, *([f"Answered by {answered}."] if answered else [])])


def _amounts(errors: int, warnings: int) -> str:
    kinds = [counted(errors, "error"), counted(warnings, "warning")]
    return ", ".join(text for text in kinds if not text.startswith("0 "))


def with_owners(checked: CheckedDocument) -> Iterator[tuple[Finding, int]]:
    """The findings about the whole document, and the places of the references they are shown with, or `NOBODY`."""
    spans: dict[str, list[tuple[int, Span]]] = {}
    for place, one in enumerate(checked.references):
        spans.setdefault(one.reference.key, []).append((place, one.reference.span))
    for finding in checked.findings:
        start, named = finding.span.start, spans.get(finding.key, ())
        yield finding, next((place for place, span in named if span.start <= start <= span.end), NOBODY)


def reason_without_verdict(match: Match) -> str:
    """Why nothing can be said about a reference; empty if something can."""
    match match:
        case Unchecked(reason=reason) | Unsearchable(reason=reason):
            return reason
        case Registered(doi=doi, agency=agency):
            return f"registered with {agency}, which gives no description to compare with: https://doi.org/{doi}"
        case Found() | OtherWork() | Absent():
            return ""


def _with_findings(checked: CheckedDocument) -> set[int]:
    """The places of the references about which there is an error or a warning."""
    own = {place for place, one in enumerate(checked.references) if any(map(_is_more_than_note, one.findings))}
    return own | {place for finding, place in with_owners(checked) if _is_more_than_note(finding)} - {NOBODY}


def _is_more_than_note(finding: Finding) -> bool:
    return finding.severity > Severity.INFO


def _sources(match: Match) -> Iterator[str]:
    match match:
        case Found(work=work) | OtherWork(work=work):
            yield work.source
        case Absent(asked=asked):
            yield from asked
        case Registered(agency=agency):
            yield agency
        case Unchecked() | Unsearchable():
            return
