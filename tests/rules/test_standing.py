"""A value of the record that stands in the text of a typed reference is one that we misread."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from refcheck.model import (
    By,
    Date,
    Document,
    Field,
    Finding,
    Found,
    Item,
    Name,
    Names,
    Reference,
    Severity,
    Span,
    Work,
)
from refcheck.rules import RULES
from refcheck.rules.run import check_reference
from refcheck.rules.standing import stands_in_text

AUTHORS = Names((Name("Lind", "K."), Name("Moreau", "J."), Name("Berg", "T.")))
TEXT = (
    "3. Lind, K., Moreau, J., & Berg, T. (2021). On tides and harbours of the north. Coastal Letters, 41(2), 747–757. "
    "https://doi.org/10.5555/tide.2019.14"
)
ITEM = Item(
    type="journal-article",
    title=("On tides and harbours of the north",),
    author=AUTHORS,
    issued=(Date(2021),),
    container_title=("Coastal Letters",),
    volume="41",
    issue="2",
    page="747–757",
)
RECORD = replace(
    ITEM,
    title=("On Tides and Harbours of the North",),
    author=Names((Name("Lind", "Karin"), Name("Moreau", "Jean"), Name("Berg", "Tom"))),
    page="747-757",
    doi="10.5555/tide.2019.14",
    publisher="Harbour Press",
)


def typed(item: Item = ITEM, text: str = TEXT, certainty: float = 0.9) -> Reference:
    """A typed reference of which every field that stands in the text has its place."""
    values = {
        "author": "Lind, K., Moreau, J., & Berg, T.",
        "issued": str(item.issued[0]) if item.issued else "",
        "title": next(iter(item.title), ""),
        "container-title": next(iter(item.container_title), ""),
        "volume": item.volume,
        "issue": item.issue,
        "page": item.page,
    }
    fields = tuple(Field(name, raw, Span(0, 0), name) for name, raw in values.items() if raw)
    return Reference("lind2021", item, Span(0, len(text)), fields, text, typed=True, certainty=certainty)


def said(reference: Reference, record: Item = RECORD) -> list[Finding]:
    """The findings on agreement and completeness."""
    work = Work(record, "crossref", datetime.date(2026, 11, 2))
    found = check_reference(RULES, Document("a.txt", reference.text), reference, Found(work, By.SEARCH))
    return [one for one in found if one.code[:4] in {"REF2", "REF4"}]


def test_a_reference_that_was_read_rightly_has_no_findings() -> None:
    assert said(typed()) == []


@pytest.mark.parametrize(
    "misread",
    [
        replace(ITEM, issued=(Date(1941),)),
        replace(ITEM, issued=()),
        replace(ITEM, title=("Coastal Letters",)),
        replace(ITEM, container_title=("On tides and harbours of the north. Coastal",)),
        replace(ITEM, container_title=()),
        replace(ITEM, volume="3", issue=""),
        replace(ITEM, issue="747", volume=""),
        replace(ITEM, page="41", volume=""),
        replace(ITEM, author=Names((Name("Moreau", "J."), Name("Lind", "K.")))),
        replace(ITEM, author=Names((Name("Lind", "K."),))),
        replace(ITEM, author=Names((Name("K", "Lind"), Name("J", "Moreau"), Name("Harbours", "T.")))),
        replace(ITEM, type="book"),
    ],
    ids=lambda item: f"{item.author.listed[0].family} {item.volume}({item.issue}) {item.page} {item.issued}",
)
def test_what_stands_in_the_text_is_not_reported_as_wrong_or_missing(misread: Item) -> None:
    assert [one.message for one in said(typed(misread))] == []


LIND, MOREAU, BERG = AUTHORS.listed
FISH = "On fish and fishermen of the south"
QUIST = Name("Quist", "R.")


def by(*names: Name) -> Item:
    return replace(ITEM, author=Names(names))


WRONG = {
    "year": (replace(ITEM, issued=(Date(2018),)), ("2021", "2018"), "REF205"),
    "volume": (replace(ITEM, volume="14"), ("41(", "14("), "REF207"),
    "issue": (replace(ITEM, issue="3"), ("(2)", "(3)"), "REF208"),
    "last page": (replace(ITEM, page="747–775"), ("757", "775"), "REF209"),
    "title": (replace(ITEM, title=(FISH,)), (ITEM.title[0], FISH), "REF201"),
    "container": (replace(ITEM, container_title=("Nature",)), ("Coastal Letters", "Nature"), "REF206"),
    "first author": (by(QUIST, MOREAU, BERG), ("Lind, K.", "Quist, R."), "REF202"),
    "given name": (by(Name("Lind", "X."), MOREAU, BERG), ("Lind, K.", "Lind, X."), "REF202"),
    "added": (by(LIND, MOREAU, BERG, QUIST), ("& Berg, T.", "Berg, T., & Quist, R."), "REF204"),
    "missing": (by(LIND, MOREAU), (", & Berg, T.", ""), "REF204"),
    "order": (by(LIND, BERG, MOREAU), ("Moreau, J., & Berg, T.", "Berg, T., & Moreau, J."), "REF203"),
}


@pytest.mark.parametrize(("wrong", "change", "code"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_in_the_text_is_reported(wrong: Item, change: tuple[str, str], code: str) -> None:
    assert code in {one.code for one in said(typed(wrong, TEXT.replace(*change)))}


def test_editors_that_we_took_for_authors_are_not_reported() -> None:
    text = TEXT.replace("Coastal Letters", "In R. Quist (Ed.), Coastal Letters")
    assert said(typed(by(LIND, MOREAU, BERG, QUIST), text)) == []


def test_a_list_that_begins_with_somebody_else_is_not_that_of_the_record() -> None:
    text = TEXT.replace("Lind, K.", "Quist, Hilda Maria Anna, Lind, K.")
    assert not stands_in_text(typed(ITEM, text), RECORD, "author")


def test_a_publisher_that_stands_in_the_text_is_not_missing() -> None:
    assert stands_in_text(typed(text=TEXT + " Harbour Press."), RECORD, "publisher")


def test_several_ranges_of_pages_stand_there_together() -> None:
    text = TEXT.replace("747–757", "1–3, 9–10")
    assert stands_in_text(typed(replace(ITEM, page="9–10"), text), replace(RECORD, page="1-3, 9-10"), "page")


def test_a_wrong_year_is_not_excused_by_the_digits_of_the_doi_or_of_the_day_of_access() -> None:
    text = TEXT.replace("2021", "2018") + " Retrieved May 3, 2021 from https://example.org/2021"
    assert [one.code for one in said(typed(replace(ITEM, issued=(Date(2018),)), text))] == ["REF205"]


def test_a_wrong_issue_is_not_excused_by_the_first_page() -> None:
    text = TEXT.replace("(2), 747–757", "(3), 2–12")
    reference = typed(replace(ITEM, issue="3", page="2–12"), text)
    assert [one.code for one in said(reference, replace(RECORD, page="2-12"))] == ["REF208"]


def test_exchanged_volume_and_issue_are_reported() -> None:
    reference = typed(replace(ITEM, volume="2", issue="41"), TEXT.replace("41(2)", "2(41)"))
    assert [one.code for one in said(reference)] == ["REF207"]


def test_abbreviated_pages_and_journals_stand_for_the_full_ones() -> None:
    text = "Lind K, Moreau J, Berg T. On tides and harbours of the north. Coast. Lett. 2021;41:747–57."
    misread = replace(ITEM, container_title=("tides and harbours",), page="41", volume="2021")
    record = replace(RECORD, container_title=("Coastal Letters",))
    assert [one.message for one in said(typed(misread, text), record)] == []


def test_a_list_that_is_cut_off_stands_as_far_as_it_goes() -> None:
    text = TEXT.replace("Moreau, J., & Berg, T.", "Moreau, J., et al.")
    misread = replace(ITEM, author=Names((Name("Lind", "K."), Name("Coastal", "J."))))
    assert said(typed(misread, text)) == []


def test_fields_read_with_little_certainty_give_remarks_only() -> None:
    wrong = replace(ITEM, issued=(Date(2018),), volume="14")
    text = TEXT.replace("2021", "2018").replace("41(", "14(")
    assert {one.severity for one in said(typed(wrong, text, certainty=0.4))} == {Severity.INFO}
    assert {one.severity for one in said(typed(wrong, text, certainty=0.6))} == {Severity.WARNING}


@pytest.mark.parametrize("certainty", [0.1, 0.4])
def test_pages_cut_off_are_a_remark_where_the_reading_is_uncertain(certainty: float) -> None:
    text = TEXT.replace("747–757", "747–").replace("41(", "14(").replace("2021", "2018")
    wrong = replace(ITEM, page="747–", volume="14", issued=(Date(2018),))
    found = said(typed(wrong, text, certainty=certainty))
    assert {(one.code, one.severity) for one in found} == {(f"REF{code}", Severity.INFO) for code in (205, 207, 210)}


def test_where_all_else_is_as_the_record_says_a_reading_is_certain() -> None:
    text = TEXT.replace("747–757", "747–")
    only = said(typed(replace(ITEM, page="747–"), text, certainty=0.1))
    assert [(one.code, one.severity) for one in only] == [("REF210", Severity.WARNING)]
    doubtful = replace(ITEM, page="746–757", doubtful=frozenset({"page"}))
    only = said(typed(doubtful, TEXT.replace("747–", "746–"), certainty=0.4))
    assert [(one.code, one.severity) for one in only] == [("REF209", Severity.WARNING)]


def test_the_doi_is_one_of_the_fields_that_show_a_reading_to_be_right() -> None:
    text = "Lind, K., Moreau, J., & Berg, T. (2018). On tides and harbours of the north. Coastal Letters."
    few = replace(ITEM, issued=(Date(2018),), volume="", issue="", page="")
    assert [one.severity for one in said(typed(few, text, certainty=0.4))] == [Severity.INFO]
    named = replace(few, doi="10.5555/TIDE.2019.14")
    assert [one.severity for one in said(typed(named, text, certainty=0.4))] == [Severity.WARNING]


def test_a_title_without_its_subtitle_was_read() -> None:
    record = replace(RECORD, title=("On Tides and Harbours of the North: A Survey",))
    assert said(typed(certainty=0.1), record) == []


def test_pages_cut_off_are_told_where_the_doi_ends_with_the_first_page() -> None:
    record = replace(RECORD, page="1776-1778", doi="10.5555/tides.114.1776")
    text = TEXT.replace("747–757", "1776–.")
    assert [one.code for one in said(typed(replace(ITEM, page="1776–"), text), record)] == ["REF210"]


def test_a_container_does_not_stand_in_an_address() -> None:
    wrong = replace(ITEM, container_title=("Annals of Docks",))
    text = TEXT.replace("Coastal Letters", "Annals of Docks") + " https://doi.org/10.5555/coastal.letters.2021"
    assert [one.code for one in said(typed(wrong, text))] == ["REF206"]


def test_pages_that_we_cut_off_are_not_reported() -> None:
    assert said(typed(replace(ITEM, page="747–"))) == []


def test_a_bibliography_is_never_excused() -> None:
    assert not stands_in_text(replace(typed(), typed=False), RECORD, "issued")


def test_a_variable_that_nobody_types_does_not_stand_there() -> None:
    assert not stands_in_text(typed(), RECORD, "ISSN")


@pytest.mark.parametrize(
    ("item", "certainty", "message"),
    [
        (ITEM, 0.1, "could not read this reference reliably: check it by hand"),
        (replace(ITEM, title=()), 0.9, "no title could be recognised in this reference: check it by hand"),
    ],
)
def test_what_was_read_badly_is_to_be_checked_by_hand(item: Item, certainty: float, message: str) -> None:
    other = replace(RECORD, title=("Something else altogether",))
    work = Work(other, "crossref", datetime.date(2026, 11, 2))
    reference = typed(item, certainty=certainty)
    found = check_reference(RULES, Document("a.txt", TEXT), reference, Found(work, By.SEARCH))
    assert [one.message for one in found if one.code == "REF003"] == [message]


@pytest.mark.parametrize("item", [ITEM, replace(ITEM, title=())])
def test_what_was_found_although_read_badly_needs_no_check(item: Item) -> None:
    work = Work(RECORD, "crossref", datetime.date(2026, 11, 2))
    found = check_reference(RULES, Document("a.txt", TEXT), typed(item, certainty=0.1), Found(work, By.SEARCH))
    assert [one for one in found if one.code == "REF003"] == []


def test_several_pages_are_no_issue_and_page() -> None:
    record = replace(RECORD, issue="5", page="8-9, 12", volume="41")
    text = TEXT.replace("41(2), 747–757", "41, 8, 12")
    assert said(typed(replace(ITEM, issue="8", page="12"), text), record) == []


def test_the_end_of_a_title_is_no_container() -> None:
    record = replace(RECORD, title=("On Tides and Harbours of the North",))
    text = TEXT.replace("Coastal Letters, ", "")
    misread = replace(ITEM, title=("On tides and harbours of",), container_title=("the north",))
    assert "REF206" not in {one.code for one in said(typed(misread, text), record)}


def test_a_title_of_which_only_the_beginning_was_typed_is_there() -> None:
    record = replace(RECORD, title=("Letter: Tides and Harbours of the North",))
    text = TEXT.replace("On tides and harbours of the north", "Letter")
    assert [one.code for one in said(typed(replace(ITEM, title=()), text), record)] == []
