from __future__ import annotations

import pytest

from refcheck.model import Date, Name, Reference
from refcheck.readers.base import CannotWrite
from refcheck.readers.front_matter import read_front_matter
from refcheck.readers.front_matter_writer import set_yaml_field

ITEMS = """---
title: "Über 😀 tides"
references:
  - id: lind2021   # the first
    type: article-journal
    title: 'On tides'
    author:
    - family: Lind
      given: Karin
    issued: {date-parts: [[2021, 5]]}
    container-title: Tidal Letters
    page: 10-19
  - id: moe20
    title: "Ebb: a study"
    issued: 2020
    volume: |
      4
nocite: '@moe20, @*'
---
Text
"""


def references(text: str) -> list[Reference]:
    return read_front_matter(text).references


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("---\nbibliography: a.bib\n---\n", ["a.bib"]),
        ("\ufeff---\r\nbibliography: [a.bib, b.json]\r\n...\r\nx", ["a.bib", "b.json"]),
        ("---\nbibliography:\n  main: a.bib\n  more: b.bib\n---\n", ["a.bib", "b.bib"]),
        ("---\nbibliography: '`r path`'\n---\n", []),
        ("+++\nbibliography = 'a.bib'\n+++\n", ["a.bib"]),
        ("+++\nx = 1\n[params]\nbibliography = ['a.bib', 2]\n+++\n", ["a.bib"]),
        ("---\ntitle: none\n---\n", []),
        ("---\nbibliography: open\n", []),
        ("Text\n\n---\nbibliography: late.bib\n---\n", ["late.bib"]),
        ("Text\n\n---\nother: x\n---\n\nbibliography: none\n", []),
        ("---\nbibliography:\n---\n", []),
        ("No matter", []),
    ],
)
def test_bibliographies_are_named(text: str, names: list[str]) -> None:
    assert read_front_matter(text).bibliographies == names


def test_references_in_yaml_are_read() -> None:
    first, second = references(ITEMS)
    assert (first.key, first.item.title, first.item.page) == ("lind2021", ("On tides",), "10-19")
    assert first.item.author.listed == (Name("Lind", "Karin"),)
    assert first.item.issued == (Date(2021, 5),)
    assert (second.key, second.item.title) == ("moe20", ("Ebb: a study",))


def test_references_in_yaml_have_their_places() -> None:
    for reference in references(ITEMS):
        assert ITEMS[reference.span.start : reference.span.end] == reference.text
        assert reference.text.startswith("id: ")
        assert not reference.text.endswith("\n")
        for field in reference.fields:
            assert ITEMS[field.span.start : field.span.end] == field.raw
    title = references(ITEMS)[0].field("title")
    assert title is not None
    assert title.raw == "'On tides'"


def test_references_between_the_paragraphs_are_read() -> None:
    text = "Text\n\n---\nreferences:\n- id: a\n  title: T\n...\n\nMore\n"
    assert [one.key for one in references(text)] == ["a"]


def test_references_that_are_plain_text_become_blocks() -> None:
    text = "---\nreferences:\n- 'Lind, K. (2021). On tides.'\n- Moe\n   2020\n- 3\n- ''\n- [x]\n---\n"
    blocks = read_front_matter(text).blocks
    assert [one.text for one in blocks] == ["Lind, K. (2021). On tides.", "Moe 2020", "3"]
    assert text[blocks[0].span.start : blocks[0].span.end] == blocks[0].text
    assert blocks[0].hint == "references"


def test_what_is_listed_without_citation_is_told() -> None:
    assert [key for key, _ in read_front_matter(ITEMS).uncited] == ["moe20", "*"]


def test_an_item_without_id_has_no_key() -> None:
    assert references("---\nreferences:\n- title: T\n- {id: [1]}\n---\n")[0].key == ""


@pytest.mark.parametrize(
    "text",
    [
        "---\nreferences: [a\n---\n",
        "---\nreferences: " + "[" * 60 + "]" * 60 + "\n---\n",
        "---\nreferences: \x01\n---\n",
        "---\nreferences: " + "x" * 2_000_001 + "\n---\n",
        "+++\nbibliography = \n+++\n",
    ],
)
def test_broken_metadata_are_told(text: str) -> None:
    (problem,) = read_front_matter(text).problems
    assert "cannot be read" in problem.message
    assert 0 <= problem.span.start <= len(text)


def test_broken_metadata_without_references_do_not_matter() -> None:
    assert read_front_matter("---\ntitle: [a\n---\n").problems == []


def test_an_alias_stands_for_a_text_only() -> None:
    text = "---\na: &a T\nb: &b [x]\nreferences:\n- id: i\n  title: *a\n  author: *b\n---\n"
    (one,) = references(text)
    assert one.item.title == ("T",)
    assert not one.item.author


def test_no_mapping_gives_nothing() -> None:
    assert references("---\n- references: x\nreferences: x\n---\n") == []


# ------------------------------------------------------------------------------------------------------------ writing


@pytest.mark.parametrize(
    ("variable", "value", "old", "new"),
    [
        ("title", "The tides' end", "'On tides'", "'The tides'' end'"),
        ("page", "10-29", "page: 10-19", "page: 10-29"),
        ("container-title", "Letters: Tidal", "container-title: Tidal Letters", 'container-title: "Letters: Tidal"'),
        ("container-title", "yes", "container-title: Tidal Letters", 'container-title: "yes"'),
        ("issued", "2022", "[[2021, 5]]", "[[2022, 5]]"),
        ("DOI", "10.5555/1", "# the first\n", "# the first\n    DOI: 10.5555/1\n"),
    ],
)
def test_only_the_value_changes(variable: str, value: str, old: str, new: str) -> None:
    assert set_yaml_field(ITEMS, references(ITEMS)[0], variable, value) == ITEMS.replace(old, new)


def test_double_quotes_stay() -> None:
    changed = set_yaml_field(ITEMS, references(ITEMS)[1], "title", 'A "new" ebb')
    assert changed == ITEMS.replace('"Ebb: a study"', r'"A \"new\" ebb"')


def test_a_new_line_ends_as_the_others_do() -> None:
    text = "---\r\nreferences:\r\n- id: a\r\n  title: T\r\n---\r\n"
    changed = set_yaml_field(text, references(text)[0], "volume", "4")
    assert changed == text.replace("- id: a\r\n", "- id: a\r\n  volume: 4\r\n")


def test_a_new_line_may_be_the_last() -> None:
    text = "---\nreferences:\n- id: a\n---\n"
    assert set_yaml_field(text, references(text)[0], "volume", "4") == "---\nreferences:\n- id: a\n  volume: 4\n---\n"


@pytest.mark.parametrize(
    ("number", "variable", "value"),
    [(0, "author", "Lind, K."), (1, "volume", "5"), (0, "title", "a\x00"), (1, "issued", "soon")],
)
def test_what_is_not_safe_is_refused(number: int, variable: str, value: str) -> None:
    with pytest.raises(CannotWrite):
        set_yaml_field(ITEMS, references(ITEMS)[number], variable, value)


@pytest.mark.parametrize("items", ["- {id: a, title: T}", "- id: a\n  issued: {a: 2020, b: 2021}"])
def test_forms_that_are_not_known_are_refused(items: str) -> None:
    text = f"---\nreferences:\n{items}\n---\n"
    with pytest.raises(CannotWrite):
        set_yaml_field(text, references(text)[0], "volume" if "{id" in items else "issued", "2024")


def test_an_item_that_cannot_be_read_by_itself_is_refused() -> None:
    text = "---\nreferences:\n- id: a\n# remark\n  page: 1-2\n---\n"
    with pytest.raises(CannotWrite, match="rest of the item"):
        set_yaml_field(text, references(text)[0], "page", "1-3")


def test_a_changed_file_is_refused() -> None:
    with pytest.raises(CannotWrite, match="changed"):
        set_yaml_field("x" + ITEMS, references(ITEMS)[0], "page", "1")
