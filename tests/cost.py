"""What work costs, for tests that a hostile text is no danger. How fast refcheck is, the benchmarks measure."""

from __future__ import annotations

import time
from collections.abc import Callable


def processor_seconds(work: Callable[[], object], *, tries: int = 3) -> float:
    """The least processor time of some tries: what else the machine does only adds to it."""
    return min(_once(work) for _ in range(tries))


def _once(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin
