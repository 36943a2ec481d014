"""A writer's wish not to be told: ``<!-- refcheck: ignore REF205, pages-mismatch -->`` in or before a reference."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from refcheck.model import Reference, Span, Suppression

_COMMENT = re.compile(
    r"<!--\s*refcheck:[ \t]*(ignore-file|ignore)\b[ \t:]*([^<>\r\n]*?)(?:-->|$)"
    r"|(?<!\\)%[ \t]*refcheck:[ \t]*(ignore-file|ignore)\b[ \t:]*([^\r\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_RULE = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_REMARK = re.compile(r"\s--|\s#|\(")
_TAG = re.compile(r"<[^<>]*>|\\[a-z]+(?:\{[^{}]*\})?")
_FARTHEST = 400
"""Characters between a comment and the reference that it is written above: the mark-up of a list."""


def read_suppressions(text: str, references: Sequence[Reference]) -> tuple[Suppression, ...]:
    """Every suppression of a text of running words, each with the span it covers."""
    if "refcheck:" not in text.lower():
        return ()
    spans = sorted((reference.span for reference in references), key=lambda span: span.start)
    starts = [span.start for span in spans]
    found = []
    for comment in _COMMENT.finditer(text):
        whole_file, rules = _wish(comment)
        place = bisect_right(starts, comment.start())
        span = Span(0, len(text)) if whole_file else _covered(text, comment, spans[max(0, place - 1) : place + 1])
        if span is not None:
            found.append(Suppression(span, rules))
    return tuple(found)


def _wish(comment: re.Match[str]) -> tuple[bool, frozenset[str]]:
    form, words = (comment.group(1), comment.group(2)) if comment.group(1) else (comment.group(3), comment.group(4))
    return form.lower() == "ignore-file", frozenset(_RULE.findall(_REMARK.split(words)[0]))


def _covered(text: str, comment: re.Match[str], neighbours: Sequence[Span]) -> Span | None:
    """The reference that holds the comment, or ends on its line, or is the next thing after it."""
    for span in neighbours:
        if span.start <= comment.start() < span.end:
            return span
        if span.end <= comment.start() and text.find("\n", span.end, comment.start()) < 0:
            return span
        if comment.end() <= span.start and _nothing_between(text, comment.end(), span.start):
            return span
    return None


def _nothing_between(text: str, start: int, end: int) -> bool:
    """Whether only mark-up, blanks and the number of a list stand between two places."""
    return end - start <= _FARTHEST and not any(char.isalpha() for char in _TAG.sub("", text[start:end]))
