"""The lines of a plain text, and which of them belong together.

A line of a plain text may be a whole paragraph, or a piece of one that was wrapped at some width. What tells them
apart: a wrapped line is so long that the first word of the next would not have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MARKER = re.compile(
    r"\[(?P<bracket>\d{1,4}|[A-Za-z][A-Za-z+]{0,12}\d{2,4}[a-z]?)\]\s*|\((?P<round>\d{1,3})\)\s+|(?P<point>\d{1,3})[.)]\s+"
    r"|(?P<bullet>[-*+•‣◦▪●○■□⁃∙·–])\s+"
)
_STARTS_ANEW = re.compile(r"[^\W\d_a-z][\w'’-]+(?:,|\s[^\W\d_a-z]{1,3}\b)|[^\W\d_a-z]\.\s")
_ENDED = re.compile(r"[.!?:)\]\d/»”\"]$")
_NARROWEST_WRAP, _WIDEST_WRAP = 36, 120
"""Nobody wraps lines at fewer or more characters than these."""
_LONG_LINE = 160
_MOST_WRAPPED = 0.5
"""So many of the line ends of a paragraph must look like wraps for its lines to be joined."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its blanks at both ends: ``text[start:end]``."""

    start: int
    end: int
    indent: int
    first_word: int
    """The length of the first word."""
    words: str

    @property
    def width(self) -> int:
        """The columns that the line takes."""
        return self.indent + self.end - self.start


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that belong together; ``label`` is the number of an item, ``skip`` the length of its marker."""

    lines: tuple[Line, ...]
    is_item: bool = False
    label: str = ""
    skip: int = 0


@dataclass(frozen=True, slots=True)
class _Marker:
    label: str
    bullet: str
    length: int

    def follows(self, other: _Marker | None) -> bool:
        """Whether it continues a list: the next number, or the same bullet."""
        if other is None:
            return self.label == "1"
        if self.label.isdigit() and other.label.isdigit():
            return int(self.label) == int(other.label) + 1
        return self.bullet == other.bullet and self.label.isdigit() == other.label.isdigit()


def paragraphs(text: str) -> Iterator[list[Line]]:
    """The lines of a text, in runs that blank lines separate."""
    for blank, lines in groupby(map(_line, _LINE.finditer(text)), key=lambda line: line.start == line.end):
        if not blank:
            yield list(lines)


def units(lines: Sequence[Line], *, wrapped: bool) -> list[Unit]:
    """The items, hanging paragraphs or lines of one run; ``wrapped`` where the text seems to be wrapped at a width."""
    if _marker(lines[0]) or any(_begins_list(before, line) for before, line in pairwise(lines)):
        return list(_items(lines, wrapped=wrapped))
    indents = {line.indent for line in lines}
    if len(indents) > 1:
        hanging = lines[0].indent == min(indents)
        first = [line for line in lines if (line.indent == min(indents)) is hanging]
        return [Unit(tuple(part)) for part in _split_before(lines, {line.start for line in first})]
    return [Unit(tuple(part)) for part in _flat(lines, wrapped=wrapped)]


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether a text may be wrapped at a width: no line is a whole paragraph."""
    return not any(line.width > _LONG_LINE and line.words.count(" ") > _LONG_LINE // 12 for line in lines)


def _line(found: re.Match[str]) -> Line:
    raw = found.group().rstrip("\r\n")
    stripped = raw.strip()
    indent = len(raw[: len(raw) - len(raw.lstrip())].expandtabs())
    start = found.start() + len(raw) - len(raw.lstrip()) if stripped else found.start()
    word = stripped.split(maxsplit=1)[0] if stripped else ""
    return Line(start, start + len(stripped), indent, len(word), stripped)


# ------------------------------------------------------------------------------------------------------------ items


def _marker(line: Line) -> _Marker | None:
    found = _MARKER.match(line.words)
    if found is None or found.end() == len(line.words):
        return None
    label = found["bracket"] or found["round"] or found["point"] or ""
    return _Marker(label, found["bullet"] or "", found.end())


def _begins_list(before: Line, line: Line) -> bool:
    """Whether a list begins within a paragraph: at its number 1, or with a bullet after a colon."""
    marker = _marker(line)
    return marker is not None and (marker.label == "1" or (bool(marker.bullet) and before.words.endswith(":")))


def _items(lines: Sequence[Line], *, wrapped: bool) -> Iterator[Unit]:
    widest = max(line.width for line in lines)
    current: list[Line] = []
    item: _Marker | None = None
    for line in lines:
        marker = _marker(line)
        before = current[-1] if current else None
        begins = marker is not None and (before is None or marker.follows(item) or _begins_list(before, line))
        if before is not None and (begins or not _continues(before, line, current[0], widest if wrapped else 0)):
            yield _unit(current, item)
            current, item = [], None
        if begins:
            item = marker
        current.append(line)
    yield _unit(current, item)


def _unit(lines: Sequence[Line], item: _Marker | None) -> Unit:
    return Unit(tuple(lines), item is not None, item.label if item else "", item.length if item else 0)


def _continues(before: Line, line: Line, first: Line, widest: int) -> bool:
    return line.indent > first.indent or _fills(before, line, widest)


# ------------------------------------------------------------------------------------------------------- flat lines


def _fills(before: Line, line: Line, widest: int) -> bool:
    """Whether the first word of a line would not have fitted on the line before."""
    return _NARROWEST_WRAP <= widest <= _WIDEST_WRAP and before.width + 1 + line.first_word > widest


def _flat(lines: Sequence[Line], *, wrapped: bool) -> Iterator[list[Line]]:
    """The lines one by one, or joined where they were wrapped."""
    widest = max(line.width for line in lines)
    wraps = [_fills(before, line, widest) for before, line in pairwise(lines)]
    some = sum(wraps) > len(wraps) * _MOST_WRAPPED if wrapped else len(wraps) > 2 and all(wraps)
    starts = {line.start for line in lines} if not some else set[int]()
    for fills, (before, line) in zip(wraps, pairwise(lines), strict=True):
        if _ENDED.search(before.words) and (not fills or _STARTS_ANEW.match(line.words)):
            starts.add(line.start)
    return _split_before(lines, starts)


def _split_before(lines: Sequence[Line], starts: set[int]) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in lines:
        if part and line.start in starts:
            yield part
            part = []
        part.append(line)
    yield part
