"""The reader of Word documents (``.docx``): typed lists, notes, and the field codes of reference managers.

The text of the document is what was extracted; it cannot be written back. Where there is a list of references, that is
what is read, for it is what gets printed; what fields cite and the list does not show is taken from the fields.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from refcheck.model import Document, Reference, Span, Unreadable
from refcheck.parsing.article import Apart, read_article
from refcheck.readers import text as plain_text
from refcheck.readers.base import CannotWrite
from refcheck.readers.docx_links import citations, cited_keys
from refcheck.readers.docx_parts import BadArchive, open_parts
from refcheck.readers.docx_text import FieldCitation, NoteMark, Passage, extract

__all__ = ["read", "read_content", "recognises", "set_field"]

_SMALLEST = 512
"""Bytes of the smallest document; while Word has one open, a file of 162 bytes lies beside it."""


def read(path: str, text: str) -> Document:
    """The references in a text that was extracted before."""
    return plain_text.read(path, text)


def recognises(beginning: str) -> bool:
    """Whether a file in a folder is a document, and not the mark of one that is open."""
    return len(beginning) >= _SMALLEST


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """Refuses: a Word document is no text."""
    del text, reference, variable, value
    raise CannotWrite("Word documents are not edited: make the change in Word")


def read_content(path: str, content: bytes) -> Document:
    """The references and citations of a Word document; never raises on what it holds."""
    try:
        text, passages = extract(open_parts(content))
    except BadArchive as error:
        return Document(path, "", problems=(Unreadable(Span(0, 0), str(error)),))
    # A note that a reference manager wrote is a citation, and no reference that somebody typed.
    blocks = [one.block for one in passages if not (one.note and one.citations)]
    document = read_article(path, text, blocks)
    keys, missing = cited_keys(passages, document.references)
    if missing:
        document = read_article(path, text, blocks, apart=Apart(missing))
    marked = list(citations(passages, keys, document.references))
    places = _Places(passages)
    cited = [*marked, *(one for one in document.citations if not places.overlap(one.span))]
    return replace(document, citations=tuple(sorted(cited, key=lambda one: (one.span.start, one.span.end))))


class _Places:
    """Where fields and marks of notes stand: what is cited there is known, and need not be read from the words."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._spans = sorted(span for one in passages for span in _marked_spans(one))

    def overlap(self, span: Span) -> bool:
        """Whether any of them shares a character with a range."""
        before = bisect_left(self._spans, (span.end, 0)) - 1
        return before >= 0 and self._spans[before][1] > span.start


def _marked_spans(passage: Passage) -> Iterator[tuple[int, int]]:
    offset = passage.block.span.start
    marked: list[FieldCitation | NoteMark] = [*passage.citations, *passage.note_marks]
    return ((offset + one.start, offset + one.end) for one in marked if one.start < one.end)
