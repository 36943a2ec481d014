from __future__ import annotations

from email.utils import formatdate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.sources.retries import FailureWindow, Outcome, back_off, in_words, is_passing, retry_after

NOW = 1_790_000_000.0


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=100, deadline=None)
def test_whole_seconds_are_taken_as_they_are(seconds: int) -> None:
    assert retry_after(f" {seconds} ", NOW) == seconds


@given(st.integers(min_value=0, max_value=10**8))
@settings(max_examples=100, deadline=None)
def test_a_date_is_so_many_seconds_ahead(seconds: int) -> None:
    assert retry_after(formatdate(NOW + seconds, usegmt=True), NOW) == seconds


@given(st.text(max_size=40) | st.from_regex(r"[0-9+., :-]{0,30}", fullmatch=True) | st.just("9" * 6000))
@settings(max_examples=300, deadline=None)
def test_whatever_the_header_says_there_is_a_time_to_come_or_none(value: str) -> None:
    seconds = retry_after(value, NOW)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    "value",
    [
        *("", "soon", "-5", "1.5", "٣", "5 s", "Wed, 21 Oct 2015 07:28:00 GMT"),
        *("Mon, 01 Jan 0001 00:00:00 +2359", "Fri, 99 Foo 2030"),
    ],
)
def test_nonsense_and_times_past_are_ignored(value: str) -> None:
    assert retry_after(value, NOW) is None


def test_a_date_without_a_zone_is_universal_time() -> None:
    assert retry_after(formatdate(NOW + 5, usegmt=True).replace("GMT", "-0000"), NOW) == 5


def test_endless_digits_are_a_very_long_time() -> None:
    assert (retry_after("9" * 6000, NOW) or 0) > 10**9


@pytest.mark.parametrize(("attempt", "longest"), [(1, 1), (2, 2), (3, 4), (9, 30)])
def test_waits_double_up_to_the_cap_and_spread_over_their_upper_half(attempt: int, longest: float) -> None:
    shortest, most = (back_off(attempt, initial=1, cap=30, randomness=random) for random in (0.0, 1.0))
    assert (shortest, most) == (longest / 2, longest)
    assert longest / 2 <= back_off(attempt, initial=1, cap=30) <= longest


@pytest.mark.parametrize(
    ("status", "passing"), [(408, True), (425, True), (429, True), (500, True), (503, True), (404, False), (410, False)]
)
def test_only_some_statuses_may_pass(status: int, passing: bool) -> None:
    assert is_passing(status) is passing


@pytest.mark.parametrize(
    ("seconds", "words"), [(58, "58 s"), (119, "119 s"), (150, "2 min"), (58281, "16 h 11 min"), (3600, "1 h 0 min")]
)
def test_times_are_told_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


def window_of(*outcomes: Outcome) -> FailureWindow:
    window = FailureWindow()
    for outcome in outcomes:
        window.record(outcome)
    return window


def test_five_failures_of_twenty_requests_are_too_many() -> None:
    assert window_of(*[Outcome.FAILED] * 5, *[Outcome.FINE] * 15).too_many


def test_nineteen_requests_are_too_few_to_judge() -> None:
    assert not window_of(*[Outcome.FAILED] * 19).too_many


def test_failures_long_ago_are_forgotten() -> None:
    assert not window_of(*[Outcome.FAILED] * 10, *[Outcome.FINE] * 46).too_many


def test_four_failures_of_fifty_are_borne() -> None:
    assert not window_of(*[Outcome.FINE] * 46, *[Outcome.FAILED] * 4).too_many


def test_a_host_that_refuses_every_sixth_request_as_too_soon_is_borne() -> None:
    outcomes = [Outcome.TOO_SOON if number % 6 == 0 else Outcome.FINE for number in range(300)]
    assert not window_of(*outcomes).too_many


def test_a_host_that_refuses_everything_as_too_soon_is_not_borne() -> None:
    window = window_of(*[Outcome.TOO_SOON] * 20)
    assert window.too_many
    assert window.failures == 20
