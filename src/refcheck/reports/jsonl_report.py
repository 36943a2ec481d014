"""One JSON object a line: a document with what is said of the whole of it, its references, at the end the summary."""

from __future__ import annotations

import json
from collections.abc import Iterator

from refcheck.model import CheckedDocument, Report
from refcheck.reports.base import ReportOptions
from refcheck.reports.records import VERSION, Record, citation_record, finding_record, reference_record, summary_record
from refcheck.version import __version__


def render(report: Report, options: ReportOptions) -> str:
    """The lines in the order of the documents."""
    records = [record for checked in report.documents for record in _records(checked)]
    last: Record = {
        "kind": "summary",
        "version": VERSION,
        "refcheck": __version__,
        "generated": options.generated,
        **summary_record(report),
    }
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in (*records, last))


def _records(checked: CheckedDocument) -> Iterator[Record]:
    path = checked.document.path
    if checked.findings or checked.document.citations:
        yield {
            "kind": "document",
            "path": path,
            "citations": [citation_record(checked.document, one) for one in checked.document.citations],
            "findings": [finding_record(one) for one in checked.findings],
        }
    for one in checked.references:
        yield {"kind": "reference", "path": path, **reference_record(checked.document, one)}
