"""Publishers and editions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.publishers import compare_edition, compare_publisher
from refcheck.compare.verdict import Level
from refcheck.model import Item


def publishers(ours: str, theirs: str) -> Level:
    return compare_publisher(Item(publisher=ours), Item(publisher=theirs)).level


def editions(ours: str, theirs: str) -> Level:
    return compare_edition(Item(edition=ours), Item(edition=theirs)).level


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Springer", "Springer Science and Business Media LLC"),
        ("Springer-Verlag", "Springer International Publishing"),
        ("BioMed Central", "Springer Science and Business Media LLC"),
        ("Nature Publishing Group", "Springer Science and Business Media LLC"),
        ("Academic Press", "Elsevier BV"),
        ("Wiley-Blackwell", "John Wiley & Sons, Inc."),
        ("ACM", "Association for Computing Machinery"),
        ("Institute of Electrical and Electronics Engineers (IEEE)", "IEEE"),
        ("MIT Press", "The MIT Press"),
        ("RAND", "Research and Narrow Docks"),
    ],
)
def test_imprints_and_legal_forms_are_one_house(ours: str, theirs: str) -> None:
    assert publishers(ours, theirs) in {Level.SAME, Level.STYLE}


def test_imprints_are_the_same() -> None:
    assert publishers("BioMed Central", "Springer Science and Business Media LLC") is Level.SAME


def test_an_acronym_is_the_same() -> None:
    assert publishers("Society of Harbour Engineers", "SHE") is Level.SAME


def test_another_publisher_is_never_more_than_style() -> None:
    assert publishers("Elsevier", "Springer Science and Business Media LLC") is Level.STYLE


def test_publishers_of_journal_articles_are_not_compared() -> None:
    ours = Item(type="journal-article", publisher="Elsevier")
    assert compare_publisher(ours, Item(publisher="Wiley")).level is Level.NOT_COMPARABLE


@pytest.mark.parametrize(("ours", "theirs"), [("", "Wiley"), ("Wiley", ""), ("-", "Wiley")])
def test_a_missing_publisher_says_nothing(ours: str, theirs: str) -> None:
    assert publishers(ours, theirs) is Level.NOT_COMPARABLE


@pytest.mark.parametrize("ours", ["2", "2nd", "Second", "zweite", "2. Aufl.", "II", "2nd revised edition", "2e"])
def test_one_edition_has_many_spellings(ours: str) -> None:
    assert editions(ours, "2") is Level.SAME


def test_another_edition_is_a_slip() -> None:
    assert editions("Third", "2") is Level.MINOR


@pytest.mark.parametrize(("ours", "theirs"), [("revised", "2"), ("", "2"), ("2", ""), ("2", "illustrated")])
def test_an_edition_without_number_says_nothing(ours: str, theirs: str) -> None:
    assert editions(ours, theirs) is Level.NOT_COMPARABLE


def test_equal_words_are_one_edition() -> None:
    assert editions("Revised", "revised") is Level.SAME


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_no_text_breaks_the_comparison(ours: str, theirs: str) -> None:
    assert publishers(ours, theirs) is publishers(theirs, ours)
    assert editions(ours, theirs) is editions(theirs, ours)
    assert publishers(ours, theirs) <= Level.STYLE
