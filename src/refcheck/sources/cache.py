"""The answer cache: raw answers of services, compressed, in one SQLite file that several processes may use at once.

It keeps what a service said, never what refcheck made of it, and never a failure. Whatever is wrong with the file, the
run goes on without it: `AnswerCache.notices` says so once.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import zstandard

T = TypeVar("T")

SCHEMA = 2
"""Part of every key: raised when the stored bytes come to mean something else. Older rows expire unread."""
_LEVEL = 3
_LONGEST_ANSWER = 2**26
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_BUSY_RETRY = 0.01
_SIDE_FILES = ("-wal", "-shm")
_CREATE = """
CREATE TABLE IF NOT EXISTS answers (
    version INTEGER NOT NULL, source TEXT NOT NULL, question TEXT NOT NULL,
    stored REAL NOT NULL, expires REAL NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (version, source, question)
);
CREATE INDEX IF NOT EXISTS answers_expires ON answers (expires);
"""
_GET = """
SELECT question, stored, body FROM answers
WHERE version = ? AND source = ? AND expires > ? AND stored <= ? AND question IN (SELECT value FROM json_each(?))
"""
_PUT = "INSERT OR REPLACE INTO answers (version, source, question, stored, expires, body) VALUES (?, ?, ?, ?, ?, ?)"
_CLOCK_STEP = 60.0


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """An answer as the service gave it, and the day on which it did."""

    body: bytes
    retrieved: datetime.date


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What is in the cache: valid answers by source, the size of the file, the days of the oldest and newest answer."""

    file: Path
    entries: Mapping[str, int] = field(default_factory=dict)
    size: int = 0
    oldest: datetime.date | None = None
    newest: datetime.date | None = None


class AnswerCache:
    """Answers by source and question (a DOI in lower case, a normalised query)."""

    def __init__(self, file: Path, *, now: Callable[[], float] = time.time, patience: float = 5.0) -> None:
        self.notices: list[str] = []
        """What the user should know of the cache: put aside because damaged, or not usable."""
        self._file = file
        self._now = now
        self._patience = patience
        self._connection: sqlite3.Connection | None = None
        self._usable = True
        self._pruned = False
        self._compressor = zstandard.ZstdCompressor(level=_LEVEL)
        self._decompressor = zstandard.ZstdDecompressor()

    def __enter__(self) -> Self:
        """The cache itself; the file is opened when first needed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; it is opened again if needed."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def get(self, source: str, question: str) -> CachedAnswer | None:
        """The answer to a question, if it is known and not too old."""
        return self.get_many(source, [question]).get(question)

    def get_many(self, source: str, questions: Collection[str]) -> dict[str, CachedAnswer]:
        """The answers to those of the questions that are known, read at once."""
        if not questions:
            return {}
        now = self._now()
        values = (SCHEMA, source, now, now + _CLOCK_STEP, json.dumps(list(questions)))
        found: list[tuple[str, float, bytes]] = []
        rows = self._used(lambda connection: connection.execute(_GET, values).fetchall(), otherwise=found)
        answers = ((question, self._opened(stored, body)) for question, stored, body in rows)
        return {question: answer for question, answer in answers if answer is not None}

    def put(self, source: str, question: str, body: bytes, lifetime: datetime.timedelta) -> None:
        """Keep an answer for so long."""
        self.put_many(source, {question: body}, lifetime)

    def put_many(self, source: str, answers: Mapping[str, bytes], lifetime: datetime.timedelta) -> None:
        """Keep several answers for so long, written at once."""
        now = self._now()
        expires = now + lifetime.total_seconds()
        rows = [
            (SCHEMA, source, question, now, expires, self._compressor.compress(body))
            for question, body in answers.items()
        ]
        self._used(lambda connection: self._write(connection, rows, now), otherwise=None)

    def info(self) -> CacheInfo:
        """What is in the cache. Does not make a file if there is none."""
        if not self._file.exists():
            return CacheInfo(self._file)
        now = self._now()
        nothing: list[tuple[str, int, float, float]] = []
        by_source = self._used(
            lambda connection: connection.execute(
                "SELECT source, count(*), min(stored), max(stored) FROM answers"
                " WHERE version = ? AND expires > ? GROUP BY source ORDER BY source",
                (SCHEMA, now),
            ).fetchall(),
            otherwise=nothing,
        )
        return CacheInfo(
            self._file,
            {source: count for source, count, _, _ in by_source},
            sum(file.stat().st_size for file in self._files() if file.exists()),
            min((_day(oldest) for _, _, oldest, _ in by_source), default=None),
            max((_day(newest) for _, _, _, newest in by_source), default=None),
        )

    def clean(self) -> int:
        """Remove every answer, expired ones too, and give the space back; returns how many there were."""
        if not self._file.exists():
            return 0
        return self._used(_emptied, otherwise=0)

    def _write(self, connection: sqlite3.Connection, rows: Sequence[tuple[object, ...]], now: float) -> None:
        with connection:
            if not self._pruned:
                connection.execute("DELETE FROM answers WHERE expires <= ? OR version <> ?", (now, SCHEMA))
                self._pruned = True
            connection.executemany(_PUT, rows)

    def _opened(self, stored: float, body: bytes) -> CachedAnswer | None:
        """The answer in a row; a damaged one counts as missing."""
        try:
            answer = self._decompressor.decompress(body, max_output_size=_LONGEST_ANSWER)
        except (zstandard.ZstdError, TypeError):
            return None
        return CachedAnswer(answer, _day(stored))

    def _used(self, use: Callable[[sqlite3.Connection], T], *, otherwise: T) -> T:
        """What a use of the database gives; a damaged file is put aside, and what else fails switches the cache off."""
        for _ in range(2):
            if not self._usable:
                break
            try:
                self._connection = self._connection or self._connected()
                return use(self._connection)
            except (sqlite3.Error, OSError) as error:
                self._recover(error)
        return otherwise

    def _connected(self) -> sqlite3.Connection:
        """The open database. SQLite does not wait by itself while another process makes the same new file."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        end = time.monotonic() + self._patience
        while True:
            try:
                return self._prepared()
            except sqlite3.OperationalError as error:
                if _code(error) not in _BUSY or time.monotonic() >= end:
                    raise
            time.sleep(_BUSY_RETRY)

    def _prepared(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=self._patience)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # In WAL mode this loses at most the last answers when the power fails, and never damages the file.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_CREATE)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _recover(self, error: sqlite3.Error | OSError) -> None:
        self.close()
        if isinstance(error, sqlite3.Error) and _code(error) in _DAMAGED and self._put_aside():
            return
        self._usable = False
        self.notices.append(
            f"The answer cache cannot be used ({error}); nothing is remembered in this run: {self._file}"
        )

    def _put_aside(self) -> bool:
        """Whether the damaged file could be moved out of the way."""
        aside = self._file.with_name(f"{self._file.name}.damaged")
        try:
            self._file.replace(aside)
            for file in self._files()[1:]:
                file.unlink(missing_ok=True)
        except OSError:
            return False
        self.notices.append(f"The answer cache was damaged and has been put aside as {aside}; a new one is made.")
        return True

    def _files(self) -> list[Path]:
        return [self._file, *(self._file.with_name(self._file.name + suffix) for suffix in _SIDE_FILES)]


def _code(error: sqlite3.Error) -> int:
    """The primary result code of SQLite; errors of the Python module itself have none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _emptied(connection: sqlite3.Connection) -> int:
    with connection:
        removed = connection.execute("DELETE FROM answers").rowcount
    with closing(connection.execute("VACUUM")):
        pass
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return removed


def _day(stored: float) -> datetime.date:
    """The local day of a time, as a reader of the report would name it."""
    return datetime.datetime.fromtimestamp(stored, tz=datetime.UTC).astimezone().date()
