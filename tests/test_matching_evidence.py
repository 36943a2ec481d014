from dataclasses import replace

import pytest

from refcheck.matching_evidence import evidence_of
from refcheck.model import Item, Name, Names
from tests.shelf import BREAD, TIDES

KODA = replace(TIDES, author=Names((Name("Koda", "H."),)))


def by(family: str, given: str = "") -> Item:
    return replace(TIDES, author=Names((Name(family, given),)))


@pytest.mark.parametrize("author", [("Koa", "H."), ("Kodda", ""), ("Kdoa", "Hiro")])
def test_a_slip_in_a_family_makes_no_stranger(author: tuple[str, str]) -> None:
    evidence = evidence_of(by(*author), KODA)
    assert evidence.misspelt_author
    assert not evidence.strangers


@pytest.mark.parametrize("author", [("Koa", "T."), ("Baker", "H."), ("Kodaira", "H.")])
def test_another_family_or_initial_is_a_stranger(author: tuple[str, str]) -> None:
    assert evidence_of(by(*author), KODA).strangers


def test_who_is_not_named_is_no_stranger() -> None:
    assert not evidence_of(replace(TIDES, author=Names()), TIDES).strangers


def titled(title: str) -> Item:
    return replace(TIDES, title=(title,))


def test_a_title_with_slips_in_several_words_is_misspelt() -> None:
    assert evidence_of(titled("Seasnal drfit of harobur tiede gaguges"), TIDES).misspelt_title


@pytest.mark.parametrize(
    "title", ["Seasonal drift of mountain tide gauges", "Seasonal drift of tide gauges", BREAD.title[0]]
)
def test_a_title_of_other_words_is_not_misspelt(title: str) -> None:
    assert not evidence_of(titled(title), TIDES).misspelt_title


def test_other_numbers_are_no_slips() -> None:
    theirs = titled("Seasonal drift of harbour tide gauges in the winter of 1953")
    assert not evidence_of(titled("Seasonal drift of harbour tide gauges in the winter of 1963"), theirs).misspelt_title


def test_a_work_of_another_issue_is_not_in_place() -> None:
    theirs = replace(TIDES, issue="2")
    assert evidence_of(TIDES, theirs).in_place
    assert not evidence_of(replace(TIDES, issue="5"), theirs).in_place
