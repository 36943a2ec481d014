"""The numbers of lists and the meaning of styles in a Word document, which stand nowhere in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase

from refcheck.readers.docx_parts import Parts
from refcheck.readers.xml_tree import Element

_HEADING = re.compile(r"heading (\d)")
_BIBLIOGRAPHY = re.compile(r"(?:endnote )?bibliography(?: \d)?|references")
"""Names of styles; Word keeps those that it knows in English."""
_UNNUMBERED = frozenset({"bullet", "none"})
_LETTERS = {"lowerLetter": ascii_lowercase, "upperLetter": ascii_lowercase.upper()}
_LARGEST = 1_000_000
_DEEPEST = 20
"""Styles that are based on each other."""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "bullet"


@dataclass(frozen=True, slots=True)
class ListItem:
    """A paragraph of a list: which list, how deep, and its number or letter."""

    group: str
    level: int
    label: str


@dataclass(frozen=True, slots=True)
class Style:
    """What is known of a style: the depth of a heading, whether it is one of bibliographies, its list."""

    heading: int = 0
    bibliography: bool = False
    list_number: str = ""
    based_on: str = ""

    @property
    def silent(self) -> bool:
        """Whether it says nothing, so that the style which it is based on is to be asked."""
        return not (self.heading or self.bibliography or self.list_number)


@dataclass(slots=True)
class Lists:
    """Counts the items of all lists while the paragraphs pass by."""

    levels: Mapping[tuple[str, int], _Level]
    """By the list and the depth."""
    lists: Mapping[str, str]
    """The list by its number; several numbers may stand for one, which goes on then."""
    styles: Mapping[str, Style]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def style(self, name: str) -> Style:
        """A style by its identifier, or the first that says something of those which it is based on."""
        found = self.styles.get(name, Style())
        for _ in range(_DEEPEST):
            if not found.silent or found.based_on not in self.styles:
                break
            found = self.styles[found.based_on]
        return found

    def item(self, properties: Element | None) -> ListItem | None:
        """The place in its list of the paragraph with these properties, which is then counted."""
        numbers = properties.first("numPr") if properties is not None else None
        number = value(numbers, "numId") or self.style(value(properties, "pStyle")).list_number
        if number not in self.lists:
            return None
        name, depth = self.lists[number], _number(value(numbers, "ilvl"), 0)
        level = self.levels.get((name, depth), _Level())
        count = self.counts.get((name, depth), level.start - 1) + 1
        self.counts[name, depth] = count
        for deeper in range(depth + 1, 9):
            self.counts.pop((name, deeper), None)
        return ListItem(f"list-{name}", depth + 1, _label(count, level.form))


def read_lists(parts: Parts) -> Lists:
    """The lists and styles that a document defines."""
    levels: dict[tuple[str, int], _Level] = {}
    lists: dict[str, str] = {}
    for one in parts.numbering.elements() if parts.numbering is not None else ():
        if one.local == "abstractNum":
            name = f"a{one.attribute('abstractNumId')}"
            levels.update(((name, depth), level) for depth, level in _levels(one))
        elif one.local == "num":
            number, kind = one.attribute("numId"), f"a{value(one, 'abstractNumId')}"
            lists[number] = kind
            if one.first("lvlOverride") is not None:  # it counts for itself
                lists[number] = number
                levels.update({(number, depth): level for (name, depth), level in levels.items() if name == kind})
                levels.update(((number, depth), level) for depth, level in _levels(one))
    return Lists(levels, lists, dict(_styles(parts.styles)))


def _levels(definition: Element) -> Iterator[tuple[int, _Level]]:
    for level in definition.descendants("lvl"):
        start, form = _number(value(level, "start"), 1), value(level, "numFmt") or "decimal"
        yield _number(level.attribute("ilvl"), 0), _Level(start, form)


def _styles(root: Element | None) -> Iterator[tuple[str, Style]]:
    for one in root.elements() if root is not None else ():
        name = value(one, "name").lower()
        heading = _HEADING.fullmatch(name)
        yield (
            one.attribute("styleId"),
            Style(
                int(heading[1]) if heading else int(name == "title"),
                _BIBLIOGRAPHY.fullmatch(name) is not None,
                value(one.first("numPr"), "numId"),
                value(one, "basedOn"),
            ),
        )


def value(element: Element | None, name: str) -> str:
    """The ``val`` of an element inside of another one, or empty."""
    found = element.first(name) if element is not None else None
    return found.attribute("val") if found is not None else ""


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and int(text[:9]) < _LARGEST else default


def _label(count: int, form: str) -> str:
    letters = _LETTERS.get(form, "")
    if letters:
        return letters[(count - 1) % len(letters)] if count else ""
    return "" if form in _UNNUMBERED else str(count)
