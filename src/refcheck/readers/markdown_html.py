"""HTML inside of Markdown: whole blocks of it, and elements that enclose paragraphs of Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from refcheck.model import Citation, Span
from refcheck.parsing.blocks import Block, Kind, Piece
from refcheck.readers.html_blocks import read_blocks
from refcheck.readers.markdown_blocks import bare_citation, citations_in
from refcheck.readers.markdown_scan import Scan
from refcheck.readers.markdown_structure import Leaf

_ELEMENT = re.compile(r"<(/?)(div|section|ol|ul|details|aside)\b([^<>]{0,1000})>", re.IGNORECASE)
_BIBLIOGRAPHY = re.compile(
    r"\b(?:id|class)\s*=\s*[\"'][^\"']*\b(?:refs|references|bibliography|csl-bib-body)\b", re.IGNORECASE
)
_ANCHOR = re.compile(r"\bid\s*=\s*[\"']ref-([^\"']{1,200})[\"']", re.IGNORECASE)


def html_blocks(text: str, span: Span) -> list[Block]:
    """The blocks of a range of HTML in a text, with their places in the text."""
    return [_shifted(block, span.start) for block in read_blocks(text[span.start : span.end])]


def html_citations(blocks: Sequence[Block], scan: Scan) -> Iterator[Citation]:
    """The citations by key in a range of HTML: those that a tag or a bracket marks as such."""
    begins = [block.span.start for block in blocks]
    for pointer in scan.pointers:
        if pointer.note or not pointer.explicit:
            continue
        block = blocks[max(0, bisect_right(begins, pointer.start) - 1)] if blocks else None
        yield from citations_in(block, [pointer]) if block is not None else [bare_citation(pointer)]


def _shifted(block: Block, by: int) -> Block:
    pieces = tuple(Piece(one.text, Span(one.span.start + by, one.span.end + by)) for one in block.pieces)
    return replace(block, pieces=pieces, group=f"html-{by}-{block.group}" if block.group else "")


def with_hints(leaves: Sequence[Leaf], text: str) -> list[Leaf]:
    """The leaves, those in an element that is known to hold a bibliography marked so, and named by its anchors."""
    hinted, inside = [], _Elements()
    for leaf in leaves:
        if leaf.is_html:
            inside.take(text[leaf.lines[0].start : leaf.lines[-1].end])
            hinted.append(leaf)
        elif inside.is_bibliography and leaf.kind is not Kind.NOISE:
            hinted.append(replace(leaf, hint="references", label=leaf.label or inside.anchor))
        else:
            hinted.append(leaf)
    return hinted


@dataclass(slots=True)
class _Elements:
    """The elements of HTML that are open: for each whether it is a bibliography, and the key in its anchor."""

    open: list[tuple[bool, str]] = field(default_factory=list)

    def take(self, written: str) -> None:
        for found in _ELEMENT.finditer(written):
            if not found.group(1):
                anchor = _ANCHOR.search(found.group(3))
                bibliography = self.is_bibliography or _BIBLIOGRAPHY.search(found.group(3)) is not None
                self.open.append((bibliography, anchor.group(1) if anchor else ""))
            elif self.open:
                self.open.pop()

    @property
    def is_bibliography(self) -> bool:
        return bool(self.open) and self.open[-1][0]

    @property
    def anchor(self) -> str:
        return self.open[-1][1] if self.open else ""
