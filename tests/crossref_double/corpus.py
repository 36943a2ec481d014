"""The records the double serves, in the two shapes of the API, and the tables beside them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.crossref_double import vocabulary
from tests.crossref_double.json_values import Json, Record, as_record, crossref_bytes, text
from tests.crossref_double.search import SearchIndex

HERE = Path(__file__).parent
CORPUS = HERE / "corpus.jsonl"
ALIASES = HERE / "aliases.json"
AGENCIES = HERE / "agencies.json"
DATACITE = HERE / "datacite.jsonl"

KEY_ORDER = vocabulary.NAMES["record keys in served order"]
ALWAYS_IN_SINGLES: Mapping[str, Json] = {
    "original-title": [],
    "score": 1,
    "subtitle": [],
    "short-title": [],
    "relation": {},
    "subject": [],
}
LABELS = ("Crossref", "DataCite", "mEDRA", "JaLC", "KISTI", "ISTIC", "Airiti", "CNKI", "OP", "EIDR", "Public")


@dataclass(frozen=True)
class ItemBytes:
    """A record as it stands in a list: the bytes before and after the value of its score."""

    before: bytes
    after: bytes | None = None

    def scored(self, score: float) -> bytes:
        """The whole item, with this score if it shows one."""
        if self.after is None:
            return self.before
        return b"%s%s%s" % (self.before, repr(float(score)).encode(), self.after)


class Corpus:
    """Records by position and by DOI; their bytes are made when first asked for and then kept."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = [_ordered(record) for record in records]
        self.positions = {text(record.get("DOI")): place for place, record in enumerate(self.records)}
        self._singles: dict[str, bytes] = {}
        self._items: dict[tuple[int, frozenset[str]], ItemBytes] = {}

    @cached_property
    def index(self) -> SearchIndex:
        """The index of the search, built on first use."""
        return SearchIndex(self.records)

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """All DOI prefixes that occur."""
        return frozenset(doi.partition("/")[0] for doi in self.positions)

    def record(self, doi: str) -> Record | None:
        """The record of a DOI."""
        place = self.positions.get(doi)
        return None if place is None else self.records[place]

    def single(self, doi: str) -> bytes | None:
        """The record as the answer to ``/works/{doi}`` holds it."""
        if doi not in self._singles and (record := self.record(doi)) is not None:
            self._singles[doi] = crossref_bytes(single_shape(record))
        return self._singles.get(doi)

    def item(self, place: int, selected: frozenset[str]) -> ItemBytes:
        """The record as a list holds it; nothing selected means everything."""
        key = (place, selected)
        if key not in self._items:
            self._items[key] = _item_bytes(self.records[place], selected)
        return self._items[key]


@dataclass(frozen=True)
class Tables:
    """What is known beside the records of Crossref."""

    aliases: Mapping[str, str] = field(default_factory=dict)
    """A DOI and the one that has replaced it."""
    agencies: Mapping[str, str] = field(default_factory=dict)
    """The agency of a DOI or of a whole prefix."""
    datacite: Mapping[str, Record] = field(default_factory=dict)
    """What DataCite knows: the attributes of a DOI."""


def single_shape(record: Record) -> Record:
    """The record as ``/works/{doi}`` answers it: with the empty keys that are always there, and a score of 1."""
    complete = {**record, "score": 1}
    for name, empty in ALWAYS_IN_SINGLES.items():
        complete.setdefault(name, empty)
    return _in_served_order(complete) if len(complete) > len(record) else complete


def list_shape(record: Record, selected: frozenset[str] = frozenset()) -> dict[str, Json]:
    """The record as a list answers it: without empty keys, and with the selected keys only."""
    kept = {key: value for key, value in record.items() if value not in ([], {}) and key != "score"}
    whole = _in_served_order({**kept, "score": 0.0})
    return {key: value for key, value in whole.items() if key in selected} if selected else whole


def _item_bytes(record: Record, selected: frozenset[str]) -> ItemBytes:
    item = list_shape(record, selected)
    keys = list(item)
    if "score" not in item:
        return ItemBytes(crossref_bytes(item))
    cut = keys.index("score")
    before = crossref_bytes({key: item[key] for key in keys[:cut]})[:-1]
    after = crossref_bytes({key: item[key] for key in keys[cut + 1 :]})[1:]
    comma = b"," if cut else b""
    return ItemBytes(before + comma + b'"score":', (b"," if cut + 1 < len(keys) else b"") + after)


def _ordered(record: Record) -> Record:
    return {**record, "DOI": text(record.get("DOI")).lower()} if "DOI" in record else record


def _in_served_order(record: Mapping[str, Json]) -> dict[str, Json]:
    """Known keys in the order of the API; an unknown key stays behind the key it followed."""
    ranks: dict[str, float] = {}
    last = -1.0
    for key in record:
        last = KEY_ORDER.index(key) if key in KEY_ORDER else last + 1e-6
        ranks[key] = last
    return {key: record[key] for key in sorted(record, key=ranks.__getitem__)}


def read_records(paths: Sequence[Path]) -> list[Record]:
    """All records of some files of one JSON object a line, gzipped or not."""
    records: list[Record] = []
    for path in paths:
        content = path.read_bytes()
        lines = (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines()
        records += [as_record(json.loads(line)) for line in lines if line.strip()]
    return records


def lower_keys(table: Record) -> dict[str, str]:
    """A table of DOIs with lower-case keys."""
    return {key.lower(): str(value) for key, value in table.items()}


def aliases_of(table: Record) -> dict[str, str]:
    """A table of aliases, lower case on both sides."""
    return {key: value.lower() for key, value in lower_keys(table).items()}


def by_datacite_doi(records: Iterable[Record]) -> dict[str, Record]:
    """DataCite's records by DOI."""
    return {text(record.get("doi")).lower(): record for record in records}


def read_table(path: Path) -> Record:
    """A JSON file of one object."""
    return as_record(json.loads(path.read_text(encoding="utf-8")))
