"""A writer's wish not to be told: ``% refcheck: ignore REF205, pages-mismatch`` in, beside or above an entry."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from refcheck.model import Reference, Span, Suppression

_COMMENT = re.compile(r"%[ \t]*refcheck:[ \t]*(ignore-file|ignore)\b[ \t:]*([^\r\n]*)", re.IGNORECASE)
_RULE = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_REMARK = re.compile(r"\s--|\s#|\(")
_NEXT_LINE = re.compile(r"[ \t]*\r?\n(?:[ \t]*%[^\n]*\n){0,20}[ \t]*")


def read_suppressions(text: str, references: Sequence[Reference]) -> tuple[Suppression, ...]:
    """Every suppression of a text, each with the span it covers."""
    if "refcheck:" not in text.lower():
        return ()
    starts = [reference.span.start for reference in references]
    found = []
    for comment in _COMMENT.finditer(text):
        rules = frozenset(_RULE.findall(_REMARK.split(comment.group(2))[0]))
        if comment.group(1).lower() == "ignore-file":
            found.append(Suppression(Span(0, len(text)), rules))
            continue
        index = bisect_right(starts, comment.start())
        span = _covered(text, comment, [reference.span for reference in references[max(0, index - 1) : index + 1]])
        if span is not None:
            found.append(Suppression(span, rules))
    return tuple(found)


def _covered(text: str, comment: re.Match[str], neighbours: Sequence[Span]) -> Span | None:
    """The entry that holds the comment, or ends on its line, or begins on the next."""
    for span in neighbours:
        if span.start <= comment.start() < span.end:
            return span
        if span.end <= comment.start() and text.find("\n", span.end, comment.start()) < 0:
            return span
        below = _NEXT_LINE.match(text, comment.end())
        if below and below.end() == span.start:
            return span
    return None
