"""Citations by number: ``[3–5, 7]``, ``(3)``, raised numbers.

Whether a document cites in one of these ways, `refcheck.parsing.citations` decides by how many of its references are
reached: otherwise *m²*, *step (3)* and *x[1]* would be citations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from refcheck.compare.text import fold
from refcheck.parsing.blocks import Block
from refcheck.parsing.tables import words

LONGEST_RANGE = 60
"""``[3–5]`` means all between; a range of more than so many numbers means something else."""


class Style(Enum):
    """How numbers point at references."""

    BRACKETS = "[3]"
    RAISED = "³"
    PARENTHESES = "(3)"


@dataclass(frozen=True, slots=True)
class NumberMark:
    """A number as written (a range gives several), and where it stands in the text of a block."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """The numbers in one bracket, or in one raised piece of text."""

    style: Style
    numbers: tuple[NumberMark, ...]
    start: int
    end: int


_LIST = r"\d{1,3}(?:\s{0,2}(?:[,;]|[-–—‐‑−]|and|und|&)\s{0,2}\d{1,3}){0,60}"
_PINPOINT = r"(?:,\s?(?:pp?|S|ch|chap|sec|sect|fig|figs|table|theorem|eq)\.?\s?[\w.–-]{1,20})?"
_BRACKETS = re.compile(rf"\[(?:[Rr]efs?\.?\s?)?(?P<list>{_LIST}){_PINPOINT}\]")
_PARENTHESES = re.compile(rf"\((?:[Rr]efs?\.?\s?)?(?P<list>{_LIST}){_PINPOINT}\)")
_RAISED = re.compile(
    r"(?P<list>[⁰¹²³⁴-⁹]{1,3}(?:[˒,–⁻-][⁰¹²³⁴-⁹]{1,3}){0,60})|\^(?P<plain>\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,60})\^"
)
_RAISED_SIGN = re.compile(r"[⁰¹²³⁴-⁹^]")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789–,")
_WHOLE_LIST = re.compile(rf"\s*(?P<list>{_LIST})\s*")
_NUMBER = re.compile(r"\d{1,3}")
_DASH = re.compile(r"\s*[-–—‐‑−]\s*")
_ATTACHED = re.compile(r"[^\W\d_]+$|\d+$")
_WORD_BEFORE = re.compile(r"(?<!\w)([^\W\d_]+)\.?[\s:=∈]{0,2}$")
_UNIT_BEHIND = re.compile(r"\s?([^\W\d_]+|[%‰°]\w?)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_BETWEEN_MARKS = frozenset({"", ",", ", ", "–", "-", " ", ";"})


def number_groups(block: Block) -> Iterator[NumberGroup]:
    """Everything in a block that may be a citation by number."""
    text = block.text
    if "[" in text:
        yield from _ranges_of_brackets(text, _of_pattern(_BRACKETS, Style.BRACKETS, text))
    if "(" in text:
        yield from _of_pattern(_PARENTHESES, Style.PARENTHESES, text)
    if any(mark.kind == "superscript" for mark in block.marks):
        yield from _of_marks(block)
    if _RAISED_SIGN.search(text):
        yield from _of_raised_signs(text)


def _of_pattern(pattern: re.Pattern[str], style: Style, text: str) -> Iterator[NumberGroup]:
    for match in pattern.finditer(text):
        if not _is_index_or_range(text, match):
            start, end = match.span()
            yield NumberGroup(style, _numbers(match["list"], match.start("list")), start, end)


def _ranges_of_brackets(text: str, groups: Iterator[NumberGroup]) -> Iterator[NumberGroup]:
    """The groups, what is meant by ``[1]–[3]`` filled in."""
    last: NumberGroup | None = None
    for group in groups:
        if last is not None and _DASH.fullmatch(text, last.end, group.start):
            first, final = int(last.numbers[-1].label), int(group.numbers[0].label)
            if 1 < final - first <= LONGEST_RANGE:
                between = tuple(NumberMark(str(one), group.start, group.end) for one in range(first + 1, final))
                yield NumberGroup(group.style, between, group.start, group.end)
        yield group
        last = group


def _numbers(listed: str, offset: int) -> tuple[NumberMark, ...]:
    """The numbers of a list, ranges filled in."""
    found: list[NumberMark] = []
    behind = 0
    for number in _NUMBER.finditer(listed):
        start, end = offset + number.start(), offset + number.end()
        if found and _DASH.fullmatch(listed, behind, number.start()):
            first, last = int(found[-1].label), int(number.group())
            if first < last <= first + LONGEST_RANGE:
                whole = found[-1].start
                found[-1] = NumberMark(found[-1].label, whole, end)
                found += [NumberMark(str(one), whole, end) for one in range(first + 1, last + 1)]
                behind = number.end()
                continue
        found.append(NumberMark(str(int(number.group())), start, end))
        behind = number.end()
    return tuple(found)


def _is_index_or_range(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket of numbers is an index of a variable, a range of values or the number of an equation."""
    attached = _ATTACHED.search(text, max(0, match.start() - 20), match.start())
    if attached is not None and (len(attached.group()) == 1 or attached.group().isdigit() or match.group()[0] == "("):
        return not _YEAR.fullmatch(attached.group())
    if text[match.start() - 1 : match.start()] in {"_", "$", "\\"} and match.start():
        return True
    word = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
    if word is not None and fold(word[1]) in words("interval_words.txt"):
        return True
    if word is not None and match.group()[0] == "(" and fold(word[1]) in words("numbered_words.txt"):
        return True
    unit = _UNIT_BEHIND.match(text, match.end())
    return unit is not None and unit[1] in words("units.txt") and len(_NUMBER.findall(match["list"])) > 1


def _of_marks(block: Block) -> Iterator[NumberGroup]:
    """The raised pieces of a block that hold nothing but numbers; neighbours belong together."""
    text = block.text
    merged: list[tuple[int, int]] = []
    for mark in sorted((one for one in block.marks if one.kind == "superscript"), key=lambda one: one.start):
        if merged and text[merged[-1][1] : mark.start] in _BETWEEN_MARKS:
            merged[-1] = (merged[-1][0], mark.end)
        else:
            merged.append((mark.start, mark.end))
    for start, end in merged:
        match = _WHOLE_LIST.fullmatch(text, start, end)
        if match is not None and not _is_power(text, start, end):
            yield NumberGroup(Style.RAISED, _numbers(match["list"], match.start("list")), start, end)


def _of_raised_signs(text: str) -> Iterator[NumberGroup]:
    for match in _RAISED.finditer(text):
        which = "list" if match["list"] else "plain"
        if not _is_power(text, *match.span()):
            listed = match[which].translate(_RAISED_DIGITS)
            yield NumberGroup(Style.RAISED, _numbers(listed, match.start(which)), *match.span())


def _is_power(text: str, start: int, end: int) -> bool:
    """Whether a raised number belongs to what stands before or behind it: *m²*, *10⁵*, *χ²*, *¹⁴C*, *Ca²⁺*."""
    if text[end : end + 1] in {"+", "⁺", "−", "⁻"} and end < len(text):
        return True
    if text[end : end + 1].isalpha() and not text[start - 1 : start].isalpha():
        return True
    attached = _ATTACHED.search(text, max(0, start - 20), start)
    if attached is None:
        return text[start - 1 : start] in {"⁻", "-", "−"} and start > 0
    word = attached.group()
    if word.isdigit():
        return not _YEAR.fullmatch(word)
    return len(word) == 1 or word in words("units.txt")
