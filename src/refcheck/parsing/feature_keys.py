"""Where each unit of a reference string stands: its key in each group of `refcheck.parsing.features`."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from refcheck.parsing.features import EDGE, GROUPS, kind
from refcheck.parsing.lexicon import markers, signs
from refcheck.parsing.tokens import Units

_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans(
    dict.fromkeys("“”„‟«»″〝〞「」『』", '"') | dict.fromkeys("‘’‚‛`´‹›", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)


@lru_cache(maxsize=1 << 14)
def gap_form(gap: str) -> str:
    """A gap with one blank for several, one kind of quotes and of dashes."""
    return _SPACE.sub(" ", gap[:12]).translate(_QUOTES)


def keys(units: Units) -> list[Sequence[Hashable]]:
    """For each group, in order, the key of each unit.

    A key that many units share is a string, for Python remembers the hash of a string, and not that of a tuple.
    """
    texts = units.texts
    if not texts:
        return [()] * len(GROUPS)
    kinds = tuple(map(kind, texts))
    gaps = tuple(map(gap_form, units.gaps))
    left_kinds, right_kinds = (EDGE, *kinds[:-1]), (*kinds[1:], EDGE)
    left, right = gaps[:-1], gaps[1:]
    left_texts, right_texts = (EDGE, *texts[:-1]), (*texts[1:], EDGE)
    words = _Words(kinds, gaps, tuple(map(_sign, texts)), tuple(map(_is_capitalised, kinds)))
    starts = _strong(texts, gaps)
    places = _places(kinds, gaps, starts)
    return [
        texts,
        left_texts,
        right_texts,
        (EDGE, *left_texts[:-1]),
        (*right_texts[1:], EDGE),
        tuple(zip(left_kinds, left, kinds, right, right_kinds, strict=True)),
        tuple(zip((EDGE, *left_kinds[:-1]), left_kinds, kinds, right_kinds, (*right_kinds[1:], EDGE), strict=True)),
        tuple(zip(left, texts, right, strict=True)),
        tuple(zip(left_texts, left, texts, strict=True)),
        tuple(zip(kinds, places.zones, strict=True)),
        _positions(len(texts)),
        _chunk_keys(words, starts, places.past_years),
        _comma_keys(words),
        places.wholes(),
    ]


class _Words(NamedTuple):
    """The units as the stretches see them."""

    kinds: Sequence[str]
    gaps: Sequence[str]
    signs: Sequence[str]
    """The word lists of each as letters."""
    capitals: Sequence[bool]


_CAPITALISED = frozenset({"Xx", "XX", "XxX", "X"})
_is_capitalised = _CAPITALISED.__contains__


@lru_cache(maxsize=256)
def _positions(count: int) -> Sequence[tuple[int, int]]:
    """The distance of each of so many units from both ends."""
    return tuple((min(place, 12), min(count - 1 - place, 8)) for place in range(count))


@lru_cache(maxsize=1 << 16)
def _abbreviated(text: str) -> bool:
    """Whether a full stop after this word is likely that of an abbreviation."""
    low = text.lower()
    if len(text) == 1:
        return text.isalpha()
    if low in markers():
        return markers()[low] not in {"others", "thesis", "state"}
    return len(text) <= 5 and "journal" in signs().get(low, ()) and low not in _WHOLE_WORDS


_WHOLE_WORDS = frozenset({"brain", "cell", "cells", "gene", "genes", "heart", "blood", "pain", "gut", "trial", "times"})


@lru_cache(maxsize=1 << 14)
def _stops(gap: str) -> bool:
    return any(mark in gap for mark in '.?!"')


def _strong(texts: Sequence[str], gaps: Sequence[str]) -> list[int]:
    """The units with which a stretch begins: after a full stop that ends no abbreviation, after quotes."""
    starts = [0]
    for place in range(1, len(texts)):
        gap = gaps[place]
        if gap != " " and _stops(gap) and ('"' in gap or "?" in gap or not _abbreviated(texts[place - 1])):
            starts.append(place)
    return starts


@lru_cache(maxsize=1 << 16)
def _sign(text: str) -> str:
    """The word lists of a unit as one letter each."""
    found = signs().get(text.lower(), ())
    return "".join(sign[0] for sign in found if sign in {"journal", "conference", "publisher", "organisation"})


def _touched(signs: Sequence[str]) -> str:
    """The lists touched by more than a third of the words."""
    letters = "".join(signs)
    return _frequent(letters, len(signs)) if letters else ""


@lru_cache(maxsize=1 << 14)
def _frequent(letters: str, words: int) -> str:
    return "".join(letter for letter in "jcpo" if letters.count(letter) * 3 > words)


def _steps(length: int) -> int:
    return length if length < 4 else 4 + min((length - 4) // 4, 4)


def _chunk_keys(words: _Words, starts: Sequence[int], past_years: Sequence[int]) -> list[str]:
    """For each unit, what its stretch between strong stops is like, and whether the year is past."""
    kinds, gaps = words.kinds, words.gaps
    found: list[str] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(kinds)], strict=True)):
        stretch = (
            f"{kinds[start]}\t{_steps(end - start)}\t{_touched(words.signs[start:end])}"
            f"\t{sum(words.capitals[start:end]) * 3 // (end - start)}"
            f"\t{kinds[end] if end < len(kinds) else EDGE}\t{gaps[end]}\t{min(number, 4)}\t"
        )
        by_year = [f"{stretch}{past}" for past in range(4)]
        found += [by_year[past] for past in past_years[start:end]]
    return found


_COMMA_GAPS = frozenset('.,;:()[]?!"')


@lru_cache(maxsize=1 << 14)
def _divides(gap: str) -> bool:
    return not _COMMA_GAPS.isdisjoint(gap)


def _comma_keys(words: _Words) -> list[str]:
    """For each unit, what its stretch between punctuation is like."""
    kinds, gaps = words.kinds, words.gaps
    found: list[str] = []
    starts = [0, *(place for place in range(1, len(kinds)) if gaps[place] != " " and _divides(gaps[place]))]
    for start, end in zip(starts, [*starts[1:], len(kinds)], strict=True):
        follower = kinds[end] if end < len(kinds) else EDGE
        touched = _touched(words.signs[start:end])
        found += [f"{kinds[start]}\t{kinds[end - 1]}\t{touched}\t{follower}\t{_steps(end - start)}"] * (end - start)
    return found


@dataclass(slots=True)
class _Places:
    """Where each unit stands."""

    numbers: list[int] = field(default_factory=list)
    """How many strong stops came before, 4 at most."""
    past_years: list[int] = field(default_factory=list)
    """0 before the first year, 1 after it; 2 more after the first quoted stretch."""
    zones: list[str] = field(default_factory=list)
    """The number, the bracket and the quotes around it, the year, and how many strong stops follow, 3 at most."""
    style: str = ""
    """Where the first year stands."""

    def wholes(self) -> list[str]:
        """The style of the whole string with the zone of each unit."""
        style = self.style + ("Q" if self.past_years[-1] & 2 else "")
        return [f"{style}\t{number}\t{past}" for number, past in zip(self.numbers, self.past_years, strict=True)]


def _places(kinds: Sequence[str], gaps: Sequence[str], starts: Sequence[int]) -> _Places:
    """Where each unit stands, read from the gaps before it."""
    found = _Places()
    begins = {start: min(number, 4) for number, start in enumerate(starts)}
    bracket, quoted, past, number = "", False, 0, 0
    zone = inside = ""
    for place, (here, gap) in enumerate(zip(kinds, gaps, strict=False)):
        if gap != " " or not zone:
            number = begins.get(place, number)
            bracket, quoted, past = _after_gap(gap, bracket, quoted, past)
            inside = f"{bracket}{'q' if quoted else ''}"
            zone = f"{number}\t{inside}\t{past}\t{min(len(starts) - 1 - number, 3)}"
        found.zones.append(zone)
        found.numbers.append(number)
        found.past_years.append(past)
        if here == "y" and not past & 1:
            found.style = found.style or f"{number}{inside}"
            past, zone = past | 1, ""
    return found


@lru_cache(maxsize=1 << 14)
def _after_gap(gap: str, bracket: str, quoted: bool, past: int) -> tuple[str, bool, int]:  # noqa: FBT001 (a state, no option)
    """The state of brackets and quotes behind a gap."""
    closing = max(gap.rfind(")"), gap.rfind("]"))
    opening = max(gap.rfind("("), gap.rfind("["))
    if opening > closing:
        bracket = gap[opening]
    elif closing >= 0:
        bracket = ""
    marks = gap.count('"') + (gap.endswith("'") or gap.startswith("'"))
    if marks % 2:
        past |= 2 * quoted
        quoted = not quoted
    return bracket, quoted, past
