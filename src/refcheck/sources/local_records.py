"""Files of Crossref work records, one JSON object a line: an answer without a network, for the works in them.

They say nothing about works they do not hold, so a miss here is never an absence.
"""

from __future__ import annotations

import datetime
import gzip
import math
import zlib
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from refcheck.compare.text import fold
from refcheck.model import Item, Work
from refcheck.sources.base import DoiAnswer, NoSuchWork, Silence
from refcheck.sources.crossref_answers import Record, work_of
from refcheck.sources.crossref_text import clean
from refcheck.sources.errors import BadAnswer, parse_json
from refcheck.sources.json_values import Json, a_list, a_text, an_object

_LONGEST_LINE = 16 * 2**20
_HITS = 5
_FEWEST_WORDS = 2
"""Words that a record must share with the reference to be a candidate at all."""


class LocalRecords:
    """The records of one file (``.jsonl`` or ``.jsonl.gz``), read once, when they are first asked for.

    ``notices`` tells the user, after the reading, of lines that are no records and of a file that cannot be read.
    """

    complete = False

    def __init__(self, path: Path, *, name: str = "") -> None:
        self.path = path
        self.name = name or f"local records {path}"
        self.notices: list[str] = []

    async def by_doi(self, dois: Sequence[str]) -> AsyncGenerator[DoiAnswer, None]:
        """One answer for each DOI, at once."""
        for doi in dois:
            record = self._by_doi.get(doi.lower())
            yield DoiAnswer(doi, NoSuchWork(self.name) if record is None else self._work(record, doi))

    async def known(self, dois: Sequence[str]) -> Sequence[Work]:
        """The works among guessed DOIs."""
        records = ((self._by_doi.get(doi.lower()), doi) for doi in dois)
        return [self._work(record, doi) for record, doi in records if record is not None]

    async def search(self, item: Item, text: str) -> Sequence[Work] | Silence:
        """The five records that share the rarest words of title and authors with the reference."""
        words = _words([*item.title[:1], *(name.family or name.literal for name in item.author.listed)] or [text])
        shared: Counter[int] = Counter()
        weight: defaultdict[int, float] = defaultdict(float)
        for word in words:
            places = self._by_word.get(word, ())
            for place in places:
                shared[place] += 1
                weight[place] += math.log(1 + len(self._records) / len(places))
        near = [place for place, count in shared.items() if count >= min(_FEWEST_WORDS, len(words))]
        best = sorted(near, key=lambda place: (-weight[place], place))[:_HITS]
        return [self._work(self._records[place], self._records[place].doi) for place in best]

    def _work(self, record: Record, asked: str) -> Work:
        stated = a_text(an_object(record.message.get("indexed")).get("date-time"))
        return work_of(record, asked, _date(stated) or self._modified, source=self.name)

    @cached_property
    def _records(self) -> list[Record]:
        """The records; of two about one DOI the later one counts."""
        records: dict[str, Record] = {}
        try:
            for number, line in enumerate(_lines(self.path), start=1):
                record = _record(line)
                if record is not None:
                    records[record.doi] = record
                elif line.strip():
                    self.notices.append(f"{self.path}:{number}: this line is no Crossref record; it was passed over")
        except (OSError, EOFError, zlib.error) as failure:
            self.notices.append(f"{self.path} cannot be read to its end: {failure}")
        return list(records.values())

    @cached_property
    def _by_doi(self) -> dict[str, Record]:
        aliases = {a_text(alias).lower(): one for one in self._records for alias in a_list(one.message.get("aliases"))}
        return aliases | {record.doi: record for record in self._records}

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(self._records):
            for word in _words(_searchable(record.message)):
                places[word].append(place)
        return dict(places)

    @cached_property
    def _modified(self) -> datetime.date:
        return datetime.datetime.fromtimestamp(self.path.stat().st_mtime, tz=datetime.UTC).date()


def _lines(path: Path) -> Iterator[bytes]:
    """The lines; what is longer than any record comes in pieces, none of which is a record."""
    with _opened(path) as file:
        while line := file.readline(_LONGEST_LINE):
            yield line.removeprefix(b"\xef\xbb\xbf")


def _opened(path: Path) -> BinaryIO:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]  # GzipFile reads as any binary file does


def _record(line: bytes) -> Record | None:
    try:
        value = an_object(parse_json(line))
    except BadAnswer:
        return None
    message = an_object(value["message"]) if "message" in value else value
    record = Record(message)
    return record if record.doi else None


def _searchable(message: Json) -> list[str]:
    """The words a record is found by: of its titles and of the names of its authors."""
    titles = [clean(a_text(title)) for key in ("title", "subtitle") for title in a_list(message.get(key))]
    authors = [an_object(author) for key in ("author", "editor") for author in a_list(message.get(key))]
    return [*titles, *(a_text(author.get(key)) for author in authors for key in ("family", "name"))]


def _words(texts: Sequence[str]) -> set[str]:
    return {word for text in texts for word in fold(text).split()}


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
