"""Faults that leave the protocol whole and lie in the JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.crossref_double.corpus import Corpus, list_shape, single_shape
from tests.crossref_double.faults import Rule
from tests.crossref_double.json_values import Json, Record, as_record, crossref_bytes, members, number, objects, text
from tests.crossref_double.routes import Route
from tests.crossref_double.state import Run

DEPTH = 100_000
Items = list[Record]


@dataclass(frozen=True, slots=True)
class Lie:
    """What a changed message may be made of."""

    rule: Rule
    corpus: Corpus
    route: Route
    run: Run


def _duplicated(items: Items, lie: Lie) -> Items:
    return [*items, *items[:1]]


def _dropped(items: Items, lie: Lie) -> Items:
    unwanted = lie.rule.words("dois") or {text(item.get("DOI")) for item in items[:1]}
    return [item for item in items if text(item.get("DOI")) not in unwanted]


def _extended(items: Items, lie: Lie) -> Items:
    asked = lie.rule.word("doi").lower()
    record = lie.corpus.record(asked) or next(
        (record for record in lie.corpus.records if text(record.get("DOI")) not in lie.route.dois), None
    )
    return items if record is None else [*items, list_shape(record)]


def _shuffled(items: Items, lie: Lie) -> Items:
    return lie.run.chance.sample(items, len(items))


LISTS: Mapping[str, Callable[[Items, Lie], Items]] = {
    "duplicate-items": _duplicated,
    "drop-items": _dropped,
    "extra-items": _extended,
    "shuffle": _shuffled,
}
MESSAGES = frozenset({*LISTS, "other-record"})


def changed(rule: Rule, body: bytes, route: Route, run: Run) -> Record:
    """The whole answer with another message."""
    answer = as_record(json.loads(body))
    if "message" not in answer:
        return answer
    message = as_record(answer["message"])
    lie = Lie(rule, run.shelf.corpus, route, run)
    if rule.action == "other-record":
        return {**answer, "message": _other(message, lie)}
    if "items" not in message:
        return answer
    items = list(objects(message.get("items")))
    told = LISTS[rule.action](items, lie)
    total = number(message.get("total-results")) + len(told) - len(items)
    if rule.action == "duplicate-items":
        total = number(message.get("total-results"))
    return {**answer, "message": {**message, "total-results": total, "items": told}}


def _other(message: Record, lie: Lie) -> Record:
    record = lie.corpus.record(lie.rule.word("doi").lower()) or next(
        (record for record in lie.corpus.records if text(record.get("DOI")) not in lie.route.dois), {}
    )
    if "items" in message:
        return {**message, "items": [list_shape(record) for _ in members(message["items"])]}
    return single_shape(record)


def empty_message(variant: str, body: bytes) -> bytes:
    """A success without anything in it."""
    kind = _message_type(body)
    message: Json = {}
    if variant == "null-message":
        message = None
    elif variant == "empty-items":
        query: Record = {"start-index": 0, "search-terms": None}
        message = {"facets": {}, "total-results": 1, "items": [], "items-per-page": 20, "query": query}
    return crossref_bytes({"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message})


def _message_type(body: bytes) -> str:
    found = re.search(rb'"message-type":"([a-z-]+)"', body)
    return found[1].decode() if found else "work"


def latin1(body: bytes) -> bytes:
    """The same JSON with its accented letters as bytes of ISO-8859-1."""
    return re.sub(rb"\\u00([89a-f][0-9a-f])", lambda found: bytes([int(found[1], 16)]), body)


def deep(body: bytes) -> bytes:
    """A message of arrays within arrays."""
    frame = b'{"status":"ok","message-type":"%s","message-version":"1.0.0","message":%s%s}'
    return frame % (_message_type(body).encode(), b"[" * DEPTH, b"]" * DEPTH)
