"""What the labels of the units depend on.

Every feature belongs to a group, and within its group it depends on a small key only: the text of one unit, the kinds
of three units and the gaps between them, a zone of the string. So the weights of all features of a group that fire
together are added up once for each key, and remembered (see `refcheck.parsing.crf`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from refcheck.parsing.lexicon import markers, months, signs

EDGE = "|"
"""Stands where there is no unit."""
SEPARATOR = "\t"
"""Stands between the parts of a key; no kind and no gap holds it."""


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


class _About(NamedTuple):
    """What the neighbours of a unit see of it: the word in small letters, its kind, the lists on which it stands."""

    low: str
    kind: str
    signs: tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def _about(text: str) -> _About:
    low = text.lower()
    return _About(low, kind(text), signs().get(low, ()))


def _near_features(place: str) -> Callable[[str], Iterable[str]]:
    def features(text: str) -> Iterable[str]:
        if text == EDGE:
            yield f"{place}edge"
            return
        low, here, touched = _about(text)
        yield f"{place}w={low}"
        yield f"{place}k={here}"
        for sign in touched:
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


def zone_features(key: tuple[str, str]) -> Iterable[str]:
    """Features of the unit's kind and of where it stands (see `refcheck.parsing.feature_keys`)."""
    here, zone = key
    sentence, inside, past_year, remaining = zone.split(SEPARATOR)
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


def chunk_features(key: str) -> Iterable[str]:
    """Features of the stretch between strong stops, with its number and the zone's year."""
    first, length, touched, capitals, follower, end, number, past_year = key.split(SEPARATOR)
    yield f"c={touched}"
    yield f"c={touched} n={number}"
    yield f"c cap={capitals} len={length}"
    yield f"c cap={capitals} len={length} n={number} y={past_year}"
    yield f"c first={first} n={number}"
    yield f"c next={follower} end={end}"
    yield f"c next={follower} end={end} n={number} y={past_year}"
    yield f"c next={follower} cap={capitals} c={touched}"


def whole_features(key: str) -> Iterable[str]:
    """Features of the whole string: where its first year stands, whether it has quotes, with the unit's zone."""
    style, sentence, past_year = key.split(SEPARATOR)
    yield f"style={style} z={sentence} y={past_year}"


def comma_features(key: str) -> Iterable[str]:
    """Features of the stretch between commas."""
    first, last, touched, follower, length = key.split(SEPARATOR)
    yield f"m={touched}"
    yield f"m={touched} len={length}"
    yield f"m first={first} last={last}"
    yield f"m next={follower} c={touched}"
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
"""The features of each group, of the key that `refcheck.parsing.feature_keys.keys` gives for it."""
