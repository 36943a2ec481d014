from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Citation, Item, Reference, Span
from refcheck.parsing import article
from refcheck.parsing.article import Apart, read_article, too_large
from refcheck.parsing.blocks import Block, Kind, Piece
from refcheck.parsing.unlisted import NO_LIST, NO_LIST_BUT_CITATIONS

LIST = [
    "Lind, K., & Berg, A. (2021). On tides and harbours of the north. Coastal Letters, 12(3), 45–67.",
    "Mason, N. L. (2019). A survey of mooring lines and their users. Journal of Harbours, 51(2), 123–134.",
]


def blocks(*texts: str, kind: Kind = Kind.ITEM) -> tuple[str, list[Block]]:
    """A text of these lines, and one block for each."""
    source = "\n".join(texts)
    made = []
    start = 0
    for number, text in enumerate(texts, 1):
        made.append(Block(kind, (Piece(text, Span(start, start + len(text))),), group="list", label=str(number)))
        start += len(text) + 1
    return source, made


def test_a_typed_reference_keeps_its_number_its_words_and_its_place() -> None:
    text, made = blocks(*LIST)
    first, second = read_article("a.txt", text, made).references
    assert (first.key, first.label, first.text, first.typed) == ("lind2021", "1", LIST[0], True)
    assert text[second.span.start : second.span.end] == LIST[1]


def test_an_article_without_a_list_is_a_problem() -> None:
    text, made = blocks("Nothing of the kind.", kind=Kind.PARAGRAPH)
    document = read_article("a.txt", text, made)
    assert [one.message for one in document.problems] == [NO_LIST]
    assert document.running_text


def test_citations_without_a_list_are_said_at_the_first_of_them() -> None:
    text, made = blocks("As we know.", kind=Kind.PARAGRAPH)
    document = read_article("a.txt", text, made, citations=[Citation(Span(3, 5), "As we know.")])
    assert [(one.message, one.span) for one in document.problems] == [(NO_LIST_BUT_CITATIONS, Span(3, 5))]


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ((9, 13), []),
        ((0, 20), []),
        ((13, 15), []),
        ((0, 3), ["2021"]),
        ((14, 20), ["2021"]),
    ],
)
def test_what_the_format_marks_is_not_found_in_the_text_again(marked: tuple[int, int], left: list[str]) -> None:
    text, made = blocks("So Lind (2021) wrote it down for all of us.", *LIST)
    paragraph = replace(made[0], kind=Kind.PARAGRAPH, group="", label="")
    given_one = Citation(Span(*marked), "", ("lind2021",), label="lind2021")
    document = read_article("a.md", text, [paragraph, *made[1:]], citations=[given_one])
    assert [one.year for one in document.citations if one.year] == left


@pytest.mark.parametrize(
    "apart", [Apart(bibliographies=("refs.bib",)), Apart(references=(Reference("lind2021", Item(), Span(0, 1)),))]
)
def test_references_elsewhere_are_references(apart: Apart) -> None:
    text, made = blocks("Nothing of the kind.", kind=Kind.PARAGRAPH)
    document = read_article("a.md", text, made, apart=apart)
    assert document.problems == ()
    assert (document.references, document.bibliographies) == (apart.references, apart.bibliographies)


def test_keys_that_the_format_gives_are_not_given_again() -> None:
    text, made = blocks(*LIST)
    given_one = Reference("lind2021", Item(), Span(0, 0))
    document = read_article("a.md", text, made, apart=Apart((given_one,)))
    assert [one.key for one in document.references] == ["lind2021", "lind2021a", "mason2019"]


def test_a_text_of_absurd_length_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article, "LARGEST_TEXT", 10)
    document = too_large("a.txt", "x" * 11)
    assert document is not None
    assert document.problems[0].message == "the file is too large: 11 characters, at most 10 are read"
    assert too_large("a.txt", "x" * 10) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=80) | st.sampled_from(LIST), max_size=8))
def test_no_text_is_too_strange(texts: list[str]) -> None:
    text, made = blocks(*texts)
    document = read_article("a.txt", text, [one for one in made if one.text])
    for reference in document.references:
        assert all(text[field.span.start : field.span.end] == field.raw for field in reference.fields)
