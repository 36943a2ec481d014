from __future__ import annotations

import pytest
from hypothesis import given, settings

from refcheck.readers import bibtex
from tests.readers.made import BIBTEX_LIKE, document


@settings(max_examples=400, deadline=None)
@given(BIBTEX_LIKE)
def test_any_text_is_read_and_every_span_holds(text: str) -> None:
    read = document(text)
    for one in read.references:
        assert text[one.span.start : one.span.end] == one.text
        assert all(text[field.span.start : field.span.end] == field.raw for field in one.fields)
    for problem in read.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
    for suppression in read.suppressions:
        assert 0 <= suppression.span.start < suppression.span.end <= len(text)


def test_references_come_in_the_order_of_the_file() -> None:
    assert [one.key for one in document("@misc{b}\n@misc{a}\n@misc{c}").references] == ["b", "a", "c"]


def test_problems_come_in_the_order_of_the_file() -> None:
    spans = [one.span.start for one in document("@misc{, title={x} year=1,,}\n@misc{b, title=\n@misc{,}").problems]
    assert spans == sorted(spans)


def test_a_reference_holds_its_own_text() -> None:
    assert document("text @misc{a, title={A}} more").references[0].text == "@misc{a, title={A}}"


def test_a_text_beyond_all_measure_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bibtex, "_LARGEST_TEXT", 10)
    read = document("@misc{a, title={A}}")
    assert (read.references, len(read.problems)) == ((), 1)


@pytest.mark.parametrize(
    "text",
    [
        "@a{" * 20_000,
        "x @a{b, " * 20_000,
        "@a{b, t={" + "{" * 50_000,
        "@a{b, t=" + '"' * 50_000,
        "@a{b, author={" + " " * 50_000 + "x" + "," * 50_000 + " & " * 20_000 + "}}",
        "@a{b, title={" + "\\emph{" * 20_000 + "}" * 20_000 + "}}",
        "@a{b, title={" + "\u0301\u0327" * 50_000 + "}}",
        "@a{b,t={x}}\n" + "% refcheck: ignore\n" * 20_000,
        "".join(f"@book{{k{number}, crossref={{k{number + 1}}}}}\n" for number in range(3000)),
        "@book{b, xdata={" + ",".join(f"k{number}" for number in range(20_000)) + "}}",
    ],
    ids=["heads", "heads in text", "braces", "quotes", "names", "groups", "marks", "comments", "chain", "xdata"],
)
def test_hostile_texts_are_read_without_hanging(text: str) -> None:
    assert document(text).text == text
