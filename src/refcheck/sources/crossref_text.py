"""Crossref's strings as plain text: entities, markup, double encoding, lost white space, words that mean nothing.

Deposits carry HTML, JATS and MathML in their titles, sometimes escaped twice; some were decoded with the wrong
character set. Everything here takes one string and gives one string.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from refcheck.compare.text import fold, unify

_ROUNDS = 3
_BLOCK = re.compile(r"</?(?:jats:)?(?:p|br|title)\b[^<>]*>", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:(?:jats|mml|m):[a-z-]+|i|b|em|strong|u|s|sub|sup|sc|scp|small|span|font|math|m[a-z]{1,10}"
    r"|inline-formula|tex-math|alternatives|xref|ext-link|italic|bold|underline)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_TEX_OF_ALTERNATIVES = re.compile(
    r"(?P<open><(?:jats:)?alternatives\b[^<>]*>)(?P<body>.*?)(?P<close></(?:jats:)?alternatives>)",
    re.IGNORECASE | re.DOTALL,
)
_TEX = re.compile(r"<(?:jats:)?tex-math\b[^<>]*>.*?</(?:jats:)?tex-math>", re.IGNORECASE | re.DOTALL)
_MISREAD = re.compile("Ã|â€|Â(?=[\u0080-\u00ff‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ])")
_TEX_FORMULA = re.compile(r"\$([^$]*[\\_^{][^$]*)\$")
_TEX_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_TEX_SIGN = re.compile(r"[\\{}^_]")
_REPLACEMENT = "\ufffd"


def _without_double_formula(match: re.Match[str]) -> str:
    body = match["body"]
    rest = _TEX.sub("", body)
    return match["open"] + (rest if rest.strip() else body) + match["close"]


def without_markup(text: str) -> str:
    """The text without entities and known tags; what else stands in angle brackets is text (``p<0.05 and n>3``)."""
    if "&" not in text and "<" not in text:
        return text
    for _ in range(_ROUNDS):
        before = text
        text = _TEX_OF_ALTERNATIVES.sub(_without_double_formula, html.unescape(text))
        text = _INLINE.sub("", _BLOCK.sub(" ", text))
        if text == before:
            break
    return text


def damaged(text: str) -> bool:
    """Whether the text was decoded with a wrong character set: mojibake, or U+FFFD in place of letters."""
    return _REPLACEMENT in text or _MISREAD.search(text) is not None


def repaired(text: str) -> str:
    """The text as it was before UTF-8 was read as Windows-1252, if that is what happened to it."""
    if not _MISREAD.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _formula(match: re.Match[str]) -> str:
    return _TEX_SIGN.sub("", _TEX_COMMAND.sub(_tex_letter, match[1]))


def _tex_letter(match: re.Match[str]) -> str:
    """The Greek letter or sign that a command stands for; fonts and the like stand for nothing."""
    if match[1] == "infty":
        return "∞"
    kind = "CAPITAL" if match[1][0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {kind} LETTER {match[1].removeprefix('var').upper()}")
    except KeyError:
        return ""


def without_tex(text: str) -> str:
    """The text with formulas in TeX as plain letters and signs."""
    return _TEX_FORMULA.sub(_formula, text) if "$" in text else text


@lru_cache(maxsize=16384)
def clean(raw: str) -> str:
    """One deposited string as plain text on one line, typographic characters unified."""
    text = without_tex(repaired(without_markup(raw.replace("\\/", "/"))))
    return unify(text.encode("utf-8", "replace").decode("utf-8"))


@cache
def _placeholders() -> dict[str, frozenset[str]]:
    lines = (Path(__file__).parent / "data" / "placeholders.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    variables = {variable for variable, _ in rows}
    return {one: frozenset(fold(text) for variable, text in rows if variable == one) for one in variables}


def is_placeholder(text: str, variable: str = "any") -> bool:
    """Whether the text stands for *nothing*: ``null``, ``n/a``, ``[no title]``; ``ahead-of-print`` as a volume."""
    folded = fold(text)
    known = _placeholders()
    return not text.strip(" -.") or folded in known["any"] or folded in known.get(variable, frozenset())
