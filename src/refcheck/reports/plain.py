"""Text from documents and sources, made safe for a terminal."""

from __future__ import annotations

import re
import unicodedata

_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HARMFUL = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_DIRECTIONS}\ufff9-\ufffb\U000e0000-\U000e007f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """One line without control characters, changes of writing direction, and what no terminal can encode."""
    return " ".join(_SURROGATES.sub("\ufffd", _HARMFUL.sub("", text)).split())


def shortened(text: str, length: int) -> str:
    """At most so many characters; an ellipsis stands for the rest."""
    text = printable(text)
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def display_width(text: str) -> int:
    """How many columns a text takes in a terminal."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def counted(number: int, word: str, plural: str = "") -> str:
    """A number and its noun: ``1 note``, ``2 notes``."""
    return f"{number} {word if number == 1 else plural or word + 's'}"
