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
from refcheck.index.packing import DAY
from refcheck.index.record import Message, Record
from refcheck.index.snapshot import Identity
from refcheck.index.words import WordsWriter

RECORDS, CONTENT = "records", "part.json"
UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class ReadFile:
    """A file that was read to its end or as far as it could be, and what was wrong with it."""

    identity: Identity
    records: int
    bad_lines: int
    problems: tuple[str, ...]
    """The first of them, with their places."""
    broken: str
    """Why it could not be read to its end; empty if it could."""

    @property
    def name(self) -> str:
        """The name to tell a person."""
        return self.identity.name


@dataclass(frozen=True)
class PartContent:
    """What is in a part."""

    number: int
    records: int
    newest: int
    """The last day on which Crossref touched one of the records, in days since 1970; 0 if none says it."""
    files: tuple[ReadFile, ...]
    """Those whose last record is in it."""
    continued: Identity | None
    """The file that was being read when it was full; the rest of that file is in another part."""

    @property
    def holds(self) -> set[Identity]:
        """The files of which it may have records."""
        return {one.identity for one in self.files} | ({self.continued} if self.continued else set())


@dataclass(frozen=True, slots=True)
class Statement:
    """That a work was changed, as another record or Retraction Watch says: ``notice`` is one of ``updated-by``."""

    doi: str
    notice: Message


class PartWriter:
    """Writes one part into a directory of its own."""

    def __init__(self, building: Path, number: int, dictionary: Dictionary) -> None:
        self._number = number
        self.files: list[ReadFile] = []
        self._final = building / f"{number:06}"
        self._directory = self._final.with_suffix(UNFINISHED)
        self._directory.mkdir()
        self._blocks = BlockWriter((self._directory / RECORDS).open("wb"), dictionary)
        self._words = WordsWriter(self._directory / WORDS)
        self.room = RECORDS_IN_A_PART
        self._place = number * RECORDS_IN_A_PART
        self._entries: list[int] = []
        self._newest = 0
        self._statements: list[Statement] = []

    def add(self, record: Record) -> None:
        """Take one more record."""
        place = self._place
        self._place += 1
        self.room -= 1
        self._blocks.add(record)
        self._words.add(record, place)
        self._entries.append(entry(record.DOI, place))
        for alias in record.aliases or record.alias:
            self._entries.append(entry(alias, place))
        if record.update_to:
            self._statements += statements(record)
        if record.indexed and record.indexed.timestamp > self._newest:
            self._newest = record.indexed.timestamp

    def close(self, *, continued: Identity | None = None) -> None:
        """Make the part complete; the rest of the file ``continued`` goes into another."""
        self._words.close()
        self._blocks.close()
        write_entries(self._directory / DOIS, self._entries)
        write_statements(self._directory / NOTICES, self._statements)
        content = PartContent(self._number, self._blocks.records, self._newest // DAY, tuple(self.files), continued)
        write_whole(self._directory / CONTENT, msgspec.json.encode(content))
        self._directory.rename(self._final)


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


def discard(building: Path, number: int) -> None:
    """Delete a part; it is never there in half."""
    part = building / f"{number:06}"
    shutil.rmtree(part.rename(part.with_suffix(UNFINISHED)))


def finished_parts(building: Path) -> list[PartContent]:
    """The parts that are complete, in order; what was left unfinished is deleted."""
    for unfinished in building.glob(f"*{UNFINISHED}"):
        shutil.rmtree(unfinished)
    return [
        msgspec.json.decode(file.read_bytes(), type=PartContent) for file in sorted(building.glob(f"[0-9]*/{CONTENT}"))
    ]
