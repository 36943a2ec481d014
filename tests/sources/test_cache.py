from __future__ import annotations

import datetime
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from refcheck.sources import cache as cache_module
from refcheck.sources.cache import AnswerCache, CacheInfo

DAY = datetime.timedelta(days=1)
NOW = 1_790_000_000.0
TODAY = datetime.datetime.fromtimestamp(NOW, tz=datetime.UTC).astimezone().date()


class Clock:
    now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "answers.sqlite"


def test_an_answer_comes_back_with_its_day(file: Path, clock: Clock) -> None:
    with AnswerCache(file, now=clock) as cache:
        cache.put("crossref", "10.5555/a", b'{"a":1}', DAY)
    with AnswerCache(file, now=clock) as cache:
        answer = cache.get("crossref", "10.5555/a")
        assert answer is not None
        assert (answer.body, answer.retrieved) == (b'{"a":1}', TODAY)
        assert cache.notices == []


def test_answers_are_kept_apart_by_source_and_question(file: Path) -> None:
    with AnswerCache(file) as cache:
        cache.put_many("crossref", {"a": b"1", "b": b"2"}, DAY)
        cache.put("datacite", "a", b"3", DAY)
        found = cache.get_many("crossref", ["a", "b", "c"])
        assert {question: answer.body for question, answer in found.items()} == {"a": b"1", "b": b"2"}
        assert cache.get("datacite", "b") is None
        assert cache.get_many("crossref", []) == {}


def test_a_newer_answer_replaces_the_older_one(file: Path) -> None:
    with AnswerCache(file) as cache:
        cache.put("crossref", "a", b"old", DAY)
        cache.put("crossref", "a", b"new", DAY)
        answer = cache.get("crossref", "a")
        assert answer is not None
        assert answer.body == b"new"


def test_an_answer_lives_as_long_as_it_was_given(file: Path, clock: Clock) -> None:
    with AnswerCache(file, now=clock) as cache:
        cache.put("crossref", "short", b"1", DAY)
        cache.put("crossref", "long", b"2", 30 * DAY)
        clock.now += 2 * 86400
        assert set(cache.get_many("crossref", ["short", "long"])) == {"long"}


def test_answers_from_the_future_are_not_believed(file: Path, clock: Clock) -> None:
    with AnswerCache(file, now=clock) as cache:
        cache.put("crossref", "a", b"1", DAY)
        clock.now -= 86400
        assert cache.get("crossref", "a") is None


def test_what_has_expired_is_removed_by_the_next_run_that_writes(file: Path, clock: Clock) -> None:
    with AnswerCache(file, now=clock) as cache:
        cache.put("crossref", "a", b"1", DAY)
    clock.now += 2 * 86400
    with AnswerCache(file, now=clock) as cache:
        cache.put("crossref", "b", b"2", DAY)
        assert cache.clean() == 1


def test_a_new_schema_makes_old_answers_unknown(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with AnswerCache(file) as cache:
        cache.put("crossref", "a", b"1", DAY)
        monkeypatch.setattr(cache_module, "SCHEMA", cache_module.SCHEMA + 1)
        assert cache.get("crossref", "a") is None


def test_the_information_tells_what_is_there(file: Path, clock: Clock) -> None:
    with AnswerCache(file, now=clock) as cache:
        cache.put("crossref", "old", b"1", 30 * DAY)
        clock.now += 3 * 86400
        cache.put_many("crossref", {"a": b"1", "b": b"2"}, DAY)
        cache.put("datacite", "c", b"3", DAY)
        info = cache.info()
    assert (info.file, info.entries) == (file, {"crossref": 3, "datacite": 1})
    assert (info.oldest, info.newest) == (TODAY, TODAY + 3 * DAY)
    assert info.size > 0


def test_cleaning_removes_everything_and_counts_it(file: Path) -> None:
    with AnswerCache(file) as cache:
        cache.put_many("crossref", {str(number): bytes(5000) for number in range(100)}, DAY)
        assert cache.clean() == 100
        assert cache.info().entries == {}
        assert cache.info().oldest is None
        assert cache.get("crossref", "1") is None


def test_asking_about_a_cache_that_does_not_exist_makes_none(file: Path) -> None:
    with AnswerCache(file) as cache:
        assert cache.info() == CacheInfo(file)
        assert cache.clean() == 0
    assert not file.parent.exists()


def test_a_file_that_is_no_cache_is_put_aside(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database at all " * 1000)
    with AnswerCache(file) as cache:
        assert cache.get("crossref", "a") is None
        cache.put("crossref", "a", b"1", DAY)
        assert cache.get("crossref", "a") is not None
        assert [notice for notice in cache.notices if "damaged" in notice] == cache.notices
        assert len(cache.notices) == 1
    assert file.with_name("answers.sqlite.damaged").read_bytes().startswith(b"no database")


def test_a_cache_damaged_in_the_middle_is_put_aside(file: Path) -> None:
    with AnswerCache(file) as cache:
        cache.put_many("crossref", {str(number): str(number).encode() * 3000 for number in range(3000)}, DAY)
    content = file.read_bytes()
    file.write_bytes(content[:4096] + bytes([170]) * (len(content) - 4096))
    with AnswerCache(file) as cache:
        assert cache.get("crossref", "17") is None
        cache.put("crossref", "17", b"again", DAY)
        assert cache.get("crossref", "17") is not None
        assert len(cache.notices) == 1


def test_a_damaged_file_that_cannot_be_moved_switches_the_cache_off(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database at all " * 1000)
    blocked = file.with_name("answers.sqlite.damaged")
    blocked.mkdir()
    (blocked / "in the way").touch()
    with AnswerCache(file) as cache:
        assert cache.get("crossref", "a") is None
        assert "cannot be used" in cache.notices[0]


def test_a_damaged_answer_counts_as_missing(file: Path) -> None:
    with AnswerCache(file) as cache:
        cache.put("crossref", "a", b"1", DAY)
        cache.put("crossref", "b", b"2", DAY)
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE answers SET body = 'text' WHERE question = 'a'")
            connection.execute("UPDATE answers SET body = x'00' WHERE question = 'b'")
        connection.close()
        assert cache.get_many("crossref", ["a", "b"]) == {}


@pytest.mark.parametrize("place", ["in the way/answers.sqlite", "."])
def test_a_place_where_no_file_can_be_made_is_told_once(tmp_path: Path, place: str) -> None:
    (tmp_path / "in the way").touch()
    with AnswerCache(tmp_path / place) as cache:
        cache.put("crossref", "a", b"1", DAY)
        assert cache.get("crossref", "a") is None
        cache.put("crossref", "a", b"1", DAY)
        assert cache.info().entries == {}
        assert len(cache.notices) == 1
        assert "nothing is remembered" in cache.notices[0]


def test_a_cache_that_another_process_keeps_locked_is_told_once(file: Path) -> None:
    with AnswerCache(file, patience=0.01) as cache:
        cache.put("crossref", "a", b"1", DAY)
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        cache.put("crossref", "b", b"2", DAY)
        cache.put("crossref", "c", b"3", DAY)
        other.close()
        assert len(cache.notices) == 1


def test_a_new_cache_that_another_process_keeps_locked_is_waited_for_and_then_done_without(file: Path) -> None:
    file.parent.mkdir()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with AnswerCache(file, patience=0.03) as cache:
        assert cache.get("crossref", "a") is None
        assert len(cache.notices) == 1
    other.close()


def test_two_processes_write_at_once(file: Path) -> None:
    program = (
        "import datetime, pathlib, sys\n"
        "from refcheck.sources.cache import AnswerCache\n"
        "with AnswerCache(pathlib.Path(sys.argv[1])) as cache:\n"
        "    for number in range(100):\n"
        "        cache.put(sys.argv[2], str(number), b'1', datetime.timedelta(days=1))\n"
        "    assert not cache.notices, cache.notices\n"
    )
    source = str(Path(cache_module.__file__).parents[2])
    processes = [
        subprocess.Popen([sys.executable, "-c", program, str(file), name], env={"PYTHONPATH": source})  # noqa: S603 - our own
        for name in ("one", "other")
    ]
    assert [process.wait() for process in processes] == [0, 0]
    with AnswerCache(file) as cache:
        assert cache.info().entries == {"one": 100, "other": 100}


def test_three_hundred_answers_are_read_at_once(file: Path) -> None:
    body = b'{"title":["' + b"Tides of the northern harbours, volume by volume. " * 80 + b'"]}'
    dois = [f"10.5555/{number}" for number in range(300)]
    with AnswerCache(file) as cache:
        cache.put_many("crossref", dict.fromkeys(dois, body), DAY)
        assert len(cache.get_many("crossref", dois)) == 300
