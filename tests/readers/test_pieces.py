from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Span
from refcheck.parsing.blocks import Piece
from refcheck.readers.pieces import Pieces


def read(text: str) -> tuple[Piece, ...]:
    pieces = Pieces()
    pieces.take(text, 0, len(text))
    return pieces.finish()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("  one\r\n  two\tthree \n", "one two three"),
        ("hy\u00adphen\u200bated", "hyphenated"),
        ("10\u00a0mg", "10 mg"),
        (" \n ", ""),
    ],
)
def test_blanks_are_one_blank_and_invisible_characters_none(text: str, seen: str) -> None:
    assert "".join(piece.text for piece in read(text)) == seen


def test_a_line_break_of_one_character_does_not_cut_a_piece() -> None:
    assert read("one\ntwo") == (Piece("one two", Span(0, 7)),)


def test_a_wider_gap_is_a_piece_of_its_own() -> None:
    assert read("one\r\ntwo") == (Piece("one", Span(0, 3)), Piece(" ", Span(3, 5)), Piece("two", Span(5, 8)))


def test_what_stands_for_other_characters_is_a_piece_of_its_own() -> None:
    pieces = Pieces()
    pieces.take("a&amp;b", 0, 1)
    pieces.add("&", 1, 6)
    pieces.take("a&amp;b", 6, 7)
    assert pieces.length == 3
    assert [piece.text for piece in pieces.finish()] == ["a", "&", "b"]


def test_blanks_of_two_ranges_are_one() -> None:
    pieces = Pieces()
    pieces.take("a ", 0, 2)
    pieces.add(" ", 5, 11)
    pieces.take("xx b", 2, 4)
    assert "".join(piece.text for piece in pieces.finish()) == "a b"


def test_after_the_end_it_begins_anew() -> None:
    pieces = Pieces()
    pieces.take("a", 0, 1)
    pieces.finish()
    assert pieces.length == 0
    assert pieces.finish() == ()


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab \n\r\t\u00ad\u00a0\u200b"), max_size=40))
def test_the_text_is_that_of_the_file_with_single_blanks(text: str) -> None:
    pieces = read(text)
    assert "".join(piece.text for piece in pieces) == " ".join(text.translate({0xAD: None, 0x200B: None}).split())
    for piece in pieces:
        written = text[piece.span.start : piece.span.end]
        assert piece.text in (written, " ") or " ".join(piece.text.split()) == " ".join(written.split())
