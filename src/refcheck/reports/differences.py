"""Which words of two values differ, and how to shorten long values around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from refcheck.compare.text import fold
from refcheck.reports.plain import printable

_KEPT_WORDS, _KEPT_NAMES = 3, 1
_SOME_WORDS = re.compile(r"\S+\s*")
_SOME_NAMES = re.compile(r"[^;]+(?:;\s*|$)")
ELLIPSIS = "… "


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a value, and whether the other value lacks it."""

    text: str
    differs: bool


Marked = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Tokens in a row that the other value has, or lacks; whether they begin or end the value."""

    tokens: list[str]
    differs: bool
    first: bool = False
    last: bool = False


def differences(ours: str, theirs: str, *, room: int) -> tuple[Marked, Marked]:
    """Both values in pieces; values longer than ``room`` lose the middle of what they have in common."""
    ours, theirs = printable(ours), printable(theirs)
    names = "; " in ours and "; " in theirs
    kept = _KEPT_NAMES if names else _KEPT_WORDS
    left, right = ((_SOME_NAMES if names else _SOME_WORDS).findall(value) for value in (ours, theirs))
    blocks = _opcodes(left, right, _initialled) if names else ()
    if all(tag == "equal" for tag, *_ in blocks):
        blocks = _opcodes(left, right, _key)
    rooms = [kept if len(value) > room else 0 for value in (ours, theirs)]
    return (
        _pieces([_Stretch(left[a:b], tag != "equal") for tag, a, b, _, _ in blocks], rooms[0]),
        _pieces([_Stretch(right[a:b], tag != "equal") for tag, _, _, a, b in blocks], rooms[1]),
    )


def _opcodes(left: list[str], right: list[str], key: Callable[[str], str]) -> Sequence[tuple[str, int, int, int, int]]:
    """The blocks as difflib gives them."""
    keys = [[key(token) for token in side] for side in (left, right)]
    return SequenceMatcher[str](a=keys[0], b=keys[1], autojunk=False).get_opcodes()


def _initialled(name: str) -> str:
    """A name by which ``Lind, K. M.`` and ``Lind, Karin`` are one."""
    family, _, given = name.partition(",")
    return f"{_key(family)} {fold(given)[:1]}"


def _key(token: str) -> str:
    return fold(token) or token.strip()


def _pieces(stretches: list[_Stretch], kept: int) -> Marked:
    """The pieces of a value; ``kept`` tokens stay at each end of what both have in common, 0 keeps all."""
    filled = [one for one in stretches if one.tokens]
    return tuple(
        piece
        for place, one in enumerate(filled)
        for piece in _piece(replace(one, first=place == 0, last=place == len(filled) - 1), kept)
    )


def _piece(stretch: _Stretch, kept: int) -> Iterator[Piece]:
    text = "".join(stretch.tokens)
    if stretch.differs:
        bare = text.rstrip()
        yield Piece(bare, differs=True)
        text = text[len(bare) :]
    elif kept and len(stretch.tokens) > 2 * kept + 1:
        start = stretch.tokens[: 1 if stretch.first else kept]
        end = [] if stretch.last else stretch.tokens[-kept:]
        text = "".join([*start, ELLIPSIS, *end])
    if text:
        yield Piece(text, differs=False)
