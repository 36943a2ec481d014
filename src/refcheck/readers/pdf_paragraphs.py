"""From the lines of a PDF to paragraphs: where one ends, the places of the lines tell better than their words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from refcheck.parsing.list_scoring import LIKELY, begins_like_reference, score
from refcheck.readers.pdf_lines import Line

_FRAME = 3
"""Lines at the top and the bottom of a page that may be running heads."""
_SHARE_OF_PAGES = 0.3
"""Running heads stand on so many pages; those of left and right pages often differ."""
_NEAR = 4.0
"""Points between the heights of one running head on two pages."""
_PAGE_NUMBER = re.compile(
    r"[–—-]? ?(?:(?:page|p\.|seite|s\.) ?)?(?:\d{1,4}|[ivxl]{1,7})(?: ?(?:/|of|von|\|) ?\d{1,4})? ?[–—-]?",
    re.IGNORECASE,
)
_FAR = 1.6
"""Page numbers stand apart from the text: this far, in sizes of their letters."""
_WIDE_GAP = 1.3
"""A gap of so many times the usual one is one between paragraphs."""
_LOWEST_PART = 5
"""The usual gap is taken from the narrow end: in a list most lines may stand alone, with wide gaps between."""
_OTHER_SIZE = 0.1
_INDENT = 0.3
"""Both in parts of the size of the letters."""
_SHORT = 0.85
"""A line that would be shorter than this part of the longest one even with the next word ends its paragraph."""
_MOST_LINES = 40
"""Lines of a reference that are looked at."""
_FEWEST_LINES = 5
"""In a column of fewer lines, the longest says nothing."""
_ENDED = re.compile(r"(?:[.!?:)\]\d/”’\"]|[,:] ?\w?\d+[–-])$")
"""How a sentence ends, or a reference: its pages may be cut off."""
_LABEL = re.compile(r"([\[(]?)(\d{1,3})([.)\]])\s")
_ADDRESS_END = re.compile(r"(?:https?://|www\.|10\.\d{4,9}/)\S*[-/._=?&]$")
_LINE_END = 200
"""Characters of a line that show how it ends."""
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line in its column: how far it is indented there, how far below the line before, how wide the column is."""

    text: str
    size: float
    indent: float
    gap: float
    """0 at the top of a column."""
    widest: int
    """Characters; 0 if not known."""


def as_text(lines: Sequence[Line]) -> str:
    """The text of a file, a paragraph on each line, with empty lines between."""
    placed = [one for column in _columns(_without_frames(lines)) for one in _placed(column)]
    compounds = frozenset(found.lower() for one in placed for found in _COMPOUND.findall(one.text))
    return "".join(f"{_joined(paragraph, compounds)}\n\n" for paragraph in _Paragraphs(placed).all())


# ---------------------------------------------------------------------------------------------------- running heads


def _without_frames(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers, and without what stands at the top or bottom of many pages."""
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    frames = [_frame(page) for page in pages]
    heads = Counter(key for frame in frames for key in {_head(line) for line in frame})
    least = max(2, _SHARE_OF_PAGES * len(pages))
    return [line for page, frame in zip(pages, frames, strict=True) for line in page if not (
        line in frame and (heads[_head(line)] >= least or _is_page_number(line, page))
    )]  # fmt: skip


def _frame(page: Sequence[Line]) -> list[Line]:
    ordered = sorted(page, key=lambda line: line.y)
    return [*ordered[:_FRAME], *ordered[-_FRAME:]]


def _head(line: Line) -> tuple[str, int]:
    """What is the same for a running head on each page: its words and its height."""
    words = re.sub(r"\d+", "#", line.text)
    return (words, round(line.y / _NEAR)) if _WORD.search(words) else (line.text, -line.page)


def _is_page_number(line: Line, page: Sequence[Line]) -> bool:
    if _PAGE_NUMBER.fullmatch(line.text) is None:
        return False
    others = [one.y - line.y for one in page if one is not line]
    outermost = all(one > 0 for one in others) or all(one < 0 for one in others)
    return outermost and all(abs(one) > _FAR * line.size for one in others)


# ---------------------------------------------------------------------------------------------------------- columns


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines in runs that go down a page; where one stands higher than the one before, a column begins."""
    column: list[Line] = []
    for line in lines:
        before = column[-1] if column else line
        if line.page != before.page or line.y > before.y + before.size:
            yield column
            column = []
        column.append(line)
    yield column


def _placed(column: Sequence[Line]) -> Iterator[_Placed]:
    margin = min((line.x for line in column), default=0.0)
    widest = max((len(line.text) for line in column), default=0) if len(column) >= _FEWEST_LINES else 0
    before: Line | None = None
    for line in column:
        gap = before.y - line.y if before is not None else 0.0
        yield _Placed(line.text, line.size, line.x - margin, gap, widest)
        before = line


# ------------------------------------------------------------------------------------------------------- paragraphs


class _Paragraphs:
    """Divides lines into paragraphs."""

    def __init__(self, lines: Sequence[_Placed]) -> None:
        self._lines = lines
        gaps = defaultdict[int, list[float]](list)
        for line in lines:
            if 0 < line.gap < 3 * line.size:
                gaps[round(line.size)].append(line.gap)
        self._usual = {size: sorted(found)[len(found) // _LOWEST_PART] for size, found in gaps.items()}
        self._label = "", 0
        """The signs around the number of the last item, and the number."""
        self._hanging = False
        """Whether the lines of the last paragraph that had several were indented, except for the first."""

    def all(self) -> Iterator[list[_Placed]]:
        """The paragraphs, in order."""
        current: list[_Placed] = []
        for line in self._lines:
            begins = not current or self._begins(line, current)
            begins = self._counts_on(line, free=begins or _ENDED.search(current[-1].text) is not None) or begins
            if begins and current:
                yield current
                self._hanging = _is_hanging(current) if len(current) > 1 else self._hanging
                current = []
            current.append(line)
        if current:
            yield current

    def _counts_on(self, line: _Placed, *, free: bool) -> bool:
        """Whether the line bears the next number of a list, or begins one where a sentence may begin."""
        found = _LABEL.match(line.text)
        if found is None:
            return False
        label = found[1] + found[3], int(found[2])
        if (free and label[1] == 1) or (label[1] > 1 and label == (self._label[0], self._label[1] + 1)):
            self._label = label
            return True
        return False

    def _begins(self, line: _Placed, current: Sequence[_Placed]) -> bool:
        before = current[-1]
        if abs(line.size - before.size) > _OTHER_SIZE * before.size:
            return True
        if line.gap > _WIDE_GAP * self._usual.get(round(line.size), line.gap):
            return True
        deeper = line.indent - before.indent
        if abs(deeper) <= _INDENT * line.size:
            return self._begins_alike(line, current)
        # Two lines, the second one deeper: they hang. The other way round, only the first line is indented.
        return len(current) > 1 or (_is_short(before, line) and _ENDED.search(before.text) is not None)

    def _begins_alike(self, line: _Placed, current: Sequence[_Placed]) -> bool:
        """Whether a line begins a paragraph that is indented no more and no less than the one before."""
        before = current[-1]
        if _ENDED.search(before.text) is None or (len(current) > 1 and _is_hanging(current)):
            return False
        if not (self._hanging or begins_like_reference(current[0].text)):
            return _is_short(before, line)
        return begins_like_reference(line.text) and score(" ".join(one.text for one in current[:_MOST_LINES])) >= LIKELY


def _is_hanging(paragraph: Sequence[_Placed]) -> bool:
    first, second = paragraph[0], paragraph[1]
    return second.indent - first.indent > _INDENT * first.size


def _is_short(before: _Placed, line: _Placed) -> bool:
    """Whether the first word of a line would have fitted on the one before."""
    word = line.text.split(maxsplit=1)[0]
    return len(before.text) + 1 + len(word) < _SHORT * before.widest


# ------------------------------------------------------------------------------------------------------------ words


def _joined(paragraph: Sequence[_Placed], compounds: frozenset[str]) -> str:
    """The lines of a paragraph as one; words that were hyphenated at the end of a line are whole again."""
    parts = [paragraph[0].text]
    for line in paragraph[1:]:
        parts[-1:] = _at_line_end(parts[-1], line.text, compounds)
        parts.append(line.text)
    return "".join(parts)


def _at_line_end(before: str, line: str, compounds: frozenset[str]) -> tuple[str, ...]:
    """A line and what stands between it and the next."""
    if before.endswith("\u00ad"):
        return (before[:-1],)
    if _ADDRESS_END.search(before[-_LINE_END:]) and not line[:1].isupper():
        return (before,)
    hyphenated = _HYPHENATED.search(before[-_LINE_END:])
    if hyphenated is not None and line[:1].islower():
        following = _WORD.match(line)
        compound = f"{hyphenated[1]}-{following[0] if following is not None else ''}".lower()
        return (before,) if compound in compounds else (before[:-1],)
    if before[-1:] in "-–" and line[:1].isalnum():
        return (before,)
    return before, " "
