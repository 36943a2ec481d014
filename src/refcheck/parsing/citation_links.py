"""Which reference a citation by author and year points at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from refcheck.compare.person_names import family_keys
from refcheck.compare.text import fold
from refcheck.model import Item, Name, Reference
from refcheck.parsing.name_lists import NameList, is_stop_word

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LEAD = re.compile(r"[\W\d_]*([^\W\d_][^().,;:\d“”\"]{1,120}?)\s*(?:[.,;:(]|$)")
_ACRONYM = re.compile(r"[(\[]([A-Z][A-Za-z]{1,9})[)\]]")
_SHORTEST_ACRONYM = 2
_LONGEST_ACRONYM = 8


@dataclass(frozen=True, slots=True)
class CitedYear:
    """A year as written in the text: ``2010a``, ``1900/1953``; words such as *in press* have no number."""

    text: str
    numbers: tuple[int, ...] = ()
    letter: str = ""


_WRITTEN = re.compile(r"(\d{4})([a-z])?(?:/(\d{2,4}))?")


def written_year(text: str) -> CitedYear:
    """A year taken apart: ``2010a`` is 2010 and its letter, ``1900/1953`` may be either."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return CitedYear(text)
    number, letter, second = match.groups(default="")
    other = number[: 4 - len(second)] + second if second else ""
    return CitedYear(text, tuple(int(one) for one in (number, other) if one), letter)


class Entry:
    """A reference under the aspect of how it is cited; what is seldom needed is worked out when it is."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.names = _names(reference.item)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years under which the reference may be cited."""
        dated = frozenset(date.year for date in self.reference.item.issued if date.year is not None)
        return dated or frozenset(int(one) for one in _YEAR.findall(self.reference.text))

    @cached_property
    def letter(self) -> str:
        """The letter behind the year, as in ``2010a``."""
        for year in self.years:
            found = re.search(rf"{year}\s?([a-z])(?![\w’'])", self.reference.text)
            if found:
                return found[1]
        return ""

    @cached_property
    def other_families(self) -> frozenset[str]:
        """The keys of all authors behind the first."""
        return frozenset(key for name in self.names[1:] for key in _keys(name))

    @cached_property
    def _words(self) -> str:
        return f" {fold(self.reference.text)} "

    @property
    def open(self) -> bool:
        """Whether not all authors are known."""
        return self.reference.item.author.truncated

    def first_keys(self) -> Iterator[str]:
        """The keys under which the first author is cited."""
        if self.names:
            yield from _keys(self.names[0])
        if not self.names or self.names[0].literal or self.reference.typed:
            yield from _lead_keys(self.reference.text)

    def has(self, run: Iterable[str]) -> bool:
        """Whether any of the spellings of a name is that of an author behind the first."""
        for name in run:
            if not family_keys(name).isdisjoint(self.other_families):
                return True
            if self.reference.typed and f" {fold(name)} " in self._words:
                return True
        return self.open

    def is_of(self, year: CitedYear) -> bool:
        """Whether the reference appeared in a year, letters aside."""
        if not year.numbers:
            return not self.years or any(date.literal for date in self.reference.item.issued)
        return not self.years.isdisjoint(year.numbers)

    def initials(self) -> str:
        """The initials of the first author."""
        return "".join(word[0] for word in fold(self.names[0].given).split()) if self.names else ""


def _names(item: Item) -> tuple[Name, ...]:
    names = item.author if item.author.listed else item.editor
    return (*names.listed, *((names.last,) if names.last else ()))


def _keys(name: Name) -> Iterator[str]:
    if not name.literal:
        family = name.family or name.given
        yield from family_keys(family)
        if " " in family:
            yield from family_keys(family.rpartition(" ")[2])  # the given name was taken for a part of the family
        return
    yield from family_keys(_ACRONYM.sub("", name.literal))
    yield from _acronyms(name.literal)


def _lead_keys(text: str) -> Iterator[str]:
    """The keys of what the reference begins with, for institutions and for authors that were misread."""
    lead = _LEAD.match(text)
    if lead:
        yield from family_keys(lead[1])
        yield from _acronyms(text[: lead.end() + 12])


def _acronyms(literal: str) -> Iterator[str]:
    """The acronyms of an institution: the one in brackets, and that of its capitals."""
    given = _ACRONYM.search(literal)
    if given:
        yield from family_keys(given[1])
    every = [word for word in re.findall(r"[^\W\d_][\w’'-]*", literal.partition("(")[0]) if word[0].isupper()]
    if _SHORTEST_ACRONYM <= len(every) <= _LONGEST_ACRONYM:
        yield fold("".join(word[0] for word in every))


@dataclass(frozen=True, slots=True)
class Link:
    """The names as they are meant, where they begin, and the references they lead to.

    ``listed`` says that the list knows the first author, be it with other years.
    """

    families: tuple[str, ...]
    start: int
    references: tuple[Reference, ...] = ()
    listed: bool = False


class ReferenceIndex:
    """The references by the family of their first author."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self.families: dict[str, list[Entry]] = {}
        """The references by each key of their first author."""
        for reference in references:
            entry = Entry(reference)
            for key in dict.fromkeys(entry.first_keys()):
                self.families.setdefault(key, []).append(entry)

    def of_family(self, family: str) -> tuple[Entry, ...]:
        """The references whose first author has a family name, in the order of the list."""
        found = {id(entry): entry for key in sorted(family_keys(family)) for entry in self.families.get(key, ())}
        return tuple(found.values())

    def link(self, names: NameList, year: CitedYear) -> Link | None:
        """The references of the first reading that fits names and year; else the reading whose author is listed.

        `None`: no author of the list stands there.
        """
        known: Link | None = None
        for reading in names.shortened():
            for family, start in reading.runs[0].tails():
                entries = self.of_family(family)
                if not entries:
                    continue
                families = (family, *(_family(one.words) for one in reading.runs[1:]))
                found = _chosen(_fitting(entries, reading, names), reading, year)
                if found:
                    return Link(families, start, tuple(one.reference for one in found), listed=True)
                known = known or Link(families, start, listed=True)
        return self._institution(names, year) or known

    def _institution(self, names: NameList, year: CitedYear) -> Link | None:
        """The references of an institution whose name holds *and*: *Food and Agriculture Organization*."""
        if not names.joined:
            return None
        whole = NameList(names.runs[:1], text=names.text)
        found = _chosen(self.of_family(names.text), whole, year)
        if not found:
            return None
        return Link((names.text,), names.runs[0].starts[0], tuple(one.reference for one in found), listed=True)


def _family(run: Sequence[str]) -> str:
    """The family name in a run of words: the last word with the particles before it."""
    place = len(run) - 1
    while place and run[place - 1][:1].islower():
        place -= 1
    return " ".join(run[place:])


def _fitting(entries: Iterable[Entry], reading: NameList, whole: NameList) -> list[Entry]:
    """The references which have the further authors that the text names.

    Where a name before *and* was dropped, it must be one that is no name, or else the reference have one author.
    """
    others = reading.runs[1:]
    found = [one for one in entries if all(one.has(name for name, _ in run.tails()) for run in others)]
    dropped = whole.runs[: len(whole.runs) - len(reading.runs)]
    if dropped and whole.joined and not whole.et_al and not reading.joined and not _is_no_name(dropped[-1].words[-1]):
        return [one for one in found if len(one.names) == 1]
    return found


def _is_no_name(word: str) -> bool:
    return is_stop_word(word) or word.isupper()


def _chosen(entries: Sequence[Entry], reading: NameList, year: CitedYear) -> list[Entry]:
    """The references of the year; where there are several, those that fit letter, number of authors and initials."""
    found = [one for one in entries if one.is_of(year)]
    if year.letter:
        lettered = [one for one in found if one.letter == year.letter]
        found = lettered or [one for one in found if not one.letter]
    if len(found) > 1:
        found = _preferred(found, [one for one in found if _has_as_many(one, reading)])
    if len(found) > 1 and reading.initials:
        found = _preferred(found, [one for one in found if _initials_agree(one.initials(), reading.initials)])
    return found


def _preferred(found: list[Entry], fewer: list[Entry]) -> list[Entry]:
    return fewer or found


def _has_as_many(entry: Entry, reading: NameList) -> bool:
    """Whether the number of authors is the one that the citation shows."""
    if reading.et_al:
        return len(entry.names) > 2 or entry.open
    return len(entry.names) == len(reading.runs) and not entry.open


def _initials_agree(ours: str, cited: str) -> bool:
    mine, theirs = ours.casefold(), cited.casefold()
    return mine.startswith(theirs) or theirs.startswith(mine)
