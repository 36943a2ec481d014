import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from refcheck.index.build import build
from refcheck.index.store import Index
from refcheck.model import Absent, By, Date, Found, Item, Name, Names, Reference, Span, Unchecked, Work
from refcheck.resolve import resolve
from refcheck.sources.base import Elsewhere, NoSuchWork, Silence
from refcheck.sources.cache import AnswerCache
from refcheck.sources.local_index import LocalIndex
from refcheck.sources.memory import SEARCH_LIFETIME, WORK_LIFETIME, Memory
from tests.index.made import record, records, snapshot

SNAPSHOT = datetime.date(2026, 3, 1)
NAME = "Crossref snapshot of 2026-03-01"
Record = Mapping[str, object]


@dataclass(frozen=True)
class FoundRecord:
    doi: str
    record: Record


class Shelf:
    """An index that gives prepared hits, and notes which questions it was asked."""

    def __init__(self, quick: Sequence[Record] = (), thorough: Sequence[Record] = ()) -> None:
        self.hits = {"quick": quick, "thorough": thorough}
        self.asked: list[str] = []
        self.texts: list[str] = []

    def by_doi(self, doi: str) -> Record | None:
        return next((one for one in self.hits["quick"] if one["DOI"] == doi), None)

    def search(self, text: str, *, limit: int = 20) -> Sequence[FoundRecord]:
        return self._found("quick", text)

    def search_all_terms(self, text: str, *, limit: int = 20) -> Sequence[FoundRecord]:
        return self._found("thorough", text)

    def _found(self, kind: str, text: str) -> Sequence[FoundRecord]:
        self.asked.append(kind)
        self.texts.append(text)
        return [FoundRecord(str(one["DOI"]), one) for one in self.hits[kind]]


def source(shelf: Shelf | Index, *, last: bool = True, cache: AnswerCache | None = None) -> LocalIndex:
    return LocalIndex(shelf, SNAPSHOT, Memory(cache), last=last)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[AnswerCache]:
    with AnswerCache(tmp_path / "answers.sqlite") as opened:
        yield opened


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("index")
    retraction = record(
        90, title=["Retraction: On the tides"], **{"update-to": [{"DOI": "10.5555/made.0", "type": "retraction"}]}
    )
    build([snapshot(folder / "dump", [[*records(40), retraction]])], folder / "built")
    return Index.open(folder / "built")


CITED = Item(
    type="journal-article",
    title=("On the harbours of island number9 in winter",),
    author=Names((Name("Berg", "Ida"),)),
    issued=(Date(1999),),
    container_title=("Journal of Invented Seas",),
    volume="10",
    page="109-119",
)


async def answers(shelf: LocalIndex, *dois: str) -> list[object]:
    return [one.answer async for one in shelf.by_doi(dois)]


async def matched(item: Item, shelf: LocalIndex, text: str = "") -> object:
    return (await resolve([Reference("k", item, Span(0, 0), text=text, typed=bool(text))], [shelf]))[0]


# ------------------------------------------------------------------------------------------------------- by DOI


async def test_a_work_carries_the_name_and_the_day_of_the_snapshot(index: Index) -> None:
    (work,) = await answers(source(index), "10.5555/made.9")
    assert isinstance(work, Work)
    assert (work.source, work.retrieved, work.item.volume) == (NAME, SNAPSHOT, "10")


async def test_a_retraction_is_known_from_both_sides(index: Index) -> None:
    article, notice = await answers(source(index), "10.5555/made.0", "10.5555/made.90")
    assert isinstance(article, Work)
    assert isinstance(notice, Work)
    assert [one.doi for one in article.updated_by] == ["10.5555/made.90"]
    assert [one.doi for one in notice.updates] == ["10.5555/made.0"]


async def test_a_doi_that_is_not_in_it_is_left_to_the_next_source() -> None:
    assert await answers(source(Shelf(), last=False), "10.5555/new") == [NoSuchWork(NAME)]


async def test_without_a_next_source_a_doi_that_is_not_in_it_is_unchecked() -> None:
    found = await matched(Item(doi="10.5555/new"), source(Shelf()))
    assert isinstance(found, Unchecked)
    assert NAME in found.reason


async def test_what_a_service_said_later_counts_more(cache: AnswerCache) -> None:
    Memory(cache).keep("Crossref", {"10.5555/made.1": record(1, volume="77")}, WORK_LIFETIME)
    Memory(cache).keep("doi.org", {"10.5555/gone": {"RA": ""}, "10.5555/far": {"RA": "mEDRA"}}, WORK_LIFETIME)
    work, gone, far = await answers(
        source(Shelf([record(1)]), cache=cache), "10.5555/made.1", "10.5555/gone", "10.5555/far"
    )
    assert isinstance(work, Work)
    assert (work.source, work.item.volume) == ("Crossref", "77")
    assert (gone, far) == (NoSuchWork("doi.org"), Elsewhere("mEDRA"))


async def test_a_remembered_absence_does_not_hide_a_record(cache: AnswerCache) -> None:
    Memory(cache).keep("doi.org", {"10.5555/made.1": {"RA": ""}}, WORK_LIFETIME)
    (work,) = await answers(source(Shelf([record(1)]), cache=cache), "10.5555/made.1")
    assert isinstance(work, Work)


async def test_guesses_are_looked_up(index: Index) -> None:
    works = await source(index).known(["10.5555/made.3", "10.5555/none"])
    assert [one.item.doi for one in works] == ["10.5555/made.3"]


# ------------------------------------------------------------------------------------------------- by description


async def test_a_described_work_is_found(index: Index) -> None:
    found = await matched(CITED, source(index))
    assert isinstance(found, Found)
    assert (found.work.item.doi, found.by) == ("10.5555/made.9", By.SEARCH)


async def test_a_typed_reference_is_found_by_its_whole_text(index: Index) -> None:
    text = "10(3), 109-119. Berg I. On the harbours of island number9 in winter. Journal of Invented Seas, 1999."
    found = await matched(Item(title=("Berg I",), volume="3"), source(index), text)
    assert isinstance(found, Found)
    assert found.work.item.doi == "10.5555/made.9"


async def test_what_convinces_is_not_searched_for_thoroughly() -> None:
    shelf = Shelf([record(9)])
    await source(shelf).search(CITED, "")
    assert shelf.asked == ["quick"]


@pytest.mark.parametrize("quick", [[], [record(1)], [record(1, title=["Other"], author=[{"family": "Berg"}])]])
async def test_what_does_not_convince_is_searched_for_thoroughly(quick: list[Record]) -> None:
    shelf = Shelf(quick, [record(9)])
    works = await source(shelf).search(CITED, "")
    assert not isinstance(works, Silence)
    assert (shelf.asked, works[0].item.doi) == (["quick", "thorough"], "10.5555/made.9")


async def test_works_far_behind_the_best_are_no_rivals() -> None:
    works = await source(Shelf([record(9), record(2, title=["Something else"])])).search(CITED, "")
    assert not isinstance(works, Silence)
    assert [one.item.doi for one in works] == ["10.5555/made.9"]


async def test_the_work_of_the_same_title_is_given_even_if_others_are_likelier() -> None:
    in_place = record(9, title=["Wholly different words stand here"])
    title = ["On the harbours of island number8 in summer"]
    borrowed = record(70, title=title, author=[{"name": "The Tidal Group"}], page="", **{"article-number": "e1"})
    works = await source(Shelf([in_place, in_place | {"DOI": "10.5555/b"}, borrowed])).search(CITED, "")
    assert not isinstance(works, Silence)
    assert [one.item.doi for one in works] == ["10.5555/made.9", "10.5555/b", "10.5555/made.70"]


async def test_nothing_is_given_where_nothing_is() -> None:
    assert await source(Shelf()).search(CITED, "") == []


async def test_records_without_anything_in_them_are_borne() -> None:
    works = await source(Shelf([{"DOI": "10.5555/bare"}])).search(Item(title=("Tides",)), "")
    assert not isinstance(works, Silence)
    assert [one.item.doi for one in works] == ["10.5555/bare"]


async def test_addresses_in_a_text_are_not_searched_for() -> None:
    shelf = Shelf()
    await source(shelf).search(CITED, "Berg 1999. On tides. https://doi.org/10.5555/x 10.5555/y")
    assert shelf.texts[0].split() == ["Berg", "1999.", "On", "tides."]


# ----------------------------------------------------------------------------------------------- what absence means


async def test_an_absence_names_the_snapshot_and_its_day() -> None:
    found = await matched(CITED, source(Shelf()))
    assert isinstance(found, Absent)
    assert found.asked == (NAME,)


@pytest.mark.parametrize("issued", [Date(2026), Date(2027), Date(literal="in press")])
async def test_a_work_that_may_be_newer_than_the_snapshot_is_unchecked(issued: Date) -> None:
    found = await matched(replace(CITED, issued=(issued,)), source(Shelf()))
    assert isinstance(found, Unchecked)
    assert "may be newer" in found.reason


async def test_a_work_that_may_be_newer_is_found_all_the_same_if_it_is_there() -> None:
    newest = record(9, issued={"date-parts": [[2026, 1]]}, **{"published-print": None})
    found = await matched(replace(CITED, issued=(Date(2026),)), source(Shelf([newest])))
    assert isinstance(found, Found)


async def test_a_newer_work_that_a_service_gave_before_is_found(cache: AnswerCache) -> None:
    item = replace(CITED, issued=(Date(2027),))
    newest = record(9, issued={"date-parts": [[2027, 1]]}, **{"published-print": None})
    question = "search Berg On the harbours of island number9 in winter Journal of Invented Seas 2027 10 109"
    Memory(cache).keep("Crossref", {question: {"items": [newest]}}, SEARCH_LIFETIME)
    found = await matched(item, source(Shelf(), cache=cache))
    assert isinstance(found, Found)
    assert found.work.source == "Crossref"


async def test_before_another_source_nothing_is_said_of_newer_works() -> None:
    shelf = source(Shelf(), last=False)
    assert not shelf.complete
    assert await shelf.search(replace(CITED, issued=(Date(2027),)), "") == []
