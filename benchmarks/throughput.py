"""Seconds and requests for 300 references with a DOI, against the loopback double over real HTTP.

    python -m benchmarks.throughput

Three ways: limits off (cold cache, then warm), and the polite profile of July 2026 (3 lists and 10 single records a
second). Times are those of the whole command as a user waits for it. The share of the allowed rate is the *server's*
count of list requests over the time between the first and the last of them.
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.double import RunningDouble, refcheck, running_double

REFERENCES = 300
WORDS = (
    "tide",
    "harbour",
    "gauge",
    "drift",
    "season",
    "storm",
    "coast",
    "mooring",
    "current",
    "estuary",
    "survey",
    "model",
)


def record_of(number: int, chance: random.Random) -> Mapping[str, Any]:
    """An invented record."""
    title = " ".join(chance.choices(WORDS, k=8)).capitalize()
    return {
        "DOI": f"10.5555/bench.{number}",
        "type": "journal-article",
        "title": [f"{title} {number}"],
        "author": [{"given": "Maria", "family": f"Author{number % 97}"}, {"given": "Jan", "family": "Second"}],
        "container-title": ["Journal of Tidal Studies"],
        "issued": {"date-parts": [[2000 + number % 20]]},
        "volume": str(number % 40 + 1),
        "page": f"{number}-{number + 9}",
    }


def entry_of(record: Mapping[str, Any], number: int) -> str:
    """The record as a right BibTeX entry."""
    authors = " and ".join(f"{name['family']}, {name['given']}" for name in record["author"])
    rows = {
        "author": authors,
        "title": record["title"][0],
        "journal": record["container-title"][0],
        "year": record["issued"]["date-parts"][0][0],
        "volume": record["volume"],
        "pages": record["page"].replace("-", "--"),
        "doi": record["DOI"],
    }
    return f"@article{{b{number},\n" + ",\n".join(f"  {n} = {{{v}}}" for n, v in rows.items()) + "\n}\n"


def timed(double: RunningDouble, directory: Path, *, paced: bool) -> float:
    """Run once; the seconds it took."""
    started = time.perf_counter()
    run = refcheck(
        "verify", "refs.bib", "--isolated", "--output-format", "json",
        environment=double.environment(directory, paced=paced), directory=directory,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    summary = json.loads(run.stdout)["summary"]
    if run.returncode != 0:
        raise SystemExit(f"exit {run.returncode}: {summary}\n{run.stderr}")
    return seconds


def requests_of(double: RunningDouble) -> list[Mapping[str, Any]]:
    """The journal of the Crossref listener."""
    with urllib.request.urlopen(f"{double.control}/journal") as answer:
        rows: list[Mapping[str, Any]] = json.load(answer)
    return [row for row in rows if row["listener"] in {"crossref", "doi", "datacite"}]


def limits_off(directory: Path, corpus: Path) -> None:
    """Cold and warm, best of five, with nothing to wait for."""
    with running_double(corpus) as double:
        cold, warm = [], []
        for attempt in range(5):
            home = Path(directory, f"off{attempt}")
            home.mkdir()
            (home / "refs.bib").write_bytes((directory / "refs.bib").read_bytes())
            double.reset()
            cold.append(timed(double, home, paced=False))
            asked = len(requests_of(double))
            double.reset()
            warm.append(timed(double, home, paced=False))
            again = len(requests_of(double))
    print(f"limits off, cold   median {statistics.median(cold):.2f} s  best {min(cold):.2f} s   "
          f"{asked} requests, {asked / REFERENCES:.3f} a reference")  # fmt: skip
    print(f"limits off, warm   median {statistics.median(warm):.2f} s  best {min(warm):.2f} s   {again} requests")


def polite(directory: Path, corpus: Path) -> None:
    """Once at the pace of the polite pool."""
    with running_double(corpus, profile="2026-07") as double:
        home = directory / "polite"
        home.mkdir()
        (home / "refs.bib").write_bytes((directory / "refs.bib").read_bytes())
        seconds = timed(double, home, paced=True)
        rows = requests_of(double)
    times = sorted(row["t"] for row in rows if row["class"] == "array")
    rate = (len(times) - 1) / (times[-1] - times[0])
    refused = sum(row["status"] == 429 for row in rows)
    print(f"polite, cold       {seconds:.2f} s   {len(rows)} requests, {len(rows) / REFERENCES:.3f} a reference, "
          f"{rate:.2f} lists/s = {100 * rate / 3:.0f} % of the 3/s allowed, {refused} refused (429)")  # fmt: skip


def main() -> None:
    chance = random.Random(1)
    records = [record_of(number, chance) for number in range(REFERENCES)]
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        corpus = directory / "records.jsonl"
        corpus.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        (directory / "refs.bib").write_text("".join(map(entry_of, records, range(REFERENCES))), encoding="utf-8")
        limits_off(directory, corpus)
        polite(directory, corpus)


if __name__ == "__main__":
    main()
