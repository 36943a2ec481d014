"""What a polite and stubborn client does, by the count of the server: pace, retries, faults, identification."""

from __future__ import annotations

import asyncio
import http.client
import itertools
import json
import logging
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from refcheck.sources.base import Silence
from refcheck.sources.http import HttpClient, Kind, Reply, SourceError
from refcheck.sources.settings import NetworkSettings
from tests.acceptance.asking import ADDRESS, AsProcess, ask, dois_of, hasty, network, records
from tests.crossref_double.faults import BODY, PRE
from tests.crossref_double.handle import Double
from tests.crossref_double.json_values import Json

ALIASES = {f"10.5555/old.{number}": f"10.5555/pace.{number}" for number in range(8)}
RECORDS = records(300)
DOIS = dois_of(RECORDS)
TOKEN = "never-to-be-shown"  # noqa: S105 - it opens nothing


@pytest.fixture
def stocked(double: Double) -> Double:
    """The double with three hundred articles, and aliases which must be asked for singly."""
    double.load(RECORDS, aliases=ALIASES)
    return double


# --------------------------------------------------------------------------------------------------------- pace


@pytest.mark.parametrize(("concurrency_mode", "count"), [("reject", 300), ("queue", 120)])
def test_three_hundred_dois_stay_within_the_polite_limits(stocked: Double, concurrency_mode: str, count: int) -> None:
    stocked.settings(concurrency_mode=concurrency_mode)
    asked = ask(network(stocked), [*ALIASES, *DOIS[:count]])
    lists, singles = stocked.usage("polite", "array"), stocked.usage("polite", "single")
    assert len(asked.works) == count + 8
    assert lists.max_in_any_second <= 3
    assert singles.max_in_any_second <= 10
    assert max(lists.max_in_flight, singles.max_in_flight) <= 3
    assert lists.rejected + singles.rejected == 0


@pytest.mark.parametrize("latency_ms", [0, 150])
def test_three_hundred_dois_stay_within_the_public_limits(stocked: Double, latency_ms: int) -> None:
    stocked.settings(latency_ms=latency_ms)
    dois = [*ALIASES, *DOIS] if not latency_ms else [*list(ALIASES)[:3], *DOIS[:60]]
    asked = ask(network(stocked, mailto=""), dois)
    lists, singles = stocked.usage("public", "array"), stocked.usage("public", "single")
    assert len(asked.works) == len(dois)
    assert lists.max_in_any_second <= 1
    assert singles.max_in_any_second <= 5
    assert max(lists.max_in_flight, singles.max_in_flight) <= 1
    assert lists.rejected + singles.rejected == 0


@pytest.mark.parametrize(("profile", "most"), [("2026-06", 10), ("2025-11", 50)])
def test_other_limits_are_learned_from_the_headers(stocked: Double, profile: str, most: int) -> None:
    stocked.settings(profile=profile, lowercase_headers=True)
    asked = ask(network(stocked), [*ALIASES, *DOIS])
    lists, singles = stocked.usage("polite", "array"), stocked.usage("polite", "single")
    assert len(asked.works) == 308
    assert max(lists.max_in_any_second, singles.max_in_any_second) <= most
    assert lists.rejected + singles.rejected == 0
    assert asked.seconds < 2.5


def test_the_polite_profile_is_used_to_most_of_what_it_allows(stocked: Double) -> None:
    ask(network(stocked), [*ALIASES, *DOIS[:80]])
    for kind, limit in (("array", 3), ("single", 10)):
        times = [entry.t for entry in stocked.journal("crossref") if entry.kind == kind]
        assert (len(times) - 1) / (times[-1] - times[0]) >= 0.85 * limit


def test_two_processes_together_stay_within_the_limits(stocked: Double, tmp_path: Path) -> None:
    settings = network(stocked, state=tmp_path)
    halves = [[*DOIS[:60], *list(ALIASES)[:4]], [*DOIS[60:120], *list(ALIASES)[4:]]]
    with AsProcess(settings, halves[0]) as one, AsProcess(settings, halves[1]) as other:
        found = [*one.outcome.works, *other.outcome.works]
    lists, singles = stocked.usage("polite", "array"), stocked.usage("polite", "single")
    assert len(found) == 128
    assert lists.max_in_any_second <= 3
    assert singles.max_in_any_second <= 10
    assert max(lists.max_in_flight, singles.max_in_flight) <= 3
    assert lists.rejected + singles.rejected == 0


@pytest.mark.parametrize("count_rejected", [True, False])
def test_limits_that_are_halved_on_the_way_hold_at_once(stocked: Double, count_rejected: bool) -> None:
    stocked.settings(profile="2026-06", interval=0.5, count_rejected=count_rejected)
    halved = {"limits": {"polite": {"single": 5, "array": 5, "concurrent": 3}}}
    change = threading.Timer(0.45, change_settings, [stocked.control, halved])
    change.start()
    asked = asyncio.run(_singles(network(stocked), 15))
    change.join()
    journal = [entry for entry in stocked.journal("crossref") if entry.kind == "single"]
    shown = next(number for number, entry in enumerate(journal) if entry.t > journal[0].t + 0.45)
    after = [entry.t for entry in journal[shown + 1 :]]
    above = sum(later - earlier < 0.1 for earlier, later in itertools.pairwise(after))
    assert asked == 15
    assert above <= 2


def change_settings(control: str, changes: Mapping[str, Json]) -> None:
    """Change switches from another thread, which cannot use the connection of the test."""
    connection = http.client.HTTPConnection(urlsplit(control).netloc, timeout=10)
    connection.request("POST", "/settings", json.dumps(changes))
    connection.getresponse().read()
    connection.close()


async def _singles(settings: NetworkSettings, count: int) -> int:
    async with HttpClient(settings) as client:
        targets = [f"{settings.crossref_url}/works/10.5555%2Fpace.{number}" for number in range(count)]
        replies = [client.get(target, kind=Kind.SINGLE, read=_status) for target in targets]
        return [*await asyncio.gather(*replies)].count(200)


def _status(reply: Reply) -> int:
    return reply.status


@pytest.mark.parametrize(
    ("switches", "count"),
    [
        ({}, 300),
        ({"count_rejected": False}, 160),
        ({"limited": "json-headers"}, 160),
        ({"retry_after": "1"}, 3),
        ({"shared_budget": True}, 120),
    ],
    ids=str,
)
def test_a_server_that_refuses_every_sixth_request_loses_nothing(
    stocked: Double, switches: Mapping[str, Json], count: int
) -> None:
    # The interval is a quarter of a second, so that limits and waits are as in life and the test is four times faster.
    dois = [*list(ALIASES)[: max(2, count // 30)], *DOIS[:count]]
    stocked.settings(interval=0.25, **switches)
    undisturbed = ask(network(stocked), dois)
    stocked.reset()
    stocked.load(RECORDS, aliases=ALIASES)
    stocked.settings(interval=0.25, burst_jitter=6, **switches)
    asked = ask(network(stocked), dois)
    refused = [entry for entry in stocked.journal("crossref") if entry.status == 429]
    waits = len(refused) if "retry_after" in switches else 0
    assert asked.comparable == undisturbed.comparable
    # A wait before the last request weighs more in a short run.
    assert asked.seconds < 3 * undisturbed.seconds + waits + (1 if count < 300 else 0)


# ------------------------------------------------------------------------------------------------------- faults

SAMPLE = [*DOIS[:3], "10.5555/old.7", "10.5555/none.1"]
VARIANTS: Mapping[str, Sequence[Mapping[str, Json]]] = {
    "429-html": [{}, {"retry_after": 1}, {"retry_after": "garbage"}, {"retry_after": -5}, {"retry_after": "http-date"}],
    "bad-gzip": [{}, {"variant": "plain-labelled-gzip"}],
    "empty-message": [{}, {"variant": "null-message"}, {"variant": "list"}],
    "bad-length": [{}, {"variant": "both"}],
    "504-html": [{}, {"delay_s": 0.1}],
    "other-record": [{"doi_given": "10.5555/pace.9"}],
    "drop-items": [{"dois": ["10.5555/pace.1"]}],
    "extra-items": [{"doi_given": "10.5555/pace.9"}],
}
FOR_GOOD = {"403-block", "401-token"}
"""Faults after which a host is not asked again, so that one of them is as good as many."""
HARMLESS = {
    *("wrong-type", "old-type", "duplicate-items", "drop-items", "extra-items", "shuffle", "page-20", "bom"),
    *("idle-close",),
}
"""Answers that a client has to take as they are."""
FAULTS = [(action, variant) for action in sorted(PRE | BODY) for variant in VARIANTS.get(action, [{}])]


@pytest.fixture(scope="module")
def undisturbed(running_double: Double) -> Mapping[str, object]:
    """What there is to be learned about the sample."""
    running_double.reset()
    running_double.load(RECORDS, aliases=ALIASES, agencies={})
    return ask(hasty(running_double), SAMPLE).comparable


def strike(double: Double, action: str, variant: Mapping[str, Json], times: int) -> None:
    args = {("doi" if name == "doi_given" else name): value for name, value in variant.items()}
    double.fault(action, times=times, args=args)


@pytest.mark.parametrize(("action", "variant"), [one for one in FAULTS if one[0] not in FOR_GOOD], ids=str)
def test_a_fault_that_strikes_once_changes_nothing(
    stocked: Double, undisturbed: Mapping[str, object], action: str, variant: Mapping[str, Json]
) -> None:
    strike(stocked, action, {**variant, **({"seconds": 0.05} if action == "refuse" else {})}, times=1)
    asked = ask(hasty(stocked, back_off=0.2 if action == "refuse" else 0.01), SAMPLE)
    assert asked.comparable == undisturbed


@pytest.mark.parametrize(("action", "variant"), FAULTS, ids=str)
def test_a_fault_that_stays_makes_nothing_absent_or_wrong(
    stocked: Double, undisturbed: Mapping[str, object], action: str, variant: Mapping[str, Json]
) -> None:
    strike(stocked, action, variant, times=-1)
    sample = [doi for doi in SAMPLE if doi not in ALIASES or action != "other-record"]  # an alias is another record
    attempts = 2 if variant.get("retry_after") == 1 else 4
    asked = ask(hasty(stocked, single_size=2**20, list_size=2**20, attempts=attempts), sample)
    honest = {doi: answer for doi, answer in asked.comparable.items() if not isinstance(answer, Silence)}
    assert honest.items() <= undisturbed.items()
    assert asked.answers.keys() == set(sample)
    assert asked.seconds < 2 * 4 * 0.25 + 1 + 4 * variant_wait(variant)
    assert (asked.comparable == undisturbed) or action not in HARMLESS
    assert all("127.0.0.1:" in reason or "Crossref" in reason for reason in asked.reasons)


def variant_wait(variant: Mapping[str, Json]) -> float:
    waits = [variant.get("retry_after"), variant.get("delay_s")]
    return sum(2 * float(wait) for wait in waits if isinstance(wait, int | float) and wait > 0)


@pytest.mark.parametrize("listener", ["crossref", "doi"])
def test_a_host_that_refuses_connections_is_given_up_soon(stocked: Double, listener: str) -> None:
    stocked.fault("refuse", listener=listener)
    asked = ask(network(stocked, paced=False), SAMPLE)
    assert not asked.absent
    assert asked.seconds < 1
    assert any("cannot be reached" in reason for reason in asked.reasons)


def test_an_answer_that_trickles_ends_at_the_deadline(stocked: Double) -> None:
    stocked.fault("trickle")
    asked = ask(hasty(stocked, attempts=1, read_timeout=5.0, single_deadline=0.7, list_deadline=0.7), DOIS[:1])
    assert 0.6 < asked.seconds < 1.5
    assert "sent no whole answer within 0.7 s" in " ".join(asked.reasons)


def test_a_run_ends_within_a_second_of_being_cancelled_while_a_server_stalls(stocked: Double) -> None:
    stocked.fault("stall")

    async def cancelled() -> None:
        async with HttpClient(network(stocked)) as client:
            target = f"{stocked.crossref}/works/10.5555%2Fpace.1"
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.get(target, kind=Kind.SINGLE, read=_status), timeout=0.3)

    start = time.monotonic()
    asyncio.run(cancelled())
    assert len(stocked.journal("crossref")) == 1
    assert time.monotonic() - start < 1.3


@pytest.mark.parametrize("action", ["huge", "gzip-bomb", "deep"])
@pytest.mark.parametrize("dois", [DOIS[:2], list(ALIASES)[:1]], ids=["list", "single"])
def test_hostile_bodies_do_not_fill_the_memory(stocked: Double, action: str, dois: Sequence[str]) -> None:
    stocked.fault(action, route="work" if dois[0] in ALIASES else "work-list")
    with AsProcess(network(stocked, paced=False, attempts=2), dois) as process:
        outcome = process.outcome
    assert outcome.peak < 300
    assert not outcome.works
    assert not outcome.absent


@pytest.mark.parametrize("action", ["redirect-foreign", "redirect-http"])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_to_hosts_that_are_not_ours_are_refused(stocked: Double, action: str, status: int) -> None:
    stocked.fault(action, status=status)
    asked = ask(hasty(stocked), DOIS[:2])
    assert not stocked.journal("control", "http")
    assert "redirected to a place that refcheck does not ask" in " ".join(asked.reasons)


@pytest.mark.parametrize("location", ["path", "absolute", "v1", "unencoded"])
@pytest.mark.parametrize("polite_via", ["both", "param", "user-agent"])
def test_every_hop_is_polite_whatever_the_service_goes_by(stocked: Double, location: str, polite_via: str) -> None:
    stocked.settings(alias_location=location, polite_via=polite_via)
    asked = ask(hasty(stocked), [*DOIS[:2], "10.5555/old.0"])
    pools = {entry.pool.split("-")[0] for entry in stocked.journal("crossref") if entry.pool}
    assert len(asked.works) == 3
    assert pools == {"polite"}


def test_every_request_names_its_program_and_none_leaks_the_address(
    stocked: Double, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stocked.settings(interval=0.1)
    stocked.fault("503-html", times=2)
    stocked.fault("stall", times=1, skip=3)
    asked = ask(hasty(stocked, state=tmp_path, paced=True), SAMPLE)
    agents = {entry.headers["user-agent"] for entry in stocked.journal("crossref", "doi")}
    said = " ".join([*asked.notices, *asked.reasons, *map(str, caplog.records), caplog.text])
    kept = b" ".join(file.read_bytes() for file in tmp_path.iterdir())
    assert len(agents) == 1
    assert "(https://pypi.org/project/refcheck-cli/; mailto:reader@example.org)" in agents.pop()
    assert ADDRESS not in said
    assert "reader" not in said
    assert ADDRESS.encode() not in kept


@pytest.mark.parametrize("action", ["429-html", "503-html"])
@pytest.mark.parametrize("paced", [True, False])
def test_a_server_that_asks_for_hours_is_left_alone_and_the_time_is_told(
    stocked: Double, action: str, paced: bool
) -> None:
    stocked.fault(action, retry_after=58281)
    asked = ask(network(stocked, paced=paced, back_off=1.0), [*ALIASES, *DOIS])
    assert asked.seconds < 10
    assert not asked.works
    assert not asked.absent
    assert all("16 h 11 min" in reason for reason in asked.reasons)
    assert any("16 h 11 min" in notice for notice in asked.notices)


@pytest.mark.parametrize(("action", "words"), [("403-block", "has blocked refcheck"), ("401-token", "Plus token")])
def test_a_refusal_of_our_person_stops_the_host_at_once(stocked: Double, action: str, words: str) -> None:
    stocked.fault(action)
    stocked.settings(plus_token=TOKEN)
    asked = ask(network(stocked, plus_token=TOKEN, paced=False), DOIS)
    assert len(stocked.journal("crossref")) <= 8
    assert all(words in reason for reason in asked.reasons)
    assert TOKEN not in " ".join([*asked.reasons, *asked.notices])


def test_a_plus_token_brings_plus_service(stocked: Double) -> None:
    stocked.settings(plus_token=TOKEN)
    asked = ask(network(stocked, plus_token=TOKEN), [*ALIASES, *DOIS])
    plus = stocked.usage("plus", "array")
    assert len(asked.works) == 308
    assert plus.admitted == plus.requests > 0
    assert "crossref-plus-api-token" not in {name for entry in stocked.journal("doi") for name in entry.headers}


def test_a_host_where_a_tenth_of_the_requests_fail_is_given_up(stocked: Double) -> None:
    stocked.fault("500-json", probability=0.5)

    async def served() -> int:
        async with HttpClient(hasty(stocked)) as client:
            targets = [f"{stocked.crossref}/works/10.5555%2Fpace.{number}" for number in range(100)]
            replies = [client.get(target, kind=Kind.SINGLE, read=_status) for target in targets]
            outcomes = await asyncio.gather(*replies, return_exceptions=True)
        return sum("did not answer" in str(one) for one in outcomes if isinstance(one, SourceError))

    assert asyncio.run(served()) > 50
    assert len(stocked.journal("crossref")) < 50
