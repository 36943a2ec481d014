"""What becomes of references when services misbehave: no work is ever called absent or wrong because of it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from refcheck.model import (
    Absent,
    Date,
    Found,
    Item,
    Match,
    Name,
    Names,
    OtherWork,
    Reference,
    Registered,
    Span,
    Unchecked,
    Work,
)
from refcheck.resolve import INTERRUPTED, Resolution, resolve
from refcheck.sources.base import Elsewhere, NoSuchWork, Silence, Source
from refcheck.sources.opening import ask as open_sources
from refcheck.sources.settings import NetworkSettings
from tests.acceptance.asking import ask, hasty, network, records
from tests.crossref_double.faults import BODY, PRE
from tests.crossref_double.handle import Double
from tests.crossref_double.json_values import Json, Record

LISTED = Item(title=("Seasonal drift of harbour tide gauges",), doi="10.5555/tide.2021.14")
REPLACED = Item(title=("Breakwaters of the northern coast",), doi="10.5555/alias.two")
WITH_COMMA = Item(title=("A comma in a DOI",), doi="10.5555/with,comma")
OF_DATACITE = Item(title=("A Note on Tides",), doi="10.48550/arxiv.2601.00001")
ELSEWHERE = Item(title=("A study of canals",), doi="10.5555/medra.1")
NOT_YET = Item(title=("A study of locks",), doi="10.5555/registered.without.metadata")
NOWHERE = Item(doi="10.5555/nowhere.at.all")
DESCRIBED = Item(
    title=("Corrosion of anchor chains",),
    author=Names((Name("Kette", "Karl"),)),
    container_title=("Annals of Harbour Engineering",),
    issued=(Date(2000),),
    volume="50",
    page="227-236",
)
ITEMS = (LISTED, REPLACED, WITH_COMMA, OF_DATACITE, ELSEWHERE, NOT_YET, NOWHERE, DESCRIBED)


def resolved(settings: NetworkSettings, items: Sequence[Item] = ITEMS) -> list[Match]:
    """The matches of the items, in a run as the command line makes it."""
    matches: list[Match] = []

    async def question(sources: Sequence[Source]) -> None:
        matches.extend(await resolve([Reference("key", item, Span(0, 0)) for item in items], sources))

    open_sources(settings, [], question)
    return matches


@pytest.fixture
def unlimited(double: Double) -> Double:
    """The double without limits."""
    double.settings(profile="off")
    return double


@pytest.fixture(scope="module")
def undisturbed(running_double: Double) -> list[Match]:
    """What a run gives when nothing goes wrong."""
    running_double.reset()
    running_double.settings(profile="off")
    return resolved(hasty(running_double))


def test_each_kind_of_reference_has_its_outcome(unlimited: Double) -> None:
    kinds = [type(match) for match in resolved(hasty(unlimited))]
    assert kinds == [Found, Found, Found, Found, Registered, Unchecked, Absent, Found]


# --------------------------------------------------------------------------------------------------- each fault

ARGUMENTS: Mapping[str, Record] = {
    "trickle": {"every_s": 0.2},
    "slow-head": {"every_s": 0.2},
    "drop-items": {"dois": ["10.5555/tide.2021.14"]},
    "extra-items": {"dois": ["10.5555/tide.1999.1"]},
}
LIES = frozenset({"other-record"})
"""What nobody can notice in the answer to a search."""
FINAL = frozenset({"401-token", "403-block", "refuse"})
"""What ends the asking at once: a service that does not want us, or is not there."""
SPOILT_BY = {
    "doi": ("429-html", "503-html", "500-json", "reset-before", "stall", "truncate", "html-200", "empty-200", "refuse"),
    "datacite": ("429-empty", "502-html", "reset-mid", "trickle", "bad-gzip", "deep", "empty-message", "refuse"),
}
FAULTS = [
    *(("crossref", action) for action in sorted(PRE | BODY)),
    *((listener, action) for listener, actions in SPOILT_BY.items() for action in actions),
]


def outcome(match: Match) -> tuple[str, str]:
    """What the match says, and of which work; a list gives fewer fields of a record than a single answer."""
    work = match.work.item.doi if isinstance(match, Found | OtherWork) else ""
    return type(match).__name__, work


def small(double: Double) -> NetworkSettings:
    return hasty(double, attempts=3, single_size=2**20, list_size=2**20)


@pytest.mark.parametrize(("listener", "action"), FAULTS)
def test_a_fault_that_lasts_calls_no_work_absent_or_wrong(
    undisturbed: list[Match], unlimited: Double, listener: str, action: str
) -> None:
    unlimited.fault(action, listener=listener, times=-1, args=ARGUMENTS.get(action))
    items = ITEMS[:-1] if action in LIES else ITEMS
    disturbed = resolved(small(unlimited), items)
    for match, without in zip(disturbed, undisturbed, strict=False):
        assert isinstance(match, Unchecked) or outcome(match) == outcome(without)


@pytest.mark.parametrize(("listener", "action"), [fault for fault in FAULTS if fault[1] not in FINAL])
def test_a_fault_that_passes_changes_nothing(
    undisturbed: list[Match], unlimited: Double, listener: str, action: str
) -> None:
    unlimited.fault(action, listener=listener, times=1, args=ARGUMENTS.get(action))
    items = ITEMS[:-1] if action in LIES else ITEMS
    disturbed = resolved(small(unlimited), items)
    assert [outcome(match) for match in disturbed] == [outcome(match) for match in undisturbed[: len(items)]]


def test_a_reason_names_the_host_and_the_cause(unlimited: Double) -> None:
    unlimited.fault("503-html", times=-1)
    (match,) = resolved(hasty(unlimited), [LISTED])
    assert isinstance(match, Unchecked)
    assert "127.0.0.1" in match.reason
    assert "503" in match.reason


# ------------------------------------------------------------------------------------------ the DOIs of the table

ENCODED = {
    "10.5555/tide.2021.14": "10.5555%2Ftide.2021.14",
    "10.5555/(sici)1097-4636(200005)50:2<227::aid-ex18>3.0.co;2-2": (
        "10.5555%2F%28sici%291097-4636%28200005%2950%3A2%3C227%3A%3Aaid-ex18%3E3.0.co%3B2-2"
    ),
    "10.5555/a#b?c%41": "10.5555%2Fa%23b%3Fc%2541",
    "10.5555//double/slash": "10.5555%2F%2Fdouble%2Fslash",
    "10.5555/ünicode": "10.5555%2F%C3%BCnicode",
    "10.5555/a+b": "10.5555%2Fa%2Bb",
    "10.5555/with,comma": "10.5555%2Fwith%2Ccomma",
    "10.5555/cut;here": "10.5555%2Fcut%3Bhere",
}


def test_every_odd_doi_is_found_in_one_list(unlimited: Double) -> None:
    assert set(ask(hasty(unlimited), list(ENCODED)).works) == set(ENCODED)
    assert len(unlimited.journal()) == 2, "one list, and one single for the comma"


def test_every_odd_doi_is_found_singly_at_exactly_its_address(unlimited: Double) -> None:
    unlimited.fault("drop-items", times=-1, args={"dois": list(ENCODED)})
    works = ask(hasty(unlimited), list(ENCODED)).works
    assert {doi: work.item.doi for doi, work in works.items()} == {doi: doi for doi in ENCODED}
    singles = {entry.target.split("?")[0] for entry in unlimited.journal() if entry.kind == "single"}
    assert singles == {f"/works/{segment}" for segment in ENCODED.values()}


def test_every_odd_doi_that_does_not_exist_reaches_the_agency(unlimited: Double) -> None:
    unlimited.load([], agencies={})
    asked = ask(hasty(unlimited), list(ENCODED))
    assert set(asked.absent) == {doi for doi in ENCODED if "," not in doi}
    assert asked.reasons == {"Crossref does not have it, and doi.org did not say whether it exists"}


# ---------------------------------------------------------------------------------------------- the mixed batch

GOOD = records(35)
MIXED = {
    **{str(record["DOI"]): Work for record in GOOD},
    "hello": Silence,
    "10.5555/with,comma": Work,
    "10.5555/alias.one": Work,
    "10.48550/arxiv.2601.00001": Work,
    "10.5555/nowhere": NoSuchWork,
}


@pytest.mark.parametrize("comma", ["strict", "glue"])
def test_a_mixed_batch_of_forty_costs_eight_requests(unlimited: Double, comma: str) -> None:
    unlimited.settings(comma=comma)
    unlimited.load(
        [*GOOD, {**GOOD[0], "DOI": "10.5555/with,comma"}], aliases={"10.5555/alias.one": str(GOOD[0]["DOI"])}
    )
    answers = ask(hasty(unlimited), list(MIXED)).answers
    assert {doi: type(answer) for doi, answer in answers.items()} == MIXED
    assert len(MIXED) == 40
    assert len(unlimited.journal()) <= 8


def test_a_batch_that_is_too_long_for_the_service_is_halved(unlimited: Double) -> None:
    unlimited.load(GOOD)
    unlimited.settings(max_request_line=1000)
    assert len(ask(hasty(unlimited), [str(record["DOI"]) for record in GOOD]).works) == len(GOOD)
    assert len(unlimited.journal()) < len(GOOD)


@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        ("page-20", {}),
        ("drop-items", {"dois": ["10.5555/pace.3", "10.5555/pace.4"]}),
        ("shuffle", {}),
        ("extra-items", {"dois": ["10.5555/stranger"]}),
        ("duplicate-items", {}),
    ],
)
def test_a_list_that_is_not_as_asked_answers_for_every_doi(unlimited: Double, action: str, arguments: Record) -> None:
    stranger = {**GOOD[0], "DOI": "10.5555/stranger"}
    unlimited.load([*GOOD, stranger])
    unlimited.fault(action, times=-1, args=arguments)
    dois = [str(record["DOI"]) for record in GOOD]
    assert {doi: work.item.doi for doi, work in ask(hasty(unlimited), dois).works.items()} == {doi: doi for doi in dois}


def test_three_hundred_references_cost_few_requests(unlimited: Double) -> None:
    many = records(300)
    unlimited.load(many)
    assert len(ask(hasty(unlimited), [str(record["DOI"]) for record in many]).works) == 300
    assert len(unlimited.journal()) <= 0.06 * 300


# ----------------------------------------------------------------------------------------------------- aliases


def test_an_alias_of_an_alias_is_the_work_itself(unlimited: Double) -> None:
    (work,) = ask(hasty(unlimited), ["10.5555/alias.two"]).works.values()
    assert (work.item.doi, "10.5555/alias.two" in work.aliases) == ("10.5555/alias.prime", True)


def test_aliases_in_a_circle_are_no_answer(unlimited: Double) -> None:
    asked = ask(hasty(unlimited), ["10.5555/alias.loop.a"])
    assert isinstance(asked.answers["10.5555/alias.loop.a"], Silence)


def test_an_alias_of_nothing_is_no_absence_by_itself(unlimited: Double) -> None:
    asked = ask(hasty(unlimited), ["10.5555/alias.gone"])
    assert isinstance(asked.answers["10.5555/alias.gone"], Silence | NoSuchWork | Elsewhere)
    assert any(entry.listener == "doi" for entry in unlimited.journal()), "doi.org has the last word"


def test_an_alias_that_leads_to_a_notice_is_not_the_work(unlimited: Double) -> None:
    retracted = Item(title=("Moonless tides in small ponds",), doi="10.5555/alias.notice")
    (match,) = resolved(hasty(unlimited), [retracted])
    assert isinstance(match, OtherWork)
    assert match.work.item.doi == "10.5555/tide.2023.notice"


# ------------------------------------------------------------------------------------------------ the two 404s


def test_a_registered_doi_without_metadata_is_not_called_nonexistent(unlimited: Double) -> None:
    (match,) = resolved(hasty(unlimited), [NOT_YET])
    assert isinstance(match, Unchecked)
    assert "registered with Crossref" in match.reason


# --------------------------------------------------------------------------------------------- what nobody knows

FAST = {tier: {"single": 200, "array": 100, "concurrent": 3} for tier in ("public", "polite")}
SWITCHES: Sequence[Mapping[str, Json]] = [
    {"comma": "glue"},
    {"alias_location": "absolute"},
    {"alias_location": "v1"},
    {"alias_location": "unencoded"},
    {"polite_via": "param"},
    {"polite_via": "user-agent"},
    {"count_rejected": False},
    {"concurrency_mode": "queue"},
    {"shared_budget": True},
    {"max_request_line": 4096},
    {"max_request_line": 1000},
    {"lowercase_headers": True},
    {"replica_jitter": True},
    {"ra_latency_ms": 5},
    {"burst_jitter": 4, "limited": "haproxy"},
    {"burst_jitter": 4, "limited": "empty"},
    {"burst_jitter": 4, "limited": "json-headers", "retry_after": "0"},
    {"profile": "2025-11"},
]


@pytest.mark.parametrize("position", SWITCHES, ids=lambda position: ",".join(f"{k}={v}" for k, v in position.items()))
def test_outcomes_are_the_same_in_every_position_of_a_switch(
    undisturbed: list[Match], unlimited: Double, position: Mapping[str, Json]
) -> None:
    unlimited.settings(**{"profile": "2026-07", "limits": FAST, "interval": 0.2, **position})
    assert [outcome(match) for match in resolved(network(unlimited))] == [outcome(match) for match in undisturbed]


def test_an_alias_that_the_service_does_not_know_yet_is_not_called_nonexistent(
    undisturbed: list[Match], unlimited: Double
) -> None:
    unlimited.settings(alias="404")
    disturbed = resolved(hasty(unlimited))
    assert isinstance(disturbed[1], Unchecked)
    assert [*disturbed[:1], *disturbed[2:]] == [*undisturbed[:1], *undisturbed[2:]]


# ------------------------------------------------------------------------------------------- cache and offline


def test_a_second_run_asks_nothing(unlimited: Double, tmp_path: Path) -> None:
    settings = hasty(unlimited, cache=tmp_path / "answers.sqlite")
    remembered = [item for item in ITEMS if item is not NOT_YET]
    first = resolved(settings, remembered)
    asked = len(unlimited.journal())
    assert resolved(settings, remembered) == first
    assert len(unlimited.journal()) == asked


def test_what_failed_is_asked_for_again(unlimited: Double, tmp_path: Path) -> None:
    settings = hasty(unlimited, cache=tmp_path / "answers.sqlite")
    unlimited.fault("503-html", times=-1)
    assert all(isinstance(match, Unchecked) for match in resolved(settings, [LISTED, DESCRIBED]))
    unlimited.clear_faults()
    assert all(isinstance(match, Found) for match in resolved(settings, [LISTED, DESCRIBED]))


def test_offline_nothing_is_asked(unlimited: Double) -> None:
    assert all(isinstance(match, Unchecked) for match in resolved(hasty(unlimited, offline=True)))
    assert unlimited.journal() == []


FROM_CACHE = """
import json, sys
from pathlib import Path
from refcheck.model import Item, Reference, Span
from refcheck.resolve import resolve
from refcheck.sources.opening import ask
from refcheck.sources.settings import NetworkSettings

async def question(sources):
    items = [Item(title=("Seasonal drift of harbour tide gauges",), doi="10.5555/tide.2021.14")]
    for match in await resolve([Reference("key", item, Span(0, 0)) for item in items], sources):
        print(type(match).__name__, "httpx" in sys.modules)

ask(NetworkSettings(cache=Path(sys.argv[1])), [], question)
"""


def test_a_run_answered_by_the_cache_needs_no_http_library(unlimited: Double, tmp_path: Path) -> None:
    cache = tmp_path / "answers.sqlite"
    resolved(hasty(unlimited, cache=cache), [LISTED])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    shown = subprocess.run(  # noqa: S603 - our own code, our own arguments
        [sys.executable, "-c", FROM_CACHE, str(cache)], capture_output=True, text=True, check=True, env=environment
    )
    assert shown.stdout.split() == ["Found", "False"]


# -------------------------------------------------------------------------------------------------- interruption


def test_a_stalled_run_can_be_interrupted_at_once_and_keeps_what_it_has(unlimited: Double) -> None:
    unlimited.fault("stall", times=-1, route="work")
    settled = asyncio.Event()
    references = [Reference("key", item, Span(0, 0)) for item in ITEMS]
    ended = 0.0
    matches: list[Match] = []

    async def question(sources: Sequence[Source]) -> None:
        nonlocal ended, matches

        def progress(_: int) -> None:
            if isinstance(resolution.matches[0], Found):
                settled.set()

        resolution = Resolution(references, sources, progress=progress)
        run = asyncio.create_task(resolution.run())
        await settled.wait()
        ended = time.monotonic()
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
        matches = resolution.matches

    open_sources(network(unlimited, paced=False), [], question)
    assert time.monotonic() - ended < 1
    assert isinstance(matches[0], Found)
    assert matches[1] == INTERRUPTED
