"""Text as words."""

from __future__ import annotations

import pytest

from refcheck.claims.words import Words, plain, related, stem, tells


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tumours", "tumor"),
        ("anaemia", "anemia"),
        ("randomised", "randomized"),
        ("studies", "study"),
        ("boxes", "box"),
        ("Alzheimer's", "alzheimer"),
        ("Behçet", "behcet"),
        ("fibres", "fiber"),
    ],
)
def test_spellings_and_plurals_are_one_word(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_stems_bring_forms_of_a_word_together() -> None:
    assert stem("depressed") == stem("depression") == stem("depressive")
    assert stem("sea") == "sea"


def test_words_that_begin_alike_are_related() -> None:
    assert related("schizophrenia", "schizophrenic")
    assert related("sea", "sea")
    assert not related("sea", "seal")
    assert not related("psilocybin", "psychosis")


def test_verbs_of_reporting_are_known() -> None:
    assert tells("found")
    assert tells("counted")
    assert not tells("bed")


def test_lowered_digits_are_digits() -> None:
    assert Words("CO₂ and N₂O").plain == ["co2", "and", "n2o"]
