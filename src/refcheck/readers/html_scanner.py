"""The tags and texts of a page, each with its place in the file.

The standard library's parser does not say where an entity or a piece of text begins and ends, and reads some broken
pages in quadratic time; this scanner only cuts, in one pass, and never gives up: what is no tag is text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from refcheck.readers.tables import mapping

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_UP_TO_QUOTE = re.compile(r"[^\"'>]*")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag; ``start`` and ``end`` are those of the whole of it."""

    name: str
    closing: bool
    start: int
    end: int
    attributes_from: int
    content: tuple[int, int] = (0, 0)
    """Of an element whose content is no markup (``title``, ``script``): where that stands."""

    def attributes(self, text: str) -> dict[str, str]:
        """Its attributes, names in lower case, entities decoded."""
        inner = text[self.attributes_from : self.end - 1]
        if not inner.strip(" \t\r\n/"):
            return {}
        found: dict[str, str] = {}
        for name, *values in _ATTRIBUTE.findall(inner):
            found.setdefault(name.lower(), html.unescape("".join(values)))
        return found


@dataclass(frozen=True, slots=True)
class Text:
    """A range of text between tags."""

    start: int
    end: int


@dataclass(slots=True)
class _Scanner:
    """What is known not to come any more, so that it is not looked for again at every tag."""

    text: str
    gone: set[str] = field(default_factory=set)

    def find(self, what: str, start: int) -> int:
        if what in self.gone:
            return -1
        place = self.text.find(what, start)
        if place < 0:
            self.gone.add(what)
        return place

    def tag_end(self, position: int) -> int:
        """Behind the ``>`` of a tag, which may also stand in its quoted values; -1 if there is none."""
        while True:
            found = _UP_TO_QUOTE.match(self.text, position)
            place = found.end() if found else position
            char = self.text[place : place + 1]
            if char in ("", ">"):
                return place + 1 if char else -1
            closing = self.find(char, place + 1) if self._after_equals(place) else -1
            position = closing + 1 if closing >= 0 else place + 1

    def _after_equals(self, place: int) -> bool:
        return self.text[max(0, place - 20) : place].rstrip().endswith("=")

    def tag(self, start: int) -> Tag | None:
        closing = self.text.startswith("/", start + 1)
        name = _NAME.match(self.text, start + 1 + closing)
        if name is None or ">" in self.gone:
            return None
        end = self.tag_end(name.end())
        if end < 0:
            self.gone.add(">")
            return None
        return Tag(name.group().lower(), closing, start, end, name.end())

    def raw_end(self, tag: Tag) -> int:
        """Where the end tag of a raw element begins; -1 if nowhere."""
        marker = f"</{tag.name}"
        if marker in self.gone:
            return -1
        place = self.text.find("</", tag.end)
        while place >= 0:
            if self.text[place : place + len(marker)].lower() == marker:
                return place
            place = self.text.find("</", place + 2)
        self.gone.add(marker)
        return -1

    def comment_end(self, start: int) -> int:
        """Behind a comment, a declaration or an instruction that begins at ``start``."""
        if self.text.startswith("<!--", start):
            end = self.find("-->", start + 2)
            if end >= 0:
                return end + 3
        end = self.find(">", start)
        return end + 1 if end >= 0 else start + 2


def scan(text: str) -> Iterator[Tag | Text]:
    """Every tag and every text of a page in order; comments, declarations and the content of scripts are left out."""
    scanner = _Scanner(text)
    begin = place = 0
    while (place := text.find("<", place)) >= 0:
        following = text[place + 1 : place + 2]
        if following in ("!", "?"):
            yield from _between(begin, place)
            begin, place, inside = _special(scanner, place)
            yield from inside
            continue
        tag = scanner.tag(place) if following.isalpha() or following == "/" else None
        if tag is None:
            place += 1
            continue
        yield from _between(begin, place)
        tag, begin = _with_content(scanner, tag)
        place = begin
        yield tag
    yield from _between(begin, len(text))


def _between(start: int, end: int) -> Iterator[Text]:
    if start < end:
        yield Text(start, end)


def _special(scanner: _Scanner, place: int) -> tuple[int, int, list[Text]]:
    """Behind what begins with ``<!`` or ``<?``; a CDATA section is text."""
    if scanner.text.startswith(_CDATA, place):
        end = scanner.find(_CDATA_END, place)
        if end >= 0:
            after = end + len(_CDATA_END)
            return after, after, list(_between(place + len(_CDATA), end))
    end = scanner.comment_end(place)
    return end, end, []


def _with_content(scanner: _Scanner, tag: Tag) -> tuple[Tag, int]:
    """The tag, with the range of its content if it is raw, and where to go on."""
    empty = scanner.text[tag.end - 2] == "/"
    if tag.closing or empty or mapping("html_elements.tsv").get(tag.name) != "raw":
        return tag, tag.end
    end = scanner.raw_end(tag)
    if end < 0:
        return tag, tag.end
    return replace(tag, content=(tag.end, end)), end
