"""Lists of works: which records, in which order, from which place, with which keys."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.crossref_double.corpus import Corpus
from tests.crossref_double.filters import matching_places
from tests.crossref_double.json_values import Json, Record, as_record, crossref_bytes, date_parts, number
from tests.crossref_double.search import JITTER
from tests.crossref_double.validation import Parameters, parse_pairs

DEFAULT_ROWS = 20
CURSOR_LIFE = 300.0
CURSOR_LENGTH = 1500
CURSOR_START = "DnF1ZXJ5VGhlbkZldGNo"
DATE_SORTS = ("published", "published-print", "published-online", "issued")
COUNT_SORTS = ("is-referenced-by-count", "references-count")
STAMP_SORTS = {"updated": "deposited", "deposited": "deposited", "indexed": "indexed", "created": "created"}

Hit = tuple[int, float]


class CursorInvalidError(Exception):
    """A cursor nobody has given out, or one that has expired."""


@dataclass(slots=True)
class Cursor:
    """A listing whose position the server remembers."""

    hits: Sequence[Hit]
    position: int
    last_use: float


@dataclass(frozen=True, slots=True)
class Call:
    """The circumstances of one request that its answer may depend on."""

    now: float
    chance: random.Random
    """Draws that depend on the seed and on the number of the request."""
    comma: str = "strict"
    replica_jitter: bool = False
    fixed_filter: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Listing:
    """Answers lists of works; keeps the cursors."""

    cursors: dict[str, Cursor] = field(default_factory=dict)

    def message(self, corpus: Corpus, parameters: Parameters, call: Call) -> bytes:
        """The value of ``message``."""
        rows = int(parameters.get("rows", DEFAULT_ROWS))
        cursor = parameters.get("cursor")
        if cursor is None:
            hits = _hits(corpus, parameters, call)
            page, name = _page(hits, parameters, rows, call), None
        else:
            name, hits, page = self._advance(cursor, rows, call, lambda: _hits(corpus, parameters, call))
        total = len(hits)
        if call.replica_jitter and _queries(parameters):
            total = max(len(page), round(total * (1 + call.chance.uniform(-JITTER, JITTER))))
        selected = frozenset(parameters["select"].split(",")) if parameters.get("select") else frozenset[str]()
        items = b",".join(corpus.item(place, selected).scored(score) for place, score in page)
        return _message_bytes(items, total, name, parameters)

    def _advance(
        self, name: str, rows: int, call: Call, hits: Callable[[], Sequence[Hit]]
    ) -> tuple[str, Sequence[Hit], Sequence[Hit]]:
        if name == "*":
            name = _cursor_name(call.chance)
            self.cursors[name] = Cursor(hits(), 0, call.now)
        cursor = self.cursors.get(name)
        if cursor is None or call.now - cursor.last_use > CURSOR_LIFE:
            self.cursors.pop(name, None)
            raise CursorInvalidError(name)
        page = cursor.hits[cursor.position : cursor.position + rows]
        cursor.position += rows
        cursor.last_use = call.now
        return name, cursor.hits, page


def _cursor_name(chance: random.Random) -> str:
    letters = string.ascii_letters + string.digits + "_-"
    return CURSOR_START + "".join(chance.choices(letters, k=CURSOR_LENGTH - len(CURSOR_START) - 2)) + "=="


def _message_bytes(items: bytes, total: int, cursor: str | None, parameters: Parameters) -> bytes:
    query: Mapping[str, Json] = {
        "start-index": int(parameters.get("offset", "0")),
        "search-terms": parameters.get("query"),
    }
    per_page = int(parameters.get("rows", DEFAULT_ROWS))
    start = b'{"facets":{},' + (b'"next-cursor":%s,' % crossref_bytes(cursor) if cursor is not None else b"")
    return b'%s"total-results":%d,"items":[%s],"items-per-page":%d,"query":%s}' % (
        start,
        total,
        items,
        per_page,
        crossref_bytes(query),
    )


def _queries(parameters: Parameters) -> Mapping[str, str]:
    queries = {
        name.removeprefix("query").removeprefix("."): value
        for name, value in parameters.items()
        if name == "query" or name.startswith("query.")
    }
    return {name: value for name, value in queries.items() if value.strip()}


def _hits(corpus: Corpus, parameters: Parameters, call: Call) -> Sequence[Hit]:
    pairs = (*parse_pairs(parameters.get("filter", ""), call.comma).pairs, *call.fixed_filter)
    queries = _queries(parameters)
    if queries:
        hits = corpus.index.search(queries, call.chance if call.replica_jitter else None)
        if pairs:
            allowed = set(matching_places(corpus, pairs))
            hits = [hit for hit in hits if hit[0] in allowed]
    else:
        score = 1.0 if set(parameters) - {"mailto"} <= {"rows"} and not pairs else 0.0
        hits = [(place, score) for place in matching_places(corpus, pairs)]
    return _ordered(hits, corpus, parameters, by_score=bool(queries))


def _ordered(hits: list[Hit], corpus: Corpus, parameters: Parameters, *, by_score: bool) -> Sequence[Hit]:
    sort = parameters.get("sort") or ("score" if by_score else "updated")
    descending = parameters.get("order", "desc") in {"desc", "-1"}
    if sort in {"score", "relevance"}:
        return hits if descending else hits[::-1]
    keys = [(sort_key(corpus.records[hit[0]], sort), hit) for hit in hits]
    keys.sort(key=lambda pair: pair[0], reverse=descending)
    return [hit for _, hit in keys]


def sort_key(record: Record, sort: str) -> tuple[int, ...]:
    """What a record is sorted by."""
    if sort in DATE_SORTS:
        return date_parts(record.get(sort))
    if sort in COUNT_SORTS:
        return (number(record.get(sort)),)
    return (number(as_record(record.get(STAMP_SORTS.get(sort, "deposited"))).get("timestamp")),)


def _page(hits: Sequence[Hit], parameters: Parameters, rows: int, call: Call) -> Sequence[Hit]:
    if "sample" in parameters:
        return call.chance.sample(list(hits), min(int(parameters["sample"]), len(hits)))
    offset = int(parameters.get("offset", "0"))
    return hits[offset : offset + rows]
