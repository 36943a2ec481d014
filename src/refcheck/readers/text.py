"""The reader of plain text: posts and papers with a typed reference list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from refcheck.model import Document, Reference
from refcheck.parsing.article import read_article, too_large
from refcheck.parsing.blocks import Block, Kind, Piece
from refcheck.readers.pieces import Pieces
from refcheck.readers.text_lines import Line, Unit, is_wrapped, paragraphs, units
from refcheck.readers.typed_fields import PLAIN, replace_field

__all__ = ["blocks", "read", "set_field"]

_COMMENT = re.compile(r"<!--\s*refcheck:[^<>]*?-->", re.IGNORECASE)
_RULER = re.compile(r"([=\-~^_*#])\1{2,}")
_HEADING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?[^\d\W][^\d.;!?]*:?")
_LONGEST_HEADING = 80
_MOST_WORDS = 10


def read(path: str, text: str) -> Document:
    """The references and citations of a plain text; never raises on what the text holds."""
    return too_large(path, text) or read_article(path, text, blocks(text))


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """The text with one value of a typed reference replaced, or a DOI put at its end; raises `CannotWrite`."""
    return replace_field(text, reference, variable, value, PLAIN)


def blocks(text: str) -> list[Block]:
    """The paragraphs, items and headings of a plain text."""
    seen = _COMMENT.sub(lambda comment: " " * len(comment.group()), text)
    runs = list(paragraphs(seen))
    wrapped = is_wrapped([line for run in runs for line in run])
    found: list[Block] = []
    for number, run in enumerate(runs):
        found += _heading(seen, run) or _blocks(seen, units(run, wrapped=wrapped), f"lines-{number}")
    return list(_grouped(found))


def _blocks(text: str, parts: Sequence[Unit], group: str) -> Iterator[Block]:
    several = group if len(parts) > 1 else ""
    for part in parts:
        kind = Kind.ITEM if part.is_item else Kind.PARAGRAPH
        pieces = _pieces(text, part.lines, part.skip)
        yield Block(kind, pieces, level=int(part.is_item), group=several, label=part.label)


def _pieces(text: str, lines: Sequence[Line], skip: int) -> tuple[Piece, ...]:
    pieces = Pieces()
    pieces.take(text, lines[0].start + skip, lines[-1].end)
    return pieces.finish()


def _heading(text: str, run: Sequence[Line]) -> list[Block]:
    """A heading, if a run of lines is one: underlined, or short and without the signs of a sentence."""
    first, *others = run
    underlined = len(others) == 1 and _RULER.fullmatch(others[0].words) is not None
    short = len(first.words) <= _LONGEST_HEADING and len(first.words.split()) <= _MOST_WORDS
    if not short or not (underlined or (not others and _HEADING.fullmatch(first.words))):
        return []
    return [Block(Kind.HEADING, _pieces(text, [first], 0), level=2)]


def _grouped(found: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those of one list under one name."""
    name = ""
    for number, block in enumerate(found):
        if block.kind is not Kind.ITEM:
            name = ""
            yield block
            continue
        name = name or f"list-{number}"
        yield replace(block, group=name)
