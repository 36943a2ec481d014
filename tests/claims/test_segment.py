"""Which part of a sentence belongs to a citation."""

from __future__ import annotations

from tests.claims.sentences import claim


def said(marked: str) -> str:
    """The part, without the blanks around it."""
    return " ".join(claim(marked).said.split())


def test_what_follows_a_narrative_citation_belongs_to_it() -> None:
    assert said("For long, ⟦Lind (2021)⟧ found that tides rise.") == "found that tides rise."


def test_what_precedes_a_citation_in_brackets_belongs_to_it() -> None:
    assert said("Tides rise twice a day ⟦(Lind, 2021)⟧, as all know.") == "Tides rise twice a day"


def test_the_part_begins_after_the_previous_citation() -> None:
    assert said("Tides rise twice a day ⟦[1]⟧, but boats sink only once ⟪[2]⟫.") == ", but boats sink only once"


def test_a_few_words_between_two_citations_are_no_part_of_their_own() -> None:
    assert said("Tides rise twice a day ⟦[1]⟧ and again ⟪[2]⟫.") == "Tides rise twice a day and again"


def test_a_narrative_part_ends_at_the_next_citation() -> None:
    found = said("⟪Lind (2021)⟫ found that the tides rise, but boats ⟦[2]⟧ sink.")
    assert found == "found that the tides rise, but boats"


def test_a_narrative_citation_after_by_vouches_for_what_goes_before() -> None:
    found = claim("The rise of the tides was shown by ⟦Lind (2021)⟧ in the old harbour.")
    assert not found.narrative
    assert found.said.strip() == "The rise of the tides was shown by"


def test_a_narrative_citation_with_nothing_behind_vouches_for_what_goes_before() -> None:
    found = claim("The tides rise twice a day, says ⟦Lind (2021)⟧.")
    assert not found.narrative


def test_what_precedes_a_narrative_citation_is_kept_aside() -> None:
    assert claim("Unlike others, ⟦Lind (2021)⟧ found that tides rise.").told_before == "Unlike others, "
