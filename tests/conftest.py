"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crossref_double.handle import Double


@pytest.fixture(scope="session")
def running_double() -> Iterator[Double]:
    """One double for the whole session."""
    with Double() as double:
        yield double


@pytest.fixture
def double(running_double: Double) -> Double:
    """The loopback double of Crossref, doi.org and DataCite, in its start state."""
    running_double.reset()
    return running_double
