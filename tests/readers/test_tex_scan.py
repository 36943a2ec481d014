from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.readers.tex_scan import GAP, argument_at, masked, skip_arguments, skip_optional


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a % b\nc", "a \nc"),
        (r"5\% a", r"5\% a"),
        ("a \\\\% b", "a \\\\"),
        (r"\url{a%b} % c", r"\url{a%b} "),
        ("\\url{a %\n b}", "\\url{a \n b}"),
        (r"\begin{verbatim}% a\end{verbatim}b", r"\begin{verbatim}\end{verbatim}b"),
        (r"\verb|%|a", "a"),
        ("\\verb|% a", ""),
        (r"a\iffalse b\fi c", r"a\fi c"),
        (r"\iffalsely b\fi", r"\iffalsely b\fi"),
        (r"a\iffalse b", "a"),
    ],
)
def test_comments_and_verbatim_texts_are_gaps(text: str, left: str) -> None:
    assert masked(text).replace(GAP, "") == left


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([*"a%{}|\\\n", r"\verb", r"\url{", r"\begin{verbatim}", r"\end{verbatim}"])).map("".join)
)
def test_a_masked_text_has_the_places_of_the_text(text: str) -> None:
    seen = masked(text)
    assert len(seen) == len(text)
    assert all(after in (before, GAP) for before, after in zip(text, seen, strict=True))
    assert seen.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "argument"),
    [
        ("{a}", "a"),
        (" \n{a{b}c}", "a{b}c"),
        (r"{a\}b}", r"a\}b"),
        ("{" * 7 + "}" * 7, "{" * 6 + "}" * 6),
        ("{" * 8 + "}" * 8, None),
        ("\n\n{a}", None),
        ("{a", None),
        ("a{b}", None),
    ],
)
def test_an_argument_stands_between_braces(text: str, argument: str | None) -> None:
    found = argument_at(text, 0)
    assert (text[found.start : found.end] if found else None) == argument


def test_arguments_are_skipped_as_far_as_they_are_there() -> None:
    assert skip_arguments("{a}{b}{c}", 0, 2) == len("{a}{b}")
    assert skip_arguments("{a}b{c}", 0, 2) == len("{a}")


@pytest.mark.parametrize(("text", "end"), [("[a][{]}]{", 8), ("<a>[b]{", 6), ("[a{", 0), ("<a\n>", 0), ("{a}", 0)])
def test_optional_arguments_are_skipped(text: str, end: int) -> None:
    assert skip_optional(text, 0) == end
