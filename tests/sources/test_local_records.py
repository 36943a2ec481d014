import datetime
import gzip
import json
import os
from pathlib import Path

import pytest

from refcheck.model import Item, Name, Names, Work
from refcheck.sources.base import Answer, NoSuchWork, Silence
from refcheck.sources.local_records import LocalRecords
from tests.sources.scripted import record

TIDES = record("10.5555/tides", "Seasonal drift of harbour tide gauges", author=[{"family": "van der Zee"}])
WAVES = record("10.5555/waves", "Waves &amp; <i>wind</i> in harbours", author=[{"name": "Wave Consortium"}])


def written(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


@pytest.fixture
def local(tmp_path: Path) -> LocalRecords:
    return LocalRecords(written(tmp_path / "works.jsonl", TIDES, WAVES))


async def answer(local: LocalRecords, doi: str) -> Answer:
    return next(iter([one.answer async for one in local.by_doi([doi])]))


async def hits(local: LocalRecords, item: Item, text: str = "") -> list[str]:
    works = await local.search(item, text)
    assert not isinstance(works, Silence)
    return [work.item.doi for work in works]


async def test_a_record_is_found_by_its_doi(local: LocalRecords) -> None:
    given = await answer(local, "10.5555/tides")
    assert isinstance(given, Work)
    assert given.item.title == ("Seasonal drift of harbour tide gauges",)
    assert given.source == local.name


async def test_a_miss_is_no_absence(local: LocalRecords) -> None:
    assert await answer(local, "10.5555/none") == NoSuchWork(local.name)
    assert not local.complete


def test_the_name_says_which_file() -> None:
    assert LocalRecords(Path("examples/works.jsonl")).name == "local records examples/works.jsonl"


async def test_a_compressed_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(TIDES).encode()))
    assert isinstance(await answer(LocalRecords(path), "10.5555/tides"), Work)


async def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(TIDES).encode())
    assert isinstance(await answer(LocalRecords(path), "10.5555/tides"), Work)


async def test_a_whole_answer_of_the_api_is_a_record_too(tmp_path: Path) -> None:
    path = written(tmp_path / "works.jsonl", {"status": "ok", "message": TIDES})
    assert isinstance(await answer(LocalRecords(path), "10.5555/tides"), Work)


async def test_a_record_is_found_by_an_alias_it_states(tmp_path: Path) -> None:
    local = LocalRecords(written(tmp_path / "works.jsonl", {**TIDES, "aliases": ["10.5555/OLD"]}))
    given = await answer(local, "10.5555/old")
    assert isinstance(given, Work)
    assert (given.item.doi, given.aliases) == ("10.5555/tides", ("10.5555/old",))


async def test_of_two_records_the_later_counts(tmp_path: Path) -> None:
    local = LocalRecords(written(tmp_path / "works.jsonl", TIDES, {**TIDES, "title": ["Newer"]}))
    given = await answer(local, "10.5555/tides")
    assert isinstance(given, Work)
    assert given.item.title == ("Newer",)


async def test_a_broken_line_is_named_and_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    path.write_text(f'{{"DOI": \n\n[1]\n{{"title": ["x"]}}\n{json.dumps(TIDES)}\n', encoding="utf-8")
    local = LocalRecords(path)
    assert isinstance(await answer(local, "10.5555/tides"), Work)
    assert [notice.removeprefix(str(path))[:3] for notice in local.notices] == [":1:", ":3:", ":4:"]


async def test_a_missing_file_is_named(tmp_path: Path) -> None:
    local = LocalRecords(tmp_path / "none.jsonl")
    assert isinstance(await answer(local, "10.5555/tides"), NoSuchWork)
    assert len(local.notices) == 1
    assert "cannot be read" in local.notices[0]


async def test_what_a_cut_file_holds_is_used(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl.gz"
    lines = "".join(json.dumps(record(f"10.5555/{number}", f"Title {number}")) + "\n" for number in range(5000))
    path.write_bytes(gzip.compress(lines.encode())[:-3000])
    local = LocalRecords(path)
    assert isinstance(await answer(local, "10.5555/1"), Work)
    assert "cannot be read to its end" in local.notices[-1]


async def test_the_date_is_that_of_the_record(tmp_path: Path) -> None:
    dated = {**TIDES, "indexed": {"date-time": "2026-06-06T19:55:37Z"}}
    given = await answer(LocalRecords(written(tmp_path / "works.jsonl", dated)), "10.5555/tides")
    assert isinstance(given, Work)
    assert given.retrieved == datetime.date(2026, 6, 6)


@pytest.mark.parametrize("stated", [{}, {"date-time": "soon"}, None, "2026"])
async def test_a_record_without_a_date_has_that_of_the_file(tmp_path: Path, stated: object) -> None:
    path = written(tmp_path / "works.jsonl", {**TIDES, "indexed": stated})
    os.utime(path, (0, datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC).timestamp()))
    given = await answer(LocalRecords(path), "10.5555/tides")
    assert isinstance(given, Work)
    assert given.retrieved == datetime.date(2026, 3, 4)


async def test_a_search_finds_by_title(local: LocalRecords) -> None:
    assert (await hits(local, Item(title=("Seasonal Drift of Harbour Tide-Gauges",))))[0] == "10.5555/tides"


async def test_a_search_sees_through_markup(local: LocalRecords) -> None:
    assert await hits(local, Item(title=("Waves and wind",))) == ["10.5555/waves"]


async def test_a_search_finds_by_authors(local: LocalRecords) -> None:
    item = Item(author=Names((Name(literal="The Wave Consortium"),)))
    assert await hits(local, item) == ["10.5555/waves"]


async def test_a_search_finds_by_the_text_of_a_reference(local: LocalRecords) -> None:
    assert (await hits(local, Item(), "Zee, M. (2021). Seasonal drift."))[0] == "10.5555/tides"


async def test_a_search_for_something_else_finds_nothing(local: LocalRecords) -> None:
    assert await hits(local, Item(title=("Moral decision making",))) == []


async def test_a_search_for_nothing_finds_nothing(local: LocalRecords) -> None:
    assert await hits(local, Item()) == []


async def test_a_search_gives_five_hits_at_most(tmp_path: Path) -> None:
    many = [record(f"10.5555/{number}", f"Notes on tides, part {number}") for number in range(20)]
    local = LocalRecords(written(tmp_path / "works.jsonl", *many))
    found = await hits(local, Item(title=("Notes on tides, part 7",)))
    assert (len(found), found[0]) == (5, "10.5555/7")


async def test_guesses_are_looked_up(local: LocalRecords) -> None:
    works = await local.known(["10.5555/tides", "10.5555/none"])
    assert [work.item.doi for work in works] == ["10.5555/tides"]


async def test_ten_thousand_records_are_read(tmp_path: Path) -> None:
    author = [{"given": f"Given {number}", "family": f"Family {number}"} for number in range(8)]
    many = [record(f"10.5555/{number}", f"A study of case {number}", author=author) for number in range(10_000)]
    local = LocalRecords(written(tmp_path / "works.jsonl", *many))
    assert isinstance(await answer(local, "10.5555/9999"), Work)


async def test_the_example_records_are_read_whole() -> None:
    local = LocalRecords(Path(__file__).parents[2] / "examples/works.jsonl")
    found = [await answer(local, doi) for doi in ("10.1093/ijnp/pyx047", "10.1016/s2215-0366(18)30135-4")]
    assert all(isinstance(one, Work) for one in found)
    assert local.notices == []
