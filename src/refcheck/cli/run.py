"""One run of ``refcheck verify``: check, write fixes if wished, report, and the exit code."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from refcheck.cli import common
from refcheck.cli.common import say
from refcheck.cli.places import Places
from refcheck.cli.progress import progress_bar
from refcheck.errors import CannotSave
from refcheck.fix import Fixed, fix_document, save, unified_diff
from refcheck.model import Document, Report
from refcheck.pipeline import check_again, verify_documents
from refcheck.reports import REPORTS, ReportOptions
from refcheck.reports.counts import summary
from refcheck.reports.plain import counted, printable
from refcheck.reports.statistics import render_json_statistics, render_statistics
from refcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to do with the outcome."""

    fix: bool
    unsafe: bool
    diff: bool
    file: Path | None
    statistics: bool
    exit_zero: bool
    quiet: bool
    stdin_name: str = ""
    """What standard input is called, if it is to be read."""


def run(places: Places, settings: Settings, wishes: Wishes) -> int:
    """Check what is at the places and tell the user; the exit code. A page that did not come is an error at the end."""
    documents = places.documents()
    if not documents:
        say(f"Nothing that refcheck reads was found in {', '.join(places.names)}.")
        return common.EXIT_CLEAN
    code = _checked(documents, places, settings, wishes)
    return common.EXIT_ERROR if places.failed and code != common.EXIT_INTERRUPTED else code


def _checked(documents: Sequence[Document], places: Places, settings: Settings, wishes: Wishes) -> int:
    total = sum(len(one.references) for one in documents)
    with progress_bar(total, wanted=not wishes.quiet) as show:
        report = verify_documents(documents, settings, progress=show)
    if report.interrupted or not (wishes.fix or wishes.diff):
        return _tell(report, settings, wishes)
    fixed = [
        fix_document(one, unsafe=wishes.unsafe) if places.writable(one.document) else Fixed(one.document, one.document)
        for one in report.documents
    ]
    for refused in (one for each in fixed for one in each.refused):
        finding = refused.finding
        say(printable(f"{finding.path}:{finding.line}: {finding.name} was not fixed: {refused.reason}"))
    if wishes.diff:
        return _show_changes(report, fixed, settings, wishes)
    return _write_changes(report, fixed, settings, wishes)


# ------------------------------------------------------------------------------------------------------ the report


def _tell(report: Report, settings: Settings, wishes: Wishes, *, to_stderr: bool = False) -> int:
    text = _rendered(report, settings, wishes)
    if wishes.file is not None:
        common.write_file(wishes.file, text, option="--output-file")
    elif to_stderr:
        say(text.rstrip("\n"))
    else:
        common.write(text)
    if not wishes.quiet:
        for notice in report.notices:
            say(printable(notice))
        say(("Interrupted. " if report.interrupted else "") + summary(report))
    return _exit_code(report, settings, wishes)


def _rendered(report: Report, settings: Settings, wishes: Wishes) -> str:
    options = ReportOptions(
        show_info=settings.show_info,
        colour=wishes.file is None and common.colour_wanted(),
        width=common.terminal_width(),
        generated=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    )
    if not wishes.statistics:
        return REPORTS[settings.output_format](report, options)
    if settings.output_format in {"json", "jsonl"}:
        return render_json_statistics(report)
    return render_statistics(report, options)


def _exit_code(report: Report, settings: Settings, wishes: Wishes) -> int:
    """Incompleteness outweighs findings: who reads only the code must not take silence for an answer."""
    if report.interrupted:
        return common.EXIT_INTERRUPTED
    if report.unchecked:
        return common.EXIT_INCOMPLETE
    failing = any(one.severity >= settings.fail_on for one in report.findings)
    return common.EXIT_FINDINGS if failing and not wishes.exit_zero else common.EXIT_CLEAN


# ------------------------------------------------------------------------------------------------------- the fixes


def _show_changes(report: Report, fixed: Sequence[Fixed], settings: Settings, wishes: Wishes) -> int:
    common.write("".join(map(unified_diff, fixed)))
    if not wishes.quiet:
        say(f"Would write {_amount(fixed)}{_left(report, fixed)}.")
        say(summary(report))
    code = _exit_code(report, settings, wishes)
    would_change = any(one.applied for one in fixed) and not wishes.exit_zero
    return common.EXIT_FINDINGS if would_change and code == common.EXIT_CLEAN else code


def _write_changes(report: Report, fixed: Sequence[Fixed], settings: Settings, wishes: Wishes) -> int:
    failed = False
    outcome = []
    for one in fixed:
        try:
            _save(one, wishes)
            outcome.append(one)
        except CannotSave as error:
            say(f"refcheck: {error}")
            failed = True
            outcome.append(Fixed(one.before, one.before))
    to_stderr = any(one.before.path == wishes.stdin_name for one in fixed)
    code = _tell(check_again(report, outcome, settings), settings, wishes, to_stderr=to_stderr)
    if not wishes.quiet:
        say(f"Wrote {_amount(outcome)}{_left(report, outcome)}.")
    return common.EXIT_ERROR if failed else code


def _save(fixed: Fixed, wishes: Wishes) -> None:
    """To its file, if anything changed; what came from standard input goes to standard output."""
    if fixed.before.path == wishes.stdin_name:
        common.write_bytes(fixed.content)
    elif fixed.applied:
        save(fixed)


def _amount(fixed: Sequence[Fixed]) -> str:
    fixes = sum(len(one.applied) for one in fixed)
    files = sum(1 for one in fixed if one.applied)
    return f"{counted(fixes, 'fix', 'fixes')} in {counted(files, 'file')}"


def _left(report: Report, fixed: Sequence[Fixed]) -> str:
    """How many fixes are left that only --unsafe-fixes would write."""
    done = {id(finding) for one in fixed for finding in (*one.applied, *(each.finding for each in one.refused))}
    left = sum(1 for one in report.findings if one.fix is not None and id(one) not in done)
    return f"; {left} more with --unsafe-fixes, look at them first" if left else ""
