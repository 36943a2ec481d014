"""XML as a tree in which everything knows its place in the text.

Expat does the reading. Entities that a file declares are not expanded (a file that declares any is refused), and
nothing outside the file is ever looked at. Entities of HTML, which the document types of publishers define, are known.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.parsers import expat  # entity declarations are refused below, external entities never opened

LARGEST_TEXT = 64_000_000
_DEEPEST = 150
_START_TAG = re.compile(r"<[^\s/>]++(?:[^>\"']++|\"[^\"]*\"|'[^']*')*+>")
_NEVER_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML does not have, and exporters write all the same."""
_ROOT = re.compile(r"\s*+(?>(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)\s*+)*+<([\w.:-]+)", re.DOTALL)


@dataclass(slots=True)
class Characters:
    """A run of text; ``text`` is what it means, ``start`` to ``end`` where it is written."""

    text: str
    start: int
    end: int

    @property
    def verbatim(self) -> bool:
        """Whether each character stands for itself."""
        return len(self.text) == self.end - self.start


@dataclass(slots=True)
class Element:
    """An element, its tags at ``start`` to ``inner_start`` and ``inner_end`` to ``end``."""

    name: str
    attributes: dict[str, str]
    start: int
    inner_start: int
    inner_end: int = -1
    end: int = -1
    children: list[Node] = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without the prefix of its namespace."""
        return self.name.rpartition(":")[2]

    def elements(self) -> Iterator[Element]:
        """The elements directly inside."""
        return (child for child in self.children if isinstance(child, Element))

    def descendants(self, *names: str, stop: frozenset[str] = frozenset()) -> Iterator[Element]:
        """Every element of these local names inside, in order; those inside of ``stop`` elements are left out."""
        waiting = list(self.elements())[::-1]
        while waiting:
            element = waiting.pop()
            if element.local in names:
                yield element
            if element.local not in stop:
                waiting.extend(list(element.elements())[::-1])

    def first(self, *names: str) -> Element | None:
        """The first such element inside."""
        return next(self.descendants(*names), None)

    def attribute(self, name: str) -> str:
        """The value of an attribute by its local name, or empty."""
        return next((value for key, value in self.attributes.items() if key.rpartition(":")[2] == name), "")

    def text(self) -> str:
        """All text inside, blanks collapsed."""
        return " ".join("".join(one.text for one in self.runs()).split())

    def runs(self) -> Iterator[Characters]:
        """All runs of text inside."""
        waiting: list[Node] = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Element):
                waiting.extend(node.children[::-1])
            else:
                yield node


Node: TypeAlias = "Element | Characters"


@dataclass(frozen=True, slots=True)
class Tree:
    """The root of a text, and where and why reading stopped if it did. Elements left open end there."""

    root: Element | None
    fault: str = ""
    position: int = 0


class Refused(Exception):  # noqa: N818 - never leaves this module: it ends as the fault of a `Tree`
    """The text holds something that is not read, for safety."""


def root_name(beginning: str) -> str:
    """The local name of the root element of a text that begins so, or empty."""
    found = _ROOT.match(beginning.lstrip("\ufeff"))
    return found.group(1).rpartition(":")[2] if found else ""


def parse(text: str) -> Tree:
    """The tree of a text; never raises."""
    if len(text) > LARGEST_TEXT:
        return Tree(None, f"the file is too large: {len(text):,} characters, at most {LARGEST_TEXT:,} are read")
    builder = _Builder(text)
    try:
        builder.parse()
    except expat.ExpatError as error:
        return builder.tree(f"the XML cannot be read: {expat.ErrorString(error.code)}")
    except Refused as error:
        return builder.tree(str(error))
    return builder.tree("")


class _Builder:
    """Takes the events of expat, each with its place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.content = _NEVER_IN_XML.sub(" ", text).encode("utf-8", "replace")
        self.places = _Places(self.content, ascii_only=text.isascii())
        self.root: Element | None = None
        self.open: list[Element] = []
        self.run: Characters | None = None
        self.parser = expat.ParserCreate()
        self.handle()

    def handle(self) -> None:
        parser = self.parser
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.SkippedEntityHandler = self.entity
        parser.EntityDeclHandler = _refuse
        for handler in ("CommentHandler", "ProcessingInstructionHandler", "StartCdataSectionHandler",
                        "EndCdataSectionHandler"):  # fmt: skip
            setattr(parser, handler, self.between)
        # An external document type that nobody reads makes entities it may declare no errors.
        parser.UseForeignDTD(True)  # noqa: FBT003 - the library's own parameter
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
        parser.ExternalEntityRefHandler = self.outside

    def parse(self) -> None:
        # A declared encoding is that of the file; here it has been decoded already.
        self.parser.Parse(self.content.decode("utf-8"), True)  # noqa: FBT003 - as above

    def tree(self, fault: str) -> Tree:
        position = self.place() if fault else 0
        for element in self.open:
            element.inner_end = element.end = max(position, element.inner_start)
        return Tree(self.root, fault, position)

    def place(self) -> int:
        return self.places.of(max(0, self.parser.CurrentByteIndex))

    def here(self) -> int:
        """The place of this event, which is also the end of the text before it."""
        place = self.place()
        if self.run is not None:
            self.run.end = place
            self.run = None
        return place

    def start(self, name: str, attributes: dict[str, str]) -> None:
        place = self.here()
        if len(self.open) >= _DEEPEST:
            raise Refused("the XML is nested too deeply")
        tag = _START_TAG.match(self.text, place)
        element = Element(name, attributes, place, tag.end() if tag else place)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, name: str) -> None:
        del name
        place = self.here()
        element = self.open.pop()
        closing = self.text.startswith("</", place)
        element.inner_end = place if closing else element.inner_start
        element.end = self.text.find(">", place) + 1 if closing else element.inner_start

    def characters(self, text: str) -> None:
        self.add(text)

    def entity(self, name: str, is_parameter: bool) -> None:  # noqa: FBT001 - expat calls it so
        if not is_parameter:
            self.add(html.unescape(f"&{name};"))

    def add(self, text: str) -> None:
        place = self.here()
        if self.open:
            self.run = Characters(text, place, place)
            self.open[-1].children.append(self.run)

    def outside(self, context: str | None, *_: str | None) -> int:
        """In place of whatever lies outside the file, nothing is read."""
        self.parser.ExternalEntityParserCreate(context).Parse(b"", True)  # noqa: FBT003 - as above
        return 1

    def between(self, *_: str) -> None:
        self.here()


class _Places:
    """Places in bytes as places in characters; asked in ascending order."""

    def __init__(self, content: bytes, *, ascii_only: bool) -> None:
        self.content = content
        self.ascii_only = ascii_only
        self.byte = self.character = 0

    def of(self, byte: int) -> int:
        if self.ascii_only:
            return byte
        if byte > self.byte:
            self.character += len(self.content[self.byte : byte].decode("utf-8", "ignore"))
            self.byte = byte
        return self.character


def _refuse(*_: object) -> None:
    raise Refused("the file declares entities of its own, which are not expanded: it was not read")
