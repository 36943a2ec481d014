"""What one process of a build does: take a file, write its records into its part, take the next."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import msgspec
from isal import isal_zlib

from refcheck.index.blocks import Dictionary
from refcheck.index.part import PartWriter, ReadFile
from refcheck.index.problem import writing
from refcheck.index.record import decode
from refcheck.index.snapshot import Identity, Raw, Reading, SnapshotFile

TOLD_EVERY = 5_000
LISTED_PROBLEMS = 20
"""Of one file; the others are counted."""
_BROKEN_GZIP = cast("type[Exception]", isal_zlib.error)  # isal says it is an instance
BAD_RECORD = (msgspec.DecodeError, RecursionError)
BROKEN = (OSError, EOFError, ValueError, tarfile.TarError, _BROKEN_GZIP, RecursionError)
"""What reading a damaged file raises."""


@dataclass(frozen=True, slots=True)
class Advance:
    """How much more has been read: bytes of the files as they lie there, and records."""

    size: int
    records: int


@dataclass(frozen=True)
class Task:
    """The files to read, and where the parts are written."""

    files: Sequence[SnapshotFile]
    building: Path
    dictionary: bytes


class Worker:
    """Reads files into parts. ``next_file`` and ``next_part`` count for all workers of a build together."""

    def __init__(
        self,
        task: Task,
        *,
        next_file: Callable[[], int],
        next_part: Callable[[], int],
        tell: Callable[[Advance], None],
    ) -> None:
        self._task = task
        self._dictionary = Dictionary(task.dictionary)
        self._next_file = next_file
        self._next_part = next_part
        self._tell = tell
        self._part: PartWriter | None = None

    def run(self) -> None:
        """Read until no file is left.

        Raises:
            IndexProblem: if the index cannot be written.
        """
        with writing():
            self._read_all()

    def _read_all(self) -> None:
        while (number := self._next_file()) < len(self._task.files):
            read = self._read(self._task.files[number])
            part = self._part or self._open_part()
            part.files.append(read)
            if part.room < read.records:  # most snapshots have files of one size: the next would not fit
                self._close_part()
        self._close_part()

    def _read(self, file: SnapshotFile) -> ReadFile:
        good = bad = 0
        problems: list[str] = []
        failures: list[Exception] = []
        for raw in self._told(file, failures):
            try:
                record = decode(raw)
            except BAD_RECORD as failure:
                bad += 1
                if bad <= LISTED_PROBLEMS:
                    problems.append(f"record {good + bad}: {failure}")
                continue
            part = self._part
            if part is None or not part.room:
                self._close_part(continued=file.identity)
                part = self._open_part()
            part.add(record)
            good += 1
        return ReadFile(file.identity, good, bad, tuple(problems), _broken(failures, good + bad))

    def _told(self, file: SnapshotFile, failures: list[Exception]) -> Iterator[Raw]:
        """The records of a file, with word now and then of how far it has been read; and why it could not be."""
        number = told = 0
        try:
            reading = Reading(file)
            for number, raw in enumerate(reading, 1):
                yield raw
                if not number % TOLD_EVERY:
                    position = reading.position
                    self._tell(Advance(position - told, TOLD_EVERY))
                    told = position
        except BROKEN as failure:
            failures.append(failure)
        finally:
            self._tell(Advance(file.size - told, number % TOLD_EVERY))

    def _open_part(self) -> PartWriter:
        self._part = PartWriter(self._task.building, self._next_part(), self._dictionary)
        return self._part

    def _close_part(self, *, continued: Identity | None = None) -> None:
        if self._part is not None:
            self._part.close(continued=continued)
            self._part = None


def _broken(failures: Sequence[Exception], records: int) -> str:
    """Why a file could not be read to its end; empty if it could."""
    reasons = (str(failure) or type(failure).__name__ for failure in failures)
    return next((f"it cannot be read beyond record {records}: {reason}" for reason in reasons), "")
