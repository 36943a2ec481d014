"""``refcheck index``: all of Crossref on this machine."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from refcheck.cli import common
from refcheck.cli.common import IndexDirectory, say

if TYPE_CHECKING:
    from refcheck.index.build import Built, Progress, Tell
    from refcheck.index.record import Message

app = typer.Typer(help="Build, bring up to date and ask a local copy of Crossref.", no_args_is_help=True)

_Snapshot = Annotated[
    list[Path],
    typer.Argument(
        metavar="SNAPSHOT...",
        show_default=False,
        help="Files of records (.jsonl.gz, .json.gz, .jsonl, .json, .tar, .tar.gz) or folders of them.",
    ),
]
_News = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        show_default=False,
        help="Newer files of records or folders of them, answers saved from the REST API, Retraction Watch's .csv.",
    ),
]
_Out = Annotated[Path, typer.Option("--out", metavar="DIRECTORY", show_default=False, help="Where the index shall be.")]
_Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, show_default=False, help="So many processes [default: as the cores]."),
]
_Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="So many works at most.")]
EVERY_ON_A_TERMINAL, EVERY_ELSEWHERE = 0.5, 60.0
"""Seconds between two words about the progress."""


@app.command()
def build(snapshot: _Snapshot, out: _Out, jobs: _Jobs = None) -> None:
    """Build an index. Given again after an interruption, the same command goes on where it was.

    An index that is there already is replaced when the new one is complete.
    """
    _require()
    from refcheck.index.build import build as built

    with _progress() as tell:
        outcome = built(snapshot, out, jobs=jobs or os.cpu_count() or 1, tell=tell)
    _tell_outcome(outcome)


@app.command()
def update(files: _News, index: IndexDirectory = None, jobs: _Jobs = None) -> None:
    """Add newer records, or what Retraction Watch lists. Of two records of a work the newer one counts."""
    directory = _directory(index)
    from refcheck.index.update import update as updated

    with _progress() as tell:
        outcome = updated(files, directory, jobs=jobs or os.cpu_count() or 1, tell=tell)
    _tell_outcome(outcome)


@app.command("info")
def information(index: IndexDirectory = None) -> None:
    """Show what is in the index."""
    directory = _directory(index)
    from refcheck.index.description import read_description

    description = read_description(directory)
    lines = {
        "index": directory,
        "snapshot": description.snapshot or "of an unknown date",
        "works": description.records,
        "replaced": description.superseded,
        "changed works": description.notices,
        "bad lines": description.bad_lines,
        "bad files": description.bad_files,
        "size": f"{description.size / 1e6:,.1f} MB",
        "schema version": description.schema_version,
        "built by": f"refcheck {description.refcheck_version}",
    }
    common.write("".join(f"{name:16}{value}\n" for name, value in lines.items()))
    common.write("".join(f"{'from':16}{source}\n" for source in description.sources))


@app.command()
def search(
    text: Annotated[str, typer.Argument(metavar="TEXT")], index: IndexDirectory = None, limit: _Limit = 5
) -> None:
    """Show the works that are nearest to a text: a reference as it was typed, a title, or a DOI.

    Exits with 1 if there is none.
    """
    directory = _directory(index)
    from refcheck.index.shelf import open_index

    opened = open_index(directory)
    record = opened.by_doi(text.strip())
    found = [record] if record is not None else [hit.record for hit in opened.search(text, limit=limit)]
    common.write("\n".join(_shown(one, opened.snapshot) for one in found))
    raise typer.Exit(common.EXIT_CLEAN if found else common.EXIT_FINDINGS)


@app.command()
def verify(index: IndexDirectory = None) -> None:
    """Compare every file of the index with its checksum, and look records up all over it.

    Exits with 1 if something is wrong.
    """
    directory = _directory(index)
    from refcheck.index.verify import verify as problems_of

    problems = problems_of(directory)
    for problem in problems:
        say(f"{problem}.")
    if problems:
        say("Restore the index from a copy, or build it again.")
        raise typer.Exit(common.EXIT_FINDINGS)
    say(f"{directory} is as it was built.")


def _require() -> None:
    from refcheck.index.extra import require_packages

    require_packages()


def _directory(index: Path | None) -> Path:
    """The index that was named, or that of the settings."""
    _require()
    from refcheck.index.problem import IndexProblem

    directory = index or common.load_settings(None, config=None, isolated=False).index.directory
    if directory is None:
        raise IndexProblem("No index is named.", "Give --index DIRECTORY, or set `index` in refcheck.toml.")
    return directory


def _shown(record: Message, snapshot: str) -> str:
    import datetime

    from refcheck.reports.work import described_work
    from refcheck.sources.crossref_work import to_work

    day = datetime.date.fromisoformat(snapshot) if snapshot else datetime.date.today()
    return described_work(to_work(record, source="Crossref snapshot", retrieved=day))


def _tell_outcome(outcome: Built) -> None:
    """Say what was read, and name what could not be."""
    from refcheck.reports.plain import counted, printable

    description = outcome.description
    for file in outcome.troubled:
        for problem in (*file.problems, *([file.broken] if file.broken else [])):
            say(printable(f"{file.name}: {problem}"))
    say(
        f"{counted(description.records, 'work')} of {description.snapshot or 'an unknown day'}, "
        f"{description.size / 1e6:,.1f} MB; {counted(description.bad_lines, 'bad line')}, "
        f"{counted(description.bad_files, 'bad file')}."
    )


@contextmanager
def _progress() -> Iterator[Tell]:
    """Where the progress of a build goes: to one line of a terminal; elsewhere to a line every minute."""
    line = ProgressLine(sys.stderr, time.monotonic)
    try:
        yield line.show
    finally:
        line.close()


class ProgressLine:
    """Tells how far a build is, how fast it goes, and how long it will still take."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._clock = clock
        self._terminal = stream.isatty()
        self._wait = EVERY_ON_A_TERMINAL if self._terminal else EVERY_ELSEWHERE
        self._first: Progress | None = None
        self._begun = self._told = clock()

    def show(self, progress: Progress) -> None:
        """Take note, and tell it if it is time."""
        now = self._clock()
        if self._first is None or progress.stage != self._first.stage:
            self._first, self._begun = progress, now
        elif now - self._told < self._wait:
            return
        self._told = now
        text = self._text(progress, now - self._begun)
        self._stream.write(f"\r\033[K{text}" if self._terminal else f"{text}\n")
        self._stream.flush()

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._terminal:
            self._stream.write("\r\033[K")
            self._stream.flush()

    def _text(self, progress: Progress, seconds: float) -> str:
        if not progress.total or self._first is None:
            return progress.stage
        done, left = progress.size - self._first.size, progress.total - progress.size
        text = f"{progress.stage}: {progress.size / progress.total:.1%} of {progress.total / 1e9:,.1f} GB"
        text += f", {progress.records:,} records"
        if done <= 0 or seconds <= 0:
            return text
        speed = (progress.records - self._first.records) / seconds
        return f"{text}, {speed:,.0f} a second, {_duration(seconds * left / done)} left"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02} h" if hours else f"{minutes}:{rest:02} min"
