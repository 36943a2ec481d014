"""How long ``refcheck --help`` takes, beside an empty Python, in the same run: ``python -m benchmarks.startup``."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from benchmarks.double import as_installed

RUNS = 20
LIMIT = 120
PROGRAMS = {
    "python -c pass": ["-c", "pass"],
    "import refcheck": ["-c", "import refcheck"],
    "refcheck --help": ["-m", "refcheck", "--help"],
    "refcheck verify --help": ["-m", "refcheck", "verify", "--help"],
}


def milliseconds(arguments: list[str]) -> float:
    """The wall-clock time of one start."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=as_installed())
    return (time.perf_counter() - start) * 1000


def main() -> int:
    """Print the table; 1 if the help is slower than it may be."""
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for arguments in PROGRAMS.values():
        milliseconds(arguments)  # the modules are compiled by now, as pip leaves them
    for _ in range(RUNS):  # in turns, so that whatever else the machine does hits all of them
        for name, arguments in PROGRAMS.items():
            times[name].append(milliseconds(arguments))
    print(f"{'':24} median   best   ({RUNS} runs, milliseconds; limit for --help: {LIMIT})")
    for name, taken in times.items():
        print(f"{name:24} {statistics.median(taken):6.0f} {min(taken):6.0f}")
    return 1 if statistics.median(times["refcheck --help"]) > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
