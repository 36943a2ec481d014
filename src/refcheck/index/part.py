"""One part of an index: up to 262,144 records, their words, their DOIs, and what they state about other works.

A part is written by one process and is complete or not there at all; that is what lets a build be continued.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec

from refcheck.index.blocks import BlockWriter, Dictionary
from refcheck.index.description import DOIS, NOTICES, RECORDS_IN_A_PART, WORDS, write_whole
from refcheck.index.doi_table import entry, write_entries
from refcheck.index.packing import DAY, pack
from refcheck.index.record import Message, Record
from refcheck.index.words import WordsWriter

RECORDS, CONTENT = "records", "part.json"
UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class ReadFile:
    """A file that was read to its end or as far as it could be, and what was wrong with it."""

    name: str
    size: int
    modified: int
    records: int
    bad_lines: int
    problems: tuple[str, ...]
    """The first of them, with their places."""
    broken: str
    """Why it could not be read to its end; empty if it could."""


@dataclass(frozen=True)
class PartContent:
    """What is in a part."""

    number: int
    records: int
    newest: int
    """The last day on which Crossref touched one of the records, in days since 1970; 0 if none says it."""
    files: tuple[ReadFile, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """That a work was changed, as another record or Retraction Watch says: ``notice`` is one of ``updated-by``."""

    doi: str
    notice: Message


class PartWriter:
    """Writes one part into a directory of its own."""

    def __init__(self, building: Path, number: int, dictionary: Dictionary) -> None:
        self.number = number
        self.files: list[ReadFile] = []
        self._final = building / f"{number:06}"
        self._directory = self._final.with_suffix(UNFINISHED)
        self._directory.mkdir()
        self._blocks = BlockWriter((self._directory / RECORDS).open("wb"), dictionary)
        self._words = WordsWriter(self._directory / WORDS)
        self._entries: list[int] = []
        self._newest = 0
        self._statements: list[Statement] = []

    @property
    def room(self) -> int:
        """How many records it can still take."""
        return RECORDS_IN_A_PART - self._blocks.records

    def add(self, record: Record) -> None:
        """Take one more record."""
        place = self.number * RECORDS_IN_A_PART + self._blocks.records
        self._blocks.add(pack(record))
        self._words.add(record, place)
        self._entries.append(entry(record.DOI, place))
        for alias in record.aliases or record.alias:
            self._entries.append(entry(alias, place))
        if record.update_to:
            self._statements += statements(record)
        if record.indexed and record.indexed.timestamp > self._newest:
            self._newest = record.indexed.timestamp

    def close(self) -> PartContent:
        """Make the part complete."""
        self._words.close()
        self._blocks.close()
        write_entries(self._directory / DOIS, self._entries)
        write_statements(self._directory / NOTICES, self._statements)
        content = PartContent(self.number, self._blocks.records, self._newest // DAY, tuple(self.files))
        write_whole(self._directory / CONTENT, msgspec.json.encode(content))
        self._directory.rename(self._final)
        return content


def statements(record: Record) -> list[Statement]:
    """What a notice says about other works, turned round: as their records would say it."""
    own = record.DOI.lower()
    stated = [(one.DOI.lower(), one) for one in record.update_to if one.DOI]
    return [Statement(doi, {**msgspec.to_builtins(one), "DOI": record.DOI}) for doi, one in stated if doi != own]


def write_statements(file: Path, found: list[Statement]) -> None:
    """Keep statements."""
    file.write_bytes(msgspec.msgpack.encode(found))


def read_statements(file: Path) -> list[Statement]:
    """The statements of a part."""
    return msgspec.msgpack.decode(file.read_bytes(), type=list[Statement])


def finished_parts(building: Path) -> list[PartContent]:
    """The parts that are complete, in order; what was left unfinished is deleted."""
    for unfinished in building.glob(f"*{UNFINISHED}"):
        shutil.rmtree(unfinished)
    return [
        msgspec.json.decode(file.read_bytes(), type=PartContent) for file in sorted(building.glob(f"[0-9]*/{CONTENT}"))
    ]
