"""Whole lists, in the shapes and languages in which people type them."""

from __future__ import annotations

import pytest

from refcheck.parsing.reference_list import find
from tests.parsing.list_cases import Case, bare, cases


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_references_of_a_list_are_found_split_and_nothing_else(case: Case) -> None:
    found = find(case.blocks)
    assert [(one.label, bare(one.text)) for one in found.entries] == list(case.expected)
