from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import CitationForm, Document
from refcheck.readers.base import CannotWrite
from refcheck.readers.front_matter import read_front_matter
from refcheck.readers.markdown import read, read_body, set_field
from tests.cost import processor_seconds

POST = """---
title: Tides
---

Tides rise.[^lind] They fall.[^aside]

[^lind]: Lind K, Moe A. On tides and harbours. Tidal Letters 2021;4(2):10-9. https://doi.org/10.5555/1234
[^aside]: This is but a remark, and a rather long one.
"""
LIST = """Tides rise [1], and they fall [2].

## References

1. Lind, K., & Moe, A. (2021). On tides and harbours. *Tidal Letters*, *4*(2), 10–19.
2. Moe, A. (2020). The ebb, a study. *Tidal Letters*, *3*(1), 1–9. [PMID: 1](https://example.org/1)
"""
SIGNS = st.lists(
    st.sampled_from(
        [
            *"ab1 \n\r\t[](){}<>*_`$^~@:;.!|#-+=&%\\\"'/,²é\u00a0\u2028\x0c0",
            *("[^1]", "[@a]", "http://x.y", "<sup>", "{% cite a %}", "---\n", "```\n", "%%", "    ", "1. ", "\n\n"),
        ]
    ),
    max_size=80,
).map("".join)


def test_a_footnote_that_holds_a_reference_is_cited() -> None:
    document = read("post.md", POST)
    assert [one.label for one in document.references] == ["lind"]
    (citation,) = [one for one in document.citations if one.form is CitationForm.NOTE]
    assert citation.keys == (document.references[0].key,)
    assert citation.sentence == "Tides rise."


def test_a_typed_list_is_read() -> None:
    document = read("post.md", LIST)
    assert [one.label for one in document.references] == ["1", "2"]
    assert document.references[0].text.startswith(
        "Lind, K., & Moe, A. (2021). On tides and harbours. Tidal Letters, 4(2)"
    )
    assert document.problems == ()


def test_a_note_without_definition_points_nowhere() -> None:
    document = read("post.md", LIST.replace("fall [2]", "fall [^9]"))
    assert [one.keys for one in document.citations if one.form is CitationForm.NOTE] == [()]


def test_references_in_a_named_file_are_not_missed() -> None:
    document = read("post.md", "---\nbibliography: a.bib\n---\nTides rise [@lind2021].\n")
    assert (document.problems, document.bibliographies) == ((), ("a.bib",))
    assert [one.keys for one in document.citations] == [("lind2021",)]


def test_references_in_the_front_matter_are_references() -> None:
    text = "---\nreferences:\n- id: lind\n  title: On tides\nnocite: '@*'\n---\nTides rise.\n"
    document = read("post.md", text)
    assert [one.key for one in document.references] == ["lind"]
    assert [one.keys for one in document.citations] == [("lind",)]
    assert document.problems == ()


def test_broken_front_matter_is_told() -> None:
    assert any("metadata" in one.message for one in read("post.md", "---\nbibliography: [a\n---\nText").problems)


def test_a_text_without_references_says_so() -> None:
    assert len(read("post.md", "Tides rise.").problems) == 1


def test_a_text_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refcheck.parsing.article.LARGEST_TEXT", 10)
    assert read("post.md", LIST).references == ()


# ------------------------------------------------------------------------------------------------------------ writing


def test_a_doi_is_put_behind_all_that_belongs_to_the_reference() -> None:
    document = read("post.md", LIST)
    changed = set_field(LIST, document.references[1], "DOI", "10.5555/a_b")
    assert changed == LIST.replace("/1)\n", "/1) https://doi.org/10.5555/a_b\n")


def test_a_value_is_replaced_in_its_place() -> None:
    document = read("post.md", LIST)
    page = document.references[0].field("page")
    assert page is not None
    assert set_field(LIST, document.references[0], "page", "10-29") == LIST.replace("10–19", "10–29")


def test_a_value_in_the_front_matter_is_replaced() -> None:
    text = "---\nreferences:\n- id: lind\n  volume: 4\n---\n"
    assert set_field(text, read("post.md", text).references[0], "volume", "5") == text.replace("4", "5")


def test_the_authors_of_a_typed_reference_are_left_alone() -> None:
    with pytest.raises(CannotWrite):
        set_field(LIST, read("post.md", LIST).references[0], "author", "Kay, B.")


# ------------------------------------------------------------------------------------------------------------ any text


def assert_spans_hold(document: Document, text: str) -> None:
    for reference in document.references:
        assert 0 <= reference.span.start <= reference.span.end <= len(text)
        for field in reference.fields:
            assert text[field.span.start : field.span.end] == field.raw
    for citation in document.citations:
        assert 0 <= citation.span.start < citation.span.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(SIGNS, st.sampled_from(["a.md", "a.qmd", "a.mdx"]))
def test_any_text_is_read(text: str, path: str) -> None:
    assert_spans_hold(read(path, text), text)


@settings(max_examples=200, deadline=None)
@given(SIGNS | st.text(max_size=200), st.sampled_from(["a.md", "a.qmd", "a.mdx"]))
def test_every_piece_of_any_text_stands_where_it_says(text: str, path: str) -> None:
    for block in read_body(path, text, read_front_matter(text)).blocks:
        position = 0
        for piece in block.pieces:
            assert position <= piece.span.start <= piece.span.end <= len(text)
            position = piece.span.end
            if piece.verbatim and not piece.text.isspace():
                assert text[piece.span.start : piece.span.end].split() == piece.text.split()
        ranges = [(one.start, one.end) for one in block.marks] + [(one.start, one.end) for one in block.links]
        assert all(0 <= start < end <= len(block.text) for start, end in ranges)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=100))
def test_any_front_matter_is_read(text: str) -> None:
    read_front_matter(f"---\nreferences:\n{text}\n---\n")


@pytest.mark.parametrize(
    "sign",
    ["[", "(", "](", "![", "^[", "1", "*a ", "a*", "_", "`", "``a", "<", '<a "', "<sup>", "<!--", "$a", "@a.", "{%",
     "{{<", "&", "~a", "^a", "http://", "%% ", ":::\n", "~~~a\n", "[^1]: x\n", "[[a|", "\\", "- x\n", "> a\n",
     "<div>\n"],
)  # fmt: skip
def test_no_text_costs_more_than_its_length(sign: str) -> None:
    def seconds(length: int) -> float:
        text = sign * (length // len(sign))
        return processor_seconds(lambda: read_body("a.md", text, read_front_matter(text)))

    assert seconds(50_000) < 3 * seconds(25_000) + 0.5


def test_deep_metadata_are_no_danger() -> None:
    text = "---\nreferences:\n" + "- " * 200_000 + "\n---\n"
    assert read_front_matter(text).problems
