"""What an element of a page says about the text inside it: its kind, its list, whether it is part of the article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import lru_cache

from refcheck.readers.tables import mapping

_WORD_ENDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^\w-]+|_+")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ROLES = {"navigation": "noise", "search": "noise", "doc-toc": "noise", "banner": "noise", "contentinfo": "noise"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NEVER_HINTS = frozenset({"html", "body", "main", "article", "head", *_HEADINGS})
"""Elements that hold everything, or a line: what they are called says nothing of the text inside."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LARGEST_NUMBER = 99_999


class Noise(IntEnum):
    """Whether text belongs to the article. ``ASIDE`` may hold a list of references all the same."""

    NONE = 0
    ASIDE = 1
    MENU = 2
    DROPPED = 3


@dataclass(slots=True)
class Numbering:
    """The numbers of a list, as it is read."""

    group: str
    level: int
    ordered: bool = False
    next: int = 1
    step: int = 1
    style: str = "1"
    backwards: bool = False
    """Whether the numbers count down to one, so that they are known at the end of the list only."""
    items: list[int] = field(default_factory=list)
    """The places of its labelled blocks among all blocks."""

    def take(self, value: str) -> str:
        """The label of the next item, which may say its own ``value``."""
        number = _number(value, self.next)
        self.next = number + self.step
        return styled(number, self.style) if self.ordered else ""


@dataclass(slots=True)
class Item:
    """An item of a list whose first block gets the label."""

    numbering: Numbering
    label: str = ""
    begun: bool = False


@dataclass(slots=True, eq=False)
class Element:
    """An open element, with what it inherits from those around it."""

    name: str
    block: bool = False
    noise: Noise = Noise.NONE
    hidden: bool = False
    hint: str = ""
    footnotes: bool = False
    hint_group: str = ""
    preformatted: bool = False
    numbering: Numbering | None = None
    item: Item | None = None
    lines: str = ""
    """The group of its lines, if it has several."""
    cell: str = ""
    """The group of a table, inside one of its cells."""
    heading: int = 0
    container: Element | None = None
    """The innermost element that stands alone, which may be this one."""


def role_of(name: str) -> str:
    """What the table of elements says of a name; empty for those that only dress up text."""
    return mapping("html_elements.tsv").get(name, "")


def stands_alone(name: str, parent: Element) -> bool:
    """Whether an element begins and ends a block. A program does, and what an indented list was taken for."""
    return role_of(name) in {"block", "noise"} or (name == "code" and parent.preformatted)


@lru_cache(maxsize=4096)
def _says(words: str, role: str) -> frozenset[str]:
    known = mapping("html_words.tsv")
    tokens = [token.strip("-") for part in words.split() for token in _WORD_ENDS.split(part)]
    parts = [piece for token in tokens for piece in (token, *token.split("-"))]
    said = {known[part.lower()] for part in parts if part.lower() in known}
    whole = {known[token.lower()] for token in (*tokens, *words.split()) if token.lower() in known}
    # The words for what hides or leads elsewhere must be the whole of a class: "menu-order" is no menu.
    said = {one for one in said if one in {"references", "footnotes", "other"}} | whole
    if role.startswith("doc-"):
        said |= {"footnotes"} if "note" in role else set()
        said |= {"references"} if role.startswith(("doc-biblio", "doc-endnote", "doc-footnote")) else set()
    return frozenset(said)


def said_by(attributes: Mapping[str, str]) -> frozenset[str]:
    """What the class, id and role of an element say of it."""
    role = attributes.get("role", "").lower()
    words = " ".join(attributes.get(name, "") for name in ("class", "id", "epub:type", "data-title"))
    said = set(_says(words, role))
    if role in _ROLES:
        said.add(_ROLES[role])
    return frozenset(said)


def is_hidden(attributes: Mapping[str, str], *, block: bool) -> bool:
    """Whether an element says that it is not shown. Dialogs make whole pages ``aria-hidden`` while they are open."""
    return (
        "hidden" in attributes
        or (not block and attributes.get("aria-hidden") == "true")
        or ("style" in attributes and _HIDDEN_STYLE.search(attributes["style"]) is not None)
    )


def inherited(parent: Element, name: str, attributes: Mapping[str, str]) -> Element:
    """The element that a start tag opens inside of another."""
    role = role_of(name)
    block = stands_alone(name, parent)
    said = said_by(attributes) if attributes else frozenset[str]()
    element = replace(parent, name=name, block=block)
    if block:
        element.lines, element.container = "", element
        element.heading = _HEADINGS.get(name, parent.heading)
        element.preformatted = parent.preformatted or name in {"pre", "listing"}
    if block and name not in _NEVER_HINTS and "other" not in said and not said.isdisjoint({"references", "footnotes"}):
        element.hint = "references"
        element.footnotes = element.footnotes or "footnotes" in said
    hidden = bool(attributes) and name not in _NEVER_HINTS and is_hidden(attributes, block=block)
    element.noise = _noise(element, role, said, hidden=hidden)
    return element


def _noise(element: Element, role: str, said: frozenset[str], *, hidden: bool) -> Noise:
    if role == "drop" or "drop" in said:
        return Noise.DROPPED
    if hidden and not element.block:
        element.hidden = True
        return Noise.DROPPED
    noise = element.noise
    if element.hidden and element.block:
        noise, element.hidden = Noise.ASIDE, False
    if element.hint and not said.isdisjoint({"references", "footnotes"}):
        return noise if noise is not Noise.ASIDE else Noise.NONE
    if element.name == "nav":
        return max(noise, Noise.MENU)
    aside = (
        role == "noise"
        or (element.name == "code" and element.block)
        or hidden
        or ("noise" in said and element.name not in _NEVER_HINTS)
    )
    return max(noise, Noise.ASIDE) if aside else noise


def new_numbering(name: str, attributes: Mapping[str, str], group: str, level: int) -> Numbering:
    """The numbers of a list that begins."""
    ordered = name == "ol"
    backwards = ordered and "reversed" in attributes
    return Numbering(
        group,
        level,
        ordered,
        next=_number(attributes.get("start", ""), 1),
        step=-1 if backwards else 1,
        style=attributes.get("type", "1"),
        backwards=backwards and "start" not in attributes,
    )


def styled(number: int, style: str) -> str:
    """A number as a list shows it: ``3``, ``c``, ``iii``."""
    if style in {"a", "A"} and number > 0:
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(style) + rest) + letters
        return letters
    if style in {"i", "I"} and 0 < number < 4000:
        roman = "".join(letter * times for times, letter in _roman(number))
        return roman if style == "i" else roman.upper()
    return str(number)


def _roman(number: int) -> list[tuple[int, str]]:
    parts = []
    for value, letter in _ROMAN:
        times, number = divmod(number, value)
        parts.append((times, letter))
    return parts


def _number(value: str, default: int) -> int:
    """A number that an attribute gives; page makers write anything there."""
    found = re.fullmatch(r"\s*(-?\d{1,5})\.?\s*", value)
    return int(found.group(1)) if found and abs(int(found.group(1))) <= _LARGEST_NUMBER else default
