"""Roman numerals."""

from __future__ import annotations

import re

_ROMAN = re.compile(
    r"(?P<m>m{0,4})(?P<c>cm|cd|d?c{0,4})(?P<x>xc|xl|l?x{0,4})(?P<i>ix|iv|v?i{0,4})",
    re.IGNORECASE,
)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def roman_value(text: str) -> int:
    """The number that a roman numeral stands for (``XV`` is 15); 0 if the text is none."""
    if not text or not text.isascii() or not _ROMAN.fullmatch(text):
        return 0
    values = [_VALUES[letter] for letter in text.lower()]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))
