"""Building an index: files of records in, one new generation out.

Processes take one file after the other and write parts; what is complete stays, so a build that was killed goes on with
the files that are in no part yet. The parts are put together, the result is verified, and only then does it replace
what was there.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from refcheck.index import description as layout
from refcheck.index.assemble import Assembled, Generation
from refcheck.index.blocks import Dictionary
from refcheck.index.description import Description, write_description, write_whole
from refcheck.index.packing import pack
from refcheck.index.part import PartContent, ReadFile, Statement, discard, finished_parts
from refcheck.index.problem import IndexProblem, writing
from refcheck.index.processes import run_workers
from refcheck.index.record import decode
from refcheck.index.snapshot import Reading, SnapshotFile, snapshot_files
from refcheck.index.store import Index
from refcheck.index.verify import sample_problems, stored_files
from refcheck.index.worker import BAD_RECORD, BROKEN, Advance, Task
from refcheck.version import __version__

BUILDING, BEGUN, LOCK = "building", "begun.json", ".lock"
SAMPLED_FILES, SAMPLED_RECORDS = 40, 100
EPOCH = datetime.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is. Sizes are of the files as they lie there."""

    stage: str
    size: int = 0
    total: int = 0
    records: int = 0


@dataclass(frozen=True)
class Built:
    """What came of a build."""

    description: Description
    troubled: tuple[ReadFile, ...]
    """The files that had bad lines or could not be read to their ends."""


@dataclass(frozen=True)
class Begun:
    """What an unfinished build was begun with; another build cannot continue it."""

    schema_version: int
    base: str


Tell = Callable[[Progress], None]


def build(paths: Iterable[Path], directory: Path, *, jobs: int = 1, tell: Tell = lambda _: None) -> Built:
    """A new index in the directory, in place of the one that may be there; a build that was broken off is continued.

    Raises:
        IndexProblem: if there is nothing to read, or another process builds there.
    """
    paths = list(paths)
    builder = Builder(directory, base=None, jobs=jobs, tell=tell)
    return builder.run(snapshot_files(paths), sources=[str(path) for path in paths])


class Builder:
    """Makes a generation of the index in ``directory``: a new one, or ``base`` with more records and statements."""

    def __init__(self, directory: Path, *, base: Description | None, jobs: int, tell: Tell) -> None:
        self._directory = directory
        self._building = directory / BUILDING
        self._base = base
        self._jobs = jobs
        self._tell = tell
        self._sources: Sequence[str] = ()

    def run(
        self, files: Sequence[SnapshotFile], *, sources: Sequence[str], statements: Sequence[Statement] = ()
    ) -> Built:
        """Read the files, put the generation together, verify it, and switch to it."""
        self._sources = sources
        with _alone(self._directory), writing():
            self._begin(files)
            self._write_parts(files)
            contents = finished_parts(self._building)
            generation = f"{self._next_generation():04}"
            directory = self._directory / generation
            made = Generation(directory, self._building, contents, self._base_directory())
            assembled = made.assemble(statements, jobs=self._jobs, tell=self._stage)
            built = self._describe(generation, contents, assembled)
            self._stage("verifying")
            self._switch(built)
            return built

    def _stage(self, stage: str) -> None:
        self._tell(Progress(stage))

    def _begin(self, files: Sequence[SnapshotFile]) -> None:
        """Make the directory of an unfinished build, unless there is one that this build can continue."""
        begun = Begun(layout.SCHEMA_VERSION, self._base.generation if self._base else "")
        file = self._building / BEGUN
        if file.is_file() and msgspec.json.decode(file.read_bytes(), type=Begun) == begun:
            return
        shutil.rmtree(self._building, ignore_errors=True)
        self._building.mkdir()
        base = self._base_directory()
        dictionary = (base / layout.DICTIONARY).read_bytes() if base else _dictionary(files).content
        (self._building / layout.DICTIONARY).write_bytes(dictionary)
        write_whole(file, msgspec.json.encode(begun))

    def _write_parts(self, files: Sequence[SnapshotFile]) -> None:
        parts = self._parts_of(files)
        done = {one.identity for part in parts for one in part.files}
        left = [one for one in files if one.identity not in done]
        total = sum(one.size for one in files)
        size = total - sum(one.size for one in left)
        records = sum(part.records for part in parts)

        def advance(more: Advance) -> None:
            nonlocal size, records
            size, records = size + more.size, records + more.records
            self._tell(Progress("reading", size, total, records))

        task = Task(left, self._building, (self._building / layout.DICTIONARY).read_bytes())
        run_workers(task, first_part=self._first_part(parts), jobs=min(self._jobs, len(left)), tell=advance)

    def _parts_of(self, files: Sequence[SnapshotFile]) -> list[PartContent]:
        """The parts that are complete already; those go that hold files not wanted, not as they were, or not whole."""
        parts = finished_parts(self._building)
        whole = {one.identity for part in parts for one in part.files} & {one.identity for one in files}
        torn: list[PartContent] = []
        while more := [part for part in parts if not part.holds <= whole]:
            torn += more
            parts = [part for part in parts if part.holds <= whole]
            whole = whole.difference(*(part.holds for part in more))
        for number in sorted((part.number for part in torn), reverse=True):  # a file ends in the last of its parts
            discard(self._building, number)
        return parts

    def _first_part(self, parts: Sequence[PartContent]) -> int:
        base = self._base_directory()
        taken = [int(one.name) for one in (base / layout.PARTS).iterdir()] if base else []
        return max([*taken, *(part.number for part in parts)], default=-1) + 1

    def _base_directory(self) -> Path | None:
        return self._directory / self._base.generation if self._base else None

    def _next_generation(self) -> int:
        return max((int(one.name) for one in self._directory.iterdir() if one.name.isdigit()), default=0) + 1

    def _describe(self, generation: str, contents: Sequence[PartContent], assembled: Assembled) -> Built:
        read = [file for part in contents for file in part.files]
        base = self._base
        description = Description(
            schema_version=layout.SCHEMA_VERSION,
            refcheck_version=__version__,
            generation=generation,
            snapshot=max(_snapshot_day(contents), base.snapshot if base else ""),
            records=sum(part.records for part in contents) + (base.records if base else 0) - assembled.superseded,
            superseded=assembled.superseded + (base.superseded if base else 0),
            notices=assembled.notices,
            sources=(*(base.sources if base else ()), *self._sources),
            bad_lines=sum(one.bad_lines for one in read) + (base.bad_lines if base else 0),
            bad_files=sum(bool(one.broken) for one in read) + (base.bad_files if base else 0),
            files=stored_files(self._directory / generation, base.files if base else {}),
        )
        return Built(description, tuple(one for one in read if one.bad_lines or one.broken))

    def _switch(self, built: Built) -> None:
        """Let the new generation count, if it is sound; what came before it is deleted."""
        problems = sample_problems(Index(self._directory, built.description))
        if problems:
            raise IndexProblem(f"The new index is not sound: {problems[0]}.", "Nothing was replaced; build it again.")
        write_description(self._directory, built.description)
        shutil.rmtree(self._building)
        for one in self._directory.iterdir():
            if one.name.isdigit() and one.name != built.description.generation:
                shutil.rmtree(one, ignore_errors=True)


@contextlib.contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Let no other process build in the directory."""
    directory.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(directory / LOCK, timeout=0):
            yield
    except Timeout as error:
        raise IndexProblem(
            f"Another process is building in {directory}.", "Wait for it, or choose another directory."
        ) from error


def _dictionary(files: Sequence[SnapshotFile]) -> Dictionary:
    """What the compressed records have in common, learnt from some records of files all over the snapshot."""
    step = max(1, len(files) // SAMPLED_FILES)
    number = max(SAMPLED_RECORDS, SAMPLED_FILES * SAMPLED_RECORDS // max(1, len(files)))
    return Dictionary.of([packed for file in files[::step] for packed in _sample(file, number)])


def _sample(file: SnapshotFile, number: int) -> list[bytes]:
    found = []
    with contextlib.suppress(*BROKEN):
        for raw in itertools.islice(Reading(file), number):
            with contextlib.suppress(*BAD_RECORD):
                found.append(pack(decode(raw)))
    return found


def _snapshot_day(contents: Sequence[PartContent]) -> str:
    """The last day on which Crossref touched a record; else the day on which the last file was written."""
    newest = max((part.newest for part in contents), default=0)
    if newest:
        return datetime.date.fromordinal(EPOCH + newest).isoformat()
    modified = max((file.identity.modified for part in contents for file in part.files), default=0)
    return datetime.datetime.fromtimestamp(modified, tz=datetime.UTC).date().isoformat() if modified else ""
