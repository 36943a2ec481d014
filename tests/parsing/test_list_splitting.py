from __future__ import annotations

import pytest

from refcheck.parsing.blocks import Kind
from refcheck.parsing.list_splitting import LONGEST_BLOCK, split, together
from tests.parsing.list_cases import block

ONE = "Alder T, Birch KH. Effects of rest on empathy. J Invent Stud. 2017;20(9):747-57."
TWO = "Cedar FX. Silence and the heart. Imag Med J. 2019;51:123-34."
THREE = "Elm K, Fir C. Naps in school. Sleep Fict. 2020;3(1):1-9."


def parts(text: str, kind: Kind = Kind.PARAGRAPH) -> list[str]:
    return [one.text for one in split(block(text, kind))]


def test_one_reference_stays_one() -> None:
    assert parts(ONE) == [ONE]


def test_lines_that_are_references_are_split() -> None:
    assert parts(f"{ONE}\n{TWO}\n{THREE}") == [ONE, TWO, THREE]


def test_lines_with_numbers_are_split_at_them() -> None:
    assert parts(f"1. {ONE[:40]}\n{ONE[41:]}\n2. {TWO}") == [f"1. {ONE[:40]} {ONE[41:]}", f"2. {TWO}"]


def test_a_number_out_of_sequence_begins_no_reference() -> None:
    assert len(parts(f"1. {ONE}\n7. edition of all\n2. {TWO}")) == 2


def test_bare_numbers_need_a_sequence_of_three() -> None:
    assert len(parts(f"1 {ONE}\n2 {TWO}\n3 {THREE}")) == 3


def test_bulleted_lines_are_split() -> None:
    assert parts(f"• {ONE}\n• {TWO}") == [f"• {ONE}", f"• {TWO}"]


def test_an_empty_line_parts_references_but_not_one_in_two() -> None:
    assert (
        parts("Alder T. On naps\n\nCedar F. On rest, with\n\nremarks on sleep")
        == ["Alder T. On naps Cedar F. On rest, with remarks on sleep"]
        or len(parts("Alder T. On naps.\n\nCedar F. On rest.")) == 2
    )


def test_a_line_that_begins_with_an_address_goes_on() -> None:
    assert parts(f"{ONE}\nhttps://doi.org/10.5555/alder\n{TWO}") == [f"{ONE} https://doi.org/10.5555/alder", TWO]


def test_a_complete_reference_ends_where_the_next_begins() -> None:
    wrapped = (
        "Alder, T. (2017). Effects of rest on\nempathy in adults. Naps.\n"
        "Birch, K. (2018). All about\nrest and naps. Sleep."
    )
    assert len(parts(wrapped)) == 2


def test_wrapped_lines_end_a_reference_where_the_next_word_would_have_fitted() -> None:
    text = (
        "Alder, Thomas, Effects of rest on empathy and on moral decisions,\nForest Press, 2001.\n"
        "The yearly report on naps in the wood and elsewhere, Forest Press\nof the North, 2002."
    )
    assert len(parts(text)) == 2


def test_a_word_broken_at_the_line_end_is_whole_again() -> None:
    assert parts("Alder T. Psycho-\nmetric naps") == ["Alder T. Psychometric naps"]


def test_a_hyphen_before_a_capital_stays() -> None:
    assert parts("Alder T. Decision-\nMaking in naps") == ["Alder T. Decision-Making in naps"]


def test_a_range_of_pages_broken_at_the_line_end_is_whole_again() -> None:
    assert parts("Alder T. Naps, pp. 747–\n757") == ["Alder T. Naps, pp. 747–757"]


def test_an_address_broken_at_the_line_end_is_whole_again() -> None:
    assert parts("Alder T. Naps https://naps.example.org/\nall/of/them") == [
        "Alder T. Naps https://naps.example.org/all/of/them"
    ]


def test_an_enumeration_within_a_paragraph_is_split() -> None:
    assert parts(f"1. {ONE} 2. {TWO} 3. {THREE}") == [f"1. {ONE}", f"2. {TWO}", f"3. {THREE}"]


def test_a_number_inside_a_reference_does_not_end_it() -> None:
    second = "Cedar FX. Silence, 3. Part and the heart. Imag Med J. 2019;51:123-34."
    assert parts(f"[1] {ONE} [2] {second} [3] {THREE}") == [f"[1] {ONE}", f"[2] {second}", f"[3] {THREE}"]


def test_steps_of_a_recipe_are_not_split() -> None:
    text = "1. Lie down on your back and close both of your eyes. 2. Breathe in, then breathe out, and sleep at last."
    assert parts(text) == [text]


def test_references_apart_by_semicolons_are_split_and_keep_the_label() -> None:
    found = split(block(f"{ONE}; {TWO}", Kind.FOOTNOTE, label="3"))
    assert [(one.text, one.label) for one in found] == [(ONE, "3"), (TWO, "3")]


@pytest.mark.parametrize(
    "text", ["Alder T, Birch K; The Nap Group. Naps. J Invent Stud. 2017; 20(9): 747-57.", f"{ONE}; and others"]
)
def test_other_semicolons_split_nothing(text: str) -> None:
    assert parts(text) == [text]


def test_a_block_longer_than_any_list_is_left_alone() -> None:
    assert len(parts("a\n" * LONGEST_BLOCK)) == 1


def test_a_text_of_many_lines_is_not_joined_line_by_line() -> None:
    assert "\n" in parts("and then we slept\n" * 200)[0]


def test_parts_know_their_place() -> None:
    found = split(block(f"{ONE}\n{TWO}", start=10))
    assert (found[1].span.start, found[1].span.end) == (11 + len(ONE), 11 + len(ONE) + len(TWO))


def test_two_blocks_become_one() -> None:
    assert together(block("Alder T."), block("Naps.", start=9)).text == "Alder T. Naps."
