"""A plausible, deterministic ranking (BM25); it is not Crossref's, and no client may lean on its scores."""

from __future__ import annotations

import html
import math
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from tests.crossref_double.json_values import Json, Record, as_record, date_parts, objects, text, texts

K1 = 1.2
B = 0.75
PREPRINT_WEIGHT = 0.8
JITTER = 0.005
SWAP_WINDOW = 20
CLEANED = re.compile(r"""[\\+!{}*"'.\[\]()\-:;/%^&?=_,]+""")
OPERATORS = re.compile(r"(?<!\S)(?:AND|OR|NOT)(?!\S)")
TAG = re.compile(r"<[^<>]*>")


@cache
def folded(word: str) -> str:
    """A word without case and accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def tokens(query: str) -> list[str]:
    """The words of a query, cleaned as Crossref cleans them."""
    return [folded(word) for word in OPERATORS.sub(" ", CLEANED.sub(" ", query)).split()]


def _names(role: str) -> Callable[[Record], Iterator[str]]:
    def names(record: Record) -> Iterator[str]:
        for person in objects(record.get(role)):
            yield " ".join(text(person.get(part)) for part in ("given", "family", "name"))

    return names


def _values(*keys: str) -> Callable[[Record], Iterator[str]]:
    def values(record: Record) -> Iterator[str]:
        for key in keys:
            yield from texts(record.get(key))

    return values


def _event(part: str) -> Callable[[Record], Iterator[str]]:
    return lambda record: texts(as_record(record.get("event")).get(part))


def _within(key: str, part: str) -> Callable[[Record], Iterator[str]]:
    def inner(record: Record) -> Iterator[str]:
        for member in objects(record.get(key)):
            yield from texts(member.get(part))

    return inner


def _affiliations(record: Record) -> Iterator[str]:
    for person in objects(record.get("author")):
        for affiliation in objects(person.get("affiliation")):
            yield text(affiliation.get("name"))


def _contributors(record: Record) -> Iterator[str]:
    for role in ("author", "editor", "chair", "translator"):
        yield from _names(role)(record)


def _bibliographic(record: Record) -> Iterator[str]:
    yield from _values("title", "subtitle", "container-title", "volume", "issue", "ISSN")(record)
    yield from _names("author")(record)
    yield from _names("editor")(record)
    yield str(date_parts(record.get("issued"))[0])
    yield text(record.get("page")).partition("-")[0]


def _everything(record: Record) -> Iterator[str]:
    yield from _bibliographic(record)
    yield from _values("publisher", "DOI")(record)


FIELDS: Mapping[str, Callable[[Record], Iterator[str]]] = {
    "": _everything,
    "affiliation": _affiliations,
    "author": _names("author"),
    "bibliographic": _bibliographic,
    "chair": _names("chair"),
    "container-title": _values("container-title"),
    "contributor": _contributors,
    "degree": _values("degree"),
    "description": _values("description"),
    "editor": _names("editor"),
    "event-acronym": _event("acronym"),
    "event-location": _event("location"),
    "event-name": _event("name"),
    "event-sponsor": _event("sponsor"),
    "event-theme": _event("theme"),
    "funder-name": _within("funder", "name"),
    "publisher-location": _values("publisher-location"),
    "publisher-name": _values("publisher"),
    "standards-body-acronym": _within("standards-body", "acronym"),
    "standards-body-name": _within("standards-body", "name"),
    "title": _values("title", "subtitle"),
    "translator": _names("translator"),
}
"""What each field query looks at; the empty name is the plain ``query``."""


class FieldIndex:
    """The words of one field of all records."""

    def __init__(self, documents: Sequence[str]) -> None:
        self.postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.lengths: list[int] = []
        for place, document in enumerate(documents):
            counts = Counter(tokens(TAG.sub("", html.unescape(document))))
            self.lengths.append(counts.total())
            for token, count in counts.items():
                self.postings[token].append((place, count))
        self.mean_length = sum(self.lengths) / max(len(self.lengths), 1) or 1.0

    def scores(self, words: Sequence[str]) -> dict[int, float]:
        """The score of every record that has at least one of the words."""
        found: dict[int, float] = defaultdict(float)
        flat, slope = K1 * (1 - B), K1 * B / self.mean_length
        for word in words:
            postings = self.postings.get(word, ())
            weight = math.log(1 + (len(self.lengths) - len(postings) + 0.5) / (len(postings) + 0.5)) * (K1 + 1)
            for place, count in postings:
                found[place] += weight * count / (count + flat + slope * self.lengths[place])
        return found


class SearchIndex:
    """All fields of all records; each is indexed when it is first asked for."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self._fields: dict[str, FieldIndex] = {}

    def field(self, name: str) -> FieldIndex:
        """The index of one field."""
        if name not in self._fields:
            self._fields[name] = FieldIndex([" ".join(FIELDS[name](record)) for record in self.records])
        return self._fields[name]

    def search(self, queries: Mapping[str, str], chance: random.Random | None = None) -> list[tuple[int, float]]:
        """Places and scores of the records that satisfy every query, best first."""
        found = [self.field(name).scores(tokens(query)) for name, query in queries.items()]
        common = set(found[0]).intersection(*found[1:])
        scores = {place: sum(scores[place] for scores in found) for place in common}
        hits = [(place, self._weighed(place, scores[place], chance)) for place in sorted(common)]
        hits.sort(key=lambda hit: (-hit[1], hit[0]))
        return self._articles_before_preprints(hits)

    def _weighed(self, place: int, score: float, chance: random.Random | None) -> float:
        if self.records[place].get("type") == "posted-content":
            score *= PREPRINT_WEIGHT
        if chance is not None:
            score *= 1 + chance.uniform(-JITTER, JITTER)
        return round(score, 6)

    def _articles_before_preprints(self, hits: list[tuple[int, float]]) -> list[tuple[int, float]]:
        top = hits[:SWAP_WINDOW]
        for hit in hits[:SWAP_WINDOW]:
            preprints = _preprints(self.records[hit[0]])
            earlier = [other for other in top[: top.index(hit)] if self._doi(other[0]) in preprints]
            if earlier:
                top.remove(hit)
                top.insert(top.index(earlier[0]), hit)
        return top + hits[SWAP_WINDOW:]

    def _doi(self, place: int) -> Json:
        return self.records[place].get("DOI")


def _preprints(record: Record) -> frozenset[str]:
    relation = as_record(record.get("relation")).get("has-preprint")
    return frozenset(text(statement.get("id")).lower() for statement in objects(relation))
