"""How often each rule was broken."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass

from refcheck.model import Applicability, Finding, Report, Severity
from refcheck.reports.base import ReportOptions


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule, how many findings it has, and how many of them have a safe fix."""

    code: str
    name: str
    count: int
    fixable: int


def render_statistics(report: Report, options: ReportOptions) -> str:
    """A line for each rule, the most frequent first; notes only with ``show_info``."""
    rows = rule_counts([one for one in report.findings if options.show_info or one.severity > Severity.INFO])
    width = max((len(str(row.count)) for row in rows), default=0)
    return "".join(f"{row.count:>{width}}  {row.code}  {'[*]' if row.fixable else '   '}  {row.name}\n" for row in rows)


def render_json_statistics(report: Report) -> str:
    """The same for a machine, notes included."""
    return json.dumps([asdict(row) for row in rule_counts(report.findings)], indent=2) + "\n"


def rule_counts(findings: tuple[Finding, ...] | list[Finding]) -> list[RuleCount]:
    """The rules that were broken, the most frequent first."""
    times = Counter(one.code for one in findings)
    safe = Counter(one.code for one in findings if one.fix and one.fix.applicability is Applicability.SAFE)
    names = {one.code: one.name for one in findings}
    ordered = sorted(times, key=lambda code: (-times[code], code))
    return [RuleCount(code, names[code], times[code], safe[code]) for code in ordered]
