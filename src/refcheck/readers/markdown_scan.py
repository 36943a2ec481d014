"""What a scan of one paragraph of Markdown has found, all of it as places in the file.

The parts of the scanner (`markdown_inline` and its neighbours) write it, `markdown_blocks` makes a block of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from refcheck.model import Span


class Line(NamedTuple):
    """The content of one line, without quote marks, indentation and blanks at its end."""

    start: int
    end: int


class Edit(NamedTuple):
    """Characters of the file that a person reads as something else, or not at all."""

    start: int
    end: int
    text: str


class Range(NamedTuple):
    """Characters that are set in some way, or lead to an address; ``name`` says which."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class Pointer:
    """A citation: a key, or the name of a footnote."""

    start: int
    end: int
    label: str
    note: bool = False
    explicit: bool = True
    """Whether it can be nothing else; a bare ``@name`` may be a person on some other site."""
    group: Span | None = None


class Note(NamedTuple):
    """A footnote written where it is cited: the place of its text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rest of the document says about its paragraphs."""

    targets: Mapping[str, str] = field(default_factory=dict)
    """Addresses by the label of their definition, ``[label]: address``; labels in upper case."""
    notes: frozenset[str] = frozenset()
    braces: bool = False
    """Whether text in braces is an expression of a program (MDX)."""


@dataclass(slots=True)
class Scan:
    """What was found in one paragraph so far."""

    text: str
    end: int
    setting: Setting
    edits: list[Edit] = field(default_factory=list)
    marks: list[Range] = field(default_factory=list)
    links: list[Range] = field(default_factory=list)
    pointers: list[Pointer] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    bibliographies: list[str] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    delimiters: list[Delimiter] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    backticks: Mapping[int, Sequence[int]] | None = None
    signs: dict[str, int] = field(default_factory=dict)

    def drop(self, start: int, end: int) -> None:
        """Nobody reads these characters."""
        self.edits.append(Edit(start, end, ""))

    def replace(self, start: int, end: int, text: str) -> None:
        """A person reads these characters as a text."""
        self.edits.append(Edit(start, end, text))

    def mark(self, start: int, end: int, kind: str) -> None:
        """These characters are set in some way."""
        if start < end:
            self.marks.append(Range(start, end, kind))

    def link(self, start: int, end: int, target: str) -> None:
        """These characters lead to an address."""
        if start < end:
            self.links.append(Range(start, end, target))

    def cite(self, start: int, end: int, key: str, group: Span | None = None) -> None:
        """A citation by key."""
        self.pointers.append(Pointer(start, end, key, group=group))

    def add_note(self, outer: Span, inner: Span) -> None:
        """A footnote that stands in the text; its name is made of its place, so it is like no other."""
        label = f"inline-{outer.start}"
        self.notes.append(Note(inner.start, inner.end, label))
        self.pointers.append(Pointer(outer.start, outer.end, label, note=True))

    def next_sign(self, sign: str, position: int) -> int:
        """Where a sign stands next, or -1; positions must not go back, since what was found is remembered."""
        place = self.signs.get(sign, 0)
        if place < position and place >= 0:
            place = self.signs[sign] = self.text.find(sign, position, self.end)
        return place

    def next_backticks(self, length: int, position: int) -> int:
        """Where the next run of so many backticks begins, or -1."""
        runs = (self.backticks or {}).get(length, ())
        number = bisect_left(runs, position)
        return runs[number] if number < len(runs) else -1


@dataclass(slots=True)
class Bracket:
    """An opening bracket that waits for its closing one."""

    start: int
    opener: str
    """``[``, ``![`` or ``^[``."""
    pointers: int
    """How many citations came before it."""

    @property
    def inside(self) -> int:
        """Where its content begins."""
        return self.start + len(self.opener)


@dataclass(slots=True)
class Delimiter:
    """A run of ``*`` or ``_``, and how much of it is not yet used; ``start`` moves with it."""

    start: int
    end: int
    char: str
    opens: bool
    closes: bool


class Element(NamedTuple):
    """An HTML element that is open."""

    name: str
    start: int
    inside: int
    target: str
