"""Folding: two spellings of one text become one key. Pipelines 2.1 and 2.3 of the field study in docs/fields.md."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF])
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00b4`", "'"),
        "…": "...",
    }
)
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "å": "a", "đ": "d", "ð": "d",
        "þ": "th", "ł": "l", "ı": "i", "ŋ": "n", "ħ": "h", "&": " and ",
    }
)  # fmt: skip
_GERMANIC = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_GREEK = {
    chr(code): " " + unicodedata.name(chr(code)).removeprefix("GREEK SMALL LETTER ").lower() + " "
    for code in range(0x3B1, 0x3CA)
    if code != 0x3C2
} | {"ς": " sigma "}
_GREEK_TABLE = str.maketrans(_GREEK)
_APOSTROPHES = re.compile(r"['\u2032]")
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_ASCII = {**dict.fromkeys([*range(0x20), 0x7F], " "), ord("`"): "'"}
"""What `unify` does to ASCII: most texts are, and this is ten times as fast."""


def unify(text: str) -> str:
    """The text with one kind of dash, quote and blank, without invisible characters; NFKC."""
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE).translate(_PUNCTUATION))
    text = "".join(" " if unicodedata.category(char) in {"Cc", "Zs", "Zl", "Zp"} else char for char in text)
    return " ".join(text.translate(_PUNCTUATION).split())


def _folded(text: str) -> str:
    text = _APOSTROPHES.sub("", text).translate(_LETTERS).translate(_GREEK_TABLE)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(_NOT_WORD.sub(" ", text.translate(_GREEK_TABLE)).split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The key under which spellings of one text are equal: no case, accents or punctuation; words one blank apart."""
    if text.isascii():
        lowered = text.translate(_ASCII).lower().replace("'", "").replace("&", " and ")
        return _NOT_ASCII_WORD.sub(" ", lowered).strip()
    return _folded(unify(text.replace("İ", "i")).casefold())


@lru_cache(maxsize=65536)
def fold_keys(text: str) -> frozenset[str]:
    """Both keys of a text: `fold`, and the one where ``ä`` is ``ae``, ``ø`` is ``oe``, ``å`` is ``aa``."""
    if text.isascii():
        return frozenset({fold(text)})
    lowered = unicodedata.normalize("NFC", unify(text.replace("İ", "i")).casefold())
    return frozenset({fold(text), _folded(lowered.translate(_GERMANIC))})


def same_text(ours: str, theirs: str) -> bool:
    """Whether two texts are equal after folding (``Müller`` = ``Mueller`` = ``Muller``)."""
    return not fold_keys(ours).isdisjoint(fold_keys(theirs))


def _script(text: str) -> str:
    letters = (char for char in fold(text) if char.isalpha())
    return next((unicodedata.name(char, "").partition(" ")[0] for char in letters), "")


def comparable_scripts(ours: str, theirs: str) -> bool:
    """Whether two texts begin in one script: Hangul cannot be held against Latin without a transliteration."""
    if ours.isascii() and theirs.isascii():
        return True
    scripts = {_script(ours), _script(theirs)} - {""}
    return len(scripts) < 2 or scripts <= {"HIRAGANA", "KATAKANA", "CJK"}
