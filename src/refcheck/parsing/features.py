"""What the labels of the units depend on.

Every feature belongs to a group, and within its group it depends on a small key only: the text of one unit, the kinds
of three units and the gaps between them, a zone of the string. So the weights of all features of a group that fire
together are added up once for each key, and remembered (see `refcheck.parsing.crf`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from refcheck.parsing.lexicon import markers, months, signs
from refcheck.parsing.tokens import Units

_EDGE = "|"
"""Stands where there is no unit."""
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans(
    dict.fromkeys("“”„‟«»″〝〞「」『』", '"') | dict.fromkeys("‘’‚‛`´‹›", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)
_NUMBER_MARKERS = frozenset({"volume", "issue", "page", "edition", "chapter", "article"})


class Chunk(NamedTuple):
    """A stretch between strong stops, as the units in it see it."""

    first: str
    """The kind of its first unit."""
    length: int
    """Its number of units, in steps."""
    signs: str
    """The word lists that it touches."""
    capitals: int
    """The share of its words with a capital, in thirds."""
    follower: str
    """The kind of the unit after it."""
    end: str
    """The gap that ends it."""


@lru_cache(maxsize=1 << 16)
def shape(text: str) -> str:
    """The form of a unit: ``X`` an initial, ``Xx`` a capitalised word, ``y`` a year, ``3`` a number of three digits."""
    if text.isdigit():
        if len(text) == 4 and 1500 <= int(text) <= 2039:
            return "y"
        return str(min(len(text), 6))
    if not text[0].isalpha():
        return text
    if text.isupper():
        return ("X", "XX", "XXX")[min(len(text), 3) - 1] if len(text) < 5 else "XXXX"
    if text.islower():
        return "x" if len(text) > 1 else "x1"
    if text[0].isupper():
        return "Xx" if text[1:].islower() else "XxX"
    return "xX" if text.lower() != text.upper() else "c"


@lru_cache(maxsize=1 << 16)
def kind(text: str) -> str:
    """The coarse class of a unit: a marker, a month, or its shape."""
    low = text.lower()
    if low in markers() and not (len(text) == 1 and text.isupper()):
        return markers()[low]
    if low in months() and (len(text) > 2 and (text[0].isupper() or low == text)):
        return "month"
    return shape(text)


@lru_cache(maxsize=1 << 14)
def gap_form(gap: str) -> str:
    """A gap with one blank for several, one kind of quotes and of dashes."""
    return _SPACE.sub(" ", gap[:12]).translate(_QUOTES)


# ------------------------------------------------------------------------------------------- features of the words


def own_features(text: str) -> Iterable[str]:
    """Features of the unit itself."""
    low = text.lower()
    yield f"w={low}"
    yield f"s={shape(text)}"
    yield f"k={kind(text)}"
    for sign in signs().get(low, ()):
        yield f"l={sign}"
        yield f"l={sign}/{shape(text)}"
    if low[0].isalpha():
        yield f"p2={low[:2]}"
        yield f"p3={low[:3]}"
        yield f"p4={low[:4]}"
        yield f"e2={low[-2:]}"
        yield f"e3={low[-3:]}"
        yield f"e4={low[-4:]}"
        yield f"n={min(len(low), 12)}"
    elif text.isdigit():
        yield f"d={'0' if text[0] == '0' else len(text) if len(text) < 3 else text[:2] if len(text) == 4 else ''}"
    if "-" in low or "‐" in low:
        yield "hyphen"


def _near_features(place: str) -> Callable[[str], Iterable[str]]:
    def features(text: str) -> Iterable[str]:
        if text == _EDGE:
            yield f"{place}edge"
            return
        low = text.lower()
        yield f"{place}w={low}"
        yield f"{place}k={kind(text)}"
        for sign in signs().get(low, ()):
            yield f"{place}l={sign}"

    return features


# --------------------------------------------------------------------------------- features of kinds and gaps around


def around_features(key: tuple[str, str, str, str, str]) -> Iterable[str]:
    """Features of a unit's kind, of its neighbours' and of the gaps between."""
    before, left, here, right, after = key
    yield f"g-={left}"
    yield f"g+={right}"
    yield f"g-={left} k={here}"
    yield f"g+={right} k={here}"
    yield f"g-={left} g+={right} k={here}"
    yield f"k-={before} g-={left} k={here}"
    yield f"k={here} g+={right} k+={after}"
    yield f"k-={before} g-={left} k={here} g+={right} k+={after}"
    yield f"k-={before} k={here} k+={after}"


def far_features(key: tuple[str, str, str, str, str]) -> Iterable[str]:
    """Features of what stands two units away."""
    second_left, before, here, after, second_right = key
    yield f"k--={second_left} k-={before} k={here}"
    yield f"k={here} k+={after} k++={second_right}"


def word_gap_features(key: tuple[str, str, str]) -> Iterable[str]:
    """Features of the word with the gaps on its sides."""
    left, text, right = key
    low = text.lower()
    yield f"w={low} g-={left}"
    yield f"w={low} g+={right}"


def pair_features(key: tuple[str, str, str]) -> Iterable[str]:
    """Features of two words that follow each other."""
    before, left, text = key
    yield f"w-={before.lower()} g={left} w={text.lower()}"


# ----------------------------------------------------------------------------------------------- features of the zone


class Zone(NamedTuple):
    """Where in the string a unit stands."""

    kind: str
    sentence: int
    """How many strong stops came before, 4 at most."""
    bracket: str
    quoted: bool
    past_year: int
    """0 before the first year, 1 after it, 2 after the first quoted stretch."""
    remaining: int
    """How many strong stops follow, 3 at most."""


def zone_features(zone: Zone) -> Iterable[str]:
    """Features of the zone, alone and with the unit's kind."""
    here, sentence, bracket, quoted, past_year, remaining = zone
    inside = f"{bracket}{'q' if quoted else ''}"
    yield f"z={sentence}"
    yield f"z={sentence} in={inside} y={past_year}"
    yield f"z={sentence} y={past_year} k={here}"
    yield f"in={inside} k={here}"
    yield f"y={past_year} k={here}"
    yield f"z={sentence} r={remaining}"
    yield f"r={remaining} k={here}"
    yield f"z={sentence} in={inside} y={past_year} r={remaining} k={here}"


def position_features(key: tuple[int, int]) -> Iterable[str]:
    """Features of the distance from both ends."""
    start, end = key
    yield f"at={start}"
    yield f"at=-{end}"


def chunk_features(chunk: tuple[Chunk, int, int]) -> Iterable[str]:
    """Features of the stretch around the unit, with its number and the zone's year."""
    stretch, number, past_year = chunk
    yield f"c={stretch.signs}"
    yield f"c={stretch.signs} n={number}"
    yield f"c cap={stretch.capitals} len={stretch.length}"
    yield f"c cap={stretch.capitals} len={stretch.length} n={number} y={past_year}"
    yield f"c first={stretch.first} n={number}"
    yield f"c next={stretch.follower} end={stretch.end}"
    yield f"c next={stretch.follower} end={stretch.end} n={number} y={past_year}"
    yield f"c next={stretch.follower} cap={stretch.capitals} c={stretch.signs}"


def whole_features(key: tuple[str, int, int]) -> Iterable[str]:
    """Features of the whole string: where its first year stands, whether it has quotes, with the unit's zone."""
    style, sentence, past_year = key
    yield f"style={style} z={sentence} y={past_year}"


def comma_features(key: tuple[str, str, str, str, int]) -> Iterable[str]:
    """Features of the stretch between commas."""
    first, last, signs_touched, follower, length = key
    yield f"m={signs_touched}"
    yield f"m={signs_touched} len={length}"
    yield f"m first={first} last={last}"
    yield f"m next={follower} c={signs_touched}"
    yield f"m next={follower} last={last} len={length}"


GROUPS: dict[str, Callable[..., Iterable[str]]] = {
    "own": own_features,
    "before": _near_features("-1"),
    "after": _near_features("+1"),
    "second before": _near_features("-2"),
    "second after": _near_features("+2"),
    "around": around_features,
    "far": far_features,
    "word and gap": word_gap_features,
    "pair": pair_features,
    "zone": zone_features,
    "position": position_features,
    "chunk": chunk_features,
    "comma": comma_features,
    "whole": whole_features,
}
"""The features of each group, of the key that `keys` gives for it."""


# ------------------------------------------------------------------------------------------------ the keys of a string


def keys(units: Units) -> list[Sequence[Hashable]]:
    """For each group, in order, the key of each unit."""
    texts = list(units.texts)
    if not texts:
        return [()] * len(GROUPS)
    kinds = list(map(kind, texts))
    gaps = list(map(gap_form, units.gaps))
    count = len(texts)
    left_kinds, right_kinds = [_EDGE, *kinds[:-1]], [*kinds[1:], _EDGE]
    left, right = gaps[:-1], gaps[1:]
    left_texts, right_texts = [_EDGE, *texts[:-1]], [*texts[1:], _EDGE]
    chunks, numbers, last_number = _chunks(kinds, gaps, texts)
    zones, past_years, style = _zones(kinds, gaps, numbers, last_number)
    return [
        texts,
        left_texts,
        right_texts,
        [_EDGE, *left_texts[:-1]],
        [*right_texts[1:], _EDGE],
        list(zip(left_kinds, left, kinds, right, right_kinds, strict=True)),
        list(zip([_EDGE, *left_kinds[:-1]], left_kinds, kinds, right_kinds, [*right_kinds[1:], _EDGE], strict=True)),
        list(zip(left, texts, right, strict=True)),
        list(zip(left_texts, left, texts, strict=True)),
        zones,
        [(min(place, 12), min(count - 1 - place, 8)) for place in range(count)],
        list(zip(chunks, numbers, past_years, strict=True)),
        _comma_keys(kinds, gaps, texts),
        [(style, number, past) for number, past in zip(numbers, past_years, strict=True)],
    ]


@lru_cache(maxsize=1 << 14)
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


def _strong(texts: list[str], gaps: list[str]) -> list[int]:
    """The units with which a stretch begins: after a full stop that ends no abbreviation, after quotes."""
    starts = [0]
    for place in range(1, len(texts)):
        gap = gaps[place]
        if _stops(gap) and ('"' in gap or "?" in gap or not _abbreviated(texts[place - 1])):
            starts.append(place)
    return starts


@lru_cache(maxsize=1 << 14)
def _sign(text: str) -> str:
    """The word lists of a unit as one letter each, and whether it begins with a capital."""
    found = signs().get(text.lower(), ())
    return "".join(sign[0] for sign in found if sign in {"journal", "conference", "publisher", "organisation"})


def _signs_of(texts: list[str]) -> str:
    """The lists touched by more than a third of the words."""
    letters = "".join(map(_sign, texts))
    return "".join(letter for letter in "jcpo" if letters.count(letter) * 3 > len(texts))


def _steps(length: int) -> int:
    return length if length < 4 else 4 + min((length - 4) // 4, 4)


def _chunks(kinds: list[str], gaps: list[str], texts: list[str]) -> tuple[list[Chunk], list[int], int]:
    """The stretch of each unit, its number, and the last number."""
    starts = _strong(texts, gaps)
    ends = [*starts[1:], len(texts)]
    chunks: list[Chunk] = []
    numbers: list[int] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        inside = kinds[start:end]
        capitals = sum(one in {"Xx", "XX", "XxX", "X"} for one in inside)
        chunk = Chunk(
            inside[0],
            _steps(end - start),
            _signs_of(texts[start:end]),
            capitals * 3 // (end - start),
            kinds[end] if end < len(texts) else _EDGE,
            gaps[end],
        )
        chunks += [chunk] * (end - start)
        numbers += [min(number, 4)] * (end - start)
    return chunks, numbers, len(starts) - 1


_COMMA_GAPS = frozenset('.,;:()[]?!"')


@lru_cache(maxsize=1 << 14)
def _divides(gap: str) -> bool:
    return not _COMMA_GAPS.isdisjoint(gap)


def _comma_keys(kinds: list[str], gaps: list[str], texts: list[str]) -> list[tuple[str, str, str, str, int]]:
    """For each unit, what its stretch between punctuation is like."""
    found: list[tuple[str, str, str, str, int]] = []
    starts = [0, *(place for place in range(1, len(texts)) if _divides(gaps[place]))]
    for start, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        follower = kinds[end] if end < len(texts) else _EDGE
        key = (kinds[start], kinds[end - 1], _signs_of(texts[start:end]), follower, _steps(end - start))
        found += [key] * (end - start)
    return found


def _zones(kinds: list[str], gaps: list[str], numbers: list[int], last: int) -> tuple[list[Zone], list[int], str]:
    """The zone of each unit, whether a year came before it, and the style of the whole."""
    zones: list[Zone] = []
    past_years: list[int] = []
    bracket, quoted, past, style = "", False, 0, ""
    for here, gap, number in zip(kinds, gaps, numbers, strict=False):
        if len(gap) > 1 or gap != " ":
            bracket, quoted, past = _after_gap(gap, bracket, quoted, past)
        zones.append(Zone(here, number, bracket, quoted, past, min(last - number, 3)))
        past_years.append(past)
        if here == "y" and not past & 1:
            past |= 1
            style = style or f"{number}{bracket}{'q' if quoted else ''}"
    whole = style + ("Q" if past & 2 else "")
    return zones, past_years, whole


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
