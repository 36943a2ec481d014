"""Which other works may have been meant."""

from __future__ import annotations

from refcheck.claims.alternatives import further_words, in_list, names, query_for
from refcheck.claims.nouns import Conflict
from refcheck.claims.vocabulary import vocabulary
from refcheck.claims.works import Described
from refcheck.model import Item, Reference, Span
from tests.claims.sentences import found_in


def conflict(marked: str, title: str) -> Conflict:
    """The conflict, which there must be."""
    found = found_in(marked, title)
    assert found is not None
    return found


LSD = conflict(
    "⟦Lind (2021)⟧ found that LSD increased emotional empathy in sailors.", "Effects of psilocybin on empathy"
)


def test_a_title_that_names_the_thing_by_another_name_will_do() -> None:
    assert names(LSD, "Lysergic acid diethylamide in sailors", vocabulary())
    assert not names(LSD, "Psilocybin in sailors", vocabulary())


def test_a_name_that_is_in_no_list_is_looked_for_word_by_word() -> None:
    found = conflict("⟦Lind (2021)⟧ introduced TidePool.", "HarbourNet: forecasts of tides")
    assert names(found, "TidePool: a model of tides", vocabulary())
    assert not names(found, "Pools left by the tides", vocabulary())


def test_a_direction_leads_to_no_other_work() -> None:
    found = conflict("⟦Lind (2021)⟧ found that shade increases the growth of kelp.", "Shade reduces the growth of kelp")
    assert not names(found, "Light increases the growth of kelp", vocabulary())


def test_works_of_the_list_are_offered() -> None:
    reference = Reference("okafor2019", Item(), Span(0, 0))
    works = [Described(reference, "LSD at sea", ()), Described(reference, "Tides at sea", ())]
    assert [one.title for one in in_list(LSD, works, vocabulary())] == ["LSD at sea"]


def test_an_index_is_asked_for_the_name_and_the_words_of_the_claim() -> None:
    assert query_for(LSD) == "LSD emotional empathy sailor"


def test_the_words_of_the_claim_in_a_title_are_counted() -> None:
    assert further_words(LSD, "LSD Acutely Enhances Emotional Empathy and Sociality") == 2
