from __future__ import annotations

import pytest

from refcheck.parsing.blocks import Kind
from tests.readers.marked import block, blocks, body

LIND = "Lind, K. (2021). On tides. Tidal Letters, 4(2), 10-19."


def kinds(text: str, path: str = "post.md") -> list[tuple[Kind, str, str]]:
    return [(one.kind, one.label, one.text) for one in blocks(text, path)]


def test_an_item_has_its_literal_number() -> None:
    assert kinds("3. a\n7) b\n") == [(Kind.ITEM, "3", "a"), (Kind.ITEM, "7", "b")]


def test_the_items_of_a_list_share_a_group() -> None:
    first, second, third = blocks("- a\n- b\n\ntext\n\n* c\n")[:2] + blocks("- a\n\nx\n\n- c")[2:]
    assert first.group == second.group != ""
    assert third.group != first.group


def test_lists_within_lists_are_deeper() -> None:
    assert [one.level for one in blocks("- a\n  1. b\n")] == [1, 2]


def test_only_the_first_paragraph_of_an_item_is_the_item() -> None:
    assert kinds("1. a\n\n   more\n") == [(Kind.ITEM, "1", "a"), (Kind.PARAGRAPH, "", "more")]


@pytest.mark.parametrize("text", ["## References ##\n", "References\n---\n", "## References {#refs}\n"])
def test_a_heading_has_its_level(text: str) -> None:
    one = block(text)
    assert (one.kind, one.level, one.text) == (Kind.HEADING, 2, "References")


def test_a_footnote_is_named() -> None:
    text = f"Text.[^lind]\n\n[^lind]: {LIND}\n[^2]:\n    Moe 2020\n\n    more\n"
    found = kinds(text)
    assert found[1:] == [(Kind.FOOTNOTE, "lind", LIND), (Kind.FOOTNOTE, "2", "Moe 2020"), (Kind.PARAGRAPH, "", "more")]
    assert {one.group for one in blocks(text)[1:3]} == {"footnotes"}


def test_the_cells_of_a_table_are_blocks() -> None:
    found = kinds("| a | a \\| b |\n|---|---|\n| a | |\n| c |\n")
    assert [text for _, _, text in found] == ["a", "a | b", "a", "c"]
    assert {kind for kind, _, _ in found} == {Kind.CELL}


def test_a_term_in_brackets_is_the_label_of_its_description() -> None:
    assert kinds(f"[Lind21]\n:   {LIND}\n") == [(Kind.ITEM, "Lind21", LIND)]


def test_a_term_of_several_words_is_a_paragraph() -> None:
    assert [kind for kind, _, _ in kinds("The tide itself\n:   Water that moves.\n")] == [Kind.PARAGRAPH, Kind.ITEM]


def test_a_quotation_is_a_paragraph() -> None:
    assert kinds("> a\n>\n> > b\n") == [(Kind.PARAGRAPH, "", "a"), (Kind.PARAGRAPH, "", "b")]


@pytest.mark.parametrize(
    "text",
    [
        "```r\n[@lind] 2020\n```\n",
        "    for x in range(2020): print(x[1])\n",
        "$$\na = b\n$$\n",
        "$$\na = b\n$$ (eq)\n",
        "{% highlight r %}\nx\n\ny [@a]\n{% endhighlight %}\n",
        "{% comment %}x{% endcomment %}\n",
        "{{< highlight go >}}\nx\n{{< /highlight >}}\n",
        "%% a comment\n\nof two paragraphs %%\n",
        "<!-- a\n\ncomment -->\n",
        "::: {#refs}\n:::\n",
        "{: .wide}\n",
        "",
    ],
)
def test_what_is_no_text_gives_no_block(text: str) -> None:
    assert blocks(text) == []


def test_percent_signs_without_an_end_are_text() -> None:
    assert block("growth of %% 5").text == "growth of %% 5"


def test_signs_in_a_fence_hide_nothing_behind_it() -> None:
    text = "```\n%% cell\n```` x\n:::\n```\n\n~~~\n```\n~~~\n\nText %% here\n"
    assert [one.text for one in blocks(text)] == ["Text %% here"]


def test_a_line_of_inline_code_opens_no_fence() -> None:
    assert [one.text for one in blocks("```a``` b\n\n%% c %% d\n")] == ["a b", "d"]


def test_an_unclosed_tag_hides_nothing() -> None:
    assert [one.text for one in blocks("{% comment %}a\n\n{% comment %}b\n")] == ["a", "b"]


def test_programs_of_mdx_are_left_out() -> None:
    text = "import X from 'x'\nexport const a = {\n  b: 1 }\n\nText\n"
    assert [one.text for one in blocks(text, "post.mdx")] == ["Text"]


def test_a_reference_list_that_was_pasted_indented_is_read() -> None:
    text = f"References:\n\n    1. {LIND}\n    2. Moe, A. (2020). On ebb. Tidal Letters, 3, 1-9.\n"
    found = kinds(text)
    assert found[1:] == [(Kind.ITEM, "1", LIND), (Kind.ITEM, "2", "Moe, A. (2020). On ebb. Tidal Letters, 3, 1-9.")]
    start = text.index("Lind")
    assert blocks(text)[1].span.start == start


def test_the_anchor_of_a_rendered_bibliography_is_the_label() -> None:
    opening = '<div id="refs" class="references">\n<div id="ref-lind21" class="csl-entry">'
    text = f"{opening}\n\n{LIND}\n\n</div>\n</div>\n\nEnd\n"
    first, last = blocks(text)
    assert (first.hint, first.label, first.text) == ("references", "lind21", LIND)
    assert (last.hint, last.label) == ("", "")


def test_html_within_markdown_is_read_as_html() -> None:
    text = f"Text\n\n<ol>\n<li>{LIND}</li>\n<li>Moe 2020</li>\n</ol>\n"
    found = blocks(text)
    assert [one.text for one in found] == ["Text", LIND, "Moe 2020"]
    assert text[found[1].span.start : found[1].span.end] == LIND
    assert found[1].group.startswith("html-")


def test_lines_may_end_in_any_way() -> None:
    text = "a\r\nb\r\rc\r\n\r\n- d\r\n- e"
    assert [one.text for one in blocks(text)] == ["a\nb", "c", "d", "e"]


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("{% bibliography %}", "_bibliography/references.bib"),
        ("{% bibliography --cited --file papers %}", "_bibliography/papers.bib"),
        ("{% bibliography -f refs/x.bib %}", "refs/x.bib"),
        ('{{< bibliography "refs.json" >}}', "refs.json"),
    ],
)
def test_a_shown_bibliography_is_named(tag: str, name: str) -> None:
    assert body(f"Text\n\n{tag}\n").bibliographies == [name]


def test_a_bibliography_of_hugo_need_not_be_named() -> None:
    assert body("{{< bibliography >}}").bibliographies == []
