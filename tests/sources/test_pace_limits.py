from __future__ import annotations

import pytest

from refcheck.sources.pace_limits import MOST_AT_ONCE, Limits, advertised


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Rate-Limit-Limit": "3", "X-Rate-Limit-Interval": "1s", "X-Concurrency-Limit": "2"},
        {"x-rate-limit-limit": " 3 ", "x-rate-limit-interval": "1", "x-concurrency-limit": "2"},
        {"X-RATE-LIMIT-LIMIT": "3", "X-CONCURRENCY-LIMIT": "2"},
    ],
)
def test_limits_are_read_in_any_letter_case(headers: dict[str, str]) -> None:
    assert advertised(headers) == Limits(3, 1.0, 2)


@pytest.mark.parametrize(
    ("interval", "seconds"), [("1s", 1), ("0.2s", 0.2), ("500ms", 0.5), ("2 m", 120), ("1h", 3600), ("5", 5)]
)
def test_intervals_are_read_in_any_unit(interval: str, seconds: float) -> None:
    limits = advertised({"X-Rate-Limit-Limit": "3", "X-Rate-Limit-Interval": interval})
    assert limits == Limits(3, seconds, MOST_AT_ONCE)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Rate-Limit-Limit": "many"},
        {"X-Rate-Limit-Limit": "0"},
        {"X-Rate-Limit-Limit": "-3"},
        {"X-Rate-Limit-Limit": "3", "X-Rate-Limit-Interval": "soon"},
        {"X-Rate-Limit-Limit": "3", "X-Rate-Limit-Interval": "0s"},
    ],
)
def test_nonsense_states_no_limits(headers: dict[str, str]) -> None:
    assert advertised(headers) is None


def test_requests_are_spaced_over_the_interval() -> None:
    assert Limits(5, 10.0).spacing == 2.0
