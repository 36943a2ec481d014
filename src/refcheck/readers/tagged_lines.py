"""Records made of lines with a tag: ``TI  - On Tides and Harbours``, as RIS and PubMed have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from refcheck.compare.tables import words as group_words
from refcheck.model import Field, Name, Names, Span
from refcheck.readers.bibtex_names import read_names
from refcheck.readers.tables import mapping, rows

_BLANKS = re.compile(r"\s+")
_MOST_WORDS_OF_A_PERSON = 4
_OTHERS = re.compile(r"(?:et\.? al\.?|and others|others|\.\.\.|…)", re.IGNORECASE)
_LONGEST_NAME = 1000


@dataclass(frozen=True, slots=True)
class TaggedLine:
    """A tag and its value, ``text[start:end]``, which may run over several lines."""

    tag: str
    raw: str
    begin: int
    """Where the tag stands."""
    start: int
    end: int

    @property
    def value(self) -> str:
        """The value on one line."""
        return _BLANKS.sub(" ", self.raw).strip()


def scan(text: str, tag: re.Pattern[str]) -> Iterator[TaggedLine]:
    """The tagged lines of a text. ``tag`` matches at the beginning of a line; its group 1 is the tag."""
    heads = list(tag.finditer(text))
    for place, head in enumerate(heads):
        stop = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        raw = text[head.end() : stop].rstrip()
        yield TaggedLine(head.group(1), raw, head.start(1), head.end(), head.end() + len(raw))


def variable_of(table: str, tag: str, kind: str) -> str:
    """The variable that a tag feeds in a record of some type; a row without types is for all others."""
    for name, variable, *types in rows(table):
        if name == tag and (not types or not types[0] or kind in types[0].split(",")):
            return variable
    return ""


def fields_of(table: str, lines: Iterable[TaggedLine], kind: str) -> tuple[Field, ...]:
    """The lines of a record as fields."""
    return tuple(
        Field(line.tag, line.raw, Span(line.start, line.end), variable_of(table, line.tag, kind)) for line in lines
    )


def names_of(values: Sequence[str]) -> Names:
    """Names as exporters write them: *Family, Given, Suffix*, a group, or *Given Family*."""
    written = [value for value in values if not _OTHERS.fullmatch(value)]
    return Names(tuple(_name(value[:_LONGEST_NAME]) for value in written), truncated=len(written) < len(values))


def _name(value: str) -> Name:
    parts = [part.strip() for part in value.split(",")]
    if len(parts) > 1 and parts[0]:
        return Name(parts[0], parts[1], ", ".join(part for part in parts[2:] if part))
    words = value.split()
    of_groups = {*mapping("corporate_words.tsv"), *group_words("group_words.txt")}
    if 1 < len(words) <= _MOST_WORDS_OF_A_PERSON and not any(word.strip(".").lower() in of_groups for word in words):
        (name, *_) = read_names(value).names.listed or (Name(literal=value),)
        return name
    return Name(literal=value.rstrip(", "))
