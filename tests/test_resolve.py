import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace

import pytest

from refcheck.model import (
    Absent,
    By,
    Date,
    Found,
    Item,
    Match,
    OtherWork,
    Reference,
    Registered,
    Span,
    Unchecked,
    Update,
    Work,
)
from refcheck.resolve import INTERRUPTED, NO_SOURCE, ONLY_LOCAL, SHORT_DOI, TOO_LITTLE, Resolution, resolve
from refcheck.sources.base import DoiAnswer, Elsewhere, NoSuchWork, Silence
from tests.shelf import BREAD, TIDES, Shelf, reference, work


async def matches(items: Sequence[Item], *sources: Shelf) -> list[Match]:
    return await resolve([reference(item) for item in items], sources)


async def match(item: Item, *sources: Shelf) -> Match:
    return (await matches([item], *sources))[0]


def undoi(item: Item) -> Item:
    return replace(item, doi="")


# -------------------------------------------------------------------------------------------------- with a DOI


async def test_the_work_of_the_doi_is_found() -> None:
    found = await match(TIDES, Shelf(TIDES))
    assert isinstance(found, Found)
    assert (found.work.item, found.by) == (TIDES, By.DOI)


async def test_a_doi_is_cleaned_before_it_is_asked_for() -> None:
    shelf = Shelf(TIDES)
    await match(replace(TIDES, doi="https://doi.org/10.5555/TIDE.2021.14."), shelf)
    assert shelf.dois == ["10.5555/tide.2021.14"]


async def test_a_doi_that_is_only_in_the_address_is_asked_for() -> None:
    found = await match(replace(TIDES, doi="", url="https://doi.org/10.5555/tide.2021.14"), Shelf(TIDES))
    assert isinstance(found, Found)
    assert found.by is By.DOI


async def test_a_doi_in_many_references_is_asked_for_once() -> None:
    shelf = Shelf(TIDES)
    found = await matches([TIDES, TIDES, replace(TIDES, doi="doi:10.5555/TIDE.2021.14")], shelf)
    assert all(isinstance(one, Found) for one in found)
    assert shelf.dois == ["10.5555/tide.2021.14"]


async def test_matches_stand_in_the_order_of_the_references() -> None:
    found = await matches([BREAD, undoi(TIDES), TIDES, undoi(BREAD)], Shelf(TIDES, BREAD))
    assert [one.work.item.title for one in found if isinstance(one, Found)] == [
        item.title for item in (BREAD, TIDES, TIDES, BREAD)
    ]


async def test_what_local_records_hold_is_not_asked_for_elsewhere() -> None:
    crossref = Shelf(BREAD)
    found = await matches([TIDES, BREAD], Shelf(TIDES, name="local records x", complete=False), crossref)
    assert all(isinstance(one, Found) for one in found)
    assert crossref.dois == ["10.5555/bread"]


async def test_a_doi_of_an_agency_without_metadata_is_registered() -> None:
    shelf = Shelf(answers={TIDES.doi: Elsewhere("mEDRA")})
    assert await match(TIDES, shelf) == Registered(TIDES.doi, "mEDRA")


async def test_a_silent_source_leaves_a_doi_unchecked() -> None:
    assert await match(TIDES, Shelf(answers={TIDES.doi: Silence("no answer")})) == Unchecked("no answer")


async def test_a_doi_that_a_later_source_knows_is_found_although_an_earlier_was_silent() -> None:
    silent = Shelf(name="local records x", complete=False, answers={TIDES.doi: Silence("cannot be read")})
    assert isinstance(await match(TIDES, silent, Shelf(TIDES)), Found)


async def test_an_earlier_silence_is_no_absence() -> None:
    silent = Shelf(name="a mirror", answers={TIDES.doi: Silence("no answer")})
    assert await match(TIDES, silent, Shelf()) == Unchecked("no answer")


async def test_answers_that_nobody_asked_for_are_passed_over() -> None:
    class Talkative(Shelf):
        async def by_doi(self, dois: Sequence[str]) -> AsyncGenerator[DoiAnswer, None]:
            yield DoiAnswer("10.5555/stranger", NoSuchWork(self.name))
            async for one in super().by_doi(dois):
                yield one

    assert isinstance(await match(TIDES, Talkative(TIDES)), Found)


async def test_the_doi_of_another_work_is_told_and_the_cited_work_is_named() -> None:
    found = await match(replace(TIDES, doi=BREAD.doi), Shelf(TIDES, BREAD))
    assert isinstance(found, OtherWork)
    assert (found.work.item, found.instead) == (BREAD, work(TIDES))


async def test_the_doi_of_another_work_is_told_although_the_search_fails() -> None:
    found = await match(replace(TIDES, doi=BREAD.doi), Shelf(BREAD, search=Silence("no answer")))
    assert isinstance(found, OtherWork)
    assert found.instead is None


async def test_the_doi_of_a_notice_is_told() -> None:
    notice = replace(TIDES, title=("Retraction: Seasonal drift of harbour tide gauges",), doi="10.5555/notice")
    shelf = Shelf(TIDES)
    updates = (Update(TIDES.doi, "retraction"),)
    shelf.answers["10.5555/notice"] = replace(work(notice), updates=updates)
    found = await match(replace(TIDES, doi="10.5555/notice"), shelf)
    assert isinstance(found, OtherWork)
    assert found.instead == work(TIDES)


async def test_a_doi_that_does_not_exist_is_absent_and_the_work_is_named() -> None:
    shelf = Shelf(TIDES, answers={"10.5555/none": NoSuchWork("doi.org")})
    absent = await match(replace(TIDES, doi="10.5555/none"), shelf)
    assert absent == Absent(("Crossref", "doi.org"), instead=work(TIDES))


async def test_every_source_that_answered_is_named() -> None:
    local = Shelf(name="local records x", complete=False)
    absent = await match(TIDES, local, Shelf(answers={TIDES.doi: NoSuchWork("doi.org")}))
    assert absent == Absent(("local records x", "Crossref", "doi.org"))


async def test_a_doi_that_does_not_exist_is_absent_although_the_search_fails() -> None:
    assert await match(TIDES, Shelf(search=Silence("no answer"))) == Absent(("Crossref",))


async def test_a_slip_in_a_doi_is_mended_if_the_title_agrees() -> None:
    class Unsearchable(Shelf):
        async def search(self, item: Item, text: str) -> Sequence[Work] | Silence:
            return []

    shelf = Unsearchable(TIDES)
    absent = await match(replace(TIDES, doi="10.5555/tide.2021.14/full"), shelf)
    assert absent == Absent(("Crossref",), instead=work(TIDES))


async def test_a_slip_in_a_doi_is_not_mended_into_another_work() -> None:
    class Unsearchable(Shelf):
        async def search(self, item: Item, text: str) -> Sequence[Work] | Silence:
            return []

    shelf = Unsearchable(replace(BREAD, doi="10.5555/tide.2021.14"))
    absent = await match(replace(TIDES, doi="10.5555/tide.2021.14/full"), shelf)
    assert absent == Absent(("Crossref",))
    assert "10.5555/tide.2021.14" in shelf.guesses


async def test_a_work_that_was_found_by_search_needs_no_guesses() -> None:
    shelf = Shelf(TIDES)
    await match(replace(TIDES, doi="10.5555/tide.2021.14/full"), shelf)
    assert shelf.guesses == []


async def test_local_records_alone_make_no_absence() -> None:
    assert await match(TIDES, Shelf(name="local records x", complete=False)) == ONLY_LOCAL


async def test_without_sources_nothing_is_checked() -> None:
    assert await matches([TIDES, undoi(TIDES)]) == [NO_SOURCE, NO_SOURCE]


async def test_nothing_to_resolve_is_nothing_to_ask() -> None:
    assert await matches([], Shelf()) == []


# ------------------------------------------------------------------------------------------------ without a DOI


async def test_a_reference_without_a_doi_is_found_by_search() -> None:
    found = await match(undoi(TIDES), Shelf(TIDES, BREAD))
    assert isinstance(found, Found)
    assert (found.work.item, found.by) == (TIDES, By.SEARCH)


async def test_what_no_source_has_is_absent() -> None:
    absent = await match(undoi(TIDES), Shelf(BREAD))
    assert isinstance(absent, Absent)
    assert absent.asked == ("Crossref",)


async def test_a_work_in_the_local_records_is_not_searched_for_elsewhere() -> None:
    crossref = Shelf(TIDES)
    await match(undoi(TIDES), Shelf(TIDES, name="local records x", complete=False), crossref)
    assert crossref.searches == []


async def test_a_work_that_is_not_in_the_local_records_is_searched_for_elsewhere() -> None:
    found = await match(undoi(TIDES), Shelf(BREAD, name="local records x", complete=False), Shelf(TIDES))
    assert isinstance(found, Found)


async def test_a_failed_search_leaves_a_reference_unchecked() -> None:
    assert await match(undoi(TIDES), Shelf(search=Silence("no answer"))) == Unchecked("no answer")


async def test_a_search_in_local_records_alone_makes_no_absence() -> None:
    assert await match(undoi(TIDES), Shelf(name="local records x", complete=False)) == ONLY_LOCAL


async def test_the_same_search_is_made_once() -> None:
    shelf = Shelf(TIDES)
    found = await matches([undoi(TIDES), undoi(TIDES), undoi(BREAD)], shelf)
    assert isinstance(found[0], Found)
    assert found[0] == found[1]
    assert sorted(shelf.searches) == sorted([TIDES.title, BREAD.title])


async def test_a_reference_that_says_nothing_is_not_searched_for() -> None:
    shelf = Shelf(TIDES)
    assert await match(Item(type="", url="https://example.org"), shelf) == TOO_LITTLE
    assert shelf.searches == []


async def test_a_doi_that_is_none_counts_as_none() -> None:
    shelf = Shelf(TIDES)
    assert await match(Item(doi="see publisher"), shelf) == TOO_LITTLE


async def test_a_place_in_a_journal_is_enough_for_a_search() -> None:
    shelf = Shelf(TIDES)
    await match(replace(TIDES, doi="", title=()), shelf)
    assert shelf.searches == [()]


async def test_a_short_doi_is_searched_for_by_its_title() -> None:
    assert isinstance(await match(replace(TIDES, doi="10/abcd"), Shelf(TIDES)), Found)


@pytest.mark.parametrize("item", [replace(TIDES, doi="10/abcd"), Item(doi="10/abcd")])
async def test_a_short_doi_that_no_search_explains_is_unchecked(item: Item) -> None:
    assert await match(item, Shelf(BREAD)) == SHORT_DOI


# ------------------------------------------------------------------------------------------------------- arXiv

PREPRINT = replace(
    TIDES,
    type="posted-content",
    doi="10.48550/arxiv.2601.00001",
    container_title=("arXiv",),
    volume="",
    page="",
    arxiv="2601.00001",
)


class Datacite(Shelf):
    """A source whose searches do not know what it has by DOI: DataCite behind Crossref."""

    async def search(self, item: Item, text: str) -> Sequence[Work] | Silence:
        return [] if self._search is None else self._search


async def test_a_preprint_is_found_by_its_number() -> None:
    found = await match(replace(PREPRINT, doi="", arxiv="2601.00001v3"), Datacite(PREPRINT))
    assert isinstance(found, Found)
    assert found.work.item == PREPRINT


async def test_a_published_version_that_a_search_finds_is_enough() -> None:
    shelf = Shelf(TIDES)
    found = await match(replace(undoi(TIDES), arxiv="2601.00001"), shelf)
    assert isinstance(found, Found)
    assert (found.work.item.doi, shelf.dois) == (TIDES.doi, [])


async def test_the_number_of_another_preprint_leads_to_another_work() -> None:
    other = replace(BREAD, doi="10.48550/arxiv.2601.00001")
    found = await match(replace(undoi(TIDES), arxiv="2601.00001"), Datacite(other))
    assert isinstance(found, OtherWork)
    assert found.work.item == other


async def test_a_preprint_with_a_new_title_is_not_called_another_work() -> None:
    retitled = replace(PREPRINT, title=("Rising waters: what gauges tell",), issued=(Date(2001),))
    absent = await match(replace(undoi(TIDES), arxiv="2601.00001"), Datacite(retitled))
    assert absent == Absent(("Crossref",))


async def test_a_preprint_that_does_not_exist_is_absent() -> None:
    shelf = Datacite(answers={PREPRINT.doi: NoSuchWork("doi.org")})
    assert await match(undoi(PREPRINT), shelf) == Absent(("Crossref", "doi.org"))


async def test_a_preprint_about_which_nobody_answers_is_unchecked() -> None:
    shelf = Datacite(answers={PREPRINT.doi: Silence("no answer")})
    assert await match(undoi(PREPRINT), shelf) == Unchecked("no answer")


async def test_a_preprint_is_found_although_the_search_fails() -> None:
    assert isinstance(await match(undoi(PREPRINT), Datacite(PREPRINT, search=Silence("no answer"))), Found)


async def test_a_preprint_elsewhere_is_registered() -> None:
    shelf = Datacite(answers={PREPRINT.doi: Elsewhere("DataCite")})
    assert await match(undoi(PREPRINT), shelf) == Registered(PREPRINT.doi, "DataCite")


async def test_a_number_without_a_title_is_asked_for() -> None:
    shelf = Datacite()
    assert await match(Item(arxiv="2601.00001"), shelf) == Absent(("Crossref",))
    assert shelf.dois == ["10.48550/arxiv.2601.00001"]


# ------------------------------------------------------------------------------------------------ being stopped


async def test_progress_counts_every_reference_once() -> None:
    heard: list[int] = []
    items = [
        TIDES,
        undoi(TIDES),
        replace(TIDES, doi=BREAD.doi),
        Item(),
        undoi(PREPRINT),
        replace(BREAD, doi="10.5555/x"),
    ]
    await resolve([reference(item) for item in items], [Shelf(TIDES, BREAD)], progress=heard.append)
    assert heard == [1, 2, 3, 4, 5, 6]


async def test_a_cancelled_run_keeps_what_it_has() -> None:
    class Stalled(Shelf):
        async def search(self, item: Item, text: str) -> Sequence[Work] | Silence:
            await asyncio.Event().wait()
            raise AssertionError

    settled = asyncio.Event()
    items = [TIDES, undoi(BREAD), replace(TIDES, doi=BREAD.doi)]
    resolution = Resolution(
        [reference(item) for item in items], [Stalled(TIDES, BREAD)], progress=lambda _: settled.set()
    )
    run = asyncio.create_task(resolution.run())
    await settled.wait()
    await asyncio.sleep(0)
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
    first, second, third = resolution.matches
    assert isinstance(first, Found)
    assert second == INTERRUPTED
    assert isinstance(third, OtherWork), "known before the search for the cited work was over"


# ------------------------------------------------------------------------------------------------- typed references


def typed(text: str, item: Item) -> Reference:
    return Reference("key", item, Span(0, len(text)), text=text, typed=True)


LINE = "36. 747-757. Old. van der Zee. Seasonal drift of harbour tide gauges. 2021. Journal of Tidal Studies."


async def test_a_string_in_which_we_read_nothing_is_searched_for_as_a_whole() -> None:
    (found,) = await resolve([typed(LINE, Item())], [Shelf(BREAD, TIDES)])
    assert isinstance(found, Found)
    assert found.work.item == TIDES


async def test_a_string_in_which_we_read_nothing_and_that_is_not_found_says_too_little() -> None:
    assert await resolve([typed(LINE, Item())], [Shelf(BREAD)]) == [TOO_LITTLE]


async def test_a_short_string_in_which_we_read_nothing_is_not_searched_for() -> None:
    shelf = Shelf(TIDES)
    assert await resolve([typed("See our web page", Item())], [shelf]) == [TOO_LITTLE]
    assert shelf.searches == []


async def test_what_a_source_offers_without_a_verdict_may_be_the_work() -> None:
    found = await match(undoi(TIDES), Shelf(search=Silence("it may be newer", (work(BREAD), work(TIDES)))))
    assert isinstance(found, Found)
    assert await match(undoi(TIDES), Shelf(search=Silence("it may be newer", (work(BREAD),)))) == Unchecked(
        "it may be newer"
    )
