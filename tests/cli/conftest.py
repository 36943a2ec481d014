"""A user of the command line: nothing of his own in the way, a folder to work in, and his two streams."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from refcheck.cli.main import main
from tests.crossref_double.json_values import Record

BIBLIOGRAPHY = """\
@article{lind2021,
  author  = {Lind, Karin},
  title   = {Tides and Harbours of the Northern Sea},
  journal = {Journal of Invented Seas},
  volume  = {9},
  pages   = {1--},
  year    = {2019},
}

@article{berg2018,
  author  = {Berg, Ida},
  title   = {Rain over the Western Islands in Winter},
  journal = {Journal of Invented Seas},
  year    = {2018},
  doi     = {10.5555/cli.rain},
}
"""
RECORDS: list[Record] = [
    {
        "DOI": "10.5555/cli.tides",
        "type": "journal-article",
        "title": ["Tides and Harbours of the Northern Sea"],
        "author": [{"family": "Lind", "given": "Karin", "sequence": "first"}],
        "container-title": ["Journal of Invented Seas"],
        "volume": "9",
        "page": "1-16",
        "published-print": {"date-parts": [[2021, 3]]},
        "issued": {"date-parts": [[2021, 3]]},
    },
    {
        "DOI": "10.5555/cli.rain",
        "type": "journal-article",
        "title": ["Rain over the Western Islands in Winter"],
        "author": [{"family": "Berg", "given": "Ida", "sequence": "first"}],
        "container-title": ["Journal of Invented Seas"],
        "published-print": {"date-parts": [[2018]]},
        "issued": {"date-parts": [[2018]]},
    },
]


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


Refcheck = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: a bibliography, records of its works, and no network."""
    home = tmp_path / "home"
    for name in ("CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("REFCHECK_CACHE_DIR", str(home / "cache"))
    monkeypatch.setenv("REFCHECK_OFFLINE", "on")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "refs.bib").write_text(BIBLIOGRAPHY, "utf-8")
    (work / "works.jsonl").write_text("".join(json.dumps(record) + "\n" for record in RECORDS), "utf-8")
    (work / "refcheck.toml").write_text('works = ["works.jsonl"]\n', "utf-8")
    return work


@pytest.fixture
def refcheck(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Refcheck:
    """Run a command in this process."""

    def run(*arguments: str, given: bytes = b"") -> Outcome:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capfdbinary.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else 0, out.decode(), err.decode())

    return run
