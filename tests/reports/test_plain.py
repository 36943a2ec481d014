from __future__ import annotations

import pytest

from refcheck.reports.plain import counted, display_width, printable, shortened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred", "a[31mred"),
        ("bell\x07 and \x9b31m", "bell and 31m"),
        ("up\u202eside", "upside"),
        ("two\n lines\tand  more", "two lines and more"),
        ("half \ud800", "half \ufffd"),
        ("tag\U000e0041", "tag"),
        ("Ő and 海", "Ő and 海"),
    ],
)
def test_what_could_harm_a_terminal_is_taken_out(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert shortened("a long text", 7) == "a long…"
    assert shortened("short", 7) == "short"


def test_wide_letters_take_two_columns_and_accents_none() -> None:
    assert display_width("海e\u0301") == 3


def test_numbers_and_their_nouns() -> None:
    assert [counted(1, "note"), counted(2, "note"), counted(0, "fix", "fixes")] == ["1 note", "2 notes", "0 fixes"]
