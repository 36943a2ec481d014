"""The blocks of a page: one walk over its tags, with the elements that are open at each place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from refcheck.parsing.blocks import Block, Kind
from refcheck.readers.html_draft import Draft, link_bar, with_links, without_link_labels
from refcheck.readers.html_elements import (
    Element,
    Item,
    Noise,
    Numbering,
    inherited,
    new_numbering,
    role_of,
    stands_alone,
    styled,
)
from refcheck.readers.html_scanner import Tag, Text, scan

_DEEPEST = 300
"""Elements within each other; what is deeper is read as if it were at this depth."""
_LINE = re.compile(r"[^\n]+|\n")
_MARKS = frozenset({"superscript", "subscript", "emphasis", "strong"})
_ENDED_BY = {
    "li": (("li",), frozenset({"ol", "ul", "menu", "dir"})),
    "dt": (("dt", "dd"), frozenset({"dl"})),
    "dd": (("dt", "dd"), frozenset({"dl"})),
    "tr": (("tr",), frozenset({"table"})),
    "td": (("td", "th"), frozenset({"table", "tr"})),
    "th": (("td", "th"), frozenset({"table", "tr"})),
    "tbody": (("thead", "tbody"), frozenset({"table"})),
    "a": (("a",), frozenset({"p", "div", "li", "td"})),
}
"""Elements whose end tag may be missing: what a start tag closes, and how far up it looks."""
_JOINED = frozenset({"li", "dd"})
"""In an item a line break is one inside of a reference; elsewhere it is one between two."""
_LABEL = re.compile(r"\[[\w+.-]{1,16}\]\.?|[A-Z][A-Za-z+]{0,6}\d\d[a-z]?|\(\d{1,3}\)|\d{1,3}[.)]?")
"""A block that holds nothing but this is the number of the one behind it."""
_LOOKS_CITED = re.compile(r"10\.\d{4,9}/|[(,.;\s](?:1[89]|20)\d\d[a-z]?[);.,:]")
_SHORTEST_REFERENCE = 40
_LONGEST_HEADING = 80
_LONGEST_TITLE = 400
"""Characters; in a longer heading the end tag was forgotten."""


def read_blocks(text: str) -> list[Block]:
    """The blocks of a page, in order; never raises."""
    walk = _Walk(text)
    for token in scan(text):
        if isinstance(token, Text):
            walk.text(token.start, token.end)
        elif token.closing:
            walk.end(token.name)
        else:
            walk.start(token)
    walk.flush()
    return walk.blocks


class _Walk:
    """Where the walk is: the open elements, and the block that is being put together."""

    def __init__(self, source: str) -> None:
        self.blocks: list[Block] = []
        self._source = source
        root = Element("")
        root.container = root
        self._stack = [root]
        self._count = Counter[str]()
        self._draft = Draft(source)
        self._groups = 0
        self._label = ""
        self._row_begins = False

    # ------------------------------------------------------------------------------------------------------- tokens

    def text(self, start: int, end: int) -> None:
        current = self._stack[-1]
        if current.noise is Noise.DROPPED:
            return
        if not current.preformatted:
            self._draft.take(start, end)
            return
        for line in _LINE.finditer(self._source, start, end):
            if line.group() == "\n":
                self.line_break(line.start())
            else:
                self._draft.take(line.start(), line.end())

    def start(self, tag: Tag) -> None:
        role = role_of(tag.name)
        if role == "raw":
            self._title(tag)
        elif tag.name == "br":
            self.line_break(tag.start)
        elif role != "void":
            self._open(tag, role)
        elif tag.name == "hr":
            self.flush()

    def end(self, name: str) -> None:
        if not self._count[name]:
            return
        if role_of(name) in {"block", "noise"}:
            while self._close(self._stack[-1]) != name:
                pass
        else:
            self._close(next(one for one in reversed(self._stack) if one.name == name))

    def line_break(self, place: int) -> None:
        current = self._stack[-1]
        container = current.container
        if container is None or current.noise is Noise.DROPPED:
            return
        if current.heading or container.name in _JOINED:
            self._draft.blank(place)
            return
        container.lines = container.lines or self._new("lines")
        self.flush()

    def _title(self, tag: Tag) -> None:
        """The title of the page; what other elements hold whose content is no markup, nobody reads."""
        if tag.name == "title" and self._stack[-1].noise is not Noise.DROPPED:
            self.flush()
            self._draft.take(*tag.content)
            block = self._draft.cut(Kind.HEADING)
            if block is not None:
                self.blocks.append(block)

    # ----------------------------------------------------------------------------------------------------- elements

    def _open(self, tag: Tag, role: str) -> None:
        self._end_implied(tag.name, block=role in {"block", "noise"})
        block = stands_alone(tag.name, self._stack[-1])
        if block:
            self.flush()
        if len(self._stack) >= _DEEPEST or self._source[tag.end - 2] == "/":
            return
        attributes = tag.attributes(self._source)
        element = inherited(self._stack[-1], tag.name, attributes)
        if block:
            self._describe(element, attributes)
        self._stack.append(element)
        self._count[tag.name] += 1
        if role in _MARKS:
            self._draft.begin(element, kind=role)
        elif tag.name == "a" and attributes.get("href"):
            self._draft.begin(element, target=attributes["href"].strip())

    def _describe(self, element: Element, attributes: Mapping[str, str]) -> None:
        """What lists, items and tables give to the blocks inside them."""
        if element.hint and not element.hint_group:
            element.hint_group = self._new("references")
        match element.name:
            case "ol" | "ul" | "menu" | "dl":
                level = element.numbering.level + 1 if element.numbering else 1
                element.numbering = new_numbering(element.name, attributes, self._new("list"), level)
                element.item = None
            case "li" | "dd":
                element.item = self._item(element, attributes)
            case "table":
                element.cell, element.item = self._new("table"), None
            case "tr":
                self._row_begins = True
            case _:
                pass

    def _item(self, element: Element, attributes: Mapping[str, str]) -> Item:
        numbering = element.numbering or new_numbering("ul", {}, self._new("list"), 1)
        label = numbering.take(attributes.get("value", "")) if element.name == "li" else ""
        return Item(numbering, attributes.get("data-counter", "").strip(" \t\n[]().") or label)

    def _end_implied(self, name: str, *, block: bool) -> None:
        """Close what a start tag ends without saying so."""
        if block and self._count["p"]:
            inner = self._stack[-1].container
            if inner is not None and inner.name == "p":
                self.end("p")
        closed, limits = _ENDED_BY.get(name, ((), frozenset[str]()))
        if not any(self._count[one] for one in closed):
            return
        for element in reversed(self._stack):
            if element.name in limits:
                return
            if element.name in closed:
                self.end(element.name)
                return

    def _close(self, element: Element) -> str:
        """Close an element, wherever in the stack it is; its name."""
        if element.block:
            self.flush()
        self._draft.end(element)
        self._stack.remove(element)
        self._count[element.name] -= 1
        if element.name == "ol" and element.numbering is not None and element.numbering.backwards:
            self._number_backwards(element.numbering)
        return element.name

    def _number_backwards(self, numbering: Numbering) -> None:
        last = len(numbering.items)
        for before, place in enumerate(numbering.items):
            self.blocks[place] = replace(self.blocks[place], label=styled(last - before, numbering.style))

    def _new(self, kind: str) -> str:
        self._groups += 1
        return f"{kind}-{self._groups}"

    # ------------------------------------------------------------------------------------------------------- blocks

    def flush(self) -> None:
        """End the block; what it is, the open elements say."""
        block = self._draft.cut(Kind.PARAGRAPH)
        if block is None:
            return
        current = self._stack[-1]
        row_begins, self._row_begins = self._row_begins, False
        term = current.container is not None and current.container.name == "dt"
        in_list = bool(current.hint or current.item)
        targets = link_bar(block) if in_list else ()
        if targets and self.blocks and not (current.item and not current.item.begun):
            self.blocks[-1] = with_links(self.blocks[-1], targets)
        elif (current.hint or row_begins or term) and _LABEL.fullmatch(block.text):
            self._label = block.text.strip("[]().")
        else:
            self._append(without_link_labels(block) if in_list else block, current)

    def _append(self, block: Block, current: Element) -> None:
        item = current.item
        kind = _kind(block, current)
        first = item is not None and not item.begun
        label, self._label = self._label, ""
        if item is not None:
            label = (item.label or label) if first else ""
            if first and item.numbering.ordered and not label.isspace():
                item.numbering.items.append(len(self.blocks))
            item.begun = True
        group = _group(current)
        level = current.heading or (item.numbering.level if item else 0)
        if kind is Kind.HEADING:
            level = level or 6
        self.blocks.append(replace(block, kind=kind, level=level, group=group, label=label, hint=current.hint))


def _kind(block: Block, current: Element) -> Kind:
    if current.noise is Noise.MENU or (current.noise is Noise.ASIDE and not _looks_cited(block)):
        return Kind.NOISE
    if (current.heading and len(block.text) <= _LONGEST_TITLE) or _all_strong(block):
        return Kind.HEADING
    if current.item is not None:
        kind = Kind.FOOTNOTE if current.footnotes else Kind.ITEM
        return Kind.PARAGRAPH if current.item.begun else kind
    if current.footnotes:
        return Kind.FOOTNOTE
    in_cell = current.container is not None and current.container.name in {"td", "th"}
    return Kind.CELL if in_cell else Kind.PARAGRAPH


def _group(current: Element) -> str:
    """The name that a block shares with its like."""
    if current.item is not None:
        return current.item.numbering.group
    lines = current.container.lines if current.container is not None else ""
    in_cell = current.container is not None and current.container.name in {"td", "th"}
    return lines or (current.cell if in_cell else "") or current.hint_group


def _looks_cited(block: Block) -> bool:
    """Whether a text beside the article may be a reference all the same."""
    return len(block.text) >= _SHORTEST_REFERENCE and _LOOKS_CITED.search(block.text) is not None


def _all_strong(block: Block) -> bool:
    """Whether a short paragraph is all in bold: a heading, for those who know no other."""
    length = len(block.text)
    if length > _LONGEST_HEADING or any(char.isdigit() for char in block.text):
        return False
    return any(mark.kind == "strong" and mark.end - mark.start >= length - 1 for mark in block.marks)
