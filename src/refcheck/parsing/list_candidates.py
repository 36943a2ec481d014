"""The parts of an article that may be references: each with its place, its label and what is said above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from refcheck.parsing.blocks import Block, Kind
from refcheck.parsing.list_headings import LONGEST_HEADING, Section, inline_heading, is_promising, section_of
from refcheck.parsing.list_labels import Form, Label, label_of, lead_in
from refcheck.parsing.list_links import only_link_texts, without_link_texts
from refcheck.parsing.list_noise import is_page_noise
from refcheck.parsing.list_scoring import CERTAIN, HOPELESS, LONGEST, POSSIBLE, begins_like_reference, evident, score
from refcheck.parsing.list_splitting import split

DEEPEST = 7
"""The level of a heading whose format gives none: below all the others."""
_ADDRESS = re.compile(r"https?:/|www\.|10\.\d{4,9}/")
_ADDRESSED = 1.5
"""What an address adds under the heading of a list: a web page may be cited by nothing else."""
_SENTENCES = 300
"""Characters; a longer paragraph that does not begin like a reference is running text."""
_NOT_A_REFERENCE = re.compile(
    r"\W*(?:ibid(?:em)?|op\. ?cit|loc\. ?cit|a\. ?a\. ?O|ebd|ebenda|idem|там же)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Candidate:
    """A part of an article that may be a reference."""

    block: Block
    home: int
    """The number of the block that it is part of."""
    region: int
    """The number of headings before it."""
    section: Section = Section.NONE
    label: Label = field(default_factory=Label)
    worth: bool = True
    """Whether it is worth to be scored."""

    @property
    def hinted(self) -> bool:
        """Whether the format says that it belongs to a bibliography."""
        return self.block.hint == "references"

    @cached_property
    def text(self) -> str:
        """The text without the label."""
        return self.block.text[self.label.end :].strip()

    @cached_property
    def links_only(self) -> bool:
        """Whether it holds nothing but the links that pages add to a reference."""
        return bool(self.block.links) and len(self.block.text) < LONGEST_HEADING * 3 and only_link_texts(self.block)

    @cached_property
    def number(self) -> int:
        """The number in the list, 0 if none is known."""
        return self.label.number or (int(self.block.label) if self.block.label.isdecimal() else 0)

    @cached_property
    def score(self) -> float:
        """How much it looks like a reference, the section above it considered."""
        if not self.worth or _NOT_A_REFERENCE.match(self.text):
            return HOPELESS
        found = score(self.text, [link.target for link in self.block.links])
        if self.promised and found < CERTAIN and self._addressed():
            found += _ADDRESSED
        noise = POSSIBLE <= found < CERTAIN and not self.hinted and is_page_noise(self.text)
        return HOPELESS if noise else found

    @property
    def promised(self) -> bool:
        """Whether the format or a heading says that references stand here."""
        return self.hinted or is_promising(self.section)

    def _addressed(self) -> bool:
        return _ADDRESS.search(self.text) is not None or any(_ADDRESS.match(link.target) for link in self.block.links)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands for itself: what it promises, and how deep it is."""

    home: int
    section: Section
    level: int


@dataclass(slots=True)
class _Place:
    """Where in the article we are: under which heading that promises something."""

    section: Section = Section.NONE
    level: int = 0
    region: int = 0

    def enter(self, heading: Heading) -> None:
        """Go on below a heading. One that says nothing and is deeper belongs to the section."""
        self.region += 1
        deeper = heading.level > self.level
        if heading.section is Section.NONE and deeper and self.section is not Section.NONE:
            return
        if heading.section is Section.WEAK and deeper and self.section is Section.STRONG:
            return
        self.section, self.level = heading.section, heading.level


def candidates(blocks: Sequence[Block]) -> tuple[list[Candidate], list[int]]:
    """The candidates in order, and the numbers of the blocks that are headings of lists."""
    place = _Place()
    found: list[Candidate] = []
    headings: list[int] = []
    for home, block in enumerate(blocks):
        if block.kind is Kind.NOISE:
            continue
        heading = _heading(home, block)
        if heading is not None:
            place.enter(heading)
            headings += [home] if heading.section in {Section.STRONG, Section.WEAK, Section.MORE} else []
        else:
            found += _of_block(home, block, place)
    return list(_labelled(found)), headings


def _heading(home: int, block: Block) -> Heading | None:
    """The heading that a block is; a short paragraph is one only if its words say so."""
    if block.kind is Kind.HEADING:
        return Heading(home, section_of(block.text), block.level or DEEPEST)
    if len(block.text) > LONGEST_HEADING or block.hint or block.kind is Kind.ITEM or block.kind is Kind.FOOTNOTE:
        return None
    section = section_of(block.text)
    return None if section in {Section.NONE, Section.STOP} else Heading(home, section, DEEPEST)


def _of_block(home: int, block: Block, place: _Place) -> Iterator[Candidate]:
    for section, part in _under_inline_headings(block, place.section):
        if section is not Section.STOP and _is_worth(part, section):
            for one in split(part):
                yield Candidate(one, home, place.region, section, label_of(one.text))
        else:
            yield Candidate(part, home, place.region, section, label_of(part.text), worth=False)


def _is_worth(block: Block, section: Section) -> bool:
    """Whether a block is worth a look: cheap questions first, for most blocks are running text."""
    if block.hint or block.kind is Kind.FOOTNOTE or is_promising(section):
        return True
    text = block.text
    if "\n" in text or len(text) <= _SENTENCES:
        return evident(text)
    if label_of(text).number:
        return evident(text[:LONGEST])
    return len(text) <= LONGEST and begins_like_reference(text) and evident(text)


def _under_inline_headings(block: Block, above: Section) -> Iterator[tuple[Section, Block]]:
    """The parts of a block, cut at the lines in it that are headings and after *References:* at its start."""
    text = block.text
    section, begin = inline_heading(text)
    if section is Section.NONE or section is Section.END:
        section, begin = above, 0
    if not begin and "\n" not in text:
        yield section, block
        return
    below = [_Below(section, begin, begin), *(_heading_lines(text, begin))]
    for one, following in pairwise([*below, _Below(above, len(text), len(text))]):
        whole = (one.begin, following.line) == (0, len(text))
        yield one.section, block if whole else block.part(one.begin, following.line)


class _Below(NamedTuple):
    """A line of a block that is a heading: what it promises, where it stands, where what is below it begins."""

    section: Section
    line: int
    begin: int


def _heading_lines(text: str, begin: int) -> list[_Below]:
    found: list[_Below] = []
    offset = text.find("\n", begin) + 1
    while 0 < offset < len(text):
        end = text.find("\n", offset) + 1 or len(text)
        if end - offset <= LONGEST_HEADING + 1:
            line = text[offset:end].strip()
            section = Section.NONE if line.endswith((".", ",")) else section_of(line)
            if section not in {Section.NONE, Section.END}:
                found.append(_Below(section, offset, end))
        offset = end
    return found


def _labelled(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates, those that are nothing but a label given to the next one."""
    waiting: Candidate | None = None
    for one in found:
        if not one.text and one.label.text and one.block.kind is not Kind.FOOTNOTE:
            waiting = one
            continue
        if waiting is not None and waiting.block.kind is one.block.kind and not one.block.label:
            one = replace(one, block=replace(one.block, label=waiting.label.text))  # noqa: PLW2901 - the same, labelled
        waiting = None
        yield one


def finished(candidate: Candidate) -> Block:
    """The reference alone: its text without number, bullet and link texts; the number as its label."""
    label = candidate.label
    own = candidate.block.label
    text = candidate.block.text
    start = label.end if label.form is not Form.BULLET or label.end < len(text) else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    lead = lead_in(text[start:])
    start += lead if begins_like_reference(text[start + lead :]) else 0
    block = without_link_texts(candidate.block, start)
    name = label.text or own
    return block if block.label == name else replace(block, label=name)
