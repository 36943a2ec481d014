from __future__ import annotations

import pytest

from refcheck.model import Item, Reference, Span, Suppression
from refcheck.parsing.suppressions import read_suppressions

FIRST, SECOND = "Lind, K. (2021). On Tides.", "Berg, A. (2020). On Harbours."


def suppressed(text: str) -> list[str]:
    """Which parts of the text the suppressions cover."""
    references = [
        Reference(name, Item(), Span(text.find(name), text.find(name) + len(name))) for name in (FIRST, SECOND)
    ]
    return [text[one.span.start : one.span.end] for one in read_suppressions(text, references)]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n\n<!-- refcheck: ignore REF205 -->\n{SECOND}",
        f"{FIRST}\n\n<!-- refcheck: ignore -->\n  2. {SECOND}",
        f"<li>{FIRST}</li>\n<!-- refcheck: ignore --><li class='x'><p>{SECOND}",
        f"{FIRST}\n{SECOND} <!-- refcheck: ignore -->\n",
        f"\\bibitem{{lind}} {FIRST}\n% refcheck: ignore\n\\bibitem{{berg}} {SECOND}",
    ],
)
def test_a_comment_covers_the_reference_behind_it_or_on_its_line(text: str) -> None:
    assert suppressed(text) == [SECOND]


def test_a_comment_inside_a_reference_covers_it() -> None:
    text = "Lind, K. (2021). <!-- refcheck: ignore REF205 --> On Tides."
    (one,) = read_suppressions(text, [Reference("x", Item(), Span(0, len(text)))])
    assert one == Suppression(Span(0, len(text)), frozenset({"REF205"}))


def test_a_comment_for_the_file_covers_all_of_it() -> None:
    text = f"<!-- refcheck: ignore-file year-mismatch, REF6 -->\n{FIRST}\n{SECOND}"
    assert read_suppressions(text, []) == (Suppression(Span(0, len(text)), frozenset({"year-mismatch", "REF6"})),)


def test_a_remark_behind_the_rules_names_none() -> None:
    text = f"<!-- refcheck: ignore REF205 (online first) -->\n{FIRST}"
    (one,) = read_suppressions(text, [Reference("x", Item(), Span(text.find(FIRST), len(text)))])
    assert one.rules == frozenset({"REF205"})


def test_a_comment_with_words_between_it_and_the_reference_covers_nothing() -> None:
    assert suppressed(f"<!-- refcheck: ignore -->\nThe list of all works:\n\n{FIRST}\n\n{SECOND}") == []


def test_a_percent_sign_of_the_text_is_no_comment() -> None:
    assert suppressed(f"100\\% refcheck: ignore\n{FIRST}") == []
