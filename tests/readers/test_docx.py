from __future__ import annotations

import pytest

from refcheck.model import CitationForm, Document
from refcheck.readers import CannotWrite, docx, is_expected
from tests.readers.docx_made import (
    BERG,
    LIND,
    TYPED,
    code,
    mark,
    mendeley,
    note_mark,
    notes,
    paragraph,
    run,
    typed,
    word,
    zotero,
)

BODY = paragraph(
    run("The tides are high "),
    zotero("(Lind, 2021)", LIND),
    run(". The rain falls "),
    zotero("(Berg & Holm, 2018; Lind, 2021)", BERG, LIND),
    run(". Later Lind (2021) was sure."),
)
LISTED = (
    typed("References", properties='<w:pStyle w:val="Heading1"/>')
    + paragraph(mark("begin"), code(' ADDIN ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY '), mark("separate"))
    + typed(*TYPED)
    + paragraph(mark("end"))
)
NOTED = paragraph(
    run("The tides are high."), note_mark(2), run(" The rain falls."), note_mark(3), run(" So they say."), note_mark(4)
)
REMARK = paragraph(run("This is only a remark."))


def read(body: str, **parts: str) -> Document:
    return docx.read_content("paper.docx", word(body, {f"{name}.xml": part for name, part in parts.items()}))


def cited(document: Document) -> list[tuple[str, tuple[str, ...], CitationForm]]:
    return [(document.text[one.span.start : one.span.end], one.keys, one.form) for one in document.citations]


def test_the_list_that_a_reference_manager_wrote_is_read_as_it_is_printed() -> None:
    document = read(BODY + LISTED)
    assert [(one.key, one.typed, one.text) for one in document.references] == [
        ("berg2018", True, TYPED[0]),
        ("lind2021", True, TYPED[1]),
    ]


def test_fields_cite_the_references_of_the_list() -> None:
    assert cited(read(BODY + LISTED)) == [
        ("(Lind, 2021)", ("lind2021",), CitationForm.KEY),
        ("(Berg & Holm, 2018; Lind, 2021)", ("berg2018",), CitationForm.KEY),
        ("(Berg & Holm, 2018; Lind, 2021)", ("lind2021",), CitationForm.KEY),
        ("Lind (2021)", ("lind2021",), CitationForm.NARRATIVE),
    ]


def test_each_citation_has_its_sentence() -> None:
    assert read(BODY + LISTED).citations[1].sentence == "The rain falls (Berg & Holm, 2018; Lind, 2021)."


def test_without_a_list_the_fields_give_the_references() -> None:
    document = read(BODY)
    assert [(one.key, one.typed, one.item.doi) for one in document.references] == [
        ("lind2021", False, "10.5555/tides.2021"),
        ("berg2018", False, ""),
    ]
    assert document.problems == ()
    assert [one.keys for one in document.citations] == [("lind2021",), ("berg2018",), ("lind2021",), ("lind2021",)]


def test_a_reference_of_a_field_stands_where_it_is_first_cited() -> None:
    document = read(BODY)
    assert [document.text[one.span.start : one.span.end] for one in document.references] == [
        "(Lind, 2021)",
        "(Berg & Holm, 2018; Lind, 2021)",
    ]


def test_a_work_that_the_list_does_not_show_is_taken_from_its_field() -> None:
    later = {**LIND, "title": "Later Thoughts on Tides and Harbours", "DOI": "10.5555/later"}
    document = read(BODY + paragraph(run("So "), zotero("(Lind, 2021b)", later), run(".")) + LISTED)
    assert [one.key for one in document.references if not one.typed] == ["lind2021a"]


@pytest.mark.parametrize(
    ("known", "key"),
    [
        ({"title": "TIDES and harbours of the northern seas"}, "lind2021"),
        ({"title": "On Weather", "DOI": "10.5555/Rain"}, "berg2018"),
        ({"title": "On Weather"}, "lind2021a"),
    ],
)
def test_a_work_is_found_in_the_list_by_what_is_known_of_it(known: dict[str, str], key: str) -> None:
    entries = [TYPED[0] + " https://doi.org/10.5555/rain", TYPED[1]]
    document = read(paragraph(run("As "), zotero("[1]", {**LIND, "DOI": "", **known})) + typed("References", *entries))
    assert [one.keys for one in document.citations] == [(key,)]


def test_in_a_list_without_titles_author_and_year_are_enough() -> None:
    bare = ("1. I. Berg, P. Holm, J. Inv. Seas 6, 4 (2018).", "2. K. Lind, J. Inv. Seas 9, 1 (2021).")
    document = read(paragraph(run("As "), zotero("[1]", {**LIND, "title": "Tides"})) + typed("References", *bare))
    assert [(one.keys, len(document.references)) for one in document.citations] == [(("lind2021",), 2)]


def test_of_two_editions_the_one_of_the_year_is_cited() -> None:
    later = TYPED[1].replace("2021", "2023")
    new = {**LIND, "DOI": "", "issued": {"date-parts": [[2023]]}}
    document = read(paragraph(run("As "), zotero("[1]", new)) + typed("References", *TYPED, later))
    assert [one.keys for one in document.citations] == [("lind2023",)]


def test_a_content_control_of_mendeley_cites() -> None:
    document = read(paragraph(run("High tides "), mendeley("[1]", LIND), run(" and rain "), mendeley("[2]", BERG)))
    assert cited(document) == [
        ("[1]", ("lind2021",), CitationForm.KEY),
        ("[2]", ("berg2018",), CitationForm.KEY),
    ]


def test_a_field_that_shows_nothing_gives_its_reference_and_no_citation() -> None:
    document = read(paragraph(run("The tides are high."), zotero("", LIND)))
    assert ([one.key for one in document.references], document.citations) == (["lind2021"], ())


def test_notes_that_were_typed_are_references_and_their_marks_cite_them() -> None:
    document = read(NOTED, footnotes=notes("footnote", *(paragraph(run(one)) for one in TYPED), REMARK))
    assert [(one.key, one.label) for one in document.references] == [("berg2018", "1"), ("lind2021", "2")]
    assert cited(document) == [
        ("1", ("berg2018",), CitationForm.NOTE),
        ("2", ("lind2021",), CitationForm.NOTE),
    ]


def test_notes_that_a_reference_manager_wrote_cite_where_their_marks_stand() -> None:
    written = [paragraph(zotero(TYPED[1], LIND)), paragraph(run("See "), zotero("Berg, ‘Rain’, 5", BERG)), REMARK]
    document = read(NOTED, footnotes=notes("footnote", *written))
    assert [(one.key, one.typed) for one in document.references] == [("lind2021", False), ("berg2018", False)]
    assert cited(document) == [
        ("1", ("lind2021",), CitationForm.NOTE),
        ("2", ("berg2018",), CitationForm.NOTE),
    ]


def test_the_mark_of_a_note_is_no_number_of_the_list() -> None:
    document = read(NOTED + LISTED, footnotes=notes("footnote", REMARK, REMARK, REMARK))
    assert document.citations == ()


def test_raised_numbers_cite_the_items_of_a_list() -> None:
    text = paragraph(run("The tides are high."), run("1,2", '<w:vertAlign w:val="superscript"/>'))
    document = read(text + typed("References", *(f"{place}. {one}" for place, one in enumerate(TYPED, 1))))
    assert cited(document) == [
        ("1", ("berg2018",), CitationForm.NUMERIC),
        ("2", ("lind2021",), CitationForm.NUMERIC),
    ]


def test_a_document_without_references_says_so() -> None:
    assert [one.message for one in read(typed("Only words.")).problems] == [
        "no reference list was found, so nothing was checked"
    ]


def test_every_field_of_a_reference_knows_its_place() -> None:
    document = read(BODY + LISTED)
    fields = [field for reference in document.references for field in reference.fields]
    assert len(fields) > 10
    assert all(document.text[one.span.start : one.span.end] == one.raw for one in fields)


def test_a_word_document_is_not_written_to() -> None:
    document = read(BODY + LISTED)
    with pytest.raises(CannotWrite, match="make the change in Word"):
        docx.set_field(document.text, document.references[0], "DOI", "10.5555/new")


def test_text_that_was_extracted_before_is_read_like_any_text() -> None:
    text = "\n\n".join(["References", *TYPED])
    assert [one.key for one in docx.read("paper.docx", text).references] == ["berg2018", "lind2021"]


def test_the_mark_of_a_document_that_is_open_in_word_is_no_document() -> None:
    assert is_expected("paper.docx", word(BODY + LISTED))
    assert not is_expected("~$paper.docx", b"\x04Lind" + bytes(157))
