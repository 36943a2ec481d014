"""The report for a writer: reference by reference, both values side by side, where they come from, what to write."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from refcheck.model import (
    Applicability,
    CheckedDocument,
    Field,
    Finding,
    Fix,
    Reference,
    Report,
    Severity,
    Unchecked,
)
from refcheck.readers import is_edited
from refcheck.reports.base import ReportOptions
from refcheck.reports.counts import NOBODY, reason_without_verdict, with_owners
from refcheck.reports.evidence import common_origin, origin, undated, values
from refcheck.reports.plain import counted, printable, shortened
from refcheck.rules.wording import authors, year

_SEVERITIES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_PLACE, _KEY, _DIM = "bold", "bold cyan", "dim"
_WORDS = {"container-title": "journal or book", "issued": "year", "number": "article number", "page": "pages"}
"""What people call CSL variables, where that is something else."""
_INDENT, _DEEP = 2, 6
_LONGEST_NOTE = 50
_LONGEST_BEGINNING = 100
_NARROWEST = 40
_MOST_FILES = 5


def render(report: Report, options: ReportOptions) -> str:
    """The report as text, with escape sequences only if ``colour``."""
    console = Console(
        file=io.StringIO(),
        width=max(options.width, _NARROWEST),
        force_terminal=options.colour,
        color_system="standard" if options.colour else None,
        no_color=not options.colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as captured:
        print_report(report, options, console)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def print_report(report: Report, options: ReportOptions, console: Console) -> None:
    """Print the report on any console of rich."""
    options = replace(options, width=console.width)
    blocks = [block for document in report.documents for block in _document(document, options)]
    blocks.extend(() if options.show_info else _notes_on_files(report))
    blocks.extend(_without_verdict(report))
    blocks.extend(_advice(report.findings))
    for place, block in enumerate(blocks):
        if place:
            console.print()
        console.print(block)


# ------------------------------------------------------------------------------------------------- one reference


def _document(checked: CheckedDocument, options: ReportOptions) -> list[RenderableType]:
    """The blocks of a document, in the order of their places."""
    findings: dict[int, list[Finding]] = {}
    for finding, place in with_owners(checked):
        findings.setdefault(place, []).append(finding)
    blocks: list[tuple[int, RenderableType]] = []
    for finding in findings.pop(NOBODY, []):
        if finding.severity == Severity.INFO and not options.show_info:
            continue
        heading = _heading(f"{finding.path}:{finding.line}", finding.key)
        blocks.append((finding.span.start, Group(heading, *_findings([finding], None, options))))
    for place, one in enumerate(checked.references):
        own = [*one.findings, *findings.get(place, [])]
        if own:
            line, _ = checked.document.position(one.reference.span.start)
            heading = _heading(f"{checked.document.path}:{line}", *_name(one.reference))
            blocks.append((one.reference.span.start, Group(heading, *_reference(one.reference, own, options))))
    return [block for _, block in sorted(blocks, key=lambda pair: pair[0])]


def _name(reference: Reference) -> tuple[str, str]:
    """What the reference is called, and its description: what was typed, or who wrote what and when."""
    if reference.typed:
        return reference.label or reference.key, shortened(reference.text, _LONGEST_BEGINNING)
    item = reference.item
    words = (authors(item.author), year(item), item.title[0] if item.title else "")
    return reference.key, " ".join(word for word in words if word)


def _heading(place: str, name: str, description: str = "") -> Text:
    heading = Text(no_wrap=True, overflow="ellipsis")
    heading.append(printable(place), style=_PLACE)
    if name:
        heading.append(f"  {printable(name)}", style=_KEY)
    if description:
        heading.append("  " + printable(description), style=_DIM)
    return heading


def _reference(reference: Reference, findings: Sequence[Finding], options: ReportOptions) -> Iterator[RenderableType]:
    notes = [one for one in findings if one.severity == Severity.INFO and not options.show_info]
    told = [one for one in findings if one not in notes]
    yield from _findings(sorted(told, key=lambda one: (-one.severity, one.span.start, one.code)), reference, options)
    if notes:
        yield Padding(_folded(notes), (0, 0, 0, _INDENT))


def _findings(
    findings: Sequence[Finding], reference: Reference | None, options: ReportOptions
) -> Iterator[RenderableType]:
    shared = common_origin(findings)
    for finding in findings:
        yield Padding(_message(finding), (0, 0, 0, _INDENT))
        own = "" if shared or finding.evidence is None else origin(finding.evidence)
        for part in _details(finding, reference, options):
            yield Padding(part, (0, 0, 0, _DEEP))
        if own:
            yield Padding(Text(own, style=_DIM), (0, 0, 0, _DEEP))
    if shared:
        yield Padding(Text(shared, style=_DIM), (0, 0, 0, _DEEP if len(findings) == 1 else _INDENT))


def _message(finding: Finding) -> Text:
    text = Text()
    text.append(str(finding.severity), style=_SEVERITIES[finding.severity])
    text.append(f" {finding.code} {finding.name}", style="bold")
    source = finding.evidence.source if finding.evidence is not None else ""
    text.append(f": {printable(finding.message.replace(f'({source})', f'({undated(source)})'))}")
    return text


def _details(finding: Finding, reference: Reference | None, options: ReportOptions) -> Iterator[RenderableType]:
    evidence = finding.evidence
    if evidence is not None and (evidence.ours or evidence.theirs):
        yield values(evidence, options, indent=_DEEP)
    if finding.fix is not None:
        yield _fix(finding.fix, reference)


def _fix(fix: Fix, reference: Reference | None) -> Text:
    field = reference.field(fix.variable) if reference is not None else None
    value = printable(fix.value)
    text = Text()
    text.append("Fix: ", style="bold")
    text.append(f"change {_called(field, reference)} to {value}" if field else f"add {_word(fix.variable)} {value}")
    text.append(" [*]" if fix.applicability is Applicability.SAFE else " (look first)", style=_DIM)
    return text


def _called(field: Field, reference: Reference | None) -> str:
    """The field as its writer calls it; the fields of typed references have no names."""
    return _word(field.name) if reference is not None and reference.typed else printable(field.name)


def _word(variable: str) -> str:
    return _WORDS.get(variable, variable)


def _folded(notes: Sequence[Finding]) -> Text:
    parts = "; ".join(f"{one.name} {_gist(one)}".rstrip() for one in notes)
    return Text(f"{counted(len(notes), 'note')}: {parts}", style=_DIM)


def _gist(note: Finding) -> str:
    """What a note proposes, or else what it says. A DOI is never cut: it is there to be copied."""
    if note.fix is not None and note.fix.variable == "DOI":
        return printable(note.fix.value)
    evidence = note.evidence
    if evidence is None or not evidence.theirs or (evidence.ours and note.fix is None):
        told = note.message.replace(f" ({evidence.source})", "") if evidence is not None else note.message
        return f"({shortened(told, _LONGEST_NOTE)})"
    added = "" if evidence.ours else _word(evidence.variable)
    return shortened(f"{added} {evidence.theirs}".strip(), _LONGEST_NOTE)


# ---------------------------------------------------------------------------------------------------- the end


def _notes_on_files(report: Report) -> Iterator[Text]:
    """One line for each note on whole files, so that a folder of pages is not a page of notes."""
    files: dict[str, list[str]] = {}
    for checked in report.documents:
        for finding, place in with_owners(checked):
            if finding.severity == Severity.INFO and place == NOBODY:
                files.setdefault(f"{finding.name} ({finding.message})", []).append(finding.path)
    for note, paths in files.items():
        unique = list(dict.fromkeys(paths))
        more = f" and {len(unique) - _MOST_FILES} more (`--show-info`)" if len(unique) > _MOST_FILES else ""
        named = ", ".join(map(printable, unique[:_MOST_FILES]))
        yield Text(f"{counted(len(paths), 'note')}: {printable(note)}: {named}{more}", style=_DIM)


def _without_verdict(report: Report) -> Iterator[RenderableType]:
    """The references that nothing is said about, and why: no answer came, or there is nothing to compare with."""
    unchecked: list[RenderableType] = []
    uncompared: list[RenderableType] = []
    for document in report.documents:
        for one in document.references:
            reason = reason_without_verdict(one.match)
            if reason:
                line, _ = document.document.position(one.reference.span.start)
                lines = unchecked if isinstance(one.match, Unchecked) else uncompared
                lines.append(_heading(f"{document.document.path}:{line}", *_name(one.reference)))
                lines.append(Padding(Text(printable(reason)), (0, 0, 0, _INDENT)))
    if unchecked:
        yield Group(Text("Not checked", style="bold"), *unchecked)
    if uncompared:
        yield Group(Text("Not compared", style="bold"), *uncompared)


def _advice(findings: Sequence[Finding]) -> Iterator[Text]:
    """What can be done about it all."""
    fixes = [one.fix for one in findings if one.fix is not None and is_edited(one.path)]
    safe = sum(1 for fix in fixes if fix.applicability is Applicability.SAFE)
    unsafe = len(fixes) - safe
    parts = []
    if safe:
        parts.append(f"[*] {counted(safe, 'safe fix', 'safe fixes')}: `refcheck verify --fix`.")
    if unsafe:
        parts.append(f"{counted(unsafe, 'fix', 'fixes')} to look at first: `refcheck verify --fix --unsafe-fixes`.")
    if parts:
        yield Text("\n".join(parts), style=_DIM)
