"""An index, open for questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self, cast

import msgspec

from refcheck.index import description as layout
from refcheck.index.blocks import Blocks, Dictionary
from refcheck.index.description import RECORDS_IN_A_PART, Description, read_description
from refcheck.index.doi_table import DoiTable, place_of
from refcheck.index.packing import unpack
from refcheck.index.problem import IndexProblem
from refcheck.index.record import Message
from refcheck.index.words import Place, Words


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found by its words. Scores are comparable within one answer only."""

    doi: str
    score: float
    record: Message


class Records:
    """The packed records of a generation by their places. All files are open: they may be deleted at any time."""

    def __init__(self, directory: Path, dictionary: Dictionary) -> None:
        self._parts = {int(file.name): Blocks(file, dictionary) for file in directory.iterdir()}

    def packed(self, place: int) -> msgspec.Raw:
        """The bytes that are kept of a record."""
        number, within = divmod(place, RECORDS_IN_A_PART)
        return self._parts[number].read(within)


def part_file(directory: Path, number: int) -> Path:
    """The file of the records whose places begin with that number."""
    return directory / f"{number:06}"


class Index:
    """An index open for reading. Several processes may have one open at once, also while it is replaced."""

    def __init__(self, directory: Path, description: Description) -> None:
        self.directory = directory
        self.description = description
        generation = directory / description.generation
        dictionary = Dictionary((generation / layout.DICTIONARY).read_bytes())
        self._records = Records(generation / layout.PARTS, dictionary)
        self._dois = DoiTable(generation / layout.DOIS)
        self._notices = Notices(generation, dictionary) if description.notices else None
        self._words = Words(generation / layout.WORDS)

    @classmethod
    def open(cls, directory: Path) -> Self:
        """The index in a directory.

        Raises:
            IndexProblem: if there is no complete index, or one of another schema version.
        """
        description = read_description(directory)
        try:
            return cls(directory, description)
        except (OSError, ValueError) as error:
            raise IndexProblem(
                f"The index in {directory} is not complete: {error}.", "Restore it from a copy, or build it again."
            ) from error

    @property
    def snapshot(self) -> str:
        """The day of the snapshot, as a date of ISO 8601; empty if no record and no file says it."""
        return self.description.snapshot

    def by_doi(self, doi: str) -> Message | None:
        """The record of a DOI or of an alias of one, in the shape of Crossref's REST API; `None` if it has none."""
        wanted = doi.lower()
        found = [unpack(self._records.packed(place)) for place in self._dois.find(wanted)]
        own = [record for record in found if wanted == str(record["DOI"]).lower()]
        aliases = [record for record in found if wanted in _aliases(record)]
        return next(map(self._with_notices, [*own, *aliases]), None)

    def search(self, text: str, *, limit: int = 20) -> list[Hit]:
        """The records that share the rarest words with a text: of a reference, or of its title, authors and numbers."""
        return self._hits(self._words.by_rarest(text, limit))

    def search_all_terms(self, text: str, *, limit: int = 20) -> list[Hit]:
        """The same, asked for every word: slower, and finds what has no rare word in common."""
        return self._hits(self._words.by_all(text, limit))

    @property
    def searchable(self) -> int:
        """How many records can be found by their words; replaced ones count."""
        return len(self._words)

    def sample(self, number: int) -> Iterator[Message]:
        """About so many records, from all over the index."""
        entries = self._dois.entries
        for entry in entries[:: max(1, len(entries) // number)]:
            yield unpack(self._records.packed(place_of(entry)))

    def _hits(self, places: list[Place]) -> list[Hit]:
        return [hit for place in places if (hit := self._hit(place)) is not None]

    def _hit(self, place: Place) -> Hit | None:
        record = unpack(self._records.packed(place.number))
        doi = str(record["DOI"]).lower()
        if self.description.superseded and place.number not in self._dois.find(doi):
            return None
        return Hit(doi, place.score, self._with_notices(record))

    def _with_notices(self, record: dict[str, object]) -> Message:
        if self._notices is not None:
            stated = self._notices.about(str(record["DOI"]).lower())
            if stated:
                record["updated-by"] = with_new(cast("list[Message]", record.get("updated-by", [])), stated)
        return record


def _aliases(record: Message) -> Iterator[str]:
    return (alias.lower() for alias in cast("list[str]", record.get("aliases", ())))


def with_new(known: list[Message], stated: list[Message]) -> list[Message]:
    """The statements about a work, those that say the same thing once: same notice, kind and source."""
    distinct = {(str(one.get("DOI")).lower(), one.get("type"), one.get("source")): one for one in [*stated, *known]}
    return list(distinct.values())


class Notices:
    """What other records and Retraction Watch state about works."""

    def __init__(self, generation: Path, dictionary: Dictionary) -> None:
        self._blocks = Blocks(generation / layout.NOTICES, dictionary)
        self._dois = DoiTable(generation / layout.NOTICE_DOIS)

    def about(self, doi: str) -> list[Message]:
        """The statements about a DOI, in the shape of ``updated-by``."""
        for number in self._dois.find(doi):
            found, stated = _decode_notices(self._blocks.read(number))
            if found == doi:
                return list(stated)
        return []

    def __iter__(self) -> Iterator[tuple[str, list[Message]]]:
        for number in range(self._blocks.records):
            doi, stated = _decode_notices(self._blocks.read(number))
            yield doi, list(stated)


_decode_notices = msgspec.msgpack.Decoder(tuple[str, list[dict[str, object]]]).decode
