from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Document, Severity, Span
from refcheck.parsing.unlisted import NO_LIST, NO_LIST_BUT_CITATIONS
from refcheck.readers import xml
from refcheck.readers.base import CannotWrite

LIND = "Lind, K., &amp; Berg, A. (2021). On tides and harbours of the north. <em>Coastal Letters</em>, 12(3), 45–67."
MASON = "Mason, N. L. (2019). A survey of mooring lines and their users. <em>Journal of Harbours</em>, 51(2), 123–134."
BLOCKS = f"""<!-- wp:paragraph -->
<p>Tides rise &amp; fall (Lind &amp; Berg, 2021).</p>
<!-- /wp:paragraph --><h2>References</h2>
<!-- wp:list {{"ordered":true}} --><ol><li>{LIND}</li>
<li>{MASON}</li></ol><!-- /wp:list -->"""
CLASSIC = f"""Tides rise and fall (Lind &amp; Berg, 2021).
A second line.

<strong>References</strong>

{LIND}

{MASON}"""


def item(content: str, name: str = "tides", status: str = "publish", kind: str = "post") -> str:
    return (
        f"<item><title>Tides</title><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>7</wp:post_id>"
        f"<wp:post_name><![CDATA[{name}]]></wp:post_name><wp:status>{status}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type></item>\n"
    )


def export(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- generator="WordPress" -->\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/">\n'
        f"<channel><wp:wxr_version>1.2</wp:wxr_version>\n{''.join(items)}</channel></rss>\n"
    )


def documents(*items: str) -> list[Document]:
    return xml.read_all("export.xml", export(*items))


def written(document: Document, span: Span | None) -> str:
    return document.text[span.start : span.end] if span else ""


def keys(document: Document) -> list[str]:
    return [one.key for one in document.references]


def test_each_published_post_and_page_is_a_document() -> None:
    found = documents(item(BLOCKS), item(CLASSIC, "about", kind="page"))
    assert [one.path for one in found] == ["export.xml#tides", "export.xml#about"]
    assert [keys(one) for one in found] == [["lind2021", "mason2019"]] * 2


@pytest.mark.parametrize(("status", "kind"), [("draft", "post"), ("private", "page"), ("publish", "nav_menu_item")])
def test_what_no_visitor_reads_is_left_out(status: str, kind: str) -> None:
    found = documents(item(BLOCKS), item(CLASSIC, "other", status, kind))
    assert [one.path for one in found] == ["export.xml#tides"]


def test_a_second_post_of_a_name_has_its_number() -> None:
    found = documents(item(BLOCKS), item(BLOCKS, kind="page"), item(BLOCKS, ""))
    assert [one.path for one in found] == ["export.xml#tides", "export.xml#tides-7", "export.xml#7"]


@pytest.mark.parametrize("content", [BLOCKS, CLASSIC, CLASSIC.replace("\n", "\r\n")])
def test_places_are_those_in_the_export(content: str) -> None:
    (document,) = documents(item(content))
    (citation,) = document.citations
    assert written(document, document.references[0].span) == LIND
    assert [written(document, one.span) for one in document.references[1].fields][:3] == [
        "Mason, N. L.", "2019", "A survey of mooring lines and their users",
    ]  # fmt: skip
    assert written(document, citation.span).startswith("Lind &amp; Berg, 2021")
    assert written(document, citation.sentence_span).startswith("Tides rise ")


def test_content_that_is_escaped_has_its_places_too() -> None:
    escaped = item("").replace("<![CDATA[]]></content", f"{BLOCKS}</content".replace("&", "&amp;").replace("<", "&lt;"))
    text = export(escaped.replace("&lt;/content", "</content"))
    (document,) = xml.read_all("export.xml", text)
    (citation,) = document.citations
    assert written(document, document.references[1].span) == MASON.replace("<", "&lt;")
    assert written(document, citation.span) == "Lind &amp;amp; Berg, 2021"
    assert all(written(document, one.span) == one.raw for ref in document.references for one in ref.fields)


def test_a_section_that_had_to_be_split_is_one_content() -> None:
    content = CLASSIC.replace("A second line.", "It ends with ]]]]><![CDATA[>.")
    (document,) = documents(item(content))
    assert written(document, document.references[0].span) == LIND


def test_line_ends_of_a_program_make_no_paragraphs() -> None:
    (document,) = documents(item(f"<pre>\n\n{MASON}\n\n</pre>\n\n</pre>{CLASSIC}"))
    assert written(document, document.references[-1].span) == MASON


def test_several_citations_in_one_bracket_have_its_place() -> None:
    (document,) = documents(item(BLOCKS.replace("2021).", "2021; Mason, 2019).")))
    assert {written(document, one.group) for one in document.citations} == {"(Lind &amp; Berg, 2021; Mason, 2019)"}


def test_a_wish_not_to_be_told_holds_in_its_post_alone() -> None:
    other, document = documents(item(BLOCKS), item(f"<!-- refcheck: ignore-file REF601 -->\n{CLASSIC}", "b"))
    assert other.suppressions == ()
    (wish,) = document.suppressions
    assert written(document, wish.span).endswith(MASON)
    assert "wp:paragraph" not in written(document, wish.span)


def test_a_post_without_references_is_no_fault_among_others() -> None:
    _, plain, citing = documents(item(BLOCKS), item("We sail.", "a"), item("We sail (Lind &amp; Berg, 2021).", "b"))
    assert [(one.message, one.severity) for one in plain.problems] == [(NO_LIST, Severity.INFO)]
    assert [(one.message, one.severity) for one in citing.problems] == [(NO_LIST_BUT_CITATIONS, Severity.WARNING)]
    assert written(citing, citing.problems[0].span) == "Lind &amp; Berg, 2021"


def test_an_export_without_any_reference_says_so_once() -> None:
    whole, *_ = documents(item("We sail.", "a"), item("", "b"))
    assert [one.message for one in whole.problems] == [
        "no reference list was found in any published post or page, so nothing was checked"
    ]
    assert (whole.path, whole.problems[0].severity) == ("export.xml", None)


def test_a_post_without_content_has_the_place_of_its_item() -> None:
    text = export(item(BLOCKS), "<item><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>")
    document = xml.read_all("export.xml", text)[-1]
    assert text[document.problems[0].span.start :].startswith("<item><wp:status>")


def test_an_export_of_drafts_alone_says_so() -> None:
    (whole,) = documents(item(BLOCKS, status="draft"))
    assert [one.message for one in whole.problems] == ["the export holds no published post or page"]


def test_what_stands_before_the_fault_is_read() -> None:
    whole, document = xml.read_all("export.xml", export(item(BLOCKS), "</wrong>"))
    assert "cannot be read: mismatched tag" in whole.problems[0].message
    assert keys(document) == ["lind2021", "mason2019"]


def test_control_characters_that_xml_forbids_are_blanks() -> None:
    (document,) = documents(item(BLOCKS.replace("Tides", "\x0bTides\x00")))
    assert written(document, document.references[0].span) == LIND


def test_an_export_is_not_edited() -> None:
    text = export(item(BLOCKS))
    reference = xml.read("export.xml", text).references[0]
    with pytest.raises(CannotWrite, match="change the post itself"):
        xml.set_field(text, reference, "volume", "13")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*"\n\r <>&]", "<p>", "</pre>", "<pre>", "&amp;", "]]>", LIND, MASON]), max_size=20))
def test_every_field_stands_where_it_says(parts: list[str]) -> None:
    for document in documents(item("".join(parts).replace("]]>", "]]]]><![CDATA[>"))):
        for reference in document.references:
            assert all(written(document, one.span) == one.raw for one in reference.fields)
            assert 0 <= reference.span.start < reference.span.end <= len(document.text)


def test_each_post_knows_which_part_of_the_export_it_is() -> None:
    first, second = documents(item("<p>Sand.</p>", "one"), item("<p>Water.</p>", "two"))[-2:]
    assert "Sand." in first.own_text
    assert "Water." not in first.own_text
    assert "Water." in second.own_text
