"""What an index says about itself, and how its directory is laid out.

::

    DIRECTORY/description.json    which generation counts, what is in it, and a checksum of every file
    DIRECTORY/0001/               one generation; its files never change
        dictionary                what the compressed records have in common
        parts/000000 …            the records
        dois                      which record a DOI has
        words/                    tantivy's index of words
        notices, notices.dois     changes that other records or Retraction Watch state about a work
    DIRECTORY/building/           a build that was not finished

`description.json` is replaced in one step when a new generation is complete. Whoever has the old one open keeps it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from refcheck.index.problem import IndexProblem

SCHEMA_VERSION = 2
"""Of the files and their contents. An index of another version must be built again."""
FILE = "description.json"
RECORDS_IN_A_PART = 2**18
DICTIONARY, DOIS, WORDS, NOTICES, NOTICE_DOIS, PARTS = (
    "dictionary",
    "dois",
    "words",
    "notices",
    "notices.dois",
    "parts",
)


@dataclass(frozen=True)
class StoredFile:
    """A file of the index as it was written."""

    size: int
    checksum: int


@dataclass(frozen=True)
class Description:
    """What is in an index."""

    schema_version: int
    refcheck_version: str
    generation: str
    snapshot: str
    """The day of the snapshot, as a date of ISO 8601."""
    records: int
    """Works that can be looked up."""
    superseded: int
    """Records that a newer one of the same work has replaced."""
    notices: int
    sources: tuple[str, ...]
    bad_lines: int
    bad_files: int
    files: dict[str, StoredFile]

    @property
    def size(self) -> int:
        """How many bytes the index takes."""
        return sum(one.size for one in self.files.values())


def read_description(directory: Path) -> Description:
    """What an index directory says about itself.

    Raises:
        IndexProblem: if there is no complete index, or one that this version cannot read.
    """
    file = directory / FILE
    try:
        content = file.read_bytes()
    except OSError as error:
        advice = "Build one with `refcheck index build SNAPSHOT... --out DIRECTORY`."
        if (directory / "building").is_dir():
            advice = "A build was begun there: give the same `refcheck index build` again, and it continues."
        raise IndexProblem(f"{directory} holds no index.", advice) from error
    try:
        version = msgspec.json.decode(content, type=_Version).schema_version
        if version != SCHEMA_VERSION:
            raise IndexProblem(
                f"{directory} holds an index of schema version {version}; this refcheck reads {SCHEMA_VERSION}.",
                "Build it again with this version, or use the refcheck that built it.",
            )
        return msgspec.json.decode(content, type=Description)
    except msgspec.DecodeError as error:
        raise IndexProblem(
            f"{file} is damaged: {error}.", "Restore the index from a copy, or build it again."
        ) from error


class _Version(msgspec.Struct):
    schema_version: int


def write_description(directory: Path, description: Description) -> None:
    """Make a generation the one that counts."""
    write_whole(directory / FILE, msgspec.json.format(msgspec.json.encode(description)))


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, whatever happens."""
    beside = file.with_name(f".{file.name}.new")
    with beside.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
