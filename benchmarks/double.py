"""Start the loopback double of Crossref as a process of its own, and point refcheck at it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def as_installed() -> dict[str, str]:
    """This environment, but with compiled modules kept: pip compiles what it installs, so no user waits for that."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class RunningDouble:
    """The addresses of the listeners."""

    crossref: str
    doi: str
    datacite: str
    control: str
    http: str

    def environment(self, directory: Path, *, paced: bool, mailto: str = "benchmark@example.org") -> dict[str, str]:
        """An environment in which `refcheck` talks to the double and keeps its cache and limiter in a directory."""
        return {
            **as_installed(),
            "REFCHECK_CROSSREF_URL": self.crossref,
            "REFCHECK_DOI_URL": self.doi,
            "REFCHECK_DATACITE_URL": self.datacite,
            "REFCHECK_CACHE_DIR": str(directory / "cache"),
            "REFCHECK_MAILTO": mailto,
            "REFCHECK_PACE": "on" if paced else "off",
            "NO_COLOR": "1",
        }

    def reset(self) -> None:
        """Forget what was counted."""
        urllib.request.urlopen(urllib.request.Request(f"{self.control}/reset", method="POST", data=b"{}")).close()


@contextmanager
def running_double(*corpora: Path, profile: str = "off", options: tuple[str, ...] = ()) -> Iterator[RunningDouble]:
    """Start the double with the given files of Crossref records; end it when the block ends."""
    command = [sys.executable, "-m", "tests.crossref_double", "--profile", profile, "--with-parent", *options]
    for corpus in corpora:
        command += ["--corpus", str(corpus)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield RunningDouble(**json.loads(process.stdout.readline()))
        finally:
            process.terminate()


def refcheck(*arguments: str, environment: dict[str, str], directory: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, away from this repository's own configuration."""
    command = [sys.executable, "-m", "refcheck", *arguments]
    return subprocess.run(command, env=environment, cwd=directory, capture_output=True, text=True, check=False)
