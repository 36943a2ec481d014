"""Sentences of articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.parsing.sentences import sentence_at, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[one.start : one.end] for one in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "A study by Pokorny et al. (2017) found it.",
        "A study by Pokorny et al. The rest is silence.",
        "See Fig. 2 and Sect. 3, cf. Eq. 4 there.",
        "Drugs (e.g. LSD, i.e. acid) at 0.5 mg vs. 1.5 mg were given.",
        "As K. H. Preller said.",
        "Im Juni kam z. B. Dr. Lind dazu, vgl. Abb. 2 dort.",
        "He asked what it is... and nobody answered.",
        "It was on 3 Jan. 2019 that it rained.",
    ],
)
def test_abbreviations_initials_and_decimals_end_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is here. Two is there.", ["One is here.", "Two is there."]),
        ("Is it? Yes! So it is.", ["Is it?", "Yes!", "So it is."]),
        ("“So it is.” Then he left.", ["“So it is.”", "Then he left."]),
        ("It rose (as they say.) The end.", ["It rose (as they say.)", "The end."]),
        ("In 2019. (See Lind.) Or not.", ["In 2019.", "(See Lind.)", "Or not."]),
        ("This is known.[1, 2] That is not.", ["This is known.[1, 2]", "That is not."]),
        ("This is known.¹ That is not.", ["This is known.¹", "That is not."]),
        ("This is known.^1,2^ That is not.", ["This is known.^1,2^", "That is not."]),
        ("This is known.1,2 That is not.", ["This is known.1,2", "That is not."]),
        ("Nobody knows… The end", ["Nobody knows…", "The end"]),
        ("  Blanks around.  ", ["Blanks around."]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_the_sentence_of_a_place_is_found() -> None:
    text = "One is here. Two is there. Three."
    assert [sentence_at(sentence_spans(text), text.index(word)).start for word in ("here", "Two", "Three")] == [
        0,
        13,
        27,
    ]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="Ab .!?1[]()“”\n,et", max_size=80))
def test_sentences_hold_every_character_but_blanks_between_them(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
