"""What a report comes to: references, findings, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from refcheck.model import (
    Absent,
    CheckedReference,
    Found,
    Match,
    OtherWork,
    Registered,
    Report,
    Severity,
    Unchecked,
    Unsearchable,
)
from refcheck.reports.plain import counted


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a run."""

    references: int
    checked: int
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
        unchecked=unchecked,
        uncompared=uncompared,
        with_findings=sum(1 for one in references if _counts_for_exit(one)),
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        notes=severities[Severity.INFO],
        sources=tuple(sorted(Counter(name for one in references for name in _sources(one.match)).items())),
    )


def summary(report: Report) -> str:
    """The run in a sentence or two."""
    number = counts(report)
    kinds = [counted(number.errors, "error"), counted(number.warnings, "warning")]
    some = ", ".join(text for text in kinds if not text.startswith("0 "))
    sentence = (
        f"{counted(number.references, 'reference')}: {number.checked} checked, "
        f"{number.with_findings} with findings{f' ({some})' if some else ''}, {counted(number.notes, 'note')}; "
        f"{f'{number.uncompared} not compared, ' if number.uncompared else ''}{number.unchecked} not checked."
    )
    answered = ", ".join(f"{source} ({times})" for source, times in number.sources)
    return " ".join([sentence, *([f"Answered by {answered}."] if answered else [])])


def reason_without_verdict(match: Match) -> str:
    """Why nothing can be said about a reference; empty if something can."""
    match match:
        case Unchecked(reason=reason) | Unsearchable(reason=reason):
            return reason
        case Registered(doi=doi, agency=agency):
            return f"registered with {agency}, which gives no description to compare with: https://doi.org/{doi}"
        case Found() | OtherWork() | Absent():
            return ""


def _counts_for_exit(checked: CheckedReference) -> bool:
    return any(finding.severity > Severity.INFO for finding in checked.findings)


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
