"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.crossref_double.handle import Double

# The same examples each time: a failure is the change's. `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("repeatable")


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
