"""Citations by author and year as they stand in a text: *Pokorny et al. (2017)*, *(Lind, 2010a,b; see Okafor 2012)*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from refcheck.parsing.citation_links import CitedYear, written_year
from refcheck.parsing.name_lists import REACH, NameList, ends_of_et_al, is_stop_word, read_names
from refcheck.parsing.tables import rows, words

LONGEST_BRACKET = 1500
"""Characters in a bracket; what is longer is a bracket that was not closed."""


class Place(Enum):
    """Where the names and the year of a mention stand."""

    BEFORE_BRACKET = "Pokorny (2017)"
    IN_BRACKET = "(Pokorny, 2017)"
    BARE = "Pokorny et al. 2017"


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year and where it stands in the text."""

    year: CitedYear
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Names and their years, which may be a citation; ``start`` and ``end`` of all that belong to one bracket."""

    names: NameList
    years: tuple[YearMark, ...]
    place: Place
    start: int
    end: int
    comma: bool = False
    """Whether a comma stands between names and year."""
    told: bool = False
    """Whether a verb follows, or words such as *by* stand before: the names are those of persons."""


_DIGITS = re.compile(r"[12][05-9]\d\d")
_YEAR = re.compile(
    r"(?<![\w/–$€£#=<>+-])(?<!\d\.)(?:1[5-9]|20)\d\d[a-z]?(?:/(?:\d{4}|\d\d))?"
    r"(?![\w%/]|\s?[–-]\s?\d|\.\d|,\d{3}(?!\d))"
)
_GLUED = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?(?!\w)")
"""The year of *Bahdanau2015*."""
_BRACKET = re.compile(r"[()\[\]]")
_CLOSING = {")": "(", "]": "["}
_MORE_LETTERS = re.compile(r"\s*(?:,|&|and|und|et|y|/|–|-)\s*([a-z])(?=\s*(?:[,;:)\]]|and\b|&|$))")
_SAME_AUTHOR = re.compile(r"[\s,;&/\[\]]*(?:and|und|et|y|or)?[\s,\[]*")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _yearless() -> re.Pattern[str]:
    """The words that stand for a year: *in press*, *n.d.*."""
    alternatives = "|".join(
        re.escape(row[0]).replace(r"\.\ ", r"\.\s?").replace(r"\ ", r"\s") for row in rows("yearless.tsv")
    )
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def may_lack_years(text: str) -> bool:
    """Whether one of those words may stand in a text, be it a long one: this is quickly known."""
    return any(row[1] in text for row in rows("yearless.tsv"))


@dataclass(slots=True)
class _Bracket:
    """A bracket while it is read: the years in it, and the brackets inside it."""

    sign: str
    start: int
    end: int = 0
    years: list[YearMark] = field(default_factory=list)
    inner: list[_Bracket] = field(default_factory=list)


def mentions(text: str, *, yearless: bool = True) -> Iterator[Mention]:
    """Everything in a text that may be a citation by author and year, in the order of the brackets' ends.

    ``yearless``: words that stand for a year (*in press*) are looked for too.
    """
    years = year_marks(text, yearless=yearless)
    if not years:
        return
    brackets, bare = _sorted_into_brackets(text, years)
    for bracket in brackets:
        yield from _of_bracket(text, bracket)
    for mark in bare:
        yield from _bare(text, mark)


def year_marks(text: str, *, yearless: bool = True) -> list[YearMark]:
    """The years in a text, and the words that stand for one."""
    found: list[YearMark] = []
    for digits in _DIGITS.finditer(text):
        year = _YEAR.match(text, digits.start())
        if year is None and text[digits.start() - 1 : digits.start()].isalpha():
            year = _GLUED.match(text, digits.start())
        if year is not None:
            found.append(YearMark(written_year(year.group()), *year.span()))
    if yearless and "(" in text:
        found += [YearMark(CitedYear(one.group()), one.start(), one.end()) for one in _yearless().finditer(text)]
        found.sort(key=lambda mark: mark.start)
    return found


def _sorted_into_brackets(text: str, years: Sequence[YearMark]) -> tuple[list[_Bracket], list[YearMark]]:
    """The brackets with years, innermost first, and the years outside of any."""
    opened: list[_Bracket] = []
    closed: list[_Bracket] = []
    bare: list[YearMark] = []
    left = iter(years)
    mark = next(left, None)
    for sign in _BRACKET.finditer(text):
        while mark is not None and mark.start < sign.start():
            (opened[-1].years if opened else bare).append(mark)
            mark = next(left, None)
        if sign.group() in _CLOSING:
            _close(sign, opened, closed, bare)
        else:
            opened.append(_Bracket(sign.group(), sign.end()))
    bare += [one for bracket in opened for one in bracket.years]
    bare += [mark, *left] if mark is not None else []
    return closed, sorted(bare, key=lambda one: one.start)


def _close(sign: re.Match[str], opened: list[_Bracket], closed: list[_Bracket], bare: list[YearMark]) -> None:
    if not opened or opened[-1].sign != _CLOSING[sign.group()]:
        return
    bracket = opened.pop()
    bracket.end = sign.start()
    if opened and bracket.sign == "[" and bracket.years and _holds_a_year_only(bracket):
        opened[-1].years += bracket.years  # ([2017]), (Lind [2017])
        return
    if bracket.end - bracket.start > LONGEST_BRACKET:
        bare += bracket.years
        return
    if opened:
        opened[-1].inner.append(bracket)
    if bracket.years:
        closed.append(bracket)


def _holds_a_year_only(bracket: _Bracket) -> bool:
    only = bracket.years[0]
    return (only.start, only.end) == (bracket.start, bracket.end)


def _of_bracket(text: str, bracket: _Bracket) -> Iterator[Mention]:
    """The mentions of a bracket: each with its names, and the years up to the next names."""
    current: _Open | None = None
    behind = bracket.start
    for mark in bracket.years:
        segment, offset = _segment(text, bracket, behind, mark.start)
        behind = mark.end
        if _SAME_AUTHOR.fullmatch(segment):
            if current is None and offset == bracket.start and not segment.strip("[ "):
                current = _opened(_names_before(text, bracket.start - 1), Place.BEFORE_BRACKET)
        else:
            if current is not None:
                yield current.mention(text, bracket)
            names = read_names(segment[-REACH:], offset + max(0, len(segment) - REACH), commas=True)
            current = _opened(names, Place.IN_BRACKET, comma=segment.rstrip().endswith(","))
        if current is not None:
            current.years += _lettered(text, mark, bracket.end + 1)
    if current is not None:
        yield current.mention(text, bracket)


@dataclass(slots=True)
class _Open:
    """Names in or before a bracket, to which further years may come."""

    names: NameList
    place: Place
    comma: bool
    years: list[YearMark] = field(default_factory=list)

    def mention(self, text: str, bracket: _Bracket) -> Mention:
        start, end = bracket.start - 1, bracket.end + 1
        told = False
        if self.place is Place.BEFORE_BRACKET:
            start = self.names.runs[0].starts[0]
            told = self.names.possessive or _is_told(text, self.names, end)
        return Mention(self.names, tuple(self.years), self.place, start, end, self.comma, told)


def _opened(names: NameList | None, place: Place, *, comma: bool = False) -> _Open | None:
    return _Open(names, place, comma) if names is not None else None


def _is_told(text: str, names: NameList, end: int) -> bool:
    behind = [word.group().casefold() for word in _WORD.finditer(text, end, min(len(text), end + 40))][:3]
    verbs = words("reporting_verbs.txt")
    if any(word in verbs for word in behind):
        return True
    before = _WORD.findall(text[max(0, names.runs[0].starts[0] - 20) : names.runs[0].starts[0]])
    return bool(before) and before[-1].casefold() in words("words_before_persons.txt")


def _segment(text: str, bracket: _Bracket, start: int, end: int) -> tuple[str, int]:
    """The text of a bracket between two years, brackets inside it blanked out, and where it begins."""
    segment = text[start:end]
    for inner in bracket.inner:
        if start < inner.start and inner.end < end:
            if inner.years:
                return _segment(text, bracket, inner.end + 1, end)
            low, high = inner.start - 1 - start, inner.end + 1 - start
            segment = segment[:low] + " " * (high - low) + segment[high:]
    cut = segment.rfind(";")
    if cut >= 0 and segment[cut + 1 :].strip():
        return segment[cut + 1 :], start + cut + 1
    return segment, start


def _names_before(text: str, start: int) -> NameList | None:
    low = max(0, start - REACH)
    return read_names(text[low:start], low)


def _lettered(text: str, mark: YearMark, end: int) -> list[YearMark]:
    """The year, and those that only a letter stands for: ``2010a, b``."""
    marks = [mark]
    if not mark.year.letter:
        return marks
    place = mark.end
    while (more := _MORE_LETTERS.match(text, place, end)) is not None:
        number = mark.year.numbers[0]
        marks.append(YearMark(CitedYear(f"{number}{more[1]}", mark.year.numbers, more[1]), more.start(1), more.end(1)))
        place = more.end()
    return marks


def _bare(text: str, mark: YearMark) -> Iterator[Mention]:
    """A year outside of brackets, right behind names: *Pokorny et al. 2017*, *Doblin's 2002 plan*."""
    low = max(0, mark.start - REACH)
    before = text[low : mark.start]
    stripped = before.rstrip(" \u00a0,")
    last = stripped[stripped.rfind(" ") + 1 :]
    if not last[:1].isupper() and last.strip(".,'’").casefold() not in ends_of_et_al():
        return
    names = None if is_stop_word(last) else read_names(stripped, low)
    glued = stripped == before and before[-1].isalpha()
    if names is not None and (glued or not _is_reference(text, names)):
        comma = "," in before[len(stripped) :]
        yield Mention(names, (mark,), Place.BARE, names.runs[0].starts[0], mark.end, comma)


def _is_reference(text: str, names: NameList) -> bool:
    """Whether names before a bare year begin a reference: *Hotez PJ. 2012. Neglected diseases …*."""
    if names.inverted:
        return True
    start = names.runs[0].starts[0]
    before = text[max(0, start - 3) : start].rstrip()
    return not names.et_al and not names.possessive and (not before or before.endswith((".", ";")))
