"""The text of a Word document: paragraph by paragraph, with its fields, notes, links and raised characters.

What is extracted has a line for each paragraph, and every block stands for a range of it, character by character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from refcheck.model import Item, Span
from refcheck.parsing.blocks import Block, Kind, Link, Mark, Piece
from refcheck.readers.docx_fields import decoded, is_bibliography, linked_address, read_field, read_tag
from refcheck.readers.docx_lists import Lists, read_lists, value
from refcheck.readers.docx_parts import Parts, Story
from refcheck.readers.xml_tree import Element

_SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "br": "\n", "cr": "\n"}
_DROPPED = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr", "tblPr", "sectPr", "rt"})
_RAISED = frozenset({"superscript", "subscript"})
_DEEPEST_FIELD = 20
_BLANKS = re.compile(r"[^\S\n]+")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


@dataclass(frozen=True, slots=True)
class FieldCitation:
    """What a field cites, and the range of the text of its block that it shows; empty where it shows nothing."""

    start: int
    end: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A mark in the text of a block that points at a note."""

    start: int
    end: int
    note: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with what its fields cite and the marks of notes in it; ``note`` if it belongs to one itself."""

    block: Block
    citations: tuple[FieldCitation, ...] = ()
    note_marks: tuple[NoteMark, ...] = ()
    note: str = ""


def extract(parts: Parts) -> tuple[str, list[Passage]]:
    """The text of a document and what it is made of; the notes follow the body."""
    walk = _Walk(read_lists(parts))
    walk.story(parts.body)
    for kind, story in (("footnote", parts.footnotes), ("endnote", parts.endnotes)):
        if story is not None:
            walk.notes(kind, story)
    return "".join(walk.text), walk.passages


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, and the number of the paragraph where what it shows begins, if it has begun."""

    code: list[str]
    paragraph: int = 0
    start: int = 0
    bibliography: bool = False


@dataclass(slots=True)
class _Draft:
    """A paragraph that is being put together."""

    block: Block
    note: str = ""
    parts: list[str] = field(default_factory=list)
    length: int = 0
    blank: bool = True
    """Whether it ends with a blank, so that no other one follows."""
    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    citations: list[FieldCitation] = field(default_factory=list)
    note_marks: list[NoteMark] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Boxes of text that are anchored here."""

    def add(self, text: str) -> None:
        """Go on with more text; blanks become one, what nobody sees is left out.

        In an item a line break is one inside of a reference.
        """
        broken = text.replace("\n", " ") if self.block.kind is Kind.ITEM else text
        seen = _BLANKS.sub(" ", _UNSEEN.sub("", broken))
        if self.blank:
            seen = seen.lstrip(" ") if self.parts else seen.lstrip()
        if seen:
            self.parts.append(seen)
            self.length += len(seen)
            self.blank = seen[-1].isspace()

    def finish(self, offset: int) -> Passage | None:
        """The paragraph as a block which stands at an offset; `None` if it is empty."""
        text = "".join(self.parts).rstrip()
        if not text:
            return None
        end = len(text)
        block = replace(
            self.block,
            pieces=(Piece(text, Span(offset, offset + end)),),
            marks=tuple(Mark(one.start, min(one.end, end), one.kind) for one in self.marks if one.start < end),
            links=tuple(Link(one.start, min(one.end, end), one.target) for one in self.links if one.start < end),
        )
        cited = (FieldCitation(min(one.start, end), min(one.end, end), one.items) for one in self.citations)
        return Passage(block, tuple(cited), tuple(self.note_marks), self.note)


class _Walk:
    """The walk through the elements of a document."""

    def __init__(self, lists: Lists) -> None:
        self.text: list[str] = []
        self.passages: list[Passage] = []
        self._length = 0
        self._lists = lists
        self._links: Mapping[str, str] = {}
        self._fields: list[_Field] = []
        self._bibliographies = 0
        """Content controls around us that hold a bibliography."""
        self._draft = _Draft(Block(Kind.PARAGRAPH, ()))
        self._paragraphs = 0
        self._note_numbers: dict[str, int] = {}
        self._note_counts = Counter[str]()
        self._takers: Mapping[str, Callable[[Element], None]] = {
            "t": self._characters,
            "instrText": self._code,
            "fldChar": self._field_mark,
            "txbxContent": self._draft_box,
            "footnoteReference": self._note_mark,
            "endnoteReference": self._note_mark,
        }

    def story(self, story: Story) -> None:
        """Take a part of the document."""
        self._links = story.links
        self._inside(story.root, in_cell=False)

    def notes(self, kind: str, story: Story) -> None:
        """Take the notes that the body points at."""
        self._links = story.links
        for one in story.root.elements():
            note = f"{kind}-{one.attribute('id')}"
            if note in self._note_numbers:
                form = Block(Kind.FOOTNOTE, (), group=f"{kind}s", label=str(self._note_numbers[note]))
                self._paragraph(list(one.descendants("p", stop=frozenset({"p"}))), _Draft(form, note))

    # --------------------------------------------------------------------------------------------- paragraphs

    def _inside(self, element: Element, *, in_cell: bool) -> None:
        for child in element.elements():
            if child.local == "p":
                self._paragraph([child], _Draft(self._form(child, in_cell=in_cell)))
            elif child.local not in _DROPPED:
                bibliography = child.local == "sdt" and is_bibliography(_tag(child))
                self._bibliographies += bibliography
                self._inside(child, in_cell=in_cell or child.local == "tc")
                self._bibliographies -= bibliography

    def _form(self, paragraph: Element, *, in_cell: bool) -> Block:
        """What a paragraph is, without its text."""
        properties = next((one for one in paragraph.elements() if one.local == "pPr"), None)
        style = self._lists.style(value(properties, "pStyle"))
        item = self._lists.item(properties)
        if style.heading:
            return Block(Kind.HEADING, (), style.heading)
        hint = "references" if style.bibliography else ""
        if item is not None:
            return Block(Kind.ITEM, (), item.level, item.group, item.label, hint)
        return Block(Kind.CELL if in_cell else Kind.PARAGRAPH, (), hint=hint)

    def _in_bibliography(self) -> bool:
        return self._bibliographies > 0 or any(one.bibliography for one in self._fields)

    def _paragraph(self, elements: Sequence[Element], draft: _Draft) -> None:
        """Take one paragraph, or all those of a note."""
        self._draft = draft
        self._paragraphs += 1
        listed = self._in_bibliography()
        for place, one in enumerate(elements):
            draft.add("\n" if place else "")
            self._runs(one)
        if draft.block.kind is not Kind.HEADING and (listed or self._in_bibliography()):
            draft.block = replace(draft.block, hint="references")
        passage = draft.finish(self._length)
        if passage is not None:
            line = passage.block.text + "\n"
            self.passages.append(passage)
            self.text.append(line)
            self._length += len(line)
        for box in draft.boxes:
            self._inside(box, in_cell=False)

    # --------------------------------------------------------------------------------------------------- runs

    def _runs(self, element: Element) -> None:
        for child in element.elements():
            start = self._draft.length
            if child.local in self._takers:
                self._takers[child.local](child)
            elif child.local in _SIGNS:
                self._draft.add(_SIGNS[child.local])
            elif child.local not in _DROPPED:
                self._runs(child)
                self._describe(child, start)

    def _describe(self, element: Element, start: int) -> None:
        """Note what an element says of the text in it."""
        match element.local:
            case "r":
                kind = value(next(element.elements(), None), "vertAlign")
                if kind in _RAISED and start < self._draft.length:
                    self._draft.marks.append(Mark(start, self._draft.length, kind))
            case "hyperlink":
                self._link(self._links.get(element.attribute("id"), ""), start)
            case "fldSimple":
                self._field(element.attribute("instr"), start)
            case "sdt":
                self._cite(read_tag(_tag(element)), start)
            case _:
                pass

    def _characters(self, element: Element) -> None:
        self._draft.add("".join(one.text for one in element.runs()).replace("\n", " "))

    def _draft_box(self, element: Element) -> None:
        self._draft.boxes.append(element)

    def _note_mark(self, element: Element) -> None:
        """Notes are numbered from 1 in the order of their marks."""
        kind = element.local.removesuffix("Reference")
        note = f"{kind}-{element.attribute('id')}"
        if note not in self._note_numbers:
            self._note_counts[kind] += 1
            self._note_numbers[note] = self._note_counts[kind]
        start = self._draft.length
        self._draft.add(str(self._note_numbers[note]))
        self._draft.note_marks.append(NoteMark(start, self._draft.length, note))

    # ------------------------------------------------------------------------------------------------- fields

    def _code(self, element: Element) -> None:
        if self._fields:
            self._fields[-1].code += [one.text for one in element.runs()]

    def _field_mark(self, mark: Element) -> None:
        kind = mark.attribute("fldCharType")
        if kind == "begin" and len(self._fields) < _DEEPEST_FIELD:
            self._fields.append(_Field([decoded(one.text()) for one in mark.elements() if one.local == "fldData"]))
        elif kind == "separate" and self._fields:
            current = self._fields[-1]
            current.paragraph, current.start = self._paragraphs, self._draft.length
            current.bibliography = is_bibliography("".join(current.code))
        elif kind == "end" and self._fields:
            self._end(self._fields.pop())

    def _end(self, ended: _Field) -> None:
        if not ended.paragraph and self._fields:  # it shows nothing: its code is part of that of the field around it
            self._fields[-1].code += ended.code
            return
        begun = {self._paragraphs: ended.start, 0: self._draft.length}
        self._field("".join(ended.code), begun.get(ended.paragraph, 0))

    def _field(self, code: str, start: int) -> None:
        """Note what a field says that shows the text from ``start``."""
        self._cite(read_field(code), start)
        self._link(linked_address(code), start)

    def _cite(self, items: Sequence[Item], start: int) -> None:
        if items:
            self._draft.citations.append(FieldCitation(start, self._draft.length, tuple(items)))

    def _link(self, target: str, start: int) -> None:
        if target and start < self._draft.length:
            self._draft.links.append(Link(start, self._draft.length, target))


def _tag(control: Element) -> str:
    """The tag of a content control, where reference managers keep what they know."""
    return value(next(control.elements(), None), "tag")
