"""How fast an index is built, against what reading its snapshot costs at least, and how large it is.

``python -m benchmarks.index_build WORKS.jsonl.gz --records 1000000 --folder FOLDER``: makes a snapshot from the works
(`benchmarks.made_records`), and in turns reads it on one core (decompress, split, decode: the bound), builds the index
on one core, and on two. On a machine that does other things too, records per second of processor time say more than
those per second of the clock; both are told. The folder is for the snapshot and the indexes, which are deleted.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_records import make
from refcheck.index.build import build
from refcheck.index.record import decode
from refcheck.index.snapshot import Reading, snapshot_files
from refcheck.index.store import Index

BOUND_FILES = 40
SHARE_WANTED, BYTES_WANTED, MEMORY_WANTED = 0.6, 260, 1.5e9


@dataclass(frozen=True)
class Measured:
    seconds: float
    processor: float
    memory: float = 0


def measured(work: Callable[[], None], cores: set[int]) -> Measured:
    """The time that some work takes in a process of its own on some cores, and the most memory it and its own take."""
    context = multiprocessing.get_context("fork")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = context.Process(target=_on_cores, args=(work, cores))
    process.start()
    with memory_of(process.pid or 0) as most:
        process.join()
    seconds = time.perf_counter() - start
    assert process.exitcode == 0, "the work failed"
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return Measured(seconds, processor, max(most))


def _on_cores(work: Callable[[], None], cores: set[int]) -> None:
    os.sched_setaffinity(0, cores)
    work()


@contextmanager
def memory_of(process: int) -> Iterator[list[float]]:
    """What a process and all it started hold of memory of their own, looked at again and again."""
    most = [0.0]
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.2):
            most.append(sum(map(private_memory, family(process))))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield most
    finally:
        over.set()
        watcher.join()


def family(process: int) -> list[int]:
    """A process and those that it started."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return []
    return [process, *(one for child in children for one in family(int(child)))]


def private_memory(process: int) -> float:
    """Its memory in bytes without files that are mapped into it: those the system can drop."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0
    return next((float(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon")), 0)


def read_all(files: list[Path]) -> None:
    """Decompress, split, decode: what no builder can do without."""
    for file in snapshot_files(files):
        for raw in Reading(file):
            decode(raw)


def index_size(directory: Path) -> float:
    """Bytes for each record."""
    description = Index.open(directory).description
    return description.size / description.records


def main() -> int:
    """Print the table; 1 if a figure is not what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("works", type=Path)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--keep", action="store_true", help="leave the snapshot and the index there")
    arguments = parser.parse_args()
    if not arguments.works.is_file():
        print(f"{arguments.works} is not there: name a .jsonl.gz of Crossref records.")
        return 2
    files = make(arguments.works, arguments.folder / "snapshot", arguments.records)
    records, sample = len(files) * 5_000, files[:BOUND_FILES]
    first = min(os.sched_getaffinity(0))
    bounds = [measured(lambda: read_all(sample), {first})]
    builds: dict[str, Measured] = {}
    for jobs, cores in ((1, {first}), (2, set(os.sched_getaffinity(0)))):
        out = arguments.folder / f"index-{jobs}"
        shutil.rmtree(out, ignore_errors=True)
        builds[f"{jobs} process, {len(cores)} core"] = measured(lambda: _build(files, out, jobs), cores)  # noqa: B023 - used at once
        bounds.append(measured(lambda: read_all(sample), {first}))
    code = report(records, len(sample) * 5_000, bounds, builds, index_size(arguments.folder / "index-1"))
    if not arguments.keep:
        shutil.rmtree(arguments.folder)
    return code


def _build(files: list[Path], out: Path, jobs: int) -> None:
    build(files, out, jobs=jobs)


def report(records: int, sampled: int, bounds: list[Measured], builds: dict[str, Measured], size: float) -> int:
    """Print what was measured; 1 if it is not what is wanted."""
    bound_clock = sampled * len(bounds) / sum(one.seconds for one in bounds)
    bound_processor = sampled * len(bounds) / sum(one.processor for one in bounds)
    print(f"{records:,} records{'':20} records/s  of the bound   records/s of processor  of the bound  memory")
    print(f"{'the bound: decompress, split, decode':38} {bound_clock:9,.0f} {'':13} {bound_processor:12,.0f}")
    for name, one in builds.items():
        clock, processor = records / one.seconds, records / one.processor
        print(
            f"{'built with ' + name:38} {clock:9,.0f} {clock / bound_clock:13.0%} {processor:12,.0f}"
            f" {processor / bound_processor:22.0%} {one.memory / 1e6:9,.0f} MB"
        )
    print(f"{'bytes a record':38} {size:9,.0f}")
    alone = records / builds["1 process, 1 core"].processor
    memory = max(one.memory for one in builds.values())
    return int(alone < SHARE_WANTED * bound_processor or size > BYTES_WANTED or memory > MEMORY_WANTED)


if __name__ == "__main__":
    sys.exit(main())
