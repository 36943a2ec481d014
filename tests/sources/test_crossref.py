import asyncio
import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from refcheck.model import Item, Work
from refcheck.sources.base import Answer, Elsewhere, NoSuchWork, Silence
from refcheck.sources.cache import AnswerCache
from refcheck.sources.crossref import Crossref
from refcheck.sources.errors import Kind, Reply, SourceError
from refcheck.sources.settings import NetworkSettings
from tests.sources.scripted import (
    NOT_FOUND,
    Respond,
    ScriptedClient,
    Services,
    asked_dois,
    list_reply,
    record,
    reply,
    work_reply,
)

SETTINGS = NetworkSettings()
DOIS = [f"10.5555/{number}" for number in range(40)]
WORKS = {doi: record(doi) for doi in DOIS}


def source(respond: Respond, settings: NetworkSettings = SETTINGS) -> tuple[Crossref, ScriptedClient]:
    client = ScriptedClient(respond)
    return Crossref(client, settings), client


async def answers(crossref: Crossref, dois: Sequence[str]) -> dict[str, Answer]:
    given = [one async for one in crossref.by_doi(dois)]
    assert sorted(one.doi for one in given) == sorted(set(dois)), "each DOI is answered once"
    return {one.doi: one.answer for one in given}


async def answer(respond: Respond, doi: str) -> Answer:
    return (await answers(source(respond)[0], [doi]))[doi]


def own_doi(given: Answer) -> str:
    assert isinstance(given, Work), given
    return given.item.doi


# ------------------------------------------------------------------------------------------------- lists


async def test_forty_dois_are_one_request() -> None:
    crossref, client = source(Services(works=WORKS))
    assert {own_doi(one) for one in (await answers(crossref, DOIS)).values()} == set(DOIS)
    assert len(client.targets) == 1


async def test_a_doi_asked_for_twice_is_answered_once() -> None:
    crossref, _ = source(Services(works=WORKS))
    assert len(await answers(crossref, ["10.5555/1", "10.5555/1"])) == 1


async def test_nothing_asked_is_nothing_requested() -> None:
    crossref, client = source(Services())
    assert await answers(crossref, []) == {}
    assert client.targets == []


async def test_a_doi_missing_from_the_list_is_asked_for_singly() -> None:
    services = Services(works=WORKS)
    services.listing = lambda target: list_reply(*(WORKS[doi] for doi in asked_dois(target) if doi != "10.5555/7"))
    crossref, client = source(services)
    assert own_doi((await answers(crossref, DOIS))["10.5555/7"]) == "10.5555/7"
    assert len(client.targets) == 2


async def test_the_rest_of_a_shortened_list_is_asked_for_by_another_list() -> None:
    services = Services(works=WORKS)
    services.listing = lambda target: list_reply(
        *[WORKS[doi] for doi in asked_dois(target)][:20], total=len(asked_dois(target))
    )
    crossref, client = source(services)
    assert len(await answers(crossref, DOIS)) == 40
    assert len(client.targets) == 2


async def test_what_nobody_asked_for_is_passed_over() -> None:
    services = Services(works=WORKS)
    services.listing = lambda target: list_reply(
        record("10.5555/stranger"), *(WORKS[doi] for doi in asked_dois(target))
    )
    assert len(await answers(source(services)[0], DOIS)) == 40


async def test_a_refused_list_is_halved_until_one_doi_is_left() -> None:
    def refuse_seven(target: str) -> Reply:
        if "10.5555/7" in asked_dois(target):
            return reply({"status": "failed", "message": [{"message": "not valid"}]}, status=400)
        return list_reply(*(WORKS[doi] for doi in asked_dois(target)))

    services = Services(works=WORKS)
    services.listing = refuse_seven
    crossref, client = source(services)
    given = await answers(crossref, DOIS)
    assert {own_doi(one) for one in given.values()} == set(DOIS)
    assert len(client.targets) <= 1 + 2 * 6 + 1


async def test_a_list_that_is_too_long_is_halved() -> None:
    services = Services(works=WORKS)
    whole = services.listing
    services.listing = lambda target: Reply(414, b"", "") if len(asked_dois(target)) > 10 else whole(target)
    crossref, client = source(services)
    assert len(await answers(crossref, DOIS)) == 40
    assert len(client.targets) == 1 + 2 + 4


async def test_a_failed_list_is_silence_about_all_of_it() -> None:
    services = Services(works=WORKS)
    services.listing = lambda _: Reply(200, b"<html>", "")
    crossref, client = source(services)
    assert all(isinstance(one, Silence) for one in (await answers(crossref, DOIS)).values())
    assert len(client.targets) == 1


async def test_a_doi_with_a_comma_never_stands_in_a_list() -> None:
    doi = "10.5555/a,b"
    crossref, client = source(Services(works={doi: record(doi)}))
    assert own_doi((await answers(crossref, [doi]))[doi]) == doi
    assert client.targets == ["https://api.crossref.org/works/10.5555%2Fa%2Cb"]


async def test_the_batch_size_is_a_setting() -> None:
    crossref, client = source(Services(works=WORKS), NetworkSettings(batch=10))
    assert len(await answers(crossref, DOIS)) == 40
    assert len(client.targets) == 4


# ------------------------------------------------------------------------------------------------- singles


async def test_an_alias_is_the_work_that_replaced_it() -> None:
    given = await answer(Services(works=WORKS, aliases={"10.5555/old": "10.5555/1"}), "10.5555/old")
    assert isinstance(given, Work)
    assert (given.item.doi, given.aliases) == ("10.5555/1", ("10.5555/old",))


async def test_the_record_of_another_doi_is_asked_for_once_more_and_then_given_up() -> None:
    services = Services()
    services.single = lambda _: work_reply(record("10.5555/other"))
    crossref, client = source(services)
    assert await answers(crossref, ["10.5555/1"]) == {
        "10.5555/1": Silence("Crossref gave the record of another DOI, 10.5555/other")
    }
    assert len(client.targets) == 1 + 2


async def test_the_right_record_at_the_second_attempt_is_taken() -> None:
    wrong_then_right = iter([work_reply(record("10.5555/other")), work_reply(record("10.5555/1"))])
    services = Services()
    services.single = lambda _: next(wrong_then_right)
    assert own_doi(await answer(services, "10.5555/1")) == "10.5555/1"


@pytest.mark.parametrize(
    ("disturbed", "reason"),
    [
        (reply({"message": [{"message": "not valid"}]}, status=400), "Crossref refused the question: not valid"),
        (Reply(414, b"", ""), "Crossref refused the question: the question is too long"),
        (Reply(200, b"", ""), "the service gave a bad answer: the answer is empty"),
    ],
)
async def test_a_failed_single_is_silence(disturbed: Reply, reason: str) -> None:
    services = Services(agencies={})
    services.single = lambda _: disturbed
    assert await answer(services, "10.5555/1") == Silence(reason)


async def test_what_is_no_doi_is_not_asked_for() -> None:
    crossref, client = source(Services())
    assert await answers(crossref, ["hello"]) == {"hello": Silence("'hello' has not the form of a DOI")}
    assert client.targets == []


# ---------------------------------------------------------------------------------------------- other agencies


async def test_a_doi_that_no_agency_knows_does_not_exist() -> None:
    assert await answer(Services(), "10.5555/none") == NoSuchWork("doi.org")


async def test_a_doi_of_crossref_without_metadata_is_no_absence() -> None:
    given = await answer(Services(agencies={"10.5555/new": "Crossref"}), "10.5555/new")
    assert isinstance(given, Silence)
    assert "registered with Crossref" in given.reason


async def test_a_doi_of_another_agency_is_elsewhere() -> None:
    assert await answer(Services(agencies={"10.5555/medra": "mEDRA"}), "10.5555/medra") == Elsewhere("mEDRA")


async def test_a_doi_of_datacite_is_fetched_from_there() -> None:
    doi = "10.48550/arxiv.2601.00001"
    services = Services(agencies={doi: "DataCite"}, datacite={doi: {"doi": doi, "titles": [{"title": "Tides"}]}})
    given = await answer(services, doi)
    assert isinstance(given, Work)
    assert (given.source, given.item.title) == ("DataCite", ("Tides",))


async def test_a_doi_of_datacite_without_a_record_is_elsewhere() -> None:
    assert await answer(Services(agencies={"10.5555/x": "DataCite"}), "10.5555/x") == Elsewhere("DataCite")


async def test_a_failure_of_datacite_is_silence() -> None:
    services = Services(agencies={"10.5555/x": "DataCite"})
    services.datacite_record = lambda _: Reply(200, b"", "")
    assert isinstance(await answer(services, "10.5555/x"), Silence)


async def test_another_record_of_datacite_is_put_aside() -> None:
    services = Services(agencies={"10.5555/x": "DataCite"}, datacite={"10.5555/x": {"doi": "10.5555/other"}})
    assert await answer(services, "10.5555/x") == Silence("DataCite gave the record of another DOI, 10.5555/other")


async def test_a_failure_of_the_agency_is_silence() -> None:
    services = Services()
    services.agency = lambda _: Reply(200, b"", "")
    given = await answer(services, "10.5555/none")
    assert given == Silence("Crossref does not have it, and the service gave a bad answer: the answer is empty")


async def test_an_agency_that_says_nothing_about_a_doi_is_silence_about_it() -> None:
    services = Services()
    services.agency = lambda _: reply([])
    assert await answer(services, "10.5555/none") == Silence(
        "Crossref does not have it, and doi.org did not say whether it exists"
    )


async def test_all_that_crossref_lacks_is_one_question_to_the_agency() -> None:
    crossref, client = source(Services())
    assert set((await answers(crossref, DOIS)).values()) == {NoSuchWork("doi.org")}
    assert len(client.targets) == 1 + 40 + 1


# ------------------------------------------------------------------------------------------------- the cache


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[AnswerCache]:
    with AnswerCache(tmp_path / "answers.sqlite") as opened:
        yield opened


def refuse(target: str) -> Reply:
    raise SourceError(f"{target} was asked")


EVERYTHING = Services(
    works=WORKS,
    aliases={"10.5555/old": "10.5555/1"},
    agencies={"10.5555/medra": "mEDRA", "10.5555/data": "DataCite"},
    datacite={"10.5555/data": {"doi": "10.5555/data", "titles": [{"title": "Data"}]}},
)


@pytest.mark.parametrize(
    "doi", ["10.5555/1", "10.5555/old", "10.5555/medra", "10.5555/data", "10.5555/none"], ids=lambda doi: doi[8:]
)
@pytest.mark.parametrize("offline", [False, True])
async def test_an_answer_is_remembered(cache: AnswerCache, doi: str, offline: bool) -> None:
    first = await answers(Crossref(ScriptedClient(EVERYTHING), SETTINGS, cache), [doi])
    again = Crossref(ScriptedClient(refuse), NetworkSettings(offline=offline), cache)
    assert await answers(again, [doi]) == first


@pytest.mark.parametrize(("agencies", "reason"), [({"10.5555/new": "Crossref"}, "registered")])
async def test_a_failure_is_not_remembered(cache: AnswerCache, agencies: dict[str, str], reason: str) -> None:
    await answers(Crossref(ScriptedClient(Services(agencies=agencies)), SETTINGS, cache), ["10.5555/new"])
    later = Crossref(ScriptedClient(Services(works={"10.5555/new": record("10.5555/new")})), SETTINGS, cache)
    assert own_doi((await answers(later, ["10.5555/new"]))["10.5555/new"]) == "10.5555/new"


async def test_offline_without_a_remembered_answer_is_silence(cache: AnswerCache) -> None:
    client = ScriptedClient(refuse)
    given = await answers(Crossref(client, NetworkSettings(offline=True), cache), ["10.5555/1"])
    assert isinstance(given["10.5555/1"], Silence)
    assert client.targets == []


# ------------------------------------------------------------------------------------------------- searches

TIDES = Item(title=("A note on tides",))


async def test_a_search_gives_its_hits_in_order() -> None:
    crossref, client = source(lambda _: list_reply(record("10.5555/b"), record("10.5555/a"), total=2000))
    hits = await crossref.search(TIDES, "")
    assert not isinstance(hits, Silence)
    assert [work.item.doi for work in hits] == ["10.5555/b", "10.5555/a"]
    assert "query.bibliographic=A%20note%20on%20tides&rows=5" in client.targets[0]


async def test_a_search_without_hits_is_an_answer() -> None:
    assert await source(lambda _: list_reply())[0].search(TIDES, "") == []


@pytest.mark.parametrize("disturbed", [NOT_FOUND, Reply(200, b"", ""), Reply(414, b"", "")])
async def test_a_failed_search_is_silence(disturbed: Reply) -> None:
    assert isinstance(await source(lambda _: disturbed)[0].search(TIDES, ""), Silence)


async def test_a_search_is_remembered(cache: AnswerCache) -> None:
    first = await Crossref(ScriptedClient(lambda _: list_reply(record("10.5555/a"))), SETTINGS, cache).search(TIDES, "")
    assert await Crossref(ScriptedClient(refuse), SETTINGS, cache).search(TIDES, "") == first


async def test_a_search_without_hits_is_remembered(cache: AnswerCache) -> None:
    await Crossref(ScriptedClient(lambda _: list_reply()), SETTINGS, cache).search(TIDES, "")
    assert await Crossref(ScriptedClient(refuse), SETTINGS, cache).search(TIDES, "") == []


async def test_offline_there_is_no_search() -> None:
    crossref, client = source(refuse, NetworkSettings(offline=True))
    assert isinstance(await crossref.search(TIDES, ""), Silence)
    assert client.targets == []


# ------------------------------------------------------------------------------------------------- guesses


async def test_guesses_cost_one_list_and_no_more() -> None:
    crossref, client = source(Services(works=WORKS))
    works = await crossref.known(["10.5555/1", "10.5555/nowhere", "10.5555/with,comma"])
    assert [work.item.doi for work in works] == ["10.5555/1"]
    assert len(client.targets) == 1


async def test_a_remembered_guess_costs_nothing(cache: AnswerCache) -> None:
    await answers(Crossref(ScriptedClient(Services(works=WORKS)), SETTINGS, cache), ["10.5555/1"])
    client = ScriptedClient(refuse)
    works = await Crossref(client, SETTINGS, cache).known(["10.5555/1"])
    assert ([work.item.doi for work in works], client.targets) == (["10.5555/1"], [])


async def test_a_failure_with_guesses_is_no_work() -> None:
    assert await source(refuse)[0].known(["10.5555/1"]) == []


async def test_offline_guesses_are_not_asked_for() -> None:
    crossref, client = source(refuse, NetworkSettings(offline=True))
    assert await crossref.known(["10.5555/1"]) == []
    assert client.targets == []


# ------------------------------------------------------------------------------------------------- being stopped


async def test_whoever_stops_listening_stops_the_asking() -> None:
    stopped = asyncio.Event()

    class Stalled(ScriptedClient):
        async def get(self, target, *, kind, read):  # type: ignore[no-untyped-def]  # as the parent's
            if kind is Kind.ARRAY:
                return await super().get(target, kind=kind, read=read)
            try:
                await asyncio.Event().wait()
            finally:
                stopped.set()

    given = Crossref(Stalled(Services(works=WORKS)), SETTINGS).by_doi(["10.5555/1", "10.5555/none"])
    assert own_doi((await anext(given)).answer) == "10.5555/1"
    waiting = asyncio.ensure_future(anext(given))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert stopped.is_set()


async def test_the_day_of_the_answer_is_kept() -> None:
    given = await answer(Services(works=WORKS), "10.5555/1")
    assert isinstance(given, Work)
    assert given.retrieved == datetime.datetime.now(tz=datetime.UTC).astimezone().date()
