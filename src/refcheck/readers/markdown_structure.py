"""The paragraphs, headings, items, cells and footnotes of a Markdown text, as ranges of its lines.

markdown-it-py knows the structure of blocks and on which lines each stands; where on them the content begins and ends
is found by comparing it with the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from refcheck.model import Span
from refcheck.parsing.blocks import Kind
from refcheck.readers.markdown_scan import Line

_LINE_END = re.compile(r"\r\n|\r|\n")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d[a-z]?(?!\d)")
_CODE_SIGNS = re.compile(r"[{}<>=$#|\\]|\w\(\)|;\s*$", re.MULTILINE)
_LEAST_WORDS_OF_PROSE = 6
_MOST_CODE_SIGNS = 0.01
_SHORT_LABEL = re.compile(r"[\[(]?\^?([\w.+:-]{1,40})[\])]?[.:]?")
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of the text without blocks inside of it."""

    kind: Kind
    lines: tuple[Line, ...]
    level: int = 0
    group: str = ""
    label: str = ""
    hint: str = ""
    is_html: bool = False

    @property
    def span(self) -> Span:
        """From the first character to the last."""
        return Span(self.lines[0].start, self.lines[-1].end)


@dataclass(frozen=True, slots=True)
class Structure:
    """All leaves in order, the addresses that were given names, and the names of the footnotes."""

    leaves: tuple[Leaf, ...]
    targets: Mapping[str, str]
    notes: frozenset[str]


@dataclass(slots=True)
class _Container:
    """A block that holds others: what its paragraphs are. Only the first paragraph of an item is the item."""

    kind: Kind
    group: str = ""
    label: str = ""
    level: int = 0
    fresh: bool = True


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin, move_to_end=False).use(deflist_plugin)
    parser.use(dollarmath_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def read_structure(text: str, start: int) -> Structure:
    """The structure of a text from some place on, which is the beginning of a line."""
    walk = _Walk(text, _lines(text, start))
    environment: MutableMapping[str, Any] = {}  # markdown-it-py keeps its definitions in it
    walk.tokens(_parser().parse(text[start:], environment))
    targets = {label: str(found["href"]) for label, found in environment.get("references", {}).items()}
    return Structure(tuple(walk.leaves), targets, frozenset(walk.notes))


def _lines(text: str, start: int) -> list[Line]:
    """The lines as markdown-it-py counts them."""
    lines = []
    for found in _LINE_END.finditer(text, start):
        lines.append(Line(start, found.start()))
        start = found.end()
    lines.append(Line(start, len(text)))
    return lines


@dataclass(slots=True)
class _Walk:
    """Reads the tokens one by one, and knows which blocks are open."""

    text: str
    lines: Sequence[Line]
    leaves: list[Leaf] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)
    open: list[_Container] = field(default_factory=list)
    groups: int = 0
    shift: int = 0
    """How many lines come before those that the tokens count."""
    depth: int = 0
    cursor: int = 0
    """Where in its line the last cell of a table ended."""

    def tokens(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            handler = _HANDLERS.get(token.type)
            if handler is not None:
                handler(self, token)

    def push(self, container: _Container) -> None:
        self.open.append(container)

    def pop(self, _: Token) -> None:
        self.open.pop()

    # ---------------------------------------------------------------------------------------------------- containers

    def open_list(self, _: Token) -> None:
        self.groups += 1
        level = 1 + sum(one.kind is Kind.NOISE for one in self.open)
        self.push(_Container(Kind.NOISE, f"list-{self.groups}", level=level))

    def open_item(self, token: Token) -> None:
        own = self.open[-1]
        self.push(_Container(Kind.ITEM, own.group, token.info, own.level))

    def open_description(self, _: Token) -> None:
        own = self.open[-1]
        self.push(_Container(Kind.ITEM, own.group, own.label, own.level))

    def open_term(self, _: Token) -> None:
        self.push(_Container(Kind.PARAGRAPH))

    def close_term(self, _: Token) -> None:
        """A term such as *[1]* or *Knuth84* is the label of what it is described by."""
        self.open.pop()
        last = self.leaves[-1] if self.leaves else None
        label = _SHORT_LABEL.fullmatch(self.text, last.lines[0].start, last.lines[-1].end) if last else None
        self.open[-1].label = label.group(1) if label else ""
        if label:
            self.leaves.pop()

    def open_note(self, token: Token) -> None:
        label = str(token.meta["label"])
        self.notes.add(label)
        self.push(_Container(Kind.FOOTNOTE, "footnotes", label))

    def open_table(self, _: Token) -> None:
        self.groups += 1
        self.push(_Container(Kind.CELL, f"table-{self.groups}"))

    def open_heading(self, token: Token) -> None:
        self.push(_Container(Kind.HEADING, level=int(token.tag[1:])))

    # -------------------------------------------------------------------------------------------------------- leaves

    def inline(self, token: Token) -> None:
        lines = self.content(token)
        if not lines:
            return
        own = self.open[-1] if self.open else _Container(Kind.PARAGRAPH)
        if own.kind in (Kind.ITEM, Kind.FOOTNOTE) and not own.fresh:
            own = _Container(Kind.PARAGRAPH, level=own.level)
        own.fresh = False
        self.leaves.append(Leaf(own.kind, lines, own.level, own.group, own.label))

    def content(self, token: Token) -> tuple[Line, ...]:
        """The lines of a paragraph without what belongs to the blocks around it."""
        if token.map is None:
            return ()
        first, last = token.map[0] + self.shift, max(token.map[1], token.map[0] + 1) + self.shift
        rows = token.content.split("\n")
        if self.open and self.open[-1].kind is Kind.CELL:
            return self.cell(first, rows[0])
        found = []
        number = first
        for row in rows:
            wanted = row.strip()
            while number < last and wanted:
                line = self.at_end(self.lines[number], wanted)
                number += 1
                if line is not None:
                    found.append(line)
                    break
        return tuple(found) or tuple(self.whole(first, last))

    def at_end(self, line: Line, wanted: str) -> Line | None:
        """Where the content stands, if a line ends with it; a heading may close with number signs."""
        end = line.start + len(self.text[line.start : line.end].rstrip())
        start = end - len(wanted)
        if start >= line.start and self.text.startswith(wanted, start):
            return Line(start, end)
        start = self.text.find(wanted, line.start, end)
        return Line(start, start + len(wanted)) if start >= 0 else None

    def cell(self, number: int, content: str) -> tuple[Line, ...]:
        """A cell of a table, in which a vertical bar is written with a backslash."""
        line = self.lines[number]
        if not line.start <= self.cursor <= line.end:
            self.cursor = line.start
        for wanted in (content, content.replace("|", "\\|")):
            start = self.text.find(wanted, self.cursor, line.end) if wanted else -1
            if start >= 0:
                self.cursor = start + len(wanted)
                return (Line(start, self.cursor),)
        return ()

    def whole(self, first: int, last: int) -> Iterator[Line]:
        for line in self.lines[first:last]:
            content = self.text[line.start : line.end]
            start = line.start + len(content) - len(content.lstrip())
            end = line.start + len(content.rstrip())
            if start < end:
                yield Line(start, end)

    def html(self, token: Token) -> None:
        self.raw(token, is_html=True)

    def noise(self, token: Token) -> None:
        self.raw(token, is_html=False)

    def raw(self, token: Token, *, is_html: bool) -> None:
        if token.map is not None:
            lines = tuple(self.whole(token.map[0] + self.shift, token.map[1] + self.shift))
            if lines:
                self.leaves.append(Leaf(Kind.NOISE, lines, is_html=is_html))

    def indented(self, token: Token) -> None:
        """What is indented by four blanks is code for Markdown; a reference list that was pasted so is none for us."""
        if token.map is None or self.depth >= _DEEPEST or not _is_prose(token.content):
            self.noise(token)
            return
        inner = _part(self, token.map[0] + self.shift)
        inner.tokens(_parser().parse(_dedented(token.content), {}))
        self.groups = inner.groups


def _part(walk: _Walk, shift: int) -> _Walk:
    """A walk over a part of the same text, which writes to the same leaves."""
    return _Walk(walk.text, walk.lines, walk.leaves, walk.notes, [], walk.groups, shift, walk.depth + 1)


def _dedented(content: str) -> str:
    return "\n".join(line.lstrip(" \t") for line in content.split("\n"))


def _is_prose(content: str) -> bool:
    """Whether an indented text is rather a list of references than code."""
    words = len(content.split())
    if words < _LEAST_WORDS_OF_PROSE or _YEAR.search(content) is None:
        return False
    return len(_CODE_SIGNS.findall(content)) <= _MOST_CODE_SIGNS * len(content)


_HANDLERS = {
    "inline": _Walk.inline,
    "heading_open": _Walk.open_heading, "heading_close": _Walk.pop,
    "bullet_list_open": _Walk.open_list, "bullet_list_close": _Walk.pop,
    "ordered_list_open": _Walk.open_list, "ordered_list_close": _Walk.pop,
    "list_item_open": _Walk.open_item, "list_item_close": _Walk.pop,
    "dl_open": _Walk.open_list, "dl_close": _Walk.pop,
    "dt_open": _Walk.open_term, "dt_close": _Walk.close_term,
    "dd_open": _Walk.open_description, "dd_close": _Walk.pop,
    "footnote_reference_open": _Walk.open_note, "footnote_reference_close": _Walk.pop,
    "table_open": _Walk.open_table, "table_close": _Walk.pop,
    "html_block": _Walk.html, "fence": _Walk.noise, "code_block": _Walk.indented,
    "math_block": _Walk.noise, "math_block_label": _Walk.noise,
}  # fmt: skip
