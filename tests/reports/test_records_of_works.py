"""CSL JSON, BibTeX and the lines of ``lookup``: the shapes in which one work is handed out."""

from __future__ import annotations

import datetime

import pytest

from refcheck.model import Date, Item, Name, Names, Update, Work
from refcheck.readers import READERS
from refcheck.reports.bibtex import citation_key, to_bibtex
from refcheck.reports.csl import to_csl
from refcheck.reports.work import described_work

ITEM = Item(
    type="journal-article",
    title=("On DNA & the {Tides} of 50% _Seas_",),
    author=Names((Name("van der Berg", "Ida", "Jr."), Name(literal="The Harbour Group")), truncated=True),
    issued=(Date(2021, 3, kind="print"), Date(2020)),
    container_title=("Journal of Invented Seas",),
    volume="9",
    issue="1",
    page="1-16",
    doi="10.5555/tides",
    issn=("1234-5679",),
)


def test_a_work_as_csl() -> None:
    assert to_csl(ITEM) == {
        "id": "10.5555/tides",
        "type": "article-journal",
        "title": "On DNA & the {Tides} of 50% _Seas_",
        "author": [{"family": "van der Berg", "given": "Ida", "suffix": "Jr."}, {"literal": "The Harbour Group"}],
        "issued": {"date-parts": [[2021, 3]]},
        "container-title": "Journal of Invented Seas",
        "volume": "9",
        "issue": "1",
        "page": "1-16",
        "DOI": "10.5555/tides",
        "ISSN": "1234-5679",
        "URL": "https://doi.org/10.5555/tides",
    }


def test_an_item_without_anything_has_still_a_type_and_an_id() -> None:
    assert to_csl(Item()) == {"id": "work", "type": "document"}


@pytest.mark.parametrize(
    ("date", "csl"),
    [
        (Date(2021, 3, 4), {"date-parts": [[2021, 3, 4]]}),
        (Date(2021, None, 4), {"date-parts": [[2021]]}),
        (Date(literal="in press"), {"literal": "in press"}),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(date: Date, csl: object) -> None:
    assert to_csl(Item(issued=(date,)))["issued"] == csl


def test_a_date_of_nothing_is_left_out() -> None:
    assert "issued" not in to_csl(Item(issued=(Date(),)))


def test_a_work_as_bibtex() -> None:
    assert to_bibtex(ITEM) == (
        "@article{vanderberg2021dna,\n"
        "  author  = {van der Berg, Jr., Ida and {The Harbour Group} and others},\n"
        "  title   = {On {DNA} \\& the {\\{Tides\\}} of 50\\% {\\_Seas\\_}},\n"
        "  journal = {Journal of Invented Seas},\n"
        "  year    = {2021},\n"
        "  volume  = {9},\n"
        "  number  = {1},\n"
        "  pages   = {1--16},\n"
        "  doi     = {10.5555/tides},\n"
        "}\n"
    )


def test_our_bibtex_reads_back_as_the_same_work() -> None:
    (reference,) = READERS[".bib"].read("one.bib", to_bibtex(ITEM)).references
    assert reference.item.title[0] == ITEM.title[0]
    assert reference.item.author.listed[1].literal == "The Harbour Group"
    assert reference.item.doi == ITEM.doi


def test_a_chapter_stands_in_a_book() -> None:
    item = Item(type="book-chapter", title=("Rain",), container_title=("All Weathers",), publisher="Harbour Press")
    assert "booktitle = {All Weathers}" in to_bibtex(item)


@pytest.mark.parametrize(
    ("type_", "field"), [("report", "institution"), ("dissertation", "school"), ("book", "publisher")]
)
def test_who_published_it_has_a_name_for_each_type(type_: str, field: str) -> None:
    assert f"{field} = {{Harbour Press}}" in " ".join(to_bibtex(Item(type=type_, publisher="Harbour Press")).split())


def test_a_work_of_nobody_has_a_key() -> None:
    assert citation_key(Item()) == "work"


def test_a_work_for_a_person() -> None:
    updates = (Update("10.5555/gone", "retraction", "Retraction", "publisher"),)
    work = Work(ITEM, "crossref", datetime.date(2026, 11, 23), updated_by=updates)
    text = described_work(work)
    assert "issued     2021-03 (print), 2020\n" in text
    assert "DOI        https://doi.org/10.5555/tides\n" in text
    assert "updated by Retraction 10.5555/gone (publisher)\n" in text
    assert text.endswith("source     crossref, answered 2026-11-23\n")
