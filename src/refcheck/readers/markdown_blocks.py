"""From what a scan has found to blocks: pieces of text with their places, and the citations with their sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from refcheck.model import Citation, CitationForm, Span
from refcheck.parsing.blocks import Block, Kind, Link, Mark, Piece
from refcheck.parsing.sentences import sentence_at, sentence_spans
from refcheck.readers.markdown_scan import Edit, Note, Pointer, Range, Scan
from refcheck.readers.markdown_structure import Leaf
from refcheck.readers.pieces import Pieces

NOTES = "footnotes"
"""The group of all footnotes of a document."""


@dataclass(frozen=True, slots=True)
class Built:
    """A block, and the citations that stand in it."""

    block: Block | None
    """Nothing, if all that stands in a paragraph is a citation."""
    citations: tuple[Citation, ...] = ()


def build(scan: Scan, leaf: Leaf) -> Iterator[Built]:
    """The block of one paragraph, then one for each footnote that is written inside of it."""
    if not scan.notes:
        yield from _built(scan, leaf.span, scan.edits, scan.pointers, leaf)
        return
    notes = _outermost(scan.notes)
    nested = {note.label for note in scan.notes} - {note.label for note in notes}
    pointers = sorted((one for one in scan.pointers if one.label not in nested), key=lambda one: one.start)
    dropped = (Edit(one.start, one.end, "") for one in pointers if one.note)
    edits = sorted((*scan.edits, *dropped), key=lambda edit: (edit.start, -edit.end))
    pointer_starts, edit_starts = [one.start for one in pointers], [one.start for one in edits]
    inside = [slice(*_between(pointer_starts, note)) for note in notes]
    own = set(range(len(pointers))) - {number for part in inside for number in range(part.start, part.stop)}
    yield from _built(scan, leaf.span, edits, [pointers[number] for number in sorted(own)], leaf)
    for note, part in zip(notes, inside, strict=True):
        as_note = Leaf(Kind.FOOTNOTE, leaf.lines, group=NOTES, label=note.label)
        first, last = _between(edit_starts, note)
        yield from _built(scan, Span(note.start, note.end), edits[first:last], pointers[part], as_note)


def _outermost(notes: Sequence[Note]) -> list[Note]:
    """The notes in order, without those within another."""
    kept: list[Note] = []
    for note in sorted(notes):
        if not kept or note.start >= kept[-1].end:
            kept.append(note)
    return kept


def _between(starts: Sequence[int], note: Note) -> tuple[int, int]:
    return bisect_left(starts, note.start), bisect_left(starts, note.end)


def _built(scan: Scan, span: Span, edits: Sequence[Edit], pointers: Sequence[Pointer], leaf: Leaf) -> Iterator[Built]:
    pieces = _pieces(scan.text, span, edits)
    if not pieces:
        if pointers:
            yield Built(None, tuple(map(bare_citation, pointers)))
        return
    places = _Places(pieces)
    block = Block(
        leaf.kind,
        pieces,
        level=leaf.level,
        group=leaf.group,
        label=leaf.label,
        hint=leaf.hint,
        marks=tuple(Mark(*one) for one in (*places.ranges(scan.marks, span), *_cited(places, pointers))),
        links=tuple(Link(*one) for one in places.ranges(scan.links, span)),
    )
    yield Built(block, tuple(citations_in(block, pointers)))


def _cited(places: _Places, pointers: Sequence[Pointer]) -> Iterator[Range]:
    """Where keys stand in the text, so that nobody reads a year or a number into them."""
    written = dict.fromkeys(one.group or Span(one.start, one.end) for one in pointers if not one.note)
    for span in written:
        start, end = places.offset(span.start), places.offset(span.end)
        if start < end:
            yield Range(start, end, "citation")


def _pieces(text: str, span: Span, edits: Sequence[Edit]) -> tuple[Piece, ...]:
    pieces = Pieces()
    position = span.start
    line_end: Edit | None = None
    for edit in [*edits, Edit(span.end, span.end, "")]:
        if edit.start < position:
            continue  # inside of what is left out as a whole
        written = edit.text if edit.text != "\n" else ""
        if line_end is not None and (position < edit.start or written):
            if pieces.length:
                pieces.add("\n", line_end.start, line_end.end)
            line_end = None
        if position < edit.start:
            pieces.take(text, position, edit.start)
        if written:
            pieces.add(written, edit.start, edit.end)
        elif edit.text:
            line_end = line_end or edit
        position = edit.end
    return pieces.finish()


class _Places:
    """Where places of the file are in the text of a block."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.begins = [piece.span.start for piece in pieces]
        self.offsets = [0]
        for piece in pieces:
            self.offsets.append(self.offsets[-1] + len(piece.text))

    def offset(self, place: int) -> int:
        number = bisect_right(self.begins, place) - 1
        if number < 0:
            return 0
        piece = self.pieces[number]
        if place >= piece.span.end:
            return self.offsets[number + 1]
        return self.offsets[number] + (place - piece.span.start if piece.verbatim else 0)

    def ranges(self, found: Sequence[Range], span: Span) -> Iterator[Range]:
        for number in range(bisect_left(found, (span.start,)), bisect_left(found, (span.end,))):
            one = found[number]
            start, end = self.offset(one.start), self.offset(min(one.end, span.end))
            if start < end:
                yield Range(start, end, one.name)


def citations_in(block: Block, pointers: Sequence[Pointer]) -> Iterator[Citation]:
    """The citations that stand in a block, each with its sentence."""
    if not pointers:
        return
    places, spans = _Places(block.pieces), sentence_spans(block.text)
    for pointer in pointers:
        # The mark of a note stands behind the stop of the sentence that it belongs to.
        sentence = sentence_at(spans, max(0, places.offset(pointer.start) - 1))
        yield replace(
            bare_citation(pointer),
            sentence=block.text[sentence.start : sentence.end],
            sentence_span=block.source(sentence.start, sentence.end),
        )


def bare_citation(pointer: Pointer) -> Citation:
    """A citation that stands in no sentence."""
    return Citation(
        Span(pointer.start, pointer.end),
        "",
        keys=() if pointer.note else (pointer.label,),
        form=CitationForm.NOTE if pointer.note else CitationForm.KEY,
        label=pointer.label,
        group=pointer.group,
    )
