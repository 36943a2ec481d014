"""The files of a snapshot, and the records in them as raw JSON.

Crossref has published its records as ``.json.gz`` with an array ``items``, as ``.jsonl.gz``, and as tar files of
either; its REST API gives ``message`` with one record or with ``items``.
"""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple, cast

import msgspec
from isal import igzip

from refcheck.index.problem import IndexProblem

Raw = bytes | msgspec.Raw
"""The JSON text of one record."""
LINE_FILES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
OBJECT_FILES = (".json", ".json.gz")
TAR = ".tar"
COMPRESSED_TARS = (".tar.gz", ".tgz")
SUFFIXES = (*LINE_FILES, *OBJECT_FILES, TAR, *COMPRESSED_TARS)
_CHUNK = 2**20
LONGEST_LINE = 2**26
_LARGEST_OBJECT = 2**31
_DIGITS = re.compile(r"(\d+)")


class Identity(NamedTuple):
    """What tells whether a file is the one that was read."""

    name: str
    size: int
    modified: int


@dataclass(frozen=True)
class SnapshotFile:
    """A file to read, or a part of a tar file that is one."""

    path: Path
    size: int
    modified: int
    member: str = ""
    offset: int = 0

    @property
    def name(self) -> str:
        """The name to tell a person."""
        return f"{self.path}/{self.member}" if self.member else str(self.path)

    @property
    def identity(self) -> Identity:
        """What it was when it was listed."""
        return Identity(self.name, self.size, self.modified)


def snapshot_files(paths: Iterable[Path]) -> list[SnapshotFile]:
    """The files that are named, that lie in the folders named, or in the tar files named, in order of their numbers.

    Raises:
        IndexProblem: if one is not there, is of no kind that we read, or if there is none at all.
    """
    files = [file for path in paths for one in _named(path) for file in _within(one)]
    if not files:
        raise IndexProblem("There is no file of records.", f"These are read: {', '.join(SUFFIXES)}.")
    return files


def _named(path: Path) -> Sequence[Path]:
    if path.is_dir():
        return sorted((one for one in path.rglob("*") if one.name.endswith(SUFFIXES) and one.is_file()), key=_by_number)
    if not path.is_file():
        raise IndexProblem(f"{path} does not exist.", "Name the files or the folder of a snapshot.")
    if not path.name.endswith(SUFFIXES):
        raise IndexProblem(f"{path} is no file of records.", f"These are read: {', '.join(SUFFIXES)}.")
    return [path]


def _by_number(path: Path) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in _DIGITS.split(str(path))]


def _within(path: Path) -> Iterator[SnapshotFile]:
    found = path.stat()
    if not path.name.endswith(TAR):
        yield SnapshotFile(path, found.st_size, int(found.st_mtime))
        return
    try:
        with tarfile.open(path, "r:") as tar:
            for one in tar:
                if one.isfile() and one.name.endswith(SUFFIXES):
                    yield SnapshotFile(path, one.size, int(found.st_mtime), one.name, one.offset_data)
    except tarfile.TarError as error:
        raise IndexProblem(f"{path} is no tar file: {error}.", "Download it again.") from error


class Reading:
    """The records of one file, and how far it has been read."""

    def __init__(self, file: SnapshotFile) -> None:
        self._file = file
        self._opened: IO[bytes] = _opened(file)

    def __iter__(self) -> Iterator[Raw]:
        """The records.

        Raises:
            OSError: if the file cannot be read to its end.
            EOFError: if it breaks off.
            ValueError: if it is no JSON (`msgspec.DecodeError`) or none that holds records.
        """
        name = self._file.member or self._file.path.name
        with self._opened:
            if name.endswith(COMPRESSED_TARS):
                yield from _tar_records(self._opened)
            else:
                yield from _records(name, self._opened)

    @property
    def position(self) -> int:
        """How many bytes of it have been read."""
        return self._file.size if self._opened.closed else self._opened.tell() - self._file.offset


def _opened(file: SnapshotFile) -> IO[bytes]:
    opened = file.path.open("rb")
    opened.seek(file.offset)
    return opened if not file.member else cast("IO[bytes]", io.BufferedReader(_Window(opened, file.size)))


class _Window(io.RawIOBase):
    """So many bytes of an open file, from where it stands."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # it is only ever given a memoryview
        content = self._file.read(min(len(buffer), self._left))
        buffer[: len(content)] = content
        self._left -= len(content)
        return len(content)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        super().close()


def _records(name: str, opened: IO[bytes]) -> Iterator[Raw]:
    unpacked = _unpacked(opened) if name.endswith(".gz") else opened
    return _lines(unpacked) if name.endswith(LINE_FILES) else _items(unpacked.read(_LARGEST_OBJECT))


def _unpacked(opened: IO[bytes]) -> BinaryIO:
    return cast("BinaryIO", igzip.IGzipFile(fileobj=opened))  # type: ignore[no-untyped-call]  # isal has half its types


def _tar_records(opened: IO[bytes]) -> Iterator[Raw]:
    with tarfile.open(fileobj=_unpacked(opened), mode="r|") as tar:
        for one in tar:
            member = tar.extractfile(one) if one.name.endswith((*LINE_FILES, *OBJECT_FILES)) else None
            if member is not None:
                yield from _records(one.name, member)


def _lines(opened: IO[bytes]) -> Iterator[bytes]:
    """The lines that are not blank; of one that is too long, what is beyond the limit stands alone."""
    rest = opened.read(3).removeprefix(b"\xef\xbb\xbf")
    while chunk := opened.read(_CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            if line and not line.isspace():
                yield line
        if len(rest) > LONGEST_LINE:
            yield rest
            rest = b""
    if rest and not rest.isspace():
        yield rest


def _items(content: bytes) -> Iterator[Raw]:
    """The records of a JSON text: an array of them, an object that holds one, or a single one."""
    if content.lstrip().startswith(b"["):
        yield from msgspec.json.decode(content, type=list[msgspec.Raw])
        return
    found = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    if "message" in found and "DOI" not in found:
        content = bytes(found["message"])
        found = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    if "items" in found:
        yield from msgspec.json.decode(found["items"], type=list[msgspec.Raw])
    else:
        yield content
