from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from refcheck.cli.index import ProgressLine
from refcheck.index.build import Progress
from tests.cli.conftest import Refcheck
from tests.index.made import lines, record, records, snapshot


@pytest.fixture
def built(folder: Path, refcheck: Refcheck) -> Path:
    snapshot(folder / "dump", [records(20), records(20, start=20)])
    assert refcheck("index", "build", "dump", "--out", "all", "--jobs", "1").code == 0
    return folder / "all"


def test_a_build_tells_what_it_read(folder: Path, refcheck: Refcheck) -> None:
    snapshot(folder / "dump", [records(20)])
    outcome = refcheck("index", "build", "dump", "--out", "all", "--jobs", "1")
    assert (outcome.code, outcome.out) == (0, "")
    assert "20 works of 2026-03-01" in outcome.err
    assert "0 bad lines, 0 bad files." in outcome.err


def test_a_build_names_what_it_could_not_read(folder: Path, refcheck: Refcheck) -> None:
    (folder / "some.jsonl").write_bytes(lines(records(2)) + b"no JSON\n")
    (folder / "broken.jsonl.gz").write_bytes(b"no gzip")
    outcome = refcheck("index", "build", "some.jsonl", "broken.jsonl.gz", "--out", "all", "--jobs", "1")
    assert outcome.code == 0
    assert "some.jsonl: record 3: JSON is malformed" in outcome.err
    assert "broken.jsonl.gz: it cannot be read beyond record 0" in outcome.err
    assert "1 bad line, 1 bad file." in outcome.err


def test_a_build_of_nothing_says_what_is_read(folder: Path, refcheck: Refcheck) -> None:
    outcome = refcheck("index", "build", "none", "--out", "all")
    assert (outcome.code, "none does not exist" in outcome.err) == (2, True)


def test_the_information_tells_day_and_numbers(built: Path, refcheck: Refcheck) -> None:
    out = refcheck("index", "info", "--index", "all").out
    assert "snapshot        2026-03-01\nworks           40\n" in out
    assert out.endswith("from            dump\n")


def test_a_reference_is_searched_for(built: Path, refcheck: Refcheck) -> None:
    outcome = refcheck("index", "search", "On the dunes of island number5", "--index", "all", "--limit", "1")
    assert outcome.code == 0
    assert outcome.out.startswith("title      On the dunes of island number5 in winter\n")
    assert outcome.out.endswith("source     Crossref snapshot, answered 2026-03-01\n")


def test_a_doi_is_looked_up(built: Path, refcheck: Refcheck) -> None:
    outcome = refcheck("index", "search", "10.5555/MADE.7", "--index", "all")
    assert "https://doi.org/10.5555/made.7" in outcome.out


def test_several_works_are_shown_one_after_the_other(built: Path, refcheck: Refcheck) -> None:
    assert refcheck("index", "search", "dunes", "--index", "all", "-n", "3").out.count("\n\ntitle ") == 2


def test_nothing_found_is_an_exit_code(built: Path, refcheck: Refcheck) -> None:
    assert refcheck("index", "search", "qqqq", "--index", "all").code == 1


def test_the_settings_name_the_index(folder: Path, built: Path, refcheck: Refcheck) -> None:
    (folder / "refcheck.toml").write_text('index = "all"\n', "utf-8")
    assert refcheck("index", "search", "number5").code == 0


def test_without_an_index_it_is_said_how_to_name_one(refcheck: Refcheck) -> None:
    outcome = refcheck("index", "info")
    assert (outcome.code, "Give --index" in outcome.err) == (2, True)


def test_an_index_is_updated(folder: Path, built: Path, refcheck: Refcheck) -> None:
    page = {"status": "ok", "message": {"items": [record(90)]}}
    (folder / "page.json").write_text(json.dumps(page), "utf-8")
    outcome = refcheck("index", "update", "page.json", "--index", "all", "--jobs", "1")
    assert (outcome.code, "41 works" in outcome.err) == (0, True)


def test_a_sound_index_is_said_to_be_sound(built: Path, refcheck: Refcheck) -> None:
    outcome = refcheck("index", "verify", "--index", "all")
    assert (outcome.code, "all is as it was built." in outcome.err) == (0, True)


def test_a_damaged_index_is_said_to_be_damaged(built: Path, refcheck: Refcheck) -> None:
    file = next((built / "0001" / "words").glob("*.store"))
    file.write_bytes(file.read_bytes() + b"x")
    outcome = refcheck("index", "verify", "--index", "all")
    assert (outcome.code, f"{file.name} is missing or not as it was written" in outcome.err) == (1, True)


def test_without_its_packages_it_is_said_what_to_install(refcheck: Refcheck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refcheck.index.extra.PACKAGES", ("no_such_package",))
    outcome = refcheck("index", "build", "dump", "--out", "all")
    assert (outcome.code, "pip install 'refcheck-cli[index]'" in outcome.err) == (2, True)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, *at: tuple[float, Progress]) -> str:
    moments = iter([0.0, *(moment for moment, _ in at)])
    line = ProgressLine(stream, lambda: next(moments))
    for _, progress in at:
        line.show(progress)
    line.close()
    return stream.getvalue()


BEGUN = Progress("reading", 10**9, 10**10, 1000)
LATER = Progress("reading", 2 * 10**9, 10**10, 301_000)


def test_a_terminal_shows_how_long_it_still_takes() -> None:
    text = shown(Terminal(), (0, BEGUN), (10, LATER))
    assert "\r\x1b[Kreading: 20.0% of 10.0 GB, 301,000 records, 30,000 a second, 1:20 min left" in text
    assert text.endswith("\r\x1b[K")


def test_hours_are_told_as_hours() -> None:
    assert "1:46 h left" in shown(Terminal(), (0, BEGUN), (800, LATER))


def test_a_terminal_is_not_written_to_too_often() -> None:
    assert "301,000" not in shown(Terminal(), (0, BEGUN), (0.1, LATER))


def test_elsewhere_a_line_a_minute_is_written() -> None:
    text = shown(io.StringIO(), (0, BEGUN), (10, LATER), (70, LATER), (71, Progress("verifying")))
    assert [line.partition(":")[0] for line in text.splitlines()] == ["reading", "reading", "verifying"]


def test_a_stage_that_has_not_moved_tells_no_time() -> None:
    assert "left" not in shown(io.StringIO(), (0, BEGUN), (70, BEGUN))
