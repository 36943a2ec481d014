"""The running text of a JATS article as blocks, with the pointers in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from refcheck.parsing.blocks import Block, Kind, Link, Mark
from refcheck.readers.pieces import Pieces
from refcheck.readers.xml_tree import Characters, Element

_KINDS = {"title": Kind.HEADING, "p": Kind.PARAGRAPH, "td": Kind.CELL, "th": Kind.CELL}
_APART = frozenset({"p", "list", "def-list", "table-wrap", "table", "fig", "fig-group", "boxed-text", "disp-quote",
                    "fn", "fn-group", "ref-list", "sec", "title", "caption", "supplementary-material"})  # fmt: skip
"""Elements that are paragraphs of their own, also inside of a paragraph."""
_SILENT = frozenset({"math", "tex-math", "disp-formula", "inline-formula", "graphic", "alternatives", "media",
                     "object-id", "label", "index-term"})  # fmt: skip
_MARKS = {"sup": "superscript", "italic": "emphasis", "sub": "subscript"}


@dataclass(frozen=True, slots=True)
class Pointing:
    """A cross-reference in the text of a block."""

    start: int
    end: int
    element: Element


@dataclass(frozen=True, slots=True)
class Passage:
    """A block and the cross-references in it."""

    block: Block
    pointings: tuple[Pointing, ...] = ()


def passages(root: Element, text: str) -> Iterator[Passage]:
    """The paragraphs, headings, notes and cells inside an element, without its lists of references."""
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        kind = _KINDS.get(element.local)
        if kind is not None:
            yield from _passage(element, kind, depth, text)
        deeper = depth + (element.local == "sec")
        inner = [child for child in element.elements() if child.local != "ref-list"]
        waiting.extend((child, deeper) for child in reversed(inner))


def passage(element: Element, kind: Kind, text: str) -> Passage:
    """One element as a block, its label left out."""
    taker = _Taker(text)
    taker.take(element)
    block = Block(kind, taker.pieces.finish(), marks=(), links=())
    length = len(block.text)
    marks = tuple(Mark(one.start, min(one.end, length), one.kind) for one in taker.marks if one.start < length)
    links = tuple(Link(one.start, min(one.end, length), one.target) for one in taker.links if one.start < length)
    pointings = tuple(
        Pointing(one.start, min(one.end, length), one.element) for one in taker.pointings if one.start < length
    )
    return Passage(Block(kind, block.pieces, marks=marks, links=links), pointings)


def _passage(element: Element, kind: Kind, depth: int, text: str) -> Iterator[Passage]:
    found = passage(element, kind, text)
    if found.block.pieces:
        block = found.block
        level = depth if kind is Kind.HEADING else 0
        yield Passage(Block(kind, block.pieces, level, marks=block.marks, links=block.links), found.pointings)


@dataclass(slots=True)
class _Taker:
    """Takes the text of an element piece by piece."""

    text: str
    pieces: Pieces = field(default_factory=Pieces)
    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pointings: list[Pointing] = field(default_factory=list)

    def take(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Characters):
                self.characters(child)
            elif child.local not in _SILENT and child.local not in _APART:
                self.inner(child)

    def characters(self, run: Characters) -> None:
        if run.verbatim:
            self.pieces.take(self.text, run.start, run.end)
        else:
            self.pieces.add(" " if run.text.isspace() else run.text, run.start, run.end)

    def inner(self, element: Element) -> None:
        start = self.pieces.length
        self.take(element)
        end = self.pieces.length
        if start == end:
            return
        if element.local in _MARKS:
            self.marks.append(Mark(start, end, _MARKS[element.local]))
        elif element.local == "xref":
            self.pointings.append(Pointing(start, end, element))
        elif element.attribute("href"):
            self.links.append(Link(start, end, element.attribute("href")))
