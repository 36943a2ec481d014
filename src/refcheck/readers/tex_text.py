r"""A range of LaTeX as a block of plain text, with the citations that stand in it.

What a command stands for is known to `latex.to_plain`; here only its place is kept. Commands that are not known are
left out and their arguments kept, as a reader of a draft would.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from refcheck.parsing.blocks import Block, Kind, Link, Mark
from refcheck.readers.cited import Pointer
from refcheck.readers.latex import to_identifier, to_plain
from refcheck.readers.pieces import Pieces
from refcheck.readers.tables import mapping
from refcheck.readers.tex_scan import Argument, argument_at, skip_arguments, skip_optional

_TOKEN = re.compile(
    r"(?P<accent>\\[`'^\"~=.](?:\s*\{\\?[A-Za-z]?\}|\\?[A-Za-z])|\\[cvuHkrbdt](?:\s*\{\\?[A-Za-z]{0,2}\}|[ ]+[A-Za-z]))"
    r"|(?P<command>\\[A-Za-z@]+\*?)"
    r"|(?P<symbol>\\.)"
    r"|(?P<math>\$\$?(?:[^$\\]|\\.){0,300}\$\$?)"
    r"|(?P<ligature>---?|``|''|~|[?!]`)"
    r"|(?P<brace>[{}$&^])"
    r"|(?P<gap>\x00+)"
    r"|(?P<plain>[^\\{}$&^~`'?!\x00-]+|.)",
    re.DOTALL,
)
_ADDRESSES = frozenset({"url", "path", "nolinkurl", "href"})
_CITE = re.compile(r"[A-Za-z]*[cC]ite[A-Za-z]*|bibentry")
_KEY = re.compile(r"[^\s,{}\x00]++(?:[^\S\n]++[^\s,{}\x00]++)*+")
_NO_KEY = re.compile(r"[#\\]")
_SEVERAL = re.compile(r"[A-Za-z]*cites")
_NOTES_OF_ALL = re.compile(r"(?:\s*+\([^(){}]{0,300}+\)){0,2}+")
_MOST_GROUPS = 50
_BEFORE_GROUP = re.compile(r"[ \t]*+\n?[ \t]*+(?=\{)")
_AMOUNT = re.compile(
    r"\s*+-?[\d.]*+(?:\s*+(?:(?:plus|minus)\s*+-?[\d.]++)?(?:pt|em|ex|mm|cm|in|sp|fil++)(?![a-z]))*+ ?"
)
"""What follows a command such as ``\\hskip``: ``1em plus 0.5em minus 0.4em``."""
_NOTES = frozenset({"footnote", "footnotetext", "endnote", "thanks", "sidenote", "marginpar"})
_DEEPEST = 3
_SUPERSCRIPT = frozenset({"textsuperscript", "footnotemark"})
_EMPHASIS = frozenset({"emph", "textit", "em"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A block, and the citations by key in it."""

    block: Block
    pointers: tuple[Pointer, ...] = ()
    notes: tuple[Argument, ...] = ()
    """The places of footnotes in it."""


def passage(text: str, seen: str, kind: Kind, place: Argument, *, depth: int = 0) -> Passage:
    """A range of the file as a block. ``seen`` is the masked text, ``depth`` that of passages inside of others."""
    taker = _Taker(text, seen, place.start, place.end, depth)
    taker.run()
    pieces = taker.pieces.finish()
    length = sum(len(piece.text) for piece in pieces)
    links = tuple(Link(one.start, min(one.end, length), one.target) for one in taker.links if one.start < length)
    marks = tuple(Mark(one.start, min(one.end, length), one.kind) for one in taker.marks if one.start < length)
    pointers = tuple(one for one in taker.pointers if one.end <= length)
    return Passage(Block(kind, pieces, links=links, marks=marks), pointers, tuple(taker.notes))


def is_citation(command: str) -> bool:
    r"""Whether a command of this name (without backslash and star) cites: ``\citep``, ``\Textcite``, ``\footcites``."""
    return _CITE.fullmatch(command) is not None and command not in mapping("tex_arguments.tsv")


@dataclass(slots=True)
class _Taker:
    """A cursor over the tokens of a range."""

    text: str
    seen: str
    position: int
    end: int
    depth: int
    pieces: Pieces = field(default_factory=Pieces)
    links: list[Link] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pointers: list[Pointer] = field(default_factory=list)
    notes: list[Argument] = field(default_factory=list)
    open: list[tuple[int, str]] = field(default_factory=list)
    """For each open brace where it began in the block, and what mark it makes."""
    pending: str = ""

    def run(self) -> None:
        while self.position < self.end:
            found = _TOKEN.match(self.seen, self.position, self.end)
            if found is None:
                break
            start, self.position = self.position, found.end()
            self.take(found, start)

    def take(self, found: re.Match[str], start: int) -> None:
        match found.lastgroup:
            case "plain":
                self.pieces.take(self.text, start, found.end())
            case "gap":
                pass
            case "command":
                self.command(found.group()[1:], start)
            case "brace":
                self.brace(found.group())
            case "symbol" if found.group()[1] in "\\\n\r\t ":
                self.blank(start)
            case _:
                written = to_plain(found.group()).text if found.group() != "~" else " "
                self.pieces.add(written or " ", start, found.end())

    def blank(self, start: int) -> None:
        self.pieces.add(" ", start, self.position)

    def brace(self, brace: str) -> None:
        if brace == "{":
            self.open.append((self.pieces.length, self.pending))
        elif brace == "}" and self.open:
            start, kind = self.open.pop()
            if kind and self.pieces.length > start:
                self.marks.append(Mark(start, self.pieces.length, kind))
        elif brace == "&":
            self.blank(self.position - 1)
        self.pending = ""

    def command(self, name: str, start: int) -> None:
        bare = name.rstrip("*")
        if bare in _NOTES and self.depth == 0:
            self.note()
        elif is_citation(bare):
            self.citation(bare, start)
        elif bare in _ADDRESSES:
            self.address(bare)
        elif bare in mapping("tex_arguments.tsv"):
            self.skip(mapping("tex_arguments.tsv")[bare], start)
        elif (
            argument_at(self.seen, self.position) is not None or skip_optional(self.seen, self.position) > self.position
        ):
            self.pending = _mark(bare)
            self.position = self.before_group(skip_optional(self.seen, self.position))
        else:
            self.symbol(name, start)

    def symbol(self, name: str, start: int) -> None:
        """A command without arguments: a letter, a sign, or nothing that is seen."""
        plain = to_plain(f"\\{name}")
        following = self.seen[self.position : self.position + 1]
        if plain.understood and plain.text:
            self.pieces.add(plain.text, start, self.position)
            if following.isspace() and len(plain.text) == 1 and plain.text.isalpha():
                self.position += 1
        else:
            self.pieces.add(" ", start, self.position)

    def note(self) -> None:
        """A footnote is a text of its own."""
        argument = argument_at(self.seen, skip_optional(self.seen, self.position, most=1))
        if argument is not None and argument.end < self.end:
            self.notes.append(argument)
            self.position = argument.end + 1

    def skip(self, arguments: str, start: int) -> None:
        """What is no text: so many arguments, or a number or length without braces."""
        if not arguments.isdecimal():
            amount = _AMOUNT.match(self.seen, self.position, self.end)
            self.position = amount.end() if amount else self.position
            if arguments == "length":
                self.blank(start)
            return
        for _ in range(int(arguments)):
            position = skip_optional(self.seen, self.position)
            self.position = min(self.end, skip_arguments(self.seen, position, 1))
        self.position = self.before_group(skip_optional(self.seen, self.position))

    def before_group(self, position: int) -> int:
        """The place of a group that begins here, blanks left out as TeX does."""
        blanks = _BEFORE_GROUP.match(self.seen, position, self.end)
        return blanks.end() if blanks else min(self.end, position)

    def address(self, name: str) -> None:
        argument = argument_at(self.text, self.position)
        if argument is None or argument.end >= self.end:
            return
        self.position = argument.end + 1
        target = to_identifier(self.text[argument.start : argument.end])
        second = argument_at(self.seen, self.position) if name == "href" and self.depth < _DEEPEST else None
        if second is not None and second.end < self.end:
            begin = self.pieces.length
            inner = passage(self.text, self.seen, Kind.PARAGRAPH, second, depth=self.depth + 1)
            for piece in inner.block.pieces:
                self.pieces.add(piece.text, piece.span.start, piece.span.end)
            self.links.append(Link(begin, self.pieces.length, target))
            self.position = second.end + 1
            return
        begin = self.pieces.length
        self.pieces.add(target, argument.start, argument.end)
        self.links.append(Link(begin, self.pieces.length, target))

    def citation(self, name: str, start: int) -> None:
        """A citation as ``[key1, key2]``, each key in its place."""
        groups = _MOST_GROUPS if _SEVERAL.fullmatch(name) else 1
        opened = False
        if groups > 1:
            notes = _NOTES_OF_ALL.match(self.seen, self.position, self.end)
            self.position = notes.end() if notes else self.position
        for _ in range(groups):
            after = skip_optional(self.seen, self.position)
            argument = argument_at(self.seen, after)
            if argument is None or argument.end >= self.end:
                break
            for key in _KEY.finditer(self.seen, argument.start, argument.end):
                if _NO_KEY.search(key.group()):
                    continue
                self.pieces.add(", " if opened else "[", start, key.start())
                opened = True
                begin = self.pieces.length
                self.pieces.add(key.group(), key.start(), key.end())
                self.pointers.append(Pointer(begin, self.pieces.length, (key.group(),), key.group()))
                start = key.end()
            self.position = start = argument.end + 1
        if opened:
            self.pieces.add("]", self.position - 1, self.position)


def _mark(name: str) -> str:
    return "superscript" if name in _SUPERSCRIPT else "emphasis" if name in _EMPHASIS else ""
