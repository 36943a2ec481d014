"""Ask the double about DOIs as a run of refcheck does, also as a process of its own."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from refcheck.model import Work
from refcheck.sources.base import Answer, NoSuchWork, Silence
from refcheck.sources.crossref import Crossref
from refcheck.sources.http import HttpClient
from refcheck.sources.settings import NetworkSettings
from tests.crossref_double.handle import ROOT, Double
from tests.crossref_double.json_values import Record

ADDRESS = "reader@example.org"
KIBIBYTE = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run learned, what it told its user, and how long it took."""

    answers: Mapping[str, Answer]
    notices: tuple[str, ...]
    seconds: float

    @property
    def works(self) -> dict[str, Work]:
        return {doi: answer for doi, answer in self.answers.items() if isinstance(answer, Work)}

    @property
    def comparable(self) -> dict[str, Answer]:
        """The answers without the addresses of the works, which only single records have."""
        works = {doi: replace(work, item=replace(work.item, url="")) for doi, work in self.works.items()}
        return {**self.answers, **works}

    @property
    def absent(self) -> list[str]:
        return [doi for doi, answer in self.answers.items() if isinstance(answer, NoSuchWork)]

    @property
    def reasons(self) -> set[str]:
        return {answer.reason for answer in self.answers.values() if isinstance(answer, Silence)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run in a process of its own reports."""

    works: Sequence[str]
    absent: Sequence[str]
    peak: float
    """The most memory used, in MB."""


class AsProcess:
    """A run in a process of its own; a context manager, so that two of them run at once."""

    def __init__(self, settings: NetworkSettings, dois: Sequence[str]) -> None:
        values = {one.name: getattr(settings, one.name) for one in dataclasses.fields(settings)}
        plain = {name: str(value) if isinstance(value, Path) else value for name, value in values.items()}
        self._order = json.dumps({"settings": plain, "dois": list(dois)})
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.acceptance.asking"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin
        self._process.stdin.write(self._order)
        self._process.stdin.close()
        self._process.stdin = None
        return self

    @property
    def outcome(self) -> Outcome:
        """What the run reports when it is over."""
        assert self._process
        out, errors = self._process.communicate(timeout=60)
        assert not errors, errors
        return Outcome(**json.loads(out))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def network(double: Double, **changes: object) -> NetworkSettings:
    """Settings that lead to the double, with an e-mail address and no waiting between attempts."""
    settings = NetworkSettings(
        crossref_url=double.crossref,
        doi_url=double.doi,
        datacite_url=double.datacite,
        mailto=ADDRESS,
        back_off=0.01,
    )
    return dataclasses.replace(settings, **changes)  # type: ignore[arg-type]  # the names are checked at once, by the dataclass


def hasty(double: Double, **changes: object) -> NetworkSettings:
    """Settings that keep to no pace and lose patience soon: for servers that misbehave."""
    impatient = {"read_timeout": 0.15, "single_deadline": 0.25, "list_deadline": 0.25, "connect_timeout": 0.25}
    return network(double, **{"paced": False, **impatient, **changes})


def ask(settings: NetworkSettings, dois: Sequence[str]) -> Asked:
    """Ask about all DOIs."""
    return asyncio.run(_asked(settings, dois))


async def _asked(settings: NetworkSettings, dois: Sequence[str]) -> Asked:
    start = time.monotonic()
    async with HttpClient(settings) as client:
        answers = {one.doi: one.answer async for one in Crossref(client, settings).by_doi(dois)}
        return Asked(answers, tuple(client.notices), time.monotonic() - start)


def records(count: int) -> list[Record]:
    """Records of invented articles: ``10.5555/pace.0`` and so on."""
    return [
        {
            "DOI": f"10.5555/pace.{number}",
            "type": "journal-article",
            "title": [f"Tides of harbour {number}"],
            "container-title": ["Journal of Tidal Studies"],
            "author": [{"given": "Maria", "family": f"Zee{number}", "sequence": "first", "affiliation": []}],
            "issued": {"date-parts": [[2020, 1, 1]]},
            "URL": f"https://doi.org/10.5555/pace.{number}",
        }
        for number in range(count)
    ]


def dois_of(listed: Iterable[Record]) -> list[str]:
    return [str(one["DOI"]) for one in listed]


def main() -> None:
    """Ask as told on stdin (settings and DOIs); report on stdout what came, and the most memory used in MB."""
    order = json.load(sys.stdin)
    paths = {name: Path(order["settings"][name]) for name in ("cache", "state") if order["settings"].get(name)}
    asked = ask(NetworkSettings(**{**order["settings"], **paths}), order["dois"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTE / 2**20
    outcome = Outcome(sorted(asked.works), asked.absent, peak)
    sys.stdout.write(json.dumps(dataclasses.asdict(outcome)))


if __name__ == "__main__":
    main()
