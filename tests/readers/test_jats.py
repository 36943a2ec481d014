from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import CitationForm, Date, Document, Item, Name
from refcheck.readers import jats, xml
from refcheck.readers.base import CannotWrite

ELEMENT = """<element-citation publication-type="journal"><person-group person-group-type="author">
<name><surname>Lind</surname><given-names>Karin</given-names></name>
<name><surname>Zee</surname><given-names>A</given-names><prefix>van der</prefix><suffix>Jr</suffix></name>
<collab>Harbour Group</collab><etal/></person-group>
<article-title>On <italic>Tides</italic> &amp; Harbours.</article-title><source>Coastal Letters</source>
<year>2021</year><month>3</month><volume>14</volume><issue>2</issue><fpage>101</fpage><lpage>109</lpage>
<pub-id pub-id-type="doi">10.5555/tide.2021.14</pub-id><pub-id pub-id-type="pmid">12345678</pub-id>
</element-citation>"""


def article(refs: str, body: str = "<p>Text.</p>") -> str:
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "JATS-archivearticle1.dtd">\n'
        f'<article article-type="research-article" xmlns:xlink="http://www.w3.org/1999/xlink"><front/>\n<body>{body}</body>'
        f"<back><ref-list><title>References</title>{refs}</ref-list></back></article>\n"
    )


def ref(citation: str = ELEMENT, number: int = 1) -> str:
    return f'<ref id="R{number}"><label>{number}.</label>{citation}</ref>'


def document(text: str) -> Document:
    return xml.read("article.xml", text)


def item(citation: str) -> Item:
    (only,) = document(article(ref(citation))).references
    return only.item


def citation(inner: str, kind: str = "journal") -> str:
    return f'<element-citation publication-type="{kind}">{inner}</element-citation>'


def changed(variable: str, value: str, source: str = ELEMENT) -> str:
    text = article(ref(source))
    return jats.set_field(text, document(text).references[0], variable, value)


def test_a_citation_is_read_into_its_variables() -> None:
    (reference,) = document(article(ref())).references
    found = reference.item
    assert (reference.key, reference.label, reference.typed) == ("R1", "1", False)
    assert (found.type, found.title) == ("journal-article", ("On Tides & Harbours",))
    assert found.author.listed == (Name("Lind", "Karin"), Name("van der Zee", "A", "Jr"), Name(literal="Harbour Group"))
    assert found.author.truncated
    assert (found.issued, found.page) == ((Date(2021, 3),), "101-109")
    assert (found.doi, found.pmid) == ("10.5555/tide.2021.14", "12345678")


def test_every_variable_has_its_place() -> None:
    text = article(ref())
    (reference,) = document(text).references
    assert all(text[one.span.start : one.span.end] == one.raw for one in reference.fields)
    assert {one.variable: one.raw for one in reference.fields}["volume"] == "14"
    assert text[reference.span.start : reference.span.end] == ELEMENT


def test_the_text_of_a_reference_is_what_a_person_reads() -> None:
    mixed = "<mixed-citation><name><surname>Lind</surname> <given-names>K</given-names></name>. <year>2021</year> \
<article-title>T</article-title>. <source>J</source></mixed-citation>"
    assert document(article(ref(mixed))).references[0].text == "Lind K. 2021 T. J"


def test_a_chapter_stands_in_its_book_with_its_editors() -> None:
    found = item(
        citation(
            '<person-group person-group-type="author"><name><surname>Lind</surname></name></person-group>'
            "<chapter-title>Ebb</chapter-title><source>Tides</source><publisher-name>Sea Press</publisher-name>"
            '<person-group person-group-type="editor"><name><surname>Okafor</surname></name></person-group>',
            "book",
        )
    )
    assert (found.type, found.title, found.container_title) == ("book-chapter", ("Ebb",), ("Tides",))
    assert ([one.family for one in found.author.listed], [one.family for one in found.editor.listed]) == (
        ["Lind"],
        ["Okafor"],
    )


def test_the_source_of_a_book_is_its_title() -> None:
    found = item(citation("<source>Tides</source><year>2020</year>", "book"))
    assert (found.type, found.title, found.container_title) == ("book", ("Tides",), ())


@pytest.mark.parametrize(
    "address",
    [
        '<ext-link ext-link-type="doi" xlink:href="10.5555/x">10.5555/x</ext-link>',
        '<comment>doi: <ext-link ext-link-type="uri" xlink:href="http://dx.doi.org/10.5555/x">link</ext-link></comment>',
        "<comment>doi: 10.5555/x</comment>",
        '<pub-id pub-id-type="doi">10.5555/x</pub-id>',
    ],
)
def test_the_doi_is_found_wherever_it_stands(address: str) -> None:
    assert item(citation(f"<article-title>T</article-title>{address}")).doi == "10.5555/x"


def test_names_may_be_written_as_text() -> None:
    found = item(citation("<string-name>Lind, Karin</string-name><string-name/><article-title>T</article-title>"))
    assert found.author.listed == (Name("Lind", "Karin"),)


def test_a_preprint_is_posted_content() -> None:
    assert item(citation("<article-title>T</article-title><source>bioRxiv</source>")).type == "posted-content"


def test_a_date_may_be_written_in_words() -> None:
    assert item(citation("<article-title>T</article-title><date>2020-02</date>")).issued == (Date(2020, 2),)
    assert item(citation("<article-title>T</article-title><lpage>9</lpage>")).page == "9"


def test_text_without_marked_parts_is_a_typed_reference() -> None:
    (one,) = document(
        article(ref("<mixed-citation>Lind K. On Tides. Coastal Letters 2021;14:101-9.</mixed-citation>"))
    ).references
    assert (one.typed, one.text) == (True, "Lind K. On Tides. Coastal Letters 2021;14:101-9.")


def test_an_entry_without_citation_is_read_as_text() -> None:
    (one,) = document(article('<ref id="N"><note><p>Lind K. On Tides. 2021.</p></note></ref>')).references
    assert one.typed


def test_of_alternatives_the_marked_one_is_read() -> None:
    both = f"<citation-alternatives><mixed-citation>Lind</mixed-citation>{ELEMENT}</citation-alternatives>"
    (one,) = document(article(ref(both))).references
    assert not one.typed


def test_an_entry_with_several_citations_gives_several_references() -> None:
    found = document(article(ref(ELEMENT + ELEMENT), '<p>So <xref ref-type="bibr" rid="R1">1</xref>.</p>'))
    assert [one.key for one in found.references] == ["R1", "R1-2"]
    assert [one.keys for one in found.citations] == [("R1",), ("R1-2",)]


def test_keys_are_distinct() -> None:
    entries = f"<ref>{ELEMENT}</ref><ref>{ELEMENT}</ref>"
    assert [one.key for one in document(article(entries)).references] == ["ref-", "ref--2"]


def test_citations_have_their_sentence_and_their_reference() -> None:
    body = '<sec><title>One</title><p>First. Tides rise <xref ref-type="bibr" rid="R1">[1]</xref>. Last.</p></sec>'
    text = article(ref(), body)
    (one,) = document(text).citations
    assert (one.keys, one.label, one.form) == (("R1",), "1", CitationForm.NUMERIC)
    assert one.sentence == "Tides rise [1]."
    assert text[one.span.start : one.span.end] == "[1]"
    assert one.sentence_span is not None


def test_a_range_cites_what_lies_between() -> None:
    refs = "".join(ref(number=number) for number in range(1, 5))
    body = '<p>So <sup><xref ref-type="bibr" rid="R1">1</xref>–<xref ref-type="bibr" rid="R4">4</xref></sup>.</p>'
    found = document(article(refs, body)).citations
    assert sorted(one.label for one in found) == ["1", "2", "3", "4"]
    assert len({one.group for one in found}) == 1


def test_a_citation_of_no_reference_points_at_nothing() -> None:
    (one,) = document(article(ref(), '<p>See <xref ref-type="bibr" rid="R9">Lind, 2021</xref>.</p>')).citations
    assert (one.keys, one.label, one.form) == ((), "Lind, 2021", CitationForm.KEY)


def test_only_references_to_the_bibliography_are_citations() -> None:
    assert document(article(ref(), '<p>See <xref ref-type="fig" rid="F1">Fig. 1</xref>.</p>')).citations == ()


def test_a_list_inside_a_paragraph_is_text_of_its_own() -> None:
    body = (
        '<p>Above.<list><list-item><p>Inner <xref ref-type="bibr" rid="R1">1</xref></p></list-item></list>'
        '<inline-formula><tex-math>x</tex-math></inline-formula> <ext-link xlink:href="http://example.org">link</ext-link></p>'
    )
    (one,) = document(article(ref(), body)).citations
    assert one.sentence == "Inner 1"


def test_an_article_without_references_says_so() -> None:
    assert "no reference list" in document(article("")).problems[0].message


def test_several_articles_are_several_documents() -> None:
    one = article(ref()).partition("\n<article")[2]
    text = f"<pmc-articleset><article{one}<article{one}</pmc-articleset>"
    assert [found.path for found in xml.read_all("set.xml", text)] == ["set.xml#1", "set.xml#2"]


def test_an_article_that_breaks_off_keeps_its_references() -> None:
    text = article(ref() + ref(number=2))
    found = document(text[: text.index('<ref id="R2"')])
    assert ([one.key for one in found.references], len(found.problems)) == (["R1"], 1)


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("volume", "15", "<volume>15</volume>"),
        ("page", "101-110", "<fpage>101</fpage><lpage>110</lpage>"),
        ("issued", "2022-04", "<year>2022</year>"),
        ("container-title", "A & B", "<source>A &amp; B</source>"),
        ("DOI", "10.5555/y", '<pub-id pub-id-type="doi">10.5555/y</pub-id>'),
    ],
)
def test_an_element_is_written_and_nothing_besides(variable: str, value: str, expected: str) -> None:
    assert expected in changed(variable, value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("title", "T"),
        ("author", "A, B"),
        ("edition", "2"),
        ("issued", "soon"),
        ("page", "7"),
        ("volume", " "),
        ("volume", "\x00"),
    ],
)
def test_what_cannot_be_written_safely_is_refused(variable: str, value: str) -> None:
    with pytest.raises(CannotWrite):
        changed(variable, value)


def test_a_text_that_changed_is_not_written_to() -> None:
    text = article(ref())
    (reference,) = document(text).references
    with pytest.raises(CannotWrite, match="changed"):
        jats.set_field("x" + text, reference, "volume", "1")


def test_xml_of_another_kind_is_said_to_be_none() -> None:
    assert "neither" in xml.read("pom.xml", "<project/>").problems[0].message
    assert xml.read("empty.xml", "").problems
    assert "no JATS article" in xml.read("x.xml", "<articles><x/></articles>").problems[0].message


@pytest.mark.parametrize(
    ("beginning", "expected"), [(article(""), True), ("<article><para/>", False), ("<project>", False)]
)
def test_a_file_in_a_folder_is_read_only_if_it_begins_like_an_article(beginning: str, *, expected: bool) -> None:
    assert xml.recognises(beginning) is expected


PIECES = st.sampled_from(
    [
        ELEMENT,
        "<p>",
        "</p>",
        '<xref ref-type="bibr" rid="R1 R2">[1',
        "</xref>",
        "–",
        " text. ",
        "<sup>",
        "</sup>",
        "<name>",
        "</name>",
        "<mixed-citation>",
        "</mixed-citation>",
        "<ref>",
        "</ref>",
        '<ref id="R1">',
        "<year>",
        "</year>",
        "&amp;",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join), st.lists(PIECES, max_size=20).map("".join))
def test_any_text_is_read_and_every_span_holds(refs: str, body: str) -> None:
    text = article(refs, body)
    for read in xml.read_all("article.xml", text):
        for one in read.references:
            assert 0 <= one.span.start <= one.span.end <= len(text)
            assert all(text[field.span.start : field.span.end] == field.raw for field in one.fields)
        for each in read.citations:
            assert 0 <= each.span.start <= each.span.end <= len(text)
