"""One line for each finding: ``refs.bib:33:12: REF210 warning truncated-pages …``."""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import CheckedDocument, Finding, Report, Severity, Unchecked
from refcheck.reports.base import ReportOptions
from refcheck.reports.plain import printable


def render(report: Report, options: ReportOptions) -> str:
    """The findings in the order of the documents; notes only with ``show_info``."""
    return "".join(f"{line}\n" for document in report.documents for line in _lines(document, options))


def _lines(checked: CheckedDocument, options: ReportOptions) -> Iterator[str]:
    lines = [
        (one.span.start, _line(one))
        for one in checked.all_findings
        if options.show_info or one.severity > Severity.INFO
    ]
    for one in checked.references:
        if isinstance(one.match, Unchecked):
            line, column = checked.document.position(one.reference.span.start)
            place = f"{checked.document.path}:{line}:{column}"
            lines.append((one.reference.span.start, f"{place}: not checked: {one.match.reason} [{one.reference.key}]"))
    return (printable(line) for _, line in sorted(lines, key=lambda pair: pair[0]))


def _line(finding: Finding) -> str:
    place = f"{finding.path}:{finding.line}:{finding.column}"
    key = f" [{finding.key}]" if finding.key else ""
    return f"{place}: {finding.code} {finding.severity} {finding.name} {finding.message}{key}"
