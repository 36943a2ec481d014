from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

from refcheck.sources.clock import SystemClock
from refcheck.sources.errors import Kind
from refcheck.sources.pace import RESTORED_EACH, Limiter, Unpaced
from refcheck.sources.pace_ledger import OwnLedger, open_ledger
from refcheck.sources.pace_limits import CROSSREF_PUBLIC
from tests.sources.clocks import HandClock

POLITE = {"X-Rate-Limit-Limit": "3", "X-Rate-Limit-Interval": "1s", "X-Concurrency-Limit": "3"}
SLOWER = {**POLITE, "X-Rate-Limit-Limit": "1"}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(params=["alone", "shared"])
def directory(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    return tmp_path / "state" if request.param == "shared" else None


@pytest.fixture
def limiter(clock: HandClock, directory: Path | None) -> Limiter:
    return new_limiter(clock, directory)


def new_limiter(clock: HandClock, directory: Path | None) -> Limiter:
    return Limiter(open_ledger(directory, "host"), CROSSREF_PUBLIC, share_of_rate=0.9, clock=clock)


async def starts(limiter: Limiter, clock: HandClock, count: int, kind: Kind = Kind.ARRAY) -> list[float]:
    times = []
    for _ in range(count):
        async with limiter.turn(kind):
            times.append(clock.now())
    return times


def gaps(times: Sequence[float]) -> list[float]:
    return [later - earlier for earlier, later in itertools.pairwise(times)]


@pytest.mark.parametrize(("kind", "limit"), [(Kind.ARRAY, 1), (Kind.SINGLE, 5)])
async def test_before_the_first_answer_the_public_limits_hold(
    limiter: Limiter, clock: HandClock, kind: Kind, limit: int
) -> None:
    assert gaps(await starts(limiter, clock, 4, kind)) == pytest.approx([1 / (0.9 * limit)] * 3, rel=1e-6)


async def test_the_first_answer_sets_the_pace_of_the_next_request(limiter: Limiter, clock: HandClock) -> None:
    first = clock.now()
    async with limiter.turn(Kind.ARRAY):
        await limiter.learn(Kind.ARRAY, POLITE)
    assert gaps([first, *await starts(limiter, clock, 3)]) == pytest.approx([1 / 2.7] * 3, rel=1e-6)


async def test_whoever_waits_already_profits_from_a_limit_that_rises(clock: HandClock) -> None:
    limiter = Limiter(OwnLedger(), CROSSREF_PUBLIC, share_of_rate=0.9, clock=SystemClock())
    async with limiter.turn(Kind.ARRAY):
        waiting = asyncio.create_task(starts(limiter, clock, 1))
        await asyncio.sleep(0)
        await limiter.learn(Kind.ARRAY, {**POLITE, "X-Rate-Limit-Limit": "1000"})
    await asyncio.wait_for(waiting, timeout=0.5)


async def test_a_limit_that_falls_holds_after_one_interval_of_rest(limiter: Limiter, clock: HandClock) -> None:
    await limiter.learn(Kind.ARRAY, POLITE)
    await starts(limiter, clock, 3)
    await limiter.learn(Kind.ARRAY, SLOWER)
    fallen = clock.now()
    times = await starts(limiter, clock, 3)
    assert times[0] >= fallen + 1
    assert gaps(times) == pytest.approx([1 / 0.9] * 2, rel=1e-6)


async def test_answers_without_limits_change_nothing(limiter: Limiter, clock: HandClock) -> None:
    await limiter.learn(Kind.ARRAY, POLITE)
    await limiter.learn(Kind.ARRAY, {"Content-Type": "text/html"})
    assert gaps(await starts(limiter, clock, 2)) == pytest.approx([1 / 2.7], rel=1e-6)


async def test_a_refusal_halves_the_rate_and_it_comes_back_in_steps(limiter: Limiter, clock: HandClock) -> None:
    await limiter.learn(Kind.SINGLE, POLITE)
    async with limiter.turn(Kind.SINGLE) as turn:
        clock.time += 1
        await limiter.slow_down(turn)
    halved = gaps(await starts(limiter, clock, 2, Kind.SINGLE))
    clock.time += 2 * RESTORED_EACH
    recovering = gaps(await starts(limiter, clock, 2, Kind.SINGLE))
    clock.time += 5 * RESTORED_EACH
    restored = gaps(await starts(limiter, clock, 2, Kind.SINGLE))
    assert [*halved, *recovering, *restored] == pytest.approx([1 / 1.35, 1 / (2.7 * 0.7), 1 / 2.7], rel=1e-6)


async def test_refusals_of_requests_under_way_together_count_once(limiter: Limiter, clock: HandClock) -> None:
    await limiter.learn(Kind.ARRAY, POLITE)
    async with limiter.turn(Kind.ARRAY) as one, limiter.turn(Kind.ARRAY) as other:
        clock.time += 0.1
        await limiter.slow_down(one)
        clock.time += RESTORED_EACH
        await limiter.slow_down(other)
    assert gaps(await starts(limiter, clock, 2)) == pytest.approx([1 / (2.7 * 0.6)], rel=1e-6)


async def test_after_a_refusal_one_request_travels_at_a_time(clock: HandClock) -> None:
    limiter = new_limiter(clock, None)
    await limiter.learn(Kind.ARRAY, POLITE)
    async with limiter.turn(Kind.ARRAY) as turn:
        await limiter.slow_down(turn)
        clock.time += 5
        clock.stands_still = True
        second = asyncio.create_task(starts(limiter, clock, 1))
        await asyncio.wait([second], timeout=0.02)
        assert not second.done()
    await asyncio.wait_for(second, timeout=1)


async def test_lists_that_are_refused_again_and_again_are_spaced_from_single_requests_too(
    limiter: Limiter, clock: HandClock
) -> None:
    await limiter.learn(Kind.ARRAY, POLITE)
    for _ in range(3):
        async with limiter.turn(Kind.ARRAY) as turn:
            await limiter.slow_down(turn)
        clock.time += 2
    single = await starts(limiter, clock, 1, Kind.SINGLE)
    array = await starts(limiter, clock, 1)
    assert array[0] - single[0] == pytest.approx(1 / 1.35, rel=1e-6)


async def test_a_pause_that_the_host_asks_for_is_kept(limiter: Limiter, clock: HandClock) -> None:
    before = clock.now()
    await limiter.hold(7)
    assert (await starts(limiter, clock, 1))[0] - before == pytest.approx(7, abs=1e-3)


async def test_no_more_requests_travel_at_once_than_allowed(limiter: Limiter, clock: HandClock) -> None:
    await limiter.learn(Kind.ARRAY, {**POLITE, "X-Concurrency-Limit": "2"})
    async with limiter.turn(Kind.ARRAY), limiter.turn(Kind.SINGLE):
        third = asyncio.create_task(starts(limiter, clock, 1))
        await asyncio.wait([third], timeout=0.02)
        assert not third.done()
    await asyncio.wait_for(third, timeout=1)


async def test_a_request_sent_late_keeps_the_next_one_away(limiter: Limiter, clock: HandClock) -> None:
    await limiter.learn(Kind.ARRAY, POLITE)
    async with limiter.turn(Kind.ARRAY) as turn:
        clock.time += 0.3
        sent = clock.now()
        await limiter.started(turn)
    assert (await starts(limiter, clock, 1))[0] - sent == pytest.approx(1 / 2.7, rel=1e-6)


async def test_a_start_that_is_a_little_late_does_not_delay_those_that_follow(
    limiter: Limiter, clock: HandClock
) -> None:
    await limiter.learn(Kind.ARRAY, POLITE)
    first = (await starts(limiter, clock, 1))[0]
    clock.time = first + 1 / 2.7 + 0.02
    await starts(limiter, clock, 1)
    assert (await starts(limiter, clock, 1))[0] == pytest.approx(first + 2 / 2.7, rel=1e-9)


async def test_a_clock_that_was_set_back_does_not_stop_the_run(limiter: Limiter, clock: HandClock) -> None:
    await starts(limiter, clock, 1)
    await limiter.hold(60)
    clock.time -= 1000
    before = clock.now()
    assert (await starts(limiter, clock, 1))[0] == before


async def test_a_second_process_knows_the_limits_and_the_last_start(clock: HandClock, tmp_path: Path) -> None:
    one, other = new_limiter(clock, tmp_path), new_limiter(clock, tmp_path)
    await one.learn(Kind.ARRAY, POLITE)
    times = [*await starts(one, clock, 1), *await starts(other, clock, 1), *await starts(one, clock, 1)]
    assert gaps(times) == pytest.approx([1 / 2.7] * 2, rel=1e-6)


async def test_limits_learned_long_ago_are_not_believed(clock: HandClock, tmp_path: Path) -> None:
    await new_limiter(clock, tmp_path).learn(Kind.ARRAY, POLITE)
    clock.time += 7200
    assert gaps(await starts(new_limiter(clock, tmp_path), clock, 2)) == pytest.approx([1 / 0.9], rel=1e-6)


async def test_limits_are_noted_again_from_time_to_time(clock: HandClock, tmp_path: Path) -> None:
    limiter = new_limiter(clock, tmp_path)
    for _ in range(4):
        await limiter.learn(Kind.ARRAY, POLITE)
        clock.time += 1000
    assert gaps(await starts(new_limiter(clock, tmp_path), clock, 2)) == pytest.approx([1 / 2.7], rel=1e-6)


async def test_patience_is_two_intervals(limiter: Limiter) -> None:
    await limiter.learn(Kind.ARRAY, {**POLITE, "X-Rate-Limit-Interval": "5s"})
    assert (limiter.patience(Kind.ARRAY), limiter.patience(Kind.SINGLE)) == (10, 2)


async def test_without_pacing_only_the_number_at_once_is_bounded(clock: HandClock) -> None:
    pace = Unpaced(at_once=2)
    async with pace.turn(Kind.ARRAY) as turn, pace.turn(Kind.ARRAY):
        await pace.started(turn)
        await pace.learn(Kind.ARRAY, POLITE)
        await pace.slow_down(turn)
        await pace.hold(60)
        third = asyncio.create_task(pace.turn(Kind.SINGLE).__aenter__())
        await asyncio.wait([third], timeout=0.02)
        assert not third.done()
    await asyncio.wait_for(third, timeout=1)
    assert pace.patience(Kind.ARRAY) == 0
