from __future__ import annotations

import pytest

from refcheck.model import Span
from tests.readers.made import document

ENTRY = "@misc{a, title={A}}"


def suppressed(text: str) -> list[tuple[str, frozenset[str]]]:
    read = document(text)
    return [(read.text[one.span.start : one.span.end], one.rules) for one in read.suppressions]


@pytest.mark.parametrize(
    "text",
    [
        f"% refcheck: ignore\n{ENTRY}",
        f"\r\n%% refcheck: ignore\r\n{ENTRY}",
        f"% refcheck: ignore\n% because it is so\n{ENTRY}",
        f"{ENTRY} % refcheck: ignore",
    ],
)
def test_a_comment_above_or_beside_an_entry_covers_it(text: str) -> None:
    assert suppressed(text) == [(ENTRY, frozenset())]


def test_a_comment_inside_an_entry_covers_it() -> None:
    entry = "@misc{a, % refcheck: ignore REF205, pages-mismatch -- checked by hand\n title={A}}"
    assert suppressed(f"@misc{{b}}\n{entry}\n@misc{{c}}") == [(entry, frozenset({"REF205", "pages-mismatch"}))]


def test_a_comment_elsewhere_covers_nothing() -> None:
    assert suppressed(f"% refcheck: ignore\n\n{ENTRY}\n% refcheck: ignore\n") == []


def test_the_whole_file_may_be_covered() -> None:
    text = f"% refcheck: ignore-file REF104\n\n{ENTRY}"
    (suppression,) = document(text).suppressions
    assert (suppression.span, suppression.rules) == (Span(0, len(text)), frozenset({"REF104"}))


def test_a_file_that_does_not_speak_of_refcheck_has_none() -> None:
    assert suppressed(f"% ignore\n{ENTRY}") == []
