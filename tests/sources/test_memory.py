import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from refcheck.sources.cache import AnswerCache
from refcheck.sources.memory import WORK_LIFETIME, Memory
from tests.sources.scripted import record


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[AnswerCache]:
    with AnswerCache(tmp_path / "answers.sqlite") as opened:
        yield opened


def test_without_a_cache_nothing_is_known() -> None:
    memory = Memory(None)
    memory.keep("Crossref", {"10.5555/a": record("10.5555/a")}, WORK_LIFETIME)
    assert list(memory.recall(["10.5555/a"])) == []
    assert memory.hits("search tides") is None


def test_a_record_counts_before_an_agency(cache: AnswerCache) -> None:
    memory = Memory(cache)
    memory.keep("doi.org", {"10.5555/a": {"RA": "mEDRA"}}, WORK_LIFETIME)
    memory.keep("Crossref", {"10.5555/a": record("10.5555/a")}, WORK_LIFETIME)
    assert [getattr(one.answer, "source", "") for one in memory.recall(["10.5555/a"])] == ["Crossref"]


@pytest.mark.parametrize("source", ["Crossref", "DataCite", "doi.org"])
@pytest.mark.parametrize("body", [b"not JSON", b"[]", b"{}", b"\xff"])
def test_a_damaged_answer_counts_as_unknown(cache: AnswerCache, source: str, body: bytes) -> None:
    cache.put(source, "10.5555/a", body, WORK_LIFETIME)
    assert list(Memory(cache).recall(["10.5555/a"])) == []


def test_an_answer_expires(tmp_path: Path) -> None:
    clock = [1e9]
    with AnswerCache(tmp_path / "answers.sqlite", now=lambda: clock[0]) as cache:
        Memory(cache).keep("Crossref", {"10.5555/a": record("10.5555/a")}, datetime.timedelta(days=30))
        clock[0] += 31 * 86400
        assert list(Memory(cache).recall(["10.5555/a"])) == []
