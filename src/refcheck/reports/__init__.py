"""The reports by name. Each is imported when it is asked for: only one of them needs a terminal library."""

from __future__ import annotations

from collections.abc import Mapping

from refcheck.model import Report
from refcheck.reports.base import Render, ReportOptions

__all__ = ["REPORTS", "ReportOptions"]


def _full(report: Report, options: ReportOptions) -> str:
    from refcheck.reports.full import render  # noqa: PLC0415 - see above

    return render(report, options)


def _concise(report: Report, options: ReportOptions) -> str:
    from refcheck.reports.concise import render  # noqa: PLC0415 - see above

    return render(report, options)


def _json(report: Report, options: ReportOptions) -> str:
    from refcheck.reports.json_report import render  # noqa: PLC0415 - see above

    return render(report, options)


def _jsonl(report: Report, options: ReportOptions) -> str:
    from refcheck.reports.jsonl_report import render  # noqa: PLC0415 - see above

    return render(report, options)


REPORTS: Mapping[str, Render] = {"full": _full, "concise": _concise, "json": _json, "jsonl": _jsonl}
