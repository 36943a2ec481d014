"""The filters the double executes; the others are accepted and let everything through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.crossref_double.corpus import Corpus
from tests.crossref_double.dois import find_doi
from tests.crossref_double.json_values import Record, as_record, date_parts, objects, text, texts

Values = Callable[[Record], Iterator[str]]


def _equal_to(key: str) -> Values:
    return lambda record: texts(record.get(key))


def _updates(part: str) -> Values:
    def values(record: Record) -> Iterator[str]:
        for update in objects(record.get("update-to")):
            yield text(update.get(part)).lower()

    return values


def _relation_types(record: Record) -> Iterator[str]:
    yield from as_record(record.get("relation"))


def _relation_objects(record: Record) -> Iterator[str]:
    for statements in as_record(record.get("relation")).values():
        for statement in objects(statements):
            yield text(statement.get("id")).lower()


EQUAL: Mapping[str, Values] = {
    **{key: _equal_to(key) for key in ("type", "prefix", "member", "article-number", "alternative-id", "group-title")},
    "container-title": _equal_to("container-title"),
    "issn": _equal_to("ISSN"),
    "isbn": _equal_to("ISBN"),
    "updates": _updates("DOI"),
    "update-type": _updates("type"),
    "relation.type": _relation_types,
    "relation.object": _relation_objects,
}
PRESENT: Mapping[str, str] = {
    "is-update": "update-to",
    "has-update": "updated-by",
    "has-references": "reference",
    "has-abstract": "abstract",
    "has-relation": "relation",
}
DATES: Mapping[str, str] = {
    "pub-date": "published",
    "issued-date": "issued",
    "print-pub-date": "published-print",
    "online-pub-date": "published-online",
    "posted-date": "posted",
    "accepted-date": "accepted",
    "approved-date": "approved",
    "created-date": "created",
    "deposit-date": "deposited",
    "update-date": "deposited",
    "index-date": "indexed",
}


def matching_places(corpus: Corpus, pairs: Sequence[tuple[str, str]]) -> list[int]:
    """The records that satisfy all filters: one name given several times means any of its values."""
    wanted: dict[str, list[str]] = {}
    for name, value in pairs:
        wanted.setdefault(name, []).append(value)
    places = list(range(len(corpus.records)))
    if "doi" in wanted:
        dois = dict.fromkeys(find_doi(value) for value in wanted.pop("doi"))
        places = sorted(corpus.positions[doi] for doi in dois if doi in corpus.positions)
    for name, values in wanted.items():
        places = [place for place in places if _matches(corpus.records[place], name, values)]
    return places


def _matches(record: Record, name: str, values: Sequence[str]) -> bool:
    if name in EQUAL:
        return not _normal(name, values).isdisjoint(_normal(name, list(EQUAL[name](record))))
    if name in PRESENT:
        return any((value in {"t", "true", "1"}) == bool(record.get(PRESENT[name])) for value in values)
    side, _, what = name.partition("-")
    if side in {"from", "until"} and what in DATES:
        return any(_within(record, DATES[what], side, value) for value in values)
    return True


def _normal(name: str, values: Sequence[str]) -> set[str]:
    if name == "isbn":
        return {re.sub(r"[^0-9X]", "", value.rpartition("/")[2].upper()) for value in values}
    return {value.lower() for value in values}


def _within(record: Record, key: str, side: str, value: str) -> bool:
    date = date_parts(record.get(key) or (record.get("issued") if key == "published" else None))
    parts = [int(part) for part in value.split("-")]
    if not date[0]:
        return False
    bound = tuple(parts)
    return date[: len(bound)] >= bound if side == "from" else date[: len(bound)] <= bound
