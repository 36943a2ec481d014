"""One typed reference to its variables.

Identifiers are found by their form. All else is read by a conditional random field over the units of the string
(`refcheck.parsing.crf`, trained by ``python -m training.train``), and what it marks is cleaned by rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from refcheck.model import Field, Item
from refcheck.parsing import assemble
from refcheck.parsing.blocks import Block, Link
from refcheck.parsing.crf import Decoded, shipped_model
from refcheck.parsing.feature_keys import keys
from refcheck.parsing.identifiers import Identifier, find_identifiers, identifier_in
from refcheck.parsing.segments import segments
from refcheck.parsing.tokens import LONGEST_REFERENCE, Units, split

_VARIABLES = {
    "doi": "DOI",
    "url": "URL",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "arxiv": "arxiv",
    "isbn": "ISBN",
    "issn": "ISSN",
}
_WORDS_OF_TITLE = 3
"""A link of so many words may be a title."""
_TELLING = ("title", "container-title", "author")
"""The variables of which a reference has at least one, or it is none."""


@dataclass(frozen=True, slots=True)
class ParsedReference:
    """What a typed reference says, where each variable stands in the file, and how sure the reading is."""

    item: Item
    fields: tuple[Field, ...]
    certainty: float
    """The probability that every variable was read rightly, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A string with its identifiers, units, labels and values: `parse` without a file around it."""

    identifiers: tuple[Identifier, ...]
    units: Units
    decoded: Decoded
    values: tuple[assemble.Value, ...]


def read_string(string: str) -> Reading:
    """The reading of a bare reference string."""
    string = string[:LONGEST_REFERENCE]
    identifiers = find_identifiers(string)
    units = split(string, identifiers)
    decoded = shipped_model().decode(keys(units))
    found = assemble.values(string, units, segments(string, units, decoded))
    return Reading(tuple(identifiers), units, decoded, tuple(found))


def parse(entry: Block, text: str) -> ParsedReference:
    """The variables of one reference; ``text`` is that of the file, in which the fields have their places."""
    reading = _with_linked_title(entry, read_string(entry.text))
    linked = _linked(entry.links, reading.identifiers)
    item = assemble.item(reading.values, (*reading.identifiers, *linked), reading.units)
    fields = tuple(sorted(_fields(entry, text, reading), key=lambda one: one.span.start))
    return ParsedReference(item, fields, _certainty(reading, item))


def _linked(links: Sequence[Link], written: Sequence[Identifier]) -> Iterator[Identifier]:
    """Identifiers that stand only behind the words of a link."""
    kinds = {one.kind for one in written}
    for link in links:
        found = identifier_in(link.target)
        if found is not None and found.kind not in kinds:
            yield replace(found, start=link.start, end=link.end, value_start=link.start)


def _with_linked_title(entry: Block, reading: Reading) -> Reading:
    """The words of a link are the title, if nothing was read as one: ``[Costs of Tides](https://…). 2010.``."""
    links = [one for one in entry.links if not any(_meet(one, number) for number in reading.identifiers)]
    longest = max(links, key=lambda one: one.end - one.start, default=None)
    titled = any(one.variable == "title" for one in reading.values)
    if titled or longest is None or len(entry.text[longest.start : longest.end].split()) < _WORDS_OF_TITLE:
        return reading
    others = tuple(one for one in reading.values if not _meet(longest, one))
    words = entry.text[longest.start : longest.end].strip()
    return replace(reading, values=(*others, assemble.Value("title", words, longest.start, longest.end, 1.0)))


def _meet(link: Link, other: Identifier | assemble.Value) -> bool:
    return other.start < link.end and link.start < other.end


def _fields(entry: Block, text: str, reading: Reading) -> Iterator[Field]:
    for value in reading.values:
        span = entry.source(value.start, value.end)
        yield Field(value.variable, text[span.start : span.end], span, value.variable)
    for identifier in reading.identifiers:
        span = entry.source(identifier.value_start, identifier.end)
        variable = _VARIABLES[identifier.kind]
        yield Field(variable, text[span.start : span.end], span, variable)


def _certainty(reading: Reading, item: Item) -> float:
    """The probability of the labels; none at all where nothing telling was found."""
    if not any(value.variable in _TELLING for value in reading.values) and not item.doi:
        return 0.0
    return reading.decoded.probability
