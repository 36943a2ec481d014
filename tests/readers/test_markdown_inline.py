from __future__ import annotations

import pytest

from tests.readers.marked import block, links, marked, shown


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("*Lancet* **393**, 1--9", "Lancet 393, 1--9"),
        ("***both*** _one_ __two__", "both one two"),
        ("snake_case_name and 2*3*4", "snake_case_name and 234"),
        ("a * b and 5 *", "a * b and 5 *"),
        ("**open and *closed*", "**open and closed"),
        (r"1\. Smith\_A \[Manual\] a\b", r"1. Smith_A [Manual] a\b"),
        ("Nature &amp; Science&#8211;x &nosuch; AT&T", "Nature & Science–x &nosuch; AT&T"),
        ("H~2~O, ~~gone~~, ==new==, about ~5 to ~10", "H2O, gone, new, about ~5 to ~10"),
        ("5-HT<sub>2A</sub> <i>in vivo</i><br>x", "5-HT2A in vivo\nx"),
        ("one <!-- hidden --> two <!-- open", "one two <!-- open"),
        ("a < b <3 <script", "a < b <3 <script"),
        ("Mail <ann@example.org> or ann@example.org", "Mail <ann@example.org> or ann@example.org"),
        ("the `lme4` package, `r nrow(x)` rows, `` ` ``, `open", "the lme4 package, rows, ` , `open"),
        ("receptor 5-HT$_{2A}$ and $$x^2$$", "receptor 5-HT2A and"),
        ("It costs $5 to $20,000 and $500", "It costs $5 to $20,000 and $500"),
        ("see {{ site.url }} and {% include x.html %} {: .wide}", "see and"),
        ("a {brace} stays", "a {brace} stays"),
        ("[text]{.smallcaps} and [loose]", "text and [loose]"),
        ("[[Other note|that note]], [[Plain note]], ![[image.png]]", "that note, Plain note,"),
        ("![alt](a.png) caption ![b][c]", "caption ![b][c]"),
        ("Stop! [x] ^ ~ =", "Stop! [x] ^ ~ ="),
        ("2 ] 3", "2 ] 3"),
        ("{{< figure src=x.png >}}text", "text"),
        ("(10.1000/a_b_c_) end", "(10.1000/a_b_c_) end"),
    ],
)
def test_markup_is_not_read(written: str, read: str) -> None:
    assert shown(written) == read


def test_every_piece_stands_where_it_says() -> None:
    text = "> *Lind, K.* &amp; Moe (2021). [On tides](http://a.org).\n> Second line\n"
    one = block(text)
    assert one.text == "Lind, K. & Moe (2021). On tides.\nSecond line"
    for piece in one.pieces:
        if piece.verbatim and piece.text != "\n":
            assert text[piece.span.start : piece.span.end] == piece.text
    start = one.text.index("On tides")
    span = one.source(start, start + 8)
    assert text[span.start : span.end] == "On tides"


@pytest.mark.parametrize("written", ["text.^1,2^", "text.<sup>1,2</sup>", "text.^1, 2^"])
def test_a_superscript_is_marked(written: str) -> None:
    assert [one.replace(" ", "") for one in marked(written, "superscript")] == ["1,2"]


def test_emphasis_is_marked() -> None:
    assert marked("in *Tidal Letters*, **4**", "emphasis") == ["Tidal Letters"]


def test_emphasis_as_an_element_is_marked() -> None:
    assert marked("in <em>Tidal Letters</em></b>", "emphasis") == ["Tidal Letters"]


def test_code_and_formulas_are_marked() -> None:
    assert marked("use `x[1]`", "code") == ["x[1]"]
    assert marked("of $n_i$ tides", "math") == ["ni"]


def test_a_formula_may_begin_a_line() -> None:
    assert marked("the tides\n$n_i$ of them", "math") == ["ni"]


@pytest.mark.parametrize(
    ("written", "shown_as", "target"),
    [
        ("[On tides](http://a.org/x_(1) 'title').", "On tides", "http://a.org/x_(1)"),
        ("[PMID: 1]( http://a.org )", "PMID: 1", "http://a.org"),
        ("[a](<b c>)", "a", "b c"),
        ("[a]({{ site.url }}/x.pdf)", "a", "{{ site.url }}/x.pdf"),
        ("[a](x\\_y&amp;z){target=\"_blank\"}", "a", "x_y&z"),
        ("[a][Tide  Label]\n\n[tide label]: http://a.org", "a", "http://a.org"),
        ("[tide]\n\n[tide]: http://a.org", "tide", "http://a.org"),
        ("[tide][]\n\n[tide]: http://a.org", "tide", "http://a.org"),
        ("<https://doi.org/10.5555/1>", "https://doi.org/10.5555/1", "https://doi.org/10.5555/1"),
        ("(https://doi.org/10.5555/(a)b_c_d).", "https://doi.org/10.5555/(a)b_c_d", "https://doi.org/10.5555/(a)b_c_d"),
        ("www.example.org/a, b", "www.example.org/a", "http://www.example.org/a"),
        ('<a href="http://a.org?x&amp;y">there</a>', "there", "http://a.org?x&y"),
        ('<a class="x" href=http://a.org>there</a>', "there", "http://a.org"),
        ("[3](#ref-3)", "3", "#ref-3"),
        ("[![Logo](l.png) text](http://a.org)", "text", "http://a.org"),
    ],
)  # fmt: skip
def test_a_link_knows_its_address(written: str, shown_as: str, target: str) -> None:
    assert (shown_as, target) in [(text.strip(), to) for text, to in links(written)]


def test_a_number_in_a_link_keeps_its_brackets() -> None:
    assert shown("as shown [3](#ref-3), [[4]](#ref-4)") == "as shown [3], [4]"


def test_an_anchor_without_address_is_no_link() -> None:
    assert links('<a name="r1"></a>Lind 2020') == []


def test_brackets_that_lead_nowhere_stay() -> None:
    assert shown("[a](b c d) [e][f] [a](b\n\n[g]: h") == "[a](b c d) [e][f] [a](b"


@pytest.mark.parametrize("end", ["  ", "\\", "\\\\", "<br>", "<br/>"])
def test_a_hard_break_in_an_item_ends_the_line(end: str) -> None:
    assert shown(f"- Lind 2020{end}\n  Moe 2021") == "Lind 2020\nMoe 2021"


def test_the_lines_of_an_item_are_filled() -> None:
    assert shown("- Lind 2020.\n  On tides") == "Lind 2020. On tides"


def test_the_lines_of_a_paragraph_stay() -> None:
    assert shown("Lind 2020\nMoe 2021") == "Lind 2020\nMoe 2021"


def test_a_code_span_may_go_on_in_the_next_line() -> None:
    assert shown("- a `b\n  c` d") == "a b c d"


def test_an_expression_of_mdx_is_not_read() -> None:
    assert shown("a {props.x} {/* refs */} b", "post.mdx") == "a b"
