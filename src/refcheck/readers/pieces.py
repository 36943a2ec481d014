"""The text of a block as a person reads it, put together from ranges of a file.

Runs of white space become one blank, characters that nobody sees (soft hyphens, zero-width blanks) are left out, and
every piece remembers where it was written.
"""

from __future__ import annotations

import re

from refcheck.model import Span
from refcheck.parsing.blocks import Piece

_ODD = re.compile(r"\s{2,}|[^\S ]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


class Pieces:
    """Pieces in the making. Blanks at the beginning and the end are left out, two in a row are one."""

    def __init__(self) -> None:
        self._done: list[Piece] = []
        self._run: list[str] = []
        self._start = self._end = 0
        self._verbatim = False
        self._blank = True
        self.length = 0
        """Characters so far; one at the end may be a blank that goes again."""

    def take(self, text: str, start: int, end: int) -> None:
        """Add what stands in the file from ``start`` to ``end``."""
        position = start
        for found in _ODD.finditer(text, start, end):
            self.add(text[position : found.start()], position, found.start())
            position = found.end()
            if found.group().isspace():
                self.add(" ", found.start(), position)
        self.add(text[position:end], position, end)

    def add(self, written: str, start: int, end: int) -> None:
        """Add characters that stand for a range of the file."""
        verbatim = len(written) == end - start
        if self._blank and written.startswith(" "):
            written, start = written[1:], start + verbatim
        if not written:
            return
        if not (verbatim and self._verbatim and self._run and self._end == start):
            self._flush()
            self._start = start
        self._run.append(written)
        self._end, self._verbatim = end, verbatim
        self._blank = written[-1] == " "
        self.length += len(written)

    def finish(self) -> tuple[Piece, ...]:
        """All pieces, and a fresh start."""
        if self._blank and self._run:
            self._cut_blank()
        self._flush()
        pieces = tuple(self._done)
        self.__init__()  # type: ignore[misc]  # the object is as new
        return pieces

    def _cut_blank(self) -> None:
        self._run[-1] = self._run[-1][:-1]
        if self._verbatim:
            self._end -= 1
        self.length -= 1

    def _flush(self) -> None:
        written = "".join(self._run)
        if written:
            self._done.append(Piece(written, Span(self._start, self._end)))
        self._run = []
