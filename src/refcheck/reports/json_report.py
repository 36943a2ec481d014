"""The whole report as one JSON object, for programs."""

from __future__ import annotations

import json

from refcheck.model import CheckedDocument, Report
from refcheck.reports.base import ReportOptions
from refcheck.reports.records import VERSION, Record, citation_record, finding_record, reference_record, summary_record
from refcheck.version import __version__


def render(report: Report, options: ReportOptions) -> str:
    """The report in one line, which is written several times as fast; members always stand in the same order."""
    content: Record = {
        "version": VERSION,
        "refcheck": __version__,
        "generated": options.generated,
        "documents": [_document(one) for one in report.documents],
        "summary": summary_record(report),
    }
    return json.dumps(content, ensure_ascii=False) + "\n"


def _document(checked: CheckedDocument) -> Record:
    return {
        "path": checked.document.path,
        "references": [reference_record(checked.document, one) for one in checked.references],
        "citations": [citation_record(checked.document, one) for one in checked.document.citations],
        "findings": [finding_record(one) for one in checked.findings],
    }
