"""What the fields and notes of a Word document point at: references of its list, or those that only the fields hold."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from refcheck.compare.text import fold
from refcheck.compare.titles import title_similarity
from refcheck.model import Citation, CitationForm, Item, Reference, Span
from refcheck.parsing.keys import citation_keys
from refcheck.readers.cited import Pointer, citations_in
from refcheck.readers.docx_text import Passage

_SHORTEST_TITLE = 12
"""Characters; a shorter title may stand in another reference by chance."""
_ALIKE = 0.8
"""How similar two spellings of one title are."""
_MOST_PLACES = 8
"""Entries with one title that are looked at."""


def identity(item: Item) -> str:
    """What is the same for two descriptions of one work."""
    author = "".join(str(one) for one in item.author.listed[:1])
    return item.doi.lower() or "|".join((*map(fold, item.title[:1]), _year(item), fold(author)))


class ReferenceList:
    """The references that were typed, to be found by what a field says of a work."""

    def __init__(self, references: Sequence[Reference]) -> None:
        folded = [fold(one.text) for one in references]
        self._keys = [one.key for one in references]
        self._text = "\n".join(folded)
        self._starts = list(accumulate((len(one) + 1 for one in folded), initial=0))[:-1]
        self._by_doi = {one.item.doi.lower(): one.key for one in references if one.item.doi}
        self._of_author = defaultdict[tuple[str, str], list[Reference]](list)
        for one in references:
            self._of_author[_author_and_year(one.item)].append(one)

    def key(self, item: Item) -> str:
        """The key of the reference that shows a work, or empty."""
        return self._by_doi.get(item.doi.lower(), "") or self._by_title(item) or self._by_author_and_year(item)

    def _by_title(self, item: Item) -> str:
        """The entry that holds the title, rather one with the year as well."""
        title = fold(item.title[0]) if item.title else ""
        if len(title) < _SHORTEST_TITLE:
            return ""
        found, place = list[int](), self._text.find(title)
        while place >= 0 and len(found) < _MOST_PLACES:
            found.append(bisect_right(self._starts, place) - 1)
            place = self._text.find(title, place + len(title))
        of_year = (one for one in found if _year(item) in self._entry(one))
        best = next(of_year, next(iter(found), -1))
        return self._keys[best] if best >= 0 else ""

    def _by_author_and_year(self, item: Item) -> str:
        """The only entry of the first author in that year, if its title is alike or left out, as in some styles."""
        found = self._of_author[_author_and_year(item)] if item.author.listed else []
        alike = [one for one in found if not one.item.title or title_similarity(item, one.item) >= _ALIKE]
        return alike[0].key if len(alike) == 1 else ""

    def _entry(self, number: int) -> str:
        start = self._starts[number]
        return self._text[start : self._text.find("\n", start) if number + 1 < len(self._starts) else None]


def _author_and_year(item: Item) -> tuple[str, str]:
    author = next(iter(item.author.listed), None)
    return fold(author.family or author.literal) if author is not None else "", _year(item)


def _year(item: Item) -> str:
    return next((str(date.year) for date in item.issued if date.year is not None), "")


def cited_keys(passages: Sequence[Passage], typed: Sequence[Reference]) -> tuple[dict[str, str], tuple[Reference, ...]]:
    """The keys of all works that fields cite, by identity, and the references for those that the list does not show."""
    listed = ReferenceList(typed)
    cited: dict[str, Reference] = {}
    for passage in passages:
        for field in passage.citations:
            start, text = passage.block.span.start, passage.block.text[field.start : field.end]
            span = Span(start + field.start, start + field.end)
            for item in field.items:
                cited.setdefault(identity(item), Reference("", item, span, text=text))
    keys = {name: listed.key(one.item) for name, one in cited.items()}
    missing = [name for name, key in keys.items() if not key]
    new = citation_keys([cited[name].item for name in missing], taken=frozenset(one.key for one in typed))
    keys.update(zip(missing, new, strict=True))
    return keys, tuple(replace(cited[name], key=keys[name]) for name in missing)


def citations(
    passages: Sequence[Passage], keys: Mapping[str, str], references: Sequence[Reference]
) -> Iterator[Citation]:
    """What the fields cite, and what the marks of notes lead to.

    A field in a note is cited where the mark of the note stands.
    """
    notes = _notes(passages, keys, references)
    for passage in passages:
        if not passage.note:
            yield from citations_in(passage.block, sorted(_pointers(passage, keys, notes), key=lambda one: one.start))


def _pointers(passage: Passage, keys: Mapping[str, str], notes: Mapping[str, Sequence[str]]) -> Iterator[Pointer]:
    for field in passage.citations:
        for key in dict.fromkeys(keys[identity(item)] for item in field.items):
            if field.start < field.end:
                yield Pointer(field.start, field.end, (key,), key)
    for mark in passage.note_marks:
        if notes.get(mark.note):
            label = passage.block.text[mark.start : mark.end]
            yield Pointer(mark.start, mark.end, tuple(notes[mark.note]), label, CitationForm.NOTE)


def _notes(
    passages: Sequence[Passage], keys: Mapping[str, str], references: Sequence[Reference]
) -> dict[str, list[str]]:
    """The keys of the references that each note holds or cites."""
    held: dict[str, list[str]] = {}
    starts = sorted((one.span.start, one.key) for one in references)
    for passage in passages:
        if passage.note:
            span = passage.block.span
            inside = starts[bisect_right(starts, (span.start, "")) : bisect_right(starts, (span.end, ""))]
            cited = (keys[identity(item)] for field in passage.citations for item in field.items)
            held[passage.note] = list(dict.fromkeys([*(key for _, key in inside), *cited]))
    return held
