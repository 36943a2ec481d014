"""The workers of a build: one in this process, or several in processes of their own."""

from __future__ import annotations

import itertools
import multiprocessing
import queue
import sys
from collections.abc import Callable
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.sharedctypes import Synchronized

from refcheck.index.problem import IndexProblem
from refcheck.index.worker import Advance, Task, Worker

_WAIT = 0.5
"""Seconds after which to see whether the workers are still there."""


def run_workers(task: Task, *, first_part: int, jobs: int, tell: Callable[[Advance], None]) -> None:
    """Read all files of a task.

    Raises:
        IndexProblem: if a worker ended before its time, or the index cannot be written.
    """
    if jobs <= 1:
        files, parts = itertools.count(), itertools.count(first_part)
        Worker(task, next_file=files.__next__, next_part=parts.__next__, tell=tell).run()
        return
    context = multiprocessing.get_context("spawn")
    shared = Shared(context, first_part)
    workers = [context.Process(target=work, args=(task, shared), daemon=True) for _ in range(jobs)]
    for one in workers:
        one.start()
    try:
        _follow(workers, shared, tell)
    finally:
        for one in workers:
            one.terminate()
            one.join()


class Shared:
    """What the workers of a build have in common: two counters, and where they tell how far they are."""

    def __init__(self, context: SpawnContext, first_part: int) -> None:
        self._files = context.Value("q", 0)
        self._parts = context.Value("q", first_part)
        self.told: multiprocessing.Queue[Advance | IndexProblem] = context.Queue()

    def next_file(self) -> int:
        """The number of the next file to read."""
        return self._next(self._files)

    def next_part(self) -> int:
        """The number of the next part to write."""
        return self._next(self._parts)

    @staticmethod
    def _next(counter: Synchronized[int]) -> int:
        with counter.get_lock():
            number = counter.value
            counter.value = number + 1
        return number


def work(task: Task, shared: Shared) -> None:
    """What a process of its own does."""
    try:
        Worker(task, next_file=shared.next_file, next_part=shared.next_part, tell=_to_parent(shared)).run()
    except IndexProblem as problem:
        shared.told.put(problem)


def _to_parent(shared: Shared) -> Callable[[Advance], None]:
    parent = multiprocessing.parent_process()

    def tell(advance: Advance) -> None:
        if parent is not None and not parent.is_alive():
            sys.exit(1)  # it was killed; nobody would put the parts together
        shared.told.put(advance)

    return tell


def _follow(workers: list[SpawnProcess], shared: Shared, tell: Callable[[Advance], None]) -> None:
    while True:
        alive = any(one.is_alive() for one in workers)
        try:
            while True:
                told = shared.told.get(timeout=_WAIT if alive else 0)
                if isinstance(told, IndexProblem):
                    raise told
                tell(told)
        except queue.Empty:
            failed = [one for one in workers if one.exitcode]
            if failed:
                raise IndexProblem(
                    f"A process of the build ended before its time (exit code {failed[0].exitcode}).",
                    "What is complete stays: give the same command again, perhaps with fewer --jobs.",
                ) from None
            if not alive:
                return
