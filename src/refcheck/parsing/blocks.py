"""An article as a sequence of blocks: the form that every reader of running text produces.

A block is a paragraph, a heading, an item of a list, a footnote. It knows its text as a person reads it and where each
character of it stands in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from itertools import accumulate

from refcheck.model import Span


class Kind(Enum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    FOOTNOTE = "footnote"
    CELL = "cell"
    NOISE = "noise"
    """Navigation, forms, code: never a reference, never a sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and the place it was written at; ``verbatim`` where the file holds the very same characters."""

    text: str
    span: Span

    @property
    def verbatim(self) -> bool:
        """Whether each character stands for one character of the file."""
        return len(self.text) == self.span.end - self.span.start


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of the block's text that is set in a way that matters: ``superscript``, ``emphasis``."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Link:
    """A range of the block's text that leads to an address (``href`` as in the file, entities decoded)."""

    start: int
    end: int
    target: str


@dataclass(frozen=True)
class Block:
    """A piece of an article. Offsets in ``marks`` and ``links`` count in ``text``."""

    kind: Kind
    pieces: tuple[Piece, ...]
    level: int = 0
    """The depth of a heading or of a list."""
    group: str = ""
    """A name that all items of one list, or all footnotes, share; empty for blocks that stand alone.

    A paragraph in the group of a list is the second or a later one of the item before it.
    """
    label: str = ""
    """The number of an item, the name of a footnote, as the format gives it."""
    hint: str = ""
    """What the format says of it: ``references`` inside a container known to hold a bibliography."""
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()

    @cached_property
    def text(self) -> str:
        """The text as a person reads it."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(piece.text) for piece in self.pieces), initial=0))[:-1]

    @property
    def span(self) -> Span:
        """The place of the whole block in the file."""
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end) if self.pieces else Span(0, 0)

    def source(self, start: int, end: int) -> Span:
        """The place in the file of a range of the text, ``start < end``."""
        return Span(self._place(start, after=False), self._place(end - 1, after=True))

    def _place(self, offset: int, *, after: bool) -> int:
        number = max(0, bisect_right(self._starts, offset) - 1)
        piece = self.pieces[number]
        if piece.verbatim:
            return piece.span.start + offset - self._starts[number] + after
        return piece.span.end if after else piece.span.start

    def part(self, start: int, end: int) -> Block:
        """The block that holds a range of the text, with the marks and links inside it."""
        return replace(
            self,
            pieces=tuple(_cut(self.pieces, self._starts, start, end)),
            marks=tuple(Mark(*_moved(m.start, m.end, start, end), m.kind) for m in self.marks if _in(m, start, end)),
            links=tuple(Link(*_moved(k.start, k.end, start, end), k.target) for k in self.links if _in(k, start, end)),
        )


def joined(blocks: Iterable[Block], separator: str = " ") -> Block:
    """Several blocks as one, for a reference that runs over more than one line or paragraph."""
    first, *others = blocks
    whole = first
    for other in others:
        gap = Piece(separator, Span(whole.span.end, other.span.start))
        shift = len(whole.text) + len(separator)
        whole = replace(
            whole,
            pieces=(*whole.pieces, gap, *other.pieces),
            marks=(*whole.marks, *(Mark(m.start + shift, m.end + shift, m.kind) for m in other.marks)),
            links=(*whole.links, *(Link(k.start + shift, k.end + shift, k.target) for k in other.links)),
        )
    return whole


def _in(marked: Mark | Link, start: int, end: int) -> bool:
    return marked.start < end and start < marked.end


def _moved(first: int, last: int, start: int, end: int) -> tuple[int, int]:
    return max(first, start) - start, min(last, end) - start


def _cut(pieces: tuple[Piece, ...], starts: list[int], start: int, end: int) -> Iterable[Piece]:
    for number in range(max(0, bisect_right(starts, start) - 1), len(pieces)):
        piece, begin = pieces[number], starts[number]
        if begin >= end:
            break
        low, high = max(start - begin, 0), min(end - begin, len(piece.text))
        if low >= high:
            continue
        if piece.verbatim:
            yield Piece(piece.text[low:high], Span(piece.span.start + low, piece.span.start + high))
        else:
            yield Piece(piece.text[low:high], piece.span)
