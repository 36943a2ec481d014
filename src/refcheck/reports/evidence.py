"""Both values of a finding, one above the other, with the words that differ marked; and where the second is from."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from refcheck.model import Evidence, Finding
from refcheck.reports.base import ReportOptions
from refcheck.reports.differences import Marked, differences
from refcheck.reports.plain import display_width, printable

OURS = "yours"
_OURS_STYLE, _THEIRS_STYLE, _LABEL_STYLE = "bold red underline", "bold green underline", "dim"
_SNAPSHOT = re.compile(r" snapshot of [\d-]+$")
"""What a source that does not change says of itself: its answers are of that day."""
_GAP = 2
_LEAST_ROOM = 20


def values(evidence: Evidence, options: ReportOptions, *, indent: int) -> Table:
    """The values as a small table: a label and the value in each row."""
    labels = (OURS, source_label(evidence.source))
    room = max(options.width - indent - max(map(display_width, labels)) - _GAP, _LEAST_ROOM)
    ours, theirs = differences(evidence.ours, evidence.theirs, room=room)
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value, style in ((labels[0], ours, _OURS_STYLE), (labels[1], theirs, _THEIRS_STYLE)):
        if value:
            grid.add_row(Text(label, style=_LABEL_STYLE), _marked(value, style))
    if not options.colour and _fits(ours, room) and _fits(theirs, room):
        arrows = _arrows(theirs)
        if arrows:
            grid.add_row("", arrows)
    return grid


def source_label(source: str) -> str:
    """One word for a source: its name, or the name of its file."""
    return undated(printable(source)).rsplit("/", 1)[-1].rsplit(" ", 1)[-1] or "instead"


def undated(source: str) -> str:
    """A source without the day of which its answers are, where its name says it."""
    return _SNAPSHOT.sub("", source)


def origin(evidence: Evidence) -> str:
    """The address of the work, the source, and the day of its answer."""
    if not evidence.source:
        return ""
    if evidence.retrieved is None:
        return printable(f"asked: {evidence.source}")
    link = printable(f"https://doi.org/{evidence.doi}") + "  " if evidence.doi else ""
    return link + printable(answer(evidence.source, evidence.retrieved))


def answer(source: str, retrieved: datetime.date) -> str:
    """A source, and the day of its answer."""
    return source if _SNAPSHOT.search(source) else f"{source}, answered {retrieved}"


def common_origin(findings: Iterable[Finding]) -> str:
    """The origin of all evidence, if there is but one: said once."""
    origins = {origin(one.evidence) for one in findings if one.evidence is not None}
    return origins.pop() if len(origins) == 1 else ""


def _marked(value: Marked, style: str) -> Text:
    text = Text()
    for piece in value:
        text.append(piece.text, style=style if piece.differs else "")
    return text


def _fits(value: Marked, room: int) -> bool:
    return bool(value) and sum(display_width(piece.text) for piece in value) <= room


def _arrows(value: Marked) -> str:
    """Arrow heads under the words that differ, unless that is all of them."""
    if all(piece.differs or not piece.text.strip() for piece in value):
        return ""
    return "".join(("^" if piece.differs else " ") * display_width(piece.text) for piece in value).rstrip()
