"""Labelled reference strings: the public corpora, brought to the labels of `refcheck.parsing.labels`.

Corpora are lines of JSON ``{"id", "string", "fields": {label: [text, ...]}, "source"}``. They are read where they are
and never become part of this repository.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from refcheck.compare.identifiers import clean_doi
from refcheck.parsing.identifiers import find_identifiers
from refcheck.parsing.lexicon import markers
from refcheck.parsing.tokens import LONGEST_REFERENCE, Units, split


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of a string and its label."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A reference string with the label of each of its units."""

    text: str
    source: str
    units: Units
    labels: tuple[str, ...]
    values: tuple[tuple[str, str], ...] = ()
    """The labelled stretches as they stand in the corpus, with our labels."""
    doi: str = ""


# The labels of anystyle's core set, of ParsCit's sets and of GROBID's citation corpus, and ours.
OURS = {
    "author": "author",
    "authors": "author",
    "editor": "editor",
    "date": "issued",
    "title": "title",
    "journal": "container-title",
    "container-title": "container-title",
    "booktitle": "container-title",
    "collection-title": "collection-title",
    "volume": "volume",
    "volumes": "volume",
    "pages": "page",
    "page": "page",
    "publisher": "publisher",
    "publishe": "publisher",
    "institution": "publisher",
    "location": "publisher-place",
    "edition": "edition",
    "genre": "genre",
    "tech": "genre",
    "note": "note",
    "notes": "note",
    "source": "note",
    "translator": "note",
    "director": "author",
    "producer": "author",
    "medium": "genre",
    "citation-number": "citation-label",
    "url": "identifier",
    "doi": "identifier",
    "isbn": "identifier",
    "title:a": "title",
    "title:j": "container-title",
    "title:s": "collection-title",
    "biblScope:pp": "page",
    "biblScope:page": "page",
    "biblScope:pages": "page",
    "biblStruct:page": "page",
    "biblScope:volume": "volume",
    "biblScope:vol": "volume",
    "biblScope:issue": "issue",
    "pubPlace": "publisher-place",
    "pubplace": "publisher-place",
    "orgName": "publisher",
    "orgName:collaboration": "author",
    "note:report": "genre",
    "idno:report": "number",
    "ptr:web": "identifier",
}


def _ours(label: str, fields: Iterable[str]) -> str:
    """Our label for one of a corpus; a monograph's title is the container of what is in it."""
    if label == "title:m":
        return "container-title" if "title:a" in fields else "title"
    if label.startswith("idno"):
        return OURS.get(label, "identifier")
    return OURS.get(label, "other")


def read_corpus(path: Path) -> list[Labelled]:
    """The labelled strings of a corpus, in its order."""
    content = path.read_bytes()
    lines = (gzip.decompress(content) if path.suffix == ".gz" else content).decode().splitlines()
    found = (_labelled(json.loads(line)) for line in lines)
    return [one for one in found if one is not None]


_DOI_LABELS = ("doi", "idno:DOI")


class _Stored(TypedDict):
    """One line of a corpus."""

    string: str
    fields: dict[str, list[str]]
    source: str


def _labelled(stored: _Stored) -> Labelled | None:
    text, fields = stored["string"][:LONGEST_REFERENCE], stored["fields"]
    stretches = list(_stretches(text, fields))
    units = split(text, find_identifiers(text))
    if not len(units) or not stretches:
        return None
    labels = unit_labels(units, stretches)
    values = tuple((one.label, text[one.start : one.end]) for one in stretches)
    dois = [clean_doi(value) for label in _DOI_LABELS for value in fields.get(label, ())]
    return Labelled(text, stored.get("source", ""), units, tuple(labels), values, next(filter(None, dois), ""))


def _stretches(text: str, fields: dict[str, list[str]]) -> Iterator[Stretch]:
    """Where the values stand; the longest are placed first, none over another."""
    taken = [False] * len(text)
    values = [(_ours(label, fields), value) for label, several in fields.items() for value in several if value]
    placed = []
    for label, value in sorted(values, key=lambda one: -len(one[1])):
        start = _free_place(text, value, taken)
        if start >= 0:
            end = start + len(value)
            taken[start:end] = [True] * len(value)
            placed.append(Stretch(label, start, end))
    yield from sorted(placed, key=lambda one: one.start)


def _free_place(text: str, value: str, taken: Sequence[bool]) -> int:
    """The first place of a value where nothing else is, at the bounds of words if there is one."""
    fallback = start = -1
    while (start := text.find(value, start + 1)) >= 0:
        end = start + len(value)
        if any(taken[start:end]):
            continue
        inside = (start > 0 and text[start - 1].isalnum() and value[0].isalnum()) or (
            end < len(text) and text[end].isalnum() and value[-1].isalnum()
        )
        if not inside:
            return start
        fallback = fallback if fallback >= 0 else start
    return fallback


def unit_labels(units: Units, stretches: Sequence[Stretch]) -> list[str]:
    """The label of each unit: of the stretch in which its middle is, then put into one form for all corpora."""
    labels = []
    for text, start, end in zip(units.texts, units.starts, units.ends, strict=True):
        middle = (start + end - 1) / 2
        over = next((one.label for one in stretches if one.start <= middle < one.end), "other")
        labels.append("identifier" if text.startswith("<") else over)
    return canonical(units, labels)


_INTRODUCED = {
    "volume": {"volume"},
    "issue": {"issue"},
    "page": {"page"},
    "edition": {"edition"},
    "in": {"container-title", "editor"},
    "editor": {"editor"},
}


def canonical(units: Units, labels: list[str]) -> list[str]:
    """Labels in one form: markers belong to what they mark, ``6(1)`` is a volume and an issue."""
    _split_numbering(units, labels)
    _adopt_markers(units, labels)
    return labels


def _split_numbering(units: Units, labels: list[str]) -> None:
    """What corpora call a volume may be a volume and an issue, and even pages after a colon."""
    current = ""
    for place, label in enumerate(labels):
        if label != "volume":
            current = ""
            continue
        low, gap = units.texts[place].lower(), units.gaps[place]
        if markers().get(low) == "issue" or (current and "(" in gap):
            current = "issue"
        elif current and ":" in gap and low[0].isdigit():
            current = "page"
        labels[place] = current = current or "volume"


def _adopt_markers(units: Units, labels: list[str]) -> None:
    for place in range(len(labels) - 2, -1, -1):
        wanted = _INTRODUCED.get(markers().get(units.texts[place].lower(), ""), set())
        if labels[place] == "other" and labels[place + 1] in wanted:
            labels[place] = labels[place + 1]
    for place in range(1, len(labels)):
        marker = markers().get(units.texts[place].lower(), "")
        if labels[place] == "other" and labels[place - 1] in {"editor", "edition"} and marker == labels[place - 1]:
            labels[place] = marker
        if labels[place] == "other" and labels[place - 1] in {"author", "editor"} and marker in {"others", "and"}:
            labels[place] = labels[place - 1]


def normal_text(text: str) -> str:
    """Letters and digits in lower case without accents: by it, duplicates are found."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.sub(r"[\W_]+", "", plain)


def without_duplicates(strings: Iterable[Labelled], seen: set[str] | None = None) -> list[Labelled]:
    """The strings whose normalised text was not seen before."""
    known = set() if seen is None else set(seen)
    kept = []
    for one in strings:
        text = normal_text(one.text)
        if text not in known:
            known.add(text)
            kept.append(one)
    return kept
