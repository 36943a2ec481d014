"""From labelled units to stretches of text: one variable each, trimmed as a writer would mark them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from refcheck.parsing.crf import Decoded
from refcheck.parsing.lexicon import markers
from refcheck.parsing.tokens import Units

_OPENING = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Segment:
    """Units ``first`` to ``last`` with one label: ``text[start:end]``, as certain as its least certain unit."""

    label: str
    first: int
    last: int
    start: int
    end: int
    certainty: float


def segments(text: str, units: Units, decoded: Decoded) -> list[Segment]:
    """The stretches of equal labels in order; an identifier, found by its form, is a stretch of its own."""
    labels = ["identifier" if one[0] == "<" else label for one, label in zip(units.texts, decoded.labels, strict=True)]
    _join_dates(units, labels)
    _join_lettered_pages(units, labels)
    decoded = replace(decoded, labels=tuple(labels))
    return [_segment(text, units, decoded, first, last) for first, last in _runs(labels)]


def _join_dates(units: Units, labels: list[str]) -> None:
    """Day and month of ``24.01.2019`` and ``25/04/2013`` belong to the date, if the year does."""
    for place in range(2, len(labels)):
        if labels[place] == "issued" and units.gaps[place] in {".", "/"} and units.gaps[place - 1] == units.gaps[place]:
            day, month, year = units.texts[place - 2 : place + 1]
            if len(year) == 4 and day.isdigit() and month.isdigit() and int(month) <= 12 and int(day) <= 31:
                labels[place - 2 : place] = ["issued", "issued"]


def _join_lettered_pages(units: Units, labels: list[str]) -> None:
    """The number of ``84b–86`` belongs to the page, if its letter does."""
    for place in range(1, len(labels)):
        lettered = units.texts[place - 1].isdigit() and not units.gaps[place] and len(units.texts[place]) == 1
        if labels[place] == "page" and lettered:
            labels[place - 1] = "page"


def _runs(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for place in range(1, len(labels) + 1):
        if place == len(labels) or labels[place] != labels[first]:
            yield first, place - 1
            first = place


def _segment(text: str, units: Units, decoded: Decoded, first: int, last: int) -> Segment:
    # The certainty of a unit is given the label after it: where two stretches meet, it tells of both.
    certainty = min(decoded.certainties[max(first - 1, 0) : last + 1])
    label = decoded.labels[first]
    return Segment(label, first, last, units.starts[first], _end(text, units, first, last), certainty)


def _end(text: str, units: Units, first: int, last: int) -> int:
    """The end with the marks that belong to the stretch: a closing bracket, an initial's dot, a question mark."""
    start, end = units.starts[first], units.ends[last]
    for mark in units.gaps[last + 1]:
        if mark in _OPENING:
            belongs = text.count(_OPENING[mark], start, end) > text.count(mark, start, end)
        else:
            belongs = mark in "?!%+*′″" or (mark == "." and end == units.ends[last] and _dotted(units.texts[last]))
        if not belongs:
            break
        end += 1
    return end


def _dotted(text: str) -> bool:
    if len(text) == 1:
        return text.isalpha() and text.isupper()
    return markers().get(text.lower(), "") in {"editor", "others"}
