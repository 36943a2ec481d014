"""A bar on standard error, if a person is looking and the work takes a while."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 0.5
"""Seconds of work before there is a bar."""


class _Bar:
    """Counts from the start; becomes visible when its time has come."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._lock = threading.Lock()
        self._over = False
        self._progress: Progress | None = None

    def show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with self._lock:
            if not self._over:
                self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
                self._progress.add_task("", total=self._total, completed=self._done)
                self._progress.start()

    def advance(self, done: int) -> None:
        with self._lock:
            self._done = done
            if self._progress is not None:
                self._progress.update(self._progress.task_ids[0], completed=self._done)

    def close(self) -> None:
        with self._lock:
            self._over = True
            if self._progress is not None:
                self._progress.stop()


@contextlib.contextmanager
def progress_bar(total: int, *, wanted: bool) -> Iterator[Callable[[int], None]]:
    """A function to be told how many references are done."""
    if not wanted or not sys.stderr.isatty():
        yield lambda _done: None
        return
    bar = _Bar(total)
    timer = threading.Timer(PATIENCE, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.advance
    finally:
        timer.cancel()
        bar.close()
