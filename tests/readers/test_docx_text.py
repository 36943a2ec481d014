from __future__ import annotations

import base64

import pytest

from refcheck.model import Item, Name, Names
from refcheck.parsing.blocks import Block, Kind, Link, Mark
from refcheck.readers.docx_parts import open_parts
from refcheck.readers.docx_text import Passage, extract
from tests.readers.docx_made import (
    LIND,
    NAMESPACES,
    code,
    csl,
    field,
    mark,
    mendeley,
    note_mark,
    notes,
    paragraph,
    run,
    typed,
    word,
)

ENDNOTE = (
    '<EndNote><Cite><RecNum>5</RecNum><record><rec-number>5</rec-number><ref-type name="Journal Article">17</ref-type>'
    '<contributors><authors><author><style face="normal">Lind, Karin</style></author></authors></contributors>'
    "<titles><title>Tides &amp; Harbours</title><secondary-title>Journal of Invented Seas</secondary-title></titles>"
    "<periodical><full-title>Journal of Invented Seas</full-title></periodical><pages>1-12</pages><volume>9</volume>"
    "<number>2</number><dates><year>2021</year></dates>"
    "<electronic-resource-num>10.5555/tides.2021</electronic-resource-num></record></Cite></EndNote>"
)
KEPT = f'<w:fldData xml:space="preserve">{base64.b64encode(ENDNOTE.encode()).decode()}</w:fldData>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="styles.xml"/>'
    '<Relationship Id="rId5" Target="https://doi.org/10.5555/a" TargetMode="External"/></Relationships>'
)
NUMBERING = (
    f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl><w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="x"/></w:lvl></w:lvlOverride></w:num></w:numbering>'
)
STYLES = (
    f'<w:styles {NAMESPACES}><w:docDefaults/><w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Mine"><w:name w:val="My own"/><w:basedOn w:val="berschrift2"/></w:style>'
    '<w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:styleId="Literatur"><w:name w:val="Bibliography"/></w:style>'
    '<w:style w:styleId="List"><w:name w:val="List Number"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    "</w:style></w:styles>"
)


def passages(body: str, **parts: str) -> list[Passage]:
    made = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    return extract(open_parts(word(body, made)))[1]


def blocks(body: str, **parts: str) -> list[Block]:
    return [one.block for one in passages(body, **parts)]


def texts(body: str, **parts: str) -> list[str]:
    return [one.text for one in blocks(body, **parts)]


def items(body: str) -> list[Item]:
    return [item for one in passages(body) for cited in one.citations for item in cited.items]


def styled(*names: str) -> str:
    return "".join(typed("Words", properties=f'<w:pStyle w:val="{name}"/>') for name in names)


def listed(*places: tuple[int, int]) -> str:
    return "".join(
        typed("Words", properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
        for number, depth in places
    )


def test_a_line_stands_for_each_paragraph_and_blocks_for_ranges() -> None:
    text, found = extract(open_parts(word(typed(" Two  words ", "", "More\u00a0of\u00ad them"))))
    assert text == "Two words\nMore of them\n"
    assert [text[one.block.span.start : one.block.span.end] for one in found] == ["Two words", "More of them"]


def test_what_was_deleted_or_is_hidden_in_properties_is_no_text() -> None:
    deleted = "<w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>"
    assert texts(paragraph(run("It "), deleted, "<w:ins>", run("stays"), "</w:ins>")) == ["It stays"]


def test_tabs_breaks_and_hyphens_are_signs() -> None:
    signs = "<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:noBreakHyphen/><w:t>C </w:t><w:br/><w:t> D</w:t></w:r>"
    assert texts(paragraph(signs)) == ["A B-C \nD"]


def test_a_break_inside_of_an_item_is_a_blank() -> None:
    item = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    broken = paragraph(run("Lind, K."), "<w:r><w:br/></w:r>", run("Tides"), properties=item)
    assert texts(broken, numbering_xml=NUMBERING) == ["Lind, K. Tides"]


def test_raised_and_lowered_characters_are_marked() -> None:
    (block,) = blocks(paragraph(run("m"), run("2", '<w:vertAlign w:val="superscript"/>'), run(" "), run("!", "<w:i/>")))
    assert (block.text, block.marks) == ("m2 !", (Mark(1, 2, "superscript"),))


def test_links_lead_to_their_addresses() -> None:
    link = f'<w:hyperlink r:id="rId5">{run("here")}</w:hyperlink><w:hyperlink w:anchor="top">{run(" up")}</w:hyperlink>'
    (block,) = blocks(paragraph(run("See "), link), **{"_rels__document_xml.rels": RELATIONS})
    assert (block.text, block.links) == ("See here up", (Link(4, 8, "https://doi.org/10.5555/a"),))


def test_a_field_may_be_a_link() -> None:
    (block,) = blocks(paragraph(run("See "), field(' HYPERLINK "https://doi.org/10.5555/a" ', run("here"))))
    assert block.links == (Link(4, 8, "https://doi.org/10.5555/a"),)


def test_cells_of_tables_are_told_apart() -> None:
    table = f"<w:tbl><w:tr><w:tc>{typed('One')}</w:tc></w:tr></w:tbl>"
    assert [one.kind for one in blocks(table + typed("Two"))] == [Kind.CELL, Kind.PARAGRAPH]


def test_a_box_of_text_follows_its_paragraph_and_is_read_once() -> None:
    box = f"<w:txbxContent>{typed('Boxed')}</w:txbxContent>"
    drawn = f"<w:r><AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback></AlternateContent></w:r>"
    assert texts(paragraph(run("Be"), drawn, run("fore"))) == ["Before", "Boxed"]


def test_headings_are_known_by_their_style_and_by_what_it_is_based_on() -> None:
    found = blocks(styled("berschrift2", "Mine", "Loop", "Unknown"), styles_xml=STYLES)
    assert [(one.kind, one.level) for one in found] == [(Kind.HEADING, 2)] * 2 + [(Kind.PARAGRAPH, 0)] * 2


def test_the_style_of_bibliographies_hints_at_references() -> None:
    assert [one.hint for one in blocks(styled("Literatur", "Mine"), styles_xml=STYLES)] == ["references", ""]


def test_items_are_counted_as_word_counts_them() -> None:
    found = blocks(listed((1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (1, 2)), numbering_xml=NUMBERING)
    assert [(one.label, one.level) for one in found] == [("3", 1), ("a", 2), ("b", 2), ("4", 1), ("a", 2), ("", 3)]


def test_a_list_that_overrides_another_counts_for_itself() -> None:
    found = blocks(listed((1, 0), (2, 0), (1, 0), (9, 0)), numbering_xml=NUMBERING)
    assert [one.label for one in found] == ["3", "1", "4", ""]
    assert found[0].group == found[2].group != found[1].group
    assert found[3].kind is Kind.PARAGRAPH


def test_a_style_may_number_its_paragraphs() -> None:
    found = blocks(styled("List", "List"), numbering_xml=NUMBERING, styles_xml=STYLES)
    assert [one.label for one in found] == ["3", "4"]


def test_notes_follow_the_body_in_the_order_of_their_marks() -> None:
    body = paragraph(run("One"), note_mark(3), run(", two"), note_mark(2), run(", three"), note_mark(2, "endnote"))
    footnotes = notes("footnote", typed("Second"), typed("First,", "in two"), typed("Never"))
    endnotes = notes("endnote", typed("At the end"))
    found = blocks(body, footnotes_xml=footnotes, endnotes_xml=endnotes)
    assert [(one.text, one.label, one.group) for one in found] == [
        ("One1, two2, three1", "", ""),
        ("Second", "2", "footnotes"),
        ("First,\nin two", "1", "footnotes"),
        ("At the end", "1", "endnotes"),
    ]


# ---------------------------------------------------------------------------------------------------- field codes


@pytest.mark.parametrize(
    "code", [f"ADDIN EN.CITE {ENDNOTE}", f"ADDIN EN.CITE {ENDNOTE}{ENDNOTE}"], ids=["once", "repeated"]
)
def test_a_field_of_endnote_tells_all_of_its_work(code: str) -> None:
    (item,) = items(paragraph(field(code, run("(Lind, 2021)"))))
    assert (item.type, item.title, item.author) == (
        "journal-article",
        ("Tides & Harbours",),
        Names((Name("Lind", "Karin"),)),
    )
    assert (item.container_title, item.volume, item.issue, item.page, item.doi, item.issued[0].year) == (
        ("Journal of Invented Seas",),
        "9",
        "2",
        "1-12",
        "10.5555/tides.2021",
        2021,
    )


@pytest.mark.parametrize("outer", [KEPT, ""])
def test_endnote_may_keep_its_works_beside_the_code(outer: str) -> None:
    inner = mark("begin", KEPT) + code(" ADDIN EN.CITE.DATA ") + mark("end")
    whole = mark("begin", outer) + code(" ADDIN EN.CITE ") + inner + mark("separate") + run("(L)") + mark("end")
    (passage,) = passages(paragraph(run("So "), whole))
    (cited,) = passage.citations
    assert (cited.start, cited.end, cited.items[0].volume) == (3, 6, "9")


def test_a_simple_field_cites_too() -> None:
    quoted = csl(LIND).replace('"', "&quot;")
    simple = f'<w:fldSimple w:instr="ADDIN CSL_CITATION {quoted}">{run("(L)")}</w:fldSimple>'
    assert [one.doi for one in items(paragraph(simple))] == ["10.5555/tides.2021"]


def test_a_field_may_be_split_into_many_runs_and_over_paragraphs() -> None:
    instruction = f"ADDIN ZOTERO_ITEM CSL_CITATION {csl(LIND)}"
    split = "".join(code(instruction[place : place + 7]) for place in range(0, len(instruction), 7))
    body = paragraph(run("As "), mark("begin"), split, mark("separate"), run("(Lind,"))
    (first, second) = passages(body + paragraph(run("2021)"), mark("end"), run(" said.")))
    (cited,) = second.citations
    assert (first.citations, cited.start, cited.end) == ((), 0, 5)


def test_a_field_without_anything_shown_cites_at_its_end() -> None:
    body = run("As said.") + mark("begin") + code(f"ADDIN CSL_CITATION {csl(LIND)}") + mark("end")
    (passage,) = passages(paragraph(body))
    assert [(one.start, one.end) for one in passage.citations] == [(8, 8)]


@pytest.mark.parametrize(
    "instruction",
    [
        "ADDIN EN.CITE",
        "ADDIN EN.CITE <EndNote>",
        "PAGE",
        'ADDIN CSL_CITATION {"citationItems": "none"}',
        'ADDIN CSL_CITATION {"citationItems": [{"itemData": 3}, 4]}',
        "ADDIN CSL_CITATION {broken",
        "ADDIN CSL_CITATION " + "{" * 5_000_000,
    ],
    ids=lambda text: text[:40],
)
def test_fields_that_say_nothing_cite_nothing(instruction: str) -> None:
    assert items(paragraph(field(instruction, run("shown")))) == []


@pytest.mark.parametrize("tag", ["", "my-own", "MENDELEY_CITATION_v3_é", "MENDELEY_CITATION_v3_e30="])
def test_content_controls_that_say_nothing_cite_nothing(tag: str) -> None:
    control = f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{run("[1]")}</w:sdtContent></w:sdt>'
    assert items(paragraph(control)) == []


def test_a_control_of_mendeley_cites_what_it_shows() -> None:
    (passage,) = passages(paragraph(run("See "), mendeley("[1]", LIND)))
    assert [(one.start, one.end, one.items[0].page) for one in passage.citations] == [(4, 7, "1-12")]


def test_a_control_of_mendeley_may_hold_the_bibliography() -> None:
    tag = '<w:sdtPr><w:tag w:val="MENDELEY_BIBLIOGRAPHY"/></w:sdtPr>'
    body = f"<w:sdt>{tag}<w:sdtContent>{typed('Lind')}</w:sdtContent></w:sdt>" + typed("After")
    assert [one.hint for one in blocks(body)] == ["references", ""]


@pytest.mark.parametrize(
    "instruction", ["ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY", "ADDIN EN.REFLIST", " BIBLIOGRAPHY  \\l 1033 "]
)
def test_the_field_of_a_bibliography_hints_at_references(instruction: str) -> None:
    begin = paragraph(mark("begin"), code(instruction), mark("separate"), run("Lind"))
    body = typed("Before") + begin + typed("Berg") + paragraph(run("Holm"), mark("end")) + typed("After")
    assert [one.hint for one in blocks(body)] == ["", "references", "references", "references", ""]


def test_fields_that_are_never_closed_or_never_opened_do_no_harm() -> None:
    body = paragraph(mark("end"), mark("separate"), code("lost"), *[mark("begin")] * 30, run("Words"))
    assert texts(body + typed("More")) == ["Words", "More"]
