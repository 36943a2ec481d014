"""Identifiers: DOI (see `refcheck.compare.dois`), ISBN and ISSN with their check digits, several in one field."""

from __future__ import annotations

import re
from collections.abc import Callable

from refcheck.compare.dois import clean_doi, doi_repairs, is_doi, is_short_doi, same_doi_family
from refcheck.compare.doubt import weigh
from refcheck.compare.text import unify
from refcheck.compare.verdict import NOT_COMPARABLE, Level, Verdict
from refcheck.model import Item

__all__ = [
    "clean_doi",
    "compare_isbn",
    "compare_issn",
    "doi_repairs",
    "is_doi",
    "is_short_doi",
    "isbn13",
    "same_doi_family",
    "valid_issn",
]

_ISBN = re.compile(r"(?<![\dA-Za-z])(?:97[89](?:[- ]?\d){10}|\d(?:[- ]?\d){8}[- ]?[\dXx])(?![\dA-Za-z])")
_ISSN = re.compile(r"(?<![\dA-Za-z])\d{4}[- ]?\d{3}[\dXx](?![\dA-Za-z])")


def _check_digit_10(digits: str) -> bool:
    values = [10 if char == "X" else int(char) for char in digits]
    return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0


def _check_digit_13(digits: str) -> str:
    """The last digit of an ISBN-13 whose first twelve are given."""
    total = sum(int(char) * (3 if place % 2 else 1) for place, char in enumerate(digits[:12]))
    return str(-total % 10)


def isbn13(text: str) -> str:
    """The ISBN as 13 bare digits; empty if it is none or its check digit is wrong."""
    digits = re.sub(r"[- ]", "", unify(text)).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII) and _check_digit_10(digits):
        return f"978{digits[:9]}" + _check_digit_13(f"978{digits[:9]}")
    if re.fullmatch(r"97[89]\d{10}", digits, re.ASCII) and _check_digit_13(digits) == digits[12]:
        return digits
    return ""


def _issn8(text: str) -> str:
    """The ISSN as eight bare characters; empty if it is none or its check digit is wrong."""
    digits = re.sub(r"[- ]", "", unify(text)).upper()
    if not re.fullmatch(r"\d{7}[\dX]", digits, re.ASCII):
        return ""
    values = [10 if char == "X" else int(char) for char in digits]
    total = sum(value * weight for value, weight in zip(values, range(8, 0, -1), strict=True))
    return digits if total % 11 == 0 else ""


def valid_issn(text: str) -> bool:
    """Whether the text is an ISSN whose check digit is right."""
    return bool(_issn8(text))


def _written(texts: tuple[str, ...], pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Every identifier written in some fields, as it stands there."""
    return tuple(one for text in texts for one in pattern.findall(unify(text)))


def _compare(ours: tuple[str, ...], theirs: tuple[str, ...], *, read: Callable[[str], str], apart: Verdict) -> Verdict:
    """Two sets of identifiers; ``apart`` is the verdict if they have none in common."""
    known = {read(one) for one in theirs} - {""}
    if not ours or not known:
        return NOT_COMPARABLE
    shown = " or ".join(theirs)
    wrong = [one for one in ours if not read(one)]
    if wrong:
        return Verdict(Level.MINOR, "the check digit is wrong", "check-digit", wrong[0], shown)
    if known.isdisjoint(read(one) for one in ours):
        return Verdict(apart.level, apart.note, apart.kind, ", ".join(ours), shown)
    return Verdict(Level.SAME, "", "", ", ".join(ours), shown)


def compare_isbn(ours: Item, theirs: Item) -> Verdict:
    """Whether the ISBNs are of one book: a different one may be of another binding or edition.

    Kinds: ``check-digit``, ``different``.
    """
    apart = Verdict(Level.STYLE, "perhaps another binding or edition", "different")
    verdict = _compare(_written(ours.isbn, _ISBN), _written(theirs.isbn, _ISBN), read=isbn13, apart=apart)
    return weigh(verdict, {"ISBN"}, ours, theirs)


def compare_issn(ours: Item, theirs: Item) -> Verdict:
    """Whether the ISSNs are of one journal, be it in print or online.

    Kinds: ``check-digit``, ``different``.
    """
    apart = Verdict(Level.MINOR, "", "different")
    verdict = _compare(_written(ours.issn, _ISSN), _written(theirs.issn, _ISSN), read=_issn8, apart=apart)
    return weigh(verdict, {"ISSN"}, ours, theirs)
