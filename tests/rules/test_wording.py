"""Works, names and values in words."""

from __future__ import annotations

import pytest

from refcheck.model import Date, Item, Name, Names
from refcheck.rules.wording import authors, described, listed, shortened

LIND, MOREAU, OKAFOR = Name("Lind", "Karin"), Name("Moreau", "Jean"), Name("Okafor", "Ada")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (Names(), ""),
        (Names((LIND,)), "Lind"),
        (Names((LIND,), truncated=True), "Lind et al."),
        (Names((LIND, MOREAU)), "Lind & Moreau"),
        (Names((LIND, MOREAU, OKAFOR)), "Lind et al."),
        (Names((Name(literal="GTEx Consortium"),)), "GTEx Consortium"),
    ],
)
def test_names_are_shown_as_in_a_citation(names: Names, words: str) -> None:
    assert authors(names) == words


def test_a_long_title_is_cut_at_a_blank() -> None:
    assert shortened("On tides, harbours and boats", 20) == "On tides, harbours …"


def test_a_title_that_fits_stays() -> None:
    assert shortened("On  tides", 20) == "On tides"


def test_a_work_is_described_in_one_line() -> None:
    item = Item(title=("Tides",), author=Names((LIND,)), issued=(Date(2021),), container_title=("Coastal Letters",))
    assert described(item) == "“Tides” (Lind, 2021, Coastal Letters)"


def test_a_work_without_anything_is_described_too() -> None:
    assert described(Item()) == "a work without a title"


@pytest.mark.parametrize(
    ("words", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_an_enumeration(words: tuple[str, ...], text: str) -> None:
    assert listed(words) == text
