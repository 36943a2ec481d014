"""The citations in the text of an article, each with its sentence and the references it may point at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from refcheck.model import Citation, CitationForm, Reference, Span
from refcheck.parsing.blocks import Block, Kind
from refcheck.parsing.citation_links import Link, ReferenceIndex
from refcheck.parsing.citations_author_year import Mention, Place, YearMark, may_lack_years, mentions
from refcheck.parsing.citations_numeric import NumberGroup, NumberMark, Style, number_groups
from refcheck.parsing.name_lists import NameList, is_stop_word
from refcheck.parsing.sentences import sentence_at, sentence_spans

LEAST_COVERAGE = {Style.BRACKETS: 0.1, Style.RAISED: 0.3, Style.PARENTHESES: 0.5}
"""The share of the reference list that a way of citing by number must reach, if the document is to be held to cite so.

Brackets of numbers are rarely anything else; raised numbers may be powers, numbers in parentheses the steps of a list.
"""
MOST_BEYOND = 0.34
"""The share of numbers that no reference bears, above which they are no citations."""


def find_citations(rest: Sequence[Block], references: Sequence[Reference]) -> tuple[Citation, ...]:
    """Every citation in the running text, in its order.

    A citation whose reference is not in the list has no ``keys``; names and years that are no citations at all
    (*Section (2019)*, *(May 2017)*) are left out, as far as list and context tell.
    """
    blocks = [_Text(block) for block in rest if block.kind is not Kind.NOISE]
    index = ReferenceIndex(references)
    found = _by_author_and_year(blocks, index)
    linked = {key for one in found for key in one.keys}
    numbered = _by_number(blocks, references, len(linked))
    if numbered:
        found = [one for one in found if one.keys]  # a document that cites by number has no list for other names
    return tuple(sorted([*found, *numbered], key=lambda one: (one.span.start, one.span.end)))


class _Text:
    """A block and its sentences, which are looked for only if something is cited."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self._sentences: tuple[Span, ...] | None = None
        self._last: tuple[Span, str, Span] | None = None
        """The sentence of the last citation: most sentences hold several, and a hostile one is very long."""

    @property
    def text(self) -> str:
        return self.block.text

    def _sentence(self, place: int) -> tuple[str, Span]:
        """The sentence at a place in the text, and where it stands in the file."""
        if self._sentences is None:
            self._sentences = sentence_spans(self.text)
        span = sentence_at(self._sentences, place)
        if self._last is None or self._last[0] is not span:
            self._last = span, self.text[span.start : span.end], self.block.source(span.start, span.end)
        return self._last[1], self._last[2]

    def citation(self, pointer: _Pointer, form: CitationForm) -> Citation:
        """The citation that a pointer in this text is."""
        sentence, sentence_span = self._sentence(pointer.start)
        return Citation(
            span=self.block.source(pointer.start, pointer.end),
            sentence=sentence,
            keys=pointer.keys,
            form=form,
            families=pointer.families,
            year=pointer.year,
            label=pointer.label,
            sentence_span=sentence_span,
            group=self.block.source(*pointer.group) if pointer.group else None,
        )


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A citation by its place in the text of a block."""

    start: int
    end: int
    group: tuple[int, int] | None
    keys: tuple[str, ...]
    families: tuple[str, ...] = ()
    year: str = ""
    label: str = ""


# ---------------------------------------------------------------------------------------------- author and year


@dataclass(frozen=True, slots=True)
class _Reading:
    """A mention, and what each of its years leads to; `None` where the list knows no such author."""

    text: _Text
    mention: Mention
    links: tuple[Link | None, ...]

    @property
    def linked(self) -> bool:
        """Whether it leads to a reference."""
        return any(link is not None and link.references for link in self.links)

    @property
    def bracket(self) -> tuple[int, int]:
        """The bracket, by the block and its place there."""
        return id(self.text), self.mention.end


def _by_author_and_year(texts: Sequence[_Text], index: ReferenceIndex) -> list[Citation]:
    yearless = may_lack_years("\n".join(text.text for text in texts))
    readings = [
        _Reading(text, mention, tuple(index.link(mention.names, mark.year) for mark in mention.years))
        for text in texts
        for mention in mentions(text.text, yearless=yearless)
    ]
    trusted = {one.bracket for one in readings if one.linked}
    commas = not any(_is_without_comma(one) for one in readings)
    return [
        citation
        for one in readings
        if one.linked or _is_citation(one, in_company=one.bracket in trusted, commas=commas)
        for citation in _citations(one)
    ]


def _is_without_comma(reading: _Reading) -> bool:
    """Whether a citation of this document does without the comma before the year."""
    mention = reading.mention
    return reading.linked and mention.place is Place.IN_BRACKET and not mention.comma and not mention.names.et_al


def _is_citation(reading: _Reading, *, in_company: bool, commas: bool) -> bool:
    """Whether a mention that leads to no reference is a citation all the same."""
    mention = reading.mention
    names = _plain(mention.names)
    if names is None:
        return False
    if mention.names.et_al:
        return True
    if mention.place is Place.BARE or not mention.years[0].year.numbers:
        return False
    if any(link is not None and link.listed for link in reading.links) and len(names.runs) <= 2:
        return True
    enumerated = len(mention.names.runs) > 1 and not mention.names.joined
    if enumerated or not _are_persons(names):
        return in_company and mention.place is Place.IN_BRACKET
    if mention.place is Place.IN_BRACKET:
        return in_company or (mention.names.alone and (mention.comma or not commas))
    return mention.told or (mention.names.joined and len(names.runs) > 1)


def _are_persons(names: NameList) -> bool:
    """Whether each name looks like that of a person: one word, or a given name and one."""
    return all(len(run.words) <= 2 and not run.words[-1].isupper() for run in names.runs)


def _plain(names: NameList) -> NameList | None:
    """The names without words at their front that are none; `None` if no name is left."""
    runs = list(names.runs)
    while runs and is_stop_word(runs[0].words[0]):
        if len(runs[0].words) > 1:
            runs[0] = type(runs[0])(runs[0].words[1:], runs[0].starts[1:])
        else:
            runs.pop(0)
    if not runs or any(is_stop_word(run.words[-1]) for run in runs):
        return None
    return NameList(tuple(runs), names.et_al, names.joined and len(runs) > 1)


def _citations(reading: _Reading) -> Iterator[Citation]:
    mention, text = reading.mention, reading.text
    narrative = mention.place is not Place.IN_BRACKET
    form = CitationForm.NARRATIVE if narrative else CitationForm.PARENTHETICAL
    group = (mention.start, mention.end) if not narrative or len(mention.years) > 1 else None
    families, start = _meant(reading)
    for mark, link in zip(mention.years, reading.links, strict=True):
        begin = start if mark is mention.years[0] else mark.start
        end = _end(mark, mention)
        keys = tuple(one.key for one in link.references) if link else ()
        meant = link.families if link and link.references else families
        yield text.citation(_Pointer(begin, end, group, keys, meant, mark.year.text), form)


def _end(mark: YearMark, mention: Mention) -> int:
    """The end of a citation: that of its year, or that of the bracket that holds nothing else."""
    if mention.place is Place.BEFORE_BRACKET and len(mention.years) == 1 and mark.end == mention.end - 1:
        return mention.end
    return mark.end


def _meant(reading: _Reading) -> tuple[tuple[str, ...], int]:
    """The family names that are meant, and where they begin."""
    links = [link for link in reading.links if link is not None]
    best = max(links, key=lambda one: bool(one.references), default=None)
    if best is not None:
        return best.families, best.start
    names = _plain(reading.mention.names) or reading.mention.names
    return tuple(" ".join(run.words) for run in names.runs), names.runs[0].starts[0]


# ------------------------------------------------------------------------------------------------------ numbers


def _by_number(texts: Sequence[_Text], references: Sequence[Reference], linked: int) -> list[Citation]:
    """The citations by number, if the document cites so rather than by author and year."""
    labels = _labels(references)
    groups: dict[Style, list[tuple[_Text, NumberGroup]]] = {style: [] for style in Style}
    for text in texts:
        for group in number_groups(text.block):
            groups[group.style].append((text, group))
    reached = {style: _reached(style, [group for _, group in found], labels) for style, found in groups.items()}
    style = max(reached, key=lambda one: reached[one])
    if reached[style] <= (linked if style is not Style.BRACKETS else 0):
        return []
    return [_numbered(text, group, number, labels) for text, group in groups[style] for number in group.numbers]


def _labels(references: Sequence[Reference]) -> dict[str, tuple[str, ...]]:
    """The keys of the references by their number; by their place if the list is not numbered."""
    labels: dict[str, tuple[str, ...]] = {}
    numbered = any(reference.label for reference in references)
    for place, reference in enumerate(references, 1):
        label = reference.label.strip("[]().^ ").lstrip("0") if numbered else str(place)
        if label:
            labels[label] = (*labels.get(label, ()), reference.key)
    return labels


def _reached(style: Style, groups: Iterable[NumberGroup], labels: dict[str, tuple[str, ...]]) -> int:
    """How many references the groups reach; none if too few, or if too many numbers lie beyond the list."""
    numbers = [number.label for group in groups for number in group.numbers]
    inside = [one for one in numbers if one in labels]
    reached = len(set(inside))
    if not numbers or len(numbers) - len(inside) > MOST_BEYOND * len(numbers):
        return 0
    return reached if reached >= LEAST_COVERAGE[style] * len(labels) else 0


def _numbered(text: _Text, group: NumberGroup, number: NumberMark, labels: dict[str, tuple[str, ...]]) -> Citation:
    keys = labels.get(number.label, ())
    pointer = _Pointer(number.start, number.end, (group.start, group.end), keys, label=number.label)
    return text.citation(pointer, CitationForm.NUMERIC)
