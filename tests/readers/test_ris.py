from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Date, Document, Item, Name
from refcheck.readers import ris
from refcheck.readers.base import CannotWrite

LIND = """TY  - JOUR
ID  - lind2021
AU  - Lind, Karin
AU  - van der Zee, Arno, Jr.
TI  - On Tides
      and Harbours
JO  - Coastal Letters
JA  - Coast. Lett.
PY  - 2021/03//
VL  - 14
SP  - 101
EP  - 109
SN  - 1234-5678
DO  - 10.5555/tide.2021.14
ER  -
"""


def document(text: str) -> Document:
    return ris.read("refs.ris", text)


def item(*lines: str, kind: str = "JOUR") -> Item:
    (only,) = document("\n".join([f"TY  - {kind}", *lines, "ER  - "])).references
    return only.item


def changed(text: str, variable: str, value: str) -> str:
    return ris.set_field(text, document(text).references[0], variable, value)


def test_a_record_is_read_into_its_variables() -> None:
    (reference,) = document(LIND).references
    found = reference.item
    assert (reference.key, found.type, found.title) == ("lind2021", "journal-article", ("On Tides and Harbours",))
    assert found.author.listed == (Name("Lind", "Karin"), Name("van der Zee", "Arno", "Jr."))
    assert found.container_title == ("Coastal Letters", "Coast. Lett.")
    assert (found.issued, found.page, found.volume) == ((Date(2021, 3),), "101-109", "14")
    assert (found.doi, found.issn) == ("10.5555/tide.2021.14", ("1234-5678",))


def test_every_line_has_its_place() -> None:
    (reference,) = document(LIND).references
    assert all(LIND[one.span.start : one.span.end] == one.raw for one in reference.fields)
    assert [one.raw for one in reference.fields if one.variable == "author"] == [
        "Lind, Karin",
        "van der Zee, Arno, Jr.",
    ]


def test_a_record_begins_at_its_type_and_ends_at_its_end() -> None:
    text = document("\n" + LIND + "\nsomething").references[0].text
    assert text.startswith("TY  - JOUR")
    assert text.rstrip().endswith("ER  -")


def test_the_title_of_a_series_is_not_the_container_of_a_book() -> None:
    found = item("BT  - Tides", "T2  - Sea Books", "SN  - 978-0-00-000000-2", kind="BOOK")
    assert (found.title, found.collection_title, found.container_title) == (("Tides",), ("Sea Books",), ())
    assert found.isbn == ("978-0-00-000000-2",)


def test_a_chapter_stands_in_its_book() -> None:
    found = item("TI  - Ebb", "BT  - Tides", "A2  - Okafor, Ada", kind="CHAP")
    assert (found.container_title, found.editor.listed) == (("Tides",), (Name("Okafor", "Ada"),))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Karin Lind", Name("Lind", "Karin")),
        ("World Harbour Organization", Name(literal="World Harbour Organization")),
        ("Unesco", Name(literal="Unesco")),
        ("Lind, K.", Name("Lind", "K.")),
    ],
)
def test_names_are_read_in_every_order(written: str, name: Name) -> None:
    assert item(f"AU  - {written}").author.listed == (name,)


def test_et_al_truncates_the_authors() -> None:
    assert item("AU  - Lind, K.", "AU  - et al.").author.truncated


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        (["PY  - 2021"], (Date(2021),)),
        (["PY  - 2021", "DA  - 2021/04/05"], (Date(2021, 4, 5),)),
        (["Y1  - 2021///spring"], (Date(2021),)),
        (["Y1  - 2021/77/03"], (Date(2021),)),
        (["PY  - in press"], (Date(literal="in press"),)),
        (["PY  - "], ()),
    ],
)
def test_dates_are_read_from_every_tag(lines: list[str], dates: tuple[Date, ...]) -> None:
    assert item(*lines).issued == dates


def test_a_range_in_the_first_page_is_a_range() -> None:
    assert item("SP  - 101-109", "EP  - 109").page == "101-109"
    assert item("EP  - 109").page == "109"


def test_a_preprint_is_posted_content() -> None:
    found = item("TI  - T", "JO  - arXiv preprint arXiv:2101.00001")
    assert (found.type, found.subtype, found.arxiv) == ("posted-content", "preprint", "2101.00001")


def test_the_doi_is_found_in_the_address() -> None:
    assert item("UR  - https://doi.org/10.5555/abc").doi == "10.5555/abc"


def test_a_record_without_end_is_read_and_told() -> None:
    found = document("TY  - JOUR\nTI  - A\n\nTY  - JOUR\nTI  - B\nER  - \n")
    assert [one.item.title for one in found.references] == [("A",), ("B",)]
    assert [one.message for one in found.problems] == ["the record does not end with ER"]


def test_lines_outside_of_records_are_told() -> None:
    found = document("TI  - A\nER  - \n" + LIND)
    assert (len(found.references), found.problems[0].span.start) == (1, 0)


def test_a_text_without_records_says_so() -> None:
    assert "no RIS record" in document("Provider: Sea Press\n").problems[0].message
    assert document("").problems == ()


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("volume", "15", "VL  - 15\nSP  - 101\n"),
        ("title", "On Ebb", "TI  - On Ebb\nJO"),
        ("page", "101-110", "SP  - 101\nEP  - 110\nSN"),
        ("page", "7", "SP  - 7\nSN"),
        ("issued", "2022-04", "PY  - 2022/04//\n"),
        ("author", "Lind, K.; Zee, A.", "AU  - Lind, K.\nAU  - Zee, A.\nTI"),
        ("issue", "3", "DO  - 10.5555/tide.2021.14\nIS  - 3\nER  -\n"),
    ],
)
def test_a_variable_is_written_and_nothing_besides(variable: str, value: str, expected: str) -> None:
    text = changed(LIND, variable, value)
    assert expected in text
    before = [(one.name, one.raw) for one in document(LIND).references[0].fields if one.variable != variable]
    after = [(one.name, one.raw) for one in document(text).references[0].fields if one.variable != variable]
    assert after == before


def test_line_ends_are_kept() -> None:
    assert "VL  - 14\r\nEP" not in changed(LIND.replace("\n", "\r\n"), "page", "1-2")
    assert "\r\nSP  - 1\r\nEP  - 2\r\n" in changed(LIND.replace("\n", "\r\n"), "page", "1-2")


def test_pages_in_one_line_stay_there() -> None:
    assert "SP  - 5-6\n" in changed("TY  - JOUR\nSP  - 5-\nER  - \n", "page", "5-6")


def test_a_new_year_has_no_slashes() -> None:
    assert "PY  - 2021\n" in changed("TY  - JOUR\nTI  - T\nER  - \n", "issued", "2021-02")


@pytest.mark.parametrize(
    ("text", "variable", "value"),
    [
        (LIND, "container-title", "Coast"),
        (LIND, "issued", "soon"),
        (LIND, "title", " "),
        (LIND, "title", "a\x07"),
        (LIND, "PMID", "1"),
        ("TY  - JOUR\nAU  - A, B\nTI  - T\nAU  - C, D\nER  - \n", "author", "E, F"),
        ("TY  - JOUR\nPY  - 2020\nDA  - 2020\nER  - \n", "issued", "2021"),
    ],
)
def test_what_cannot_be_written_safely_is_refused(text: str, variable: str, value: str) -> None:
    with pytest.raises(CannotWrite):
        changed(text, variable, value)


def test_a_text_that_changed_is_not_written_to() -> None:
    (reference,) = document(LIND).references
    with pytest.raises(CannotWrite, match="changed"):
        ris.set_field(LIND.replace("2021", "2020"), reference, "volume", "1")


def test_a_text_beyond_all_measure_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ris, "_LARGEST_TEXT", 10)
    assert "too large" in document(LIND).problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "TY  - " * 50_000,
        "TY  - \n" * 30_000,
        "AU  - x\n" * 50_000,
        "TY  - JOUR\n" + " " * 10**6,
        "TY  - JOUR\nPY  - " + "1/" * 10**5,
        "TY  - JOUR\nAU  - " + "a " * 10**5,
    ],
)
def test_hostile_texts_are_read_without_hanging(text: str) -> None:
    assert document(text).text == text


PIECES = st.sampled_from(
    [
        "TY  - JOUR",
        "ER  - ",
        "AU  - Lind, K",
        "AU  - ,",
        "PY  - 2021",
        "DA  - 1/2/3",
        "SP  - ",
        "EP  - 3",
        "M1  - 3",
        "UR  - 10.5555/x",
        "\n",
        "\r\n",
        " ",
        "T2  - arXiv",
        "DO  -",
        "x",
        "TI  - T",
        "-",
        "2",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=100))
def test_any_text_is_read_and_every_span_holds(text: str) -> None:
    read = document(text)
    for one in read.references:
        assert text[one.span.start : one.span.end] == one.text
        assert all(text[field.span.start : field.span.end] == field.raw for field in one.fields)
    assert all(0 <= one.span.start <= one.span.end <= len(text) for one in read.problems)
