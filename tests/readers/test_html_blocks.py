from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.parsing.blocks import Block, Kind
from refcheck.readers.html_blocks import read_blocks

REFERENCE = "Lind, K. (2021). On tides. Coastal Letters, 12(3), 45-67."


def labelled(page: str) -> list[tuple[str, str]]:
    return [(block.label, block.text) for block in read_blocks(page)]


def kinds(page: str) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in read_blocks(page)]


def only(page: str) -> Block:
    (block,) = read_blocks(page)
    return block


# -------------------------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("<ol><li>a<li>b</ol>", ["1", "2"]),
        ("<ol start=7><li>a</li><li value='9'>b</li><li>c</li></ol>", ["7", "9", "10"]),
        ("<ol reversed><li>a<li>b<li>c</ol>", ["3", "2", "1"]),
        ("<ol reversed start=10><li>a<li>b</ol>", ["10", "9"]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["z", "aa"]),
        ("<ol type=I start=4><li>a</ol>", ["IV"]),
        ("<ol type=i start=49><li>a</ol>", ["xlix"]),
        ("<ol start=x><li value=y>a</ol>", ["1"]),
        ("<ol start=0 type=a><li>a</ol>", ["0"]),
        ("<ul><li>a<li>b</ul>", ["", ""]),
        ("<li>a", [""]),
        ("<ol><li data-counter='12.'>a</ol>", ["12"]),
    ],
)
def test_items_have_the_numbers_that_a_reader_sees(page: str, labels: list[str]) -> None:
    assert [block.label for block in read_blocks(page)] == labels


def test_a_list_in_a_list_has_its_own_numbers_and_depth() -> None:
    blocks = read_blocks("<ol><li>a<ol><li>b<li>c</ol><li>d</ol>")
    assert [(one.label, one.level, one.text) for one in blocks] == [
        ("1", 1, "a"), ("1", 2, "b"), ("2", 2, "c"), ("2", 1, "d"),
    ]  # fmt: skip
    assert blocks[0].group == blocks[3].group != blocks[1].group


def test_only_the_first_block_of_an_item_is_the_item() -> None:
    blocks = read_blocks("<ol><li><p>a</p><p>b</p></li></ol>")
    assert [(one.kind, one.label) for one in blocks] == [(Kind.ITEM, "1"), (Kind.PARAGRAPH, "")]
    assert blocks[0].group == blocks[1].group


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>[1]</td><td>Lind 2021</td></tr></table>",
        "<dl><dt>[1]</dt><dd>Lind 2021</dd></dl>",
        "<dl><dt>1.</dt><dd>Lind 2021</dd></dl>",
        "<div class='csl-entry'><div>1.</div><div>Lind 2021</div></div>",
        "<section id=references><span>1</span><p>Lind 2021</p></section>",
    ],
)
def test_a_number_in_a_box_of_its_own_is_that_of_the_next_block(page: str) -> None:
    assert labelled(page) == [("1", "Lind 2021")]


def test_a_number_elsewhere_is_a_paragraph() -> None:
    assert labelled("<p>1</p><p>Lind</p>") == [("", "1"), ("", "Lind")]


# ------------------------------------------------------------------------------------------------------------ texts


def test_entities_and_blanks_are_read_as_shown() -> None:
    block = only("<p> a&nbsp;&amp;\n b&shy;c &bogus; &#8211;&lt;x&gt; </p>")
    assert block.text == "a & bc &bogus; –<x>"


def test_every_character_knows_its_place() -> None:
    page = "<p>K&ouml;nig <i>et&nbsp;al.</i>, 2021</p>"
    block = only(page)
    start = block.text.find("König")
    span = block.source(start, start + 5)
    assert page[span.start : span.end] == "K&ouml;nig"
    span = block.source(block.text.find("2021"), block.text.find("2021") + 4)
    assert page[span.start : span.end] == "2021"


def test_marks_and_links_know_their_range() -> None:
    block = only("<p>10<sup>3</sup> <em>in</em> <b>x</b> <a href=' ?a&amp;b '>here</a> <a name=y>no</a></p>")
    assert [(block.text[one.start : one.end], one.kind) for one in block.marks] == [
        ("3", "superscript"), ("in", "emphasis"), ("x", "strong"),
    ]  # fmt: skip
    assert [(block.text[one.start : one.end], one.target) for one in block.links] == [("here", "?a&b")]


def test_a_mark_goes_on_over_a_line_break() -> None:
    first, second = read_blocks("<p><i>one<br>two</i> three</p>")
    assert [(one.start, one.end) for one in (*first.marks, *second.marks)] == [(0, 3), (0, 3)]
    assert first.group == second.group != ""


def test_crossed_tags_end_where_they_end() -> None:
    block = only("<p><b>one <i>two</b> three</i> four")
    assert [block.text[one.start : one.end].strip() for one in block.marks] == ["one two", "two three"]


def test_lines_of_a_heading_are_one_line() -> None:
    assert kinds("<h1>On<br>tides</h1>") == [(Kind.HEADING, "On tides")]


def test_a_line_break_in_an_item_does_not_cut_it() -> None:
    assert labelled("<ol><li>Lind, K. (2021).<br>On tides.</li></ol>") == [("1", "Lind, K. (2021). On tides.")]


def test_lines_of_preformatted_text_are_lines_and_code_is_noise() -> None:
    assert kinds("<pre>one\ntwo</pre><pre><code>x = 1</code></pre>") == [
        (Kind.PARAGRAPH, "one"), (Kind.PARAGRAPH, "two"), (Kind.NOISE, "x = 1"),
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------------------ kinds


def test_headings_titles_and_bold_paragraphs() -> None:
    page = "<title>T &amp; U</title><h2>A</h2><p><strong>References</strong>:</p><p><b>In 2021</b></p>"
    blocks = read_blocks(page)
    assert [(one.kind, one.level) for one in blocks[:3]] == [
        (Kind.HEADING, 0),
        (Kind.HEADING, 2),
        (Kind.HEADING, 6),
    ] or [(one.kind, one.level) for one in blocks[:3]] == [(Kind.HEADING, 6), (Kind.HEADING, 2), (Kind.HEADING, 6)]
    assert blocks[3].kind is Kind.PARAGRAPH


def test_a_heading_that_is_never_closed_does_not_swallow_the_text() -> None:
    assert kinds("<h2>A<p>" + "word " * 100)[1][0] is Kind.PARAGRAPH


def test_cells_are_cells_and_paragraphs_in_them_paragraphs() -> None:
    page = "<table><tr><th>x<td>y<tr><td><p>z</p><tbody><tr><td>u</table>"
    assert kinds(page) == [(Kind.CELL, "x"), (Kind.CELL, "y"), (Kind.PARAGRAPH, "z"), (Kind.CELL, "u")]


@pytest.mark.parametrize(
    "page",
    [
        f"<div class='footnotes'><ol><li id='fn1'><p>{REFERENCE} <a href='#r1'>↩</a></p></li></ol></div>",
        f"<section role='doc-endnotes'><ol><li>{REFERENCE}</li></ol></section>",
        f"<ol><li role='doc-footnote' class='x'>{REFERENCE}</li></ol>",
    ],
)
def test_footnotes_are_footnotes_with_their_numbers(page: str) -> None:
    block = only(page)
    assert (block.kind, block.label, block.hint, block.text) == (Kind.FOOTNOTE, "1", "references", REFERENCE)


def test_a_footnote_outside_of_a_list_is_one() -> None:
    assert only(f"<div id='footnotes'><p>{REFERENCE}</p></div>").kind is Kind.FOOTNOTE


@pytest.mark.parametrize(
    "tag",
    [
        "div id='refs' class='references csl-bib-body'",
        "section data-title='References'",
        "ol class='c-article-references'",
        "div class='ReferenceList'",
        "div id='Literaturverzeichnis'",
        "section role='doc-bibliography'",
        "aside class='bibliography'",
        "footer id='references'",
        "div class='post_references_box'",
    ],
)
def test_containers_of_bibliographies_are_known(tag: str) -> None:
    name = tag.split(maxsplit=1)[0]
    assert [one.hint for one in read_blocks(f"<{tag}><p>a</p></{name}><p>b</p>") if one.kind is not Kind.NOISE] == [
        "references", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        "<span class='citation'>a</span>",
        "<body class='references'>a",
        "<div class='citation-tools'>a</div>",
        "<h2 id='references'>a</h2>",
        "<div class='preferences'>a</div>",
    ],
)
def test_other_things_that_are_called_citations_are_none(page: str) -> None:
    assert only(page).hint == ""


# ------------------------------------------------------------------------------------------------------------ noise


@pytest.mark.parametrize(
    "page",
    [
        "<nav>a</nav>",
        "<aside>a</aside>",
        "<footer><p>a</p></footer>",
        "<div hidden>a</div>",
        "<div style='color:red; display: none'>a</div>",
        "<div role='navigation'>a</div>",
        "<ul class='breadcrumbs'><li>a</li></ul>",
        f"<nav>{REFERENCE}</nav>",
    ],
)
def test_what_is_not_of_the_article_is_noise(page: str) -> None:
    assert only(page).kind is Kind.NOISE


@pytest.mark.parametrize(
    "page",
    [
        "<script>var a = '<p>x</p>';</script><style>p {}</style>",
        "<svg><title>x</title><text>y</text></svg>",
        "<span class='sr-only'>a</span><span aria-hidden=true>b</span>",
        "<span class='mw-cite-backlink'>^<br></span>",
        "<template><p>a</p></template>",
    ],
)
def test_what_nobody_reads_is_left_out(page: str) -> None:
    assert read_blocks(page) == []


@pytest.mark.parametrize(
    "page",
    [
        f"<div style='display:none'><ol><li>{REFERENCE}</li></ol></div>",
        f"<span hidden><ol><li>{REFERENCE}</li></ol></span>",
        f"<footer><ol><li>{REFERENCE}</li></ol></footer>",
        f"<div class='sidebar'><ol><li>{REFERENCE}</li></ol></div>",
        f"<div aria-hidden='true'><ol><li>{REFERENCE}</li></ol></div>",
        f"<form><ol><li>{REFERENCE}</li></ol></form>",
        f"<body style='visibility:hidden'><ol><li>{REFERENCE}</li></ol>",
    ],
)
def test_references_are_never_lost_in_hidden_places(page: str) -> None:
    assert only(page).kind is Kind.ITEM


# --------------------------------------------------------------------------------------- links behind a reference

_BAR = "<a href='https://doi.org/10.5555/t'>Article</a> <a href='#x'>CAS</a> | <a href='/s?q=1'>Google Scholar</a>"


@pytest.mark.parametrize(
    "page",
    [
        f"<ol class=references><li>{REFERENCE} {_BAR}</li></ol>",
        f"<ol class=references><li>{REFERENCE} [{_BAR}].</li></ol>",
        f"<ol class=references><li><p>{REFERENCE}</p><p>{_BAR}</p></li></ol>",
    ],
)
def test_labels_of_links_are_no_part_of_a_reference_but_lead_from_it(page: str) -> None:
    block = only(page)
    assert block.text == REFERENCE
    assert [(one.start, one.end, one.target) for one in block.links] == [
        (0, len(REFERENCE), "https://doi.org/10.5555/t"), (0, len(REFERENCE), "/s?q=1"),
    ]  # fmt: skip


def test_links_that_are_part_of_a_reference_stay() -> None:
    block = only("<ol><li>Lind, K. (2021). Tides. <a href='https://doi.org/10.5555/t'>doi.org/10.5555/t</a></li></ol>")
    assert block.text.endswith("doi.org/10.5555/t")


def test_an_item_of_nothing_but_links_stays_an_item() -> None:
    assert [one.kind for one in read_blocks("<ul><li><a href=a>Article</a></li><li><a href=b>PDF</a></li></ul>")] == [
        Kind.ITEM, Kind.ITEM,
    ]  # fmt: skip


# --------------------------------------------------------------------------------------------------------- anything

_PARTS = """
<p> </p> <ol> </ol> <li> </li> <ul~class=references> </ul> <br> <i> </i> <sup> </sup> <a~href=x> </a> <table>
<tr> <td> </table> <h2> </h2> <pre> </pre> <code> <nav> </nav> <div~hidden> </div> <span~hidden> </span> <dl>
<dt> <dd> </dl> <div~class=footnotes> <script> </script> <hr> <ol~reversed> [1] PubMed &amp; &nbsp; &#x2013;
&shy; < text <title> <svg>
"""
_TAGS = st.sampled_from([*_PARTS.split(), REFERENCE, "~", "\n", "\u00ad"])


@settings(max_examples=300, deadline=None)
@given(st.lists(_TAGS, max_size=40).map(lambda parts: "".join(parts).replace("~", " ")) | st.text(max_size=100))
def test_every_piece_stands_where_it_says(page: str) -> None:
    for block in read_blocks(page):
        for piece in block.pieces:
            written = page[piece.span.start : piece.span.end]
            assert piece.text.split() == html.unescape(written).replace("\u00ad", "").split() or not piece.text.strip()
        assert all(0 <= one.start < one.end <= len(block.text) for one in block.marks)
        assert all(0 <= one.start < one.end <= len(block.text) for one in block.links)


@pytest.mark.parametrize(
    "part",
    [
        "(",
        "<",
        "<a ",
        '<a "',
        '<a ="',
        "<b>",
        "<!--",
        "<p>",
        "<ul><li>",
        "<script>",
        "<table><tr><td>",
        "</b>",
        "<![CDATA[",
        "&",
    ],
)
def test_hostile_pages_are_read_in_no_time(part: str) -> None:
    assert isinstance(read_blocks(part * (60_000 // len(part))), list)
