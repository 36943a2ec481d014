"""Where the sentences of a text begin and end, for articles: *et al.*, *e.g.*, *Fig. 2* and initials end none."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from refcheck.model import Span
from refcheck.parsing.tables import rows, words

_STOP = re.compile(r"[.!?…]+")
_BEHIND = re.compile(
    r"[\"'”’»)\]]*(?:\s?\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}\]|[⁰¹²³⁴-⁹₀-₉⁻,]{1,20}|\^[\d,–-]{1,40}\^)*(?=\s|$)"
)
"""Closing quotes, and the numbers of citations that stand behind the stop."""
_RAISED = re.compile(r"\d{1,3}(?:[,–-]\d{1,3}){0,20}(?=\s|$)")
"""A raised number behind the stop, flattened: *empathy.1*"""
_NEXT = re.compile(r"\s*[\"'“„‘«»¿¡(\[*_]*")
_BLANKS = re.compile(r"\s*")
_OPENING = "([{“„\"'/–—"


@cache
def _abbreviations() -> frozenset[str]:
    months = {name for _, names in rows("months.tsv") for name in names.split()}
    return words("abbreviations.txt") | months


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of a text in order; together they hold everything but the blanks between them."""
    spans = []
    start = _behind(_BLANKS, text, 0)
    for stop in _STOP.finditer(text):
        end = _end(text, stop)
        if end > start and _ends(text, stop, end):
            spans.append(Span(start, end))
            start = _behind(_BLANKS, text, end)
    end = len(text.rstrip())
    if start < end:
        spans.append(Span(start, end))
    return tuple(spans)


def sentence_at(spans: tuple[Span, ...], offset: int) -> Span:
    """The sentence that holds a place in the text, or the one before it."""
    return spans[max(0, bisect_right(spans, offset, key=lambda one: one.start) - 1)]


def _behind(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Where the match of a pattern at a place ends; the place itself if there is none."""
    match = pattern.match(text, place)
    return match.end() if match else place


def _end(text: str, stop: re.Match[str]) -> int:
    """Where the sentence would end with all that belongs to it; 0 if something stands right behind the stop."""
    end = stop.end()
    following = text[end : end + 1]
    if not following or following.isspace():
        return end
    if following.isalpha():
        return 0
    closed = _BEHIND.match(text, end) or (_RAISED.match(text, end) if text[stop.start() - 1].isalpha() else None)
    return closed.end() if closed else 0


def _ends(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether a stop ends a sentence: not behind an abbreviation or an initial, and not before a small letter."""
    begun = _behind(_NEXT, text, end)
    following = text[begun : begun + 1]
    if following.islower():
        return False
    if not following or len(stop.group()) > 1 or stop.group() != "." or text[end - 1] in ")]":
        return True
    word = _word_before(text, stop.start())
    return not (len(word) == 1 and word.isupper()) and word.casefold() not in _abbreviations()


def _word_before(text: str, end: int) -> str:
    before = text[max(0, end - 24) : end].rsplit(None, 1)
    return before[-1].lstrip(_OPENING) if before else ""
