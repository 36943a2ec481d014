"""Page fields taken apart: labels, lists, ranges, prefixes, roman numerals, abbreviated and open ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from refcheck.compare.roman import roman_value
from refcheck.compare.text import unify

_LABEL = re.compile(
    r"^(?:article(?: n(?:o|umber)\.?)?|art\.(?: no\.)?|paper(?: no\.)?"
    r"|pages?|pgs?\.?|pp?\.|pp|p(?=\s*\d)|s\.|seiten?|páginas?|págs?\.)\s*"
)
_COUNT = re.compile(
    r"^(?:[ivxlcdm]+\s*[,+]\s*)?\d+(?:\s*(?:pp?|pages?|pgs?)|\s+(?:s|seiten))\.?$|^[ivxlcdm]+\s*\+\s*\d+$"
)
_COUNTED = re.compile(r"\s*\(\d+\s*(?:pp?\.?|pages?)\)$|\s*\bpages?$")
_NUMBER_AND_PAGES = re.compile(r"(?P<number>[a-z]?\d{5,})[-:]1-+(?P=number)[-:]\d+")
"""Article 061102 with its pages counted from 1: ``061102-1--061102-16``."""
_THOUSANDS = re.compile(r"(?<![\d,])(\d{1,3}),(\d{3})(?![\d,])")
_ELECTRONIC_TAIL = re.compile(r"(?<=\d)\.e\d+(?:-+\.?e?\d+)?(?=-|$)")
_LETTER_TAIL = re.compile(r"(?<=\d)-(?=[a-z](?:-|$))")
_OPEN_END = re.compile(r"(?<=\d)\s*(?:ff?|ss|sqq?|et seq|\+)\.?$")
_UNKNOWN = re.compile(r"(?:\?+|n\.?/?a\.?|null|none|unknown|x{2,}|-+|\.{2,})")
_CUT_OFF = re.compile(
    rf"[\w.:]*\d[\w.:]*\s*-+\s*(?:{_UNKNOWN.pattern}|end)?|[ivxlcdm]+\s*-+\s*(?!x)(?:{_UNKNOWN.pattern})?|(?:\?+)?\s*-+\s*\d+"
)
_NUMBERED = re.compile(r"(?P<prefix>.*?)(?P<number>\d+)(?P<suffix>[^\W\d_]*)")
_LONGEST_NUMBER = 40
"""Digits in one number; anything longer is no page."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``S229`` is prefix ``s``, number 229; ``xii`` is roman 12; anything else stays words."""

    number: int = 0
    prefix: str = ""
    suffix: str = ""
    roman: bool = False
    words: str = ""

    @property
    def series(self) -> tuple[str, bool, str]:
        """Pages of one series can be held against each other by number."""
        return self.prefix, self.roman, self.words


@dataclass(frozen=True, slots=True)
class PageRange:
    """From a first to a last page; ``last`` is missing for a single page or an open range."""

    first: Page
    last: Page | None = None

    @property
    def end(self) -> Page:
        """The last page that is known."""
        return self.last or self.first

    @property
    def reversed(self) -> bool:
        """Whether the last page comes before the first."""
        return self.first.series == self.end.series and self.end.number < self.first.number

    def overlaps(self, other: PageRange) -> bool:
        """Whether the two have a page in common."""
        if self.first.series != other.first.series:
            return False
        return self.first.number <= other.end.number and other.first.number <= self.end.number


def _page(text: str) -> Page | None:
    text = text.strip(" .,;:()[]'\"")
    if not text or _UNKNOWN.fullmatch(text):
        return None
    numbered = _NUMBERED.fullmatch(text)
    if numbered is not None and len(numbered["number"]) <= _LONGEST_NUMBER:
        prefix = "".join(numbered["prefix"].split()).rstrip(".-")
        return Page(int(numbered["number"]), prefix, numbered["suffix"])
    if roman_value(text):
        return Page(roman_value(text), roman=True)
    return Page(words=text)


def _expanded(first: Page, last: Page) -> Page:
    """The last page written in full: ``747-57`` ends at 757, ``S12-8`` at S18."""
    if last.words or last.roman or (last.prefix and last.prefix != first.prefix):
        return last
    whole, short = str(first.number), str(last.number)
    number = last.number
    if len(short) < len(whole):
        number = int(whole[: len(whole) - len(short)] + short)
    if number < first.number:
        number = last.number
    return Page(number, first.prefix, last.suffix)


def _ends(text: str) -> tuple[str, str]:
    """The text before and after the dash of a range; of several dashes the longest or the middle one counts."""
    longest = max(re.findall(r"-+", text), key=len, default="")
    if not longest:
        return text, ""
    places = [one.start() for one in re.finditer(r"-+", text) if len(one.group()) == len(longest)]
    middle = places[len(places) // 2]
    return text[:middle], text[middle + len(longest) :]


def _range(text: str) -> PageRange | None:
    plain = _LETTER_TAIL.sub("", _ELECTRONIC_TAIL.sub("", text.strip()))
    before, after = _ends(_OPEN_END.sub("", plain))
    first, last = _page(before), _page(after)
    if first is None:
        return PageRange(last) if last is not None else None
    return PageRange(first, _expanded(first, last) if last is not None else None)


def _without_label(text: str) -> str:
    text = unify(text).casefold().strip(" .,;")
    if _COUNT.fullmatch(text):
        return ""
    return _NUMBER_AND_PAGES.sub(r"\g<number>", _COUNTED.sub("", _LABEL.sub("", text)))


def _ranges(text: str) -> tuple[PageRange, ...]:
    found = (_range(piece) for piece in re.split(r"[,;&]|\band\b", text))
    return tuple(one for one in found if one is not None)


@lru_cache(maxsize=4096)
def page_readings(text: str) -> tuple[tuple[PageRange, ...], ...]:
    """The ways to read a page field, each a list of ranges: ``13,059`` is a page, or two.

    A count of pages (``574 p.``) is no reading, nor is a placeholder (``n/a``).
    """
    plain = _without_label(text)
    readings = dict.fromkeys(_ranges(one) for one in (_THOUSANDS.sub(r"\1\2", plain), plain))
    return tuple(one for one in readings if one)


def truncated(page: str) -> bool:
    """Whether a range is cut off: ``1-``, ``101--``, ``1-?``, ``101-n/a``.

    A deliberately open end (``101ff``, ``101+``) is not, nor is a field without any page.
    """
    pieces = re.split(r"[,;]", _without_label(page)) if page else []
    return any(_CUT_OFF.fullmatch(piece.strip()) for piece in pieces)
