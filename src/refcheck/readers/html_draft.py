"""The block of a page that is being put together: its text, and the marks and links in it that are still open."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from refcheck.compare.text import fold
from refcheck.parsing.blocks import Block, Kind, Link, Mark
from refcheck.readers.pieces import Pieces
from refcheck.readers.tables import rows

_ENTITY = re.compile(r"&(?:#\d{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_BLANKS = re.compile(r"\s+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_BEHIND_LINK = re.compile(r"[\s|.,;:·•/)\]–—-]*")
_BEFORE_LINK = re.compile(r"[\s|,;:·•/(\[–—-]*\Z")
_SHORTEST_REFERENCE = 25
"""Characters that must remain of a reference when the links behind it are cut off."""
_WIDEST_GAP = 40


@dataclass(slots=True)
class _Open:
    """A mark or a link that is open: which element opened it, and where in the block it began."""

    element: object
    start: int
    kind: str = ""
    target: str = ""


class Draft:
    """Text, marks and links of one block, until `cut` takes them out."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces = Pieces()
        self._open: list[_Open] = []
        self._marks: list[Mark] = []
        self._links: list[Link] = []

    def take(self, start: int, end: int) -> None:
        """Add text of the page, entities decoded."""
        position = start
        for entity in _ENTITY.finditer(self._source, start, end):
            character = html.unescape(entity.group())
            if character == entity.group():
                continue
            self._pieces.take(self._source, position, entity.start())
            character = _BLANKS.sub(" ", _INVISIBLE.sub("", character))
            self._pieces.add(character, entity.start(), entity.end())
            position = entity.end()
        self._pieces.take(self._source, position, end)

    def blank(self, place: int) -> None:
        """Add a blank that the page does not hold."""
        self._pieces.add(" ", place, place)

    def begin(self, element: object, *, kind: str = "", target: str = "") -> None:
        """An element opens a mark or a link."""
        self._open.append(_Open(element, self._pieces.length, kind, target))

    def end(self, element: object) -> None:
        """An element ends; so does what it opened."""
        for opened in [one for one in self._open if one.element is element]:
            self._finish(opened)
            self._open.remove(opened)

    def cut(self, kind: Kind) -> Block | None:
        """The block so far, if it has any text. What is open goes on in the next."""
        for opened in self._open:
            self._finish(opened)
            opened.start = 0
        pieces = self._pieces.finish()
        marks, links, self._marks, self._links = self._marks, self._links, [], []
        if not pieces:
            return None
        length = sum(len(piece.text) for piece in pieces)
        return Block(
            kind,
            pieces,
            marks=tuple(Mark(one.start, min(one.end, length), one.kind) for one in marks if one.start < length),
            links=tuple(Link(one.start, min(one.end, length), one.target) for one in links if one.start < length),
        )

    def _finish(self, opened: _Open) -> None:
        end = self._pieces.length
        if opened.start >= end:
            return
        if opened.kind:
            self._marks.append(Mark(opened.start, end, opened.kind))
        else:
            self._links.append(Link(opened.start, end, opened.target))


def link_bar(block: Block) -> tuple[str, ...]:
    """The targets of a block that holds nothing but links around a reference (*PubMed*, *Google Scholar*)."""
    end, targets = _without_labels(block)
    return targets if end == 0 else ()


def without_link_labels(block: Block) -> Block:
    """A reference without the labels of the links behind it; the links then belong to the whole of it."""
    end, targets = _without_labels(block)
    if end == len(block.text) or end < _SHORTEST_REFERENCE:
        return block
    return with_links(block.part(0, end), targets)


def with_links(block: Block, targets: tuple[str, ...]) -> Block:
    """A block with further links that belong to the whole of it; those inside the page are left out."""
    outside = (Link(0, len(block.text), target) for target in targets if not target.startswith("#"))
    return Block(
        block.kind, block.pieces, block.level, block.group, block.label, block.hint, block.marks,
        (*block.links, *outside),
    )  # fmt: skip


def _without_labels(block: Block) -> tuple[int, tuple[str, ...]]:
    """Where the text ends without the labelled links at its end, and where those lead."""
    known = frozenset(row[0] for row in rows("link_labels.txt"))
    text, end = block.text, len(block.text)
    targets: list[str] = []
    for link in sorted(block.links, key=lambda one: one.start, reverse=True):
        label = text[link.start : link.end].strip()
        behind = text[min(link.end, end) : end]
        if len(behind) > _WIDEST_GAP or not _BEHIND_LINK.fullmatch(behind) or not ({label, fold(label)} & known):
            break
        targets.insert(0, link.target)
        before = _BEFORE_LINK.search(text, max(0, link.start - _WIDEST_GAP), link.start)
        end = before.start() if before else link.start
    return end, tuple(targets)
