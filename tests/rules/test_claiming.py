from __future__ import annotations

import pytest

from refcheck.claims.settings import ClaimSettings
from refcheck.model import Unchecked
from refcheck.readers import READERS
from refcheck.rules.claiming import CitingText, citing_text

REFERENCES = "\n\nReferences\n\nLind, K. (2021). Effects of caffeine on barnacles. Coastal Letters, 41(2), 747-757.\n"
ENGLISH = "Lind (2021) found that nicotine slowed the growth of the barnacles on the hulls of the boats."
GERMAN = "Lind (2021) hat gezeigt, dass die Seepocken mit dem Nikotin nicht wachsen und auch nicht auf der Werft sind."


def text(sentence: str) -> CitingText:
    document = READERS[".txt"].read("post.txt", sentence + REFERENCES)
    return citing_text(document, [Unchecked("nobody was asked")] * len(document.references), ClaimSettings())


def test_contradictions_are_worked_out_once() -> None:
    english = text(ENGLISH)
    (first,) = english.contradictions
    assert (first.conflict.ours, first.conflict.theirs) == ("nicotine", "caffeine")
    assert english.contradictions is english.contradictions


def test_a_contradiction_stands_at_the_first_of_its_citations() -> None:
    (first,) = text(ENGLISH).contradictions
    assert (ENGLISH + REFERENCES)[first.span.start : first.span.end] == "Lind (2021)"


def test_the_claims_of_another_language_are_not_compared() -> None:
    german = text(GERMAN)
    assert german.other_language == "German"
    assert list(german.claims) == []


@pytest.mark.parametrize(
    "sentence", [ENGLISH, "Nobody is cited here, und das ist nicht schlimm, weil es die Regel ist."]
)
def test_a_text_in_english_or_one_that_cites_nothing_has_no_other_language(sentence: str) -> None:
    assert text(sentence).other_language == ""
