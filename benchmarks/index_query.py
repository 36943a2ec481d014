"""How fast the local index answers, warm and cold, and how often the work meant is among the answers, beside SQLite.

``python -m benchmarks.index_query WORKS.jsonl.gz --records 1000000 --folder FOLDER``: the works stand in an index among
so many made ones (`benchmarks.made_records`); references to 500 of them are asked for in three forms. SQLite's FTS5 has
the same words of the same records and is asked for the same ones. With comparison: all that ``refcheck verify`` does to
find the work of a reference once it has been read; recall is then of the one work it takes. Cold: a new process, and no
page of the index in memory. One process, one core. What is in the folder is used again: delete it afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.damaged_references import typed
from benchmarks.made_records import Record, make, read_works
from refcheck.compare.text import fold
from refcheck.index.build import build
from refcheck.index.problem import IndexProblem
from refcheck.index.record import Record as CrossrefRecord
from refcheck.index.record import decode
from refcheck.index.snapshot import Reading, snapshot_files
from refcheck.index.store import Index
from refcheck.index.words import searchable, words
from refcheck.model import Found
from refcheck.resolve import resolve
from refcheck.sources.local_index import LocalIndex
from refcheck.sources.memory import Memory

ASKED, ASKED_OF_SQLITE, LOOKED_UP, SEED = 500, 15, 20_000, 7
DEPTH = 20
TITLE_ALONE = "title, two typos"
Search = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Question:
    doi: str
    text: str


def questions(works: list[Record]) -> dict[str, list[Question]]:
    """References to some works, by how they are written."""
    chance = random.Random(SEED)
    whole = [one for one in works if one.get("title") and one.get("author") and one.get("volume") and one.get("page")]
    chosen = chance.sample([one for one in whole if len(one["title"][0].split()) > 4], ASKED)
    forms = {"whole reference": _reference, TITLE_ALONE: _misspelt, "without a title": _untitled}
    return {form: [Question(one["DOI"].lower(), write(one, chance)) for one in chosen] for form, write in forms.items()}


def _reference(work: Record, chance: random.Random) -> str:
    return _untitled(work, chance).replace("). ", f"). {work['title'][0]}. ", 1)


def _untitled(work: Record, _: random.Random) -> str:
    authors = ", ".join(f"{one.get('family', '')} {one.get('given', '')[:1]}" for one in work["author"][:6])
    year = work["issued"]["date-parts"][0][0]
    return f"{authors} ({year}). {work['container-title'][0]} {work['volume']}, {work['page']}."


def _misspelt(work: Record, chance: random.Random) -> str:
    found = work["title"][0].split()
    for place in chance.sample(range(len(found)), 2):
        letter = chance.randrange(len(found[place]))
        found[place] = found[place][:letter] + found[place][letter + 1 :]
    return " ".join(found)


def times_of(search: Search, asked: Sequence[Question]) -> tuple[list[float], float]:
    """The milliseconds of each answer, and in which share of them the work was."""
    milliseconds, found = [], 0
    for question in asked:
        start = time.perf_counter()
        answer = search(question.text)
        milliseconds.append((time.perf_counter() - start) * 1000)
        found += question.doi in answer
    return milliseconds, found / len(asked)


def told(name: str, milliseconds: Sequence[float], found: float) -> None:
    """A row of the table."""
    p95 = statistics.quantiles(milliseconds, n=20)[-1]
    speed = 1000 / statistics.mean(milliseconds)
    print(f"{name:44} {statistics.median(milliseconds):8.2f} {p95:8.2f} {speed:10,.0f} {found:10.3f}", flush=True)


def sqlite_index(path: Path, files: Sequence[Path]) -> sqlite3.Connection:
    """The same words of the same records in FTS5."""
    fresh = not path.is_file()
    base = sqlite3.connect(path)
    if fresh:
        base.execute("PRAGMA synchronous = OFF")
        base.execute("CREATE VIRTUAL TABLE works USING fts5(doi UNINDEXED, words, detail = none)")
        rows = ((one.DOI.lower(), fold(searchable(one))) for one in _records(files))
        base.executemany("INSERT INTO works VALUES (?, ?)", rows)
        base.commit()
    return base


def _records(files: Sequence[Path]) -> Iterator[CrossrefRecord]:
    for file in snapshot_files(files):
        yield from map(decode, Reading(file))


def in_sqlite(base: sqlite3.Connection) -> Search:
    def search(text: str) -> list[str]:
        query = " OR ".join(f'"{word}"' for word in words(text))
        rows = base.execute("SELECT doi FROM works WHERE works MATCH ? ORDER BY rank LIMIT ?", (query, DEPTH))
        return [row[0] for row in rows]

    return search


def compared(index: Index, asked: Sequence[Question]) -> tuple[list[float], float]:
    """The milliseconds in which ``refcheck verify --offline`` finds each work, once its reference has been read.

    With the share of the references for which the work it takes is the one meant.
    """
    source = LocalIndex(index, datetime.date.fromisoformat(index.snapshot), Memory(None), last=True)
    references = [typed(question.text) for question in asked]

    async def verify() -> tuple[list[float], int]:
        milliseconds, found = [], 0
        for question, reference in zip(asked, references, strict=True):
            start = time.perf_counter()
            (match,) = await resolve([reference], [source])
            milliseconds.append((time.perf_counter() - start) * 1000)
            found += isinstance(match, Found) and match.work.item.doi == question.doi
        return milliseconds, found

    milliseconds, found = asyncio.run(verify())
    return milliseconds, found / len(asked)


def look_ups(index: Index, works: list[Record]) -> float:
    """DOIs looked up in a second: of works, and as many that are not there."""
    chance = random.Random(SEED)
    dois = [one["DOI"] for one in works]
    asked = [chance.choice(dois) + ("" if chance.random() < 0.8 else "x") for _ in range(LOOKED_UP)]
    start = time.perf_counter()
    for doi in asked:
        index.by_doi(doi)
    return LOOKED_UP / (time.perf_counter() - start)


COLD = """
import sys, time
from pathlib import Path
from refcheck.index.store import Index
start = time.perf_counter()
index = Index.open(Path(sys.argv[1]))
print((time.perf_counter() - start) * 1000)
for text in sys.argv[2:]:
    start = time.perf_counter()
    index.search(text)
    print((time.perf_counter() - start) * 1000)
"""


def cold(directory: Path, asked: Sequence[Question]) -> None:
    """Tell how long a new process waits whose index is on the disk only."""
    for file in directory.rglob("*"):
        if file.is_file():
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    texts = [question.text for question in asked[:100]]
    run = subprocess.run(
        [sys.executable, "-c", COLD, str(directory), *texts], capture_output=True, check=True, text=True
    )
    opening, first, *others = map(float, run.stdout.split())
    p95 = statistics.quantiles(others, n=20)[-1]
    print(f"cold: {opening:.1f} ms to open, {first:.1f} ms for the first reference, then", end=" ")
    print(f"{statistics.median(others):.2f} ms (median of 99; 95 %: {p95:.1f})")


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("works", type=Path)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--without-sqlite", action="store_true")
    arguments = parser.parse_args()
    if not arguments.works.is_file():
        print(f"{arguments.works} is not there: name a .jsonl.gz of Crossref records.")
        return 2
    files = [arguments.works, *make(arguments.works, arguments.folder / "snapshot", arguments.records)]
    directory = arguments.folder / f"queried-{arguments.records}"
    index = opened(directory, files)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    works = read_works(arguments.works)
    asked = questions(works)
    print(f"{index.description.records:,} records, {index.description.size / index.description.records:.0f} bytes each")
    cold(directory, asked["whole reference"])
    print(f"{'':44} {'p50 ms':>8} {'p95 ms':>8} {'a second':>10} {'recall@20':>10}")
    for form, some in asked.items():
        told(
            f"{form}: rarest words", *times_of(lambda text: [hit.doi for hit in index.search(text, limit=DEPTH)], some)
        )
        told(f"{form}: all words", *times_of(lambda text: [hit.doi for hit in index.search_all_terms(text)], some))
        if not arguments.without_sqlite:
            base = sqlite_index(arguments.folder / f"queried-{arguments.records}.sqlite", files)
            told(f"{form}: SQLite FTS5", *times_of(in_sqlite(base), some[:ASKED_OF_SQLITE]))
        if form != TITLE_ALONE:  # a title without an author or a place is too little to call a work found
            told(f"{form}: with comparison", *compared(index, some))
    print(f"DOI look-ups: {look_ups(index, works):,.0f} a second")
    return 0


def opened(directory: Path, files: list[Path]) -> Index:
    """The index of the files; it is built if it is not there."""
    try:
        return Index.open(directory)
    except IndexProblem:
        build(files, directory, jobs=os.cpu_count() or 1)
        return Index.open(directory)


if __name__ == "__main__":
    sys.exit(main())
