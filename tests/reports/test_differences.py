from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.reports.differences import ELLIPSIS, Marked, differences
from refcheck.reports.plain import printable

WORDS = st.lists(st.sampled_from(["sea", "tide", "harbour", "Rain;", "of", "–"]), max_size=12).map(" ".join)


def _marked(value: Marked) -> str:
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in value)


def _both(ours: str, theirs: str, room: int = 200) -> tuple[str, str]:
    left, right = differences(ours, theirs, room=room)
    return _marked(left), _marked(right)


def test_the_words_that_differ_are_marked() -> None:
    assert _both("Effect of Psilocybin on Mice", "Effect of Placebo on Mice") == (
        "Effect of [Psilocybin] on Mice",
        "Effect of [Placebo] on Mice",
    )


def test_case_accents_and_punctuation_are_no_difference() -> None:
    assert _both("Müller: on tides", "Muller, On Tides") == ("Müller: on tides", "Muller, On Tides")


def test_names_are_compared_as_a_whole() -> None:
    assert _both("Lind, K; Berg, I; Okafor, A", "Lind, K; Okafor, A")[0] == "Lind, K; [Berg, I;] Okafor, A"


def test_initials_stand_for_the_given_names() -> None:
    assert _both("Lind, K.; Berg, I.", "Lind, Karin; Okafor, A.; Berg, Ida") == (
        "Lind, K.; Berg, I.",
        "Lind, Karin; [Okafor, A.;] Berg, Ida",
    )


def test_given_names_are_marked_if_nothing_else_differs() -> None:
    assert _both("Lind, Karl; Berg, I.", "Lind, Karin; Berg, I.")[0] == "[Lind, Karl;] Berg, I."


def test_a_long_value_keeps_only_what_surrounds_the_difference() -> None:
    ours = "one two three four five six seven eight nine ten"
    left, _ = _both(ours, ours.replace("ten", "zehn"), room=20)
    assert left == f"one {ELLIPSIS}seven eight nine [ten]"


def test_the_middle_between_two_differences_is_left_out() -> None:
    ours = "X one two three four five six seven eight Y"
    left, _ = _both(ours, ours.replace("X", "V").replace("Y", "W"), room=20)
    assert left == f"[X] one two three {ELLIPSIS}six seven eight [Y]"


def test_nothing_is_not_marked() -> None:
    assert _both("", "10.5555/x") == ("", "[10.5555/x]")


@given(WORDS, WORDS)
@settings(max_examples=100, deadline=None)
def test_the_pieces_of_a_value_that_has_room_are_the_value(ours: str, theirs: str) -> None:
    left, right = differences(ours, theirs, room=10_000)
    assert "".join(piece.text for piece in left).strip() == printable(ours)
    assert "".join(piece.text for piece in right).strip() == printable(theirs)
