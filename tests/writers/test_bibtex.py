from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Date, Item, Name, Names, Reference
from refcheck.readers import READERS
from refcheck.writers import WRITERS, Entry
from refcheck.writers.bibtex import citation_key, to_bibtex
from tests.writers.made import EVERYTHING, ITEM


def read_back(item: Item) -> Reference:
    document = READERS[".bib"].read("one.bib", to_bibtex(item, "key"))
    (reference,) = document.references
    assert not document.problems
    return reference


def test_a_work_as_bibtex() -> None:
    assert to_bibtex(ITEM) == (
        "@article{vanderberg2021dna,\n"
        "  author  = {van der Berg, Jr., Ida and {The Harbour Group} and others},\n"
        "  title   = {On {DNA} \\& the {\\textbraceleft{}Tides\\textbraceright{}} of 50\\% {\\_Seas\\_}},\n"
        "  journal = {Journal of Invented Seas},\n"
        "  year    = {2021},\n"
        "  month   = mar,\n"
        "  volume  = {9},\n"
        "  number  = {1},\n"
        "  pages   = {1--16},\n"
        "  issn    = {1234-5679},\n"
        "  doi     = {10.5555/tides},\n"
        "}\n"
    )


def test_everything_that_is_known_is_written() -> None:
    assert to_bibtex(EVERYTHING, "lind2018") == (
        "@incollection{lind2018,\n"
        "  author        = {Lind, Karin and Okafor, Adaeze and others},\n"
        "  editor        = {Marsh, Peter},\n"
        "  title         = {Rain},\n"
        "  booktitle     = {All Weathers},\n"
        "  series        = {Harbour Studies},\n"
        "  eventtitle    = {Meeting on Rain},\n"
        "  year          = {2018},\n"
        "  month         = may,\n"
        "  day           = {4},\n"
        "  volume        = {3},\n"
        "  pages         = {e12},\n"
        "  eid           = {77},\n"
        "  edition       = {2},\n"
        "  publisher     = {Harbour Press},\n"
        "  address       = {Bergen},\n"
        "  isbn          = {9780000000002},\n"
        "  eprint        = {2101.00001},\n"
        "  archiveprefix = {arXiv},\n"
        "  pmid          = {123456},\n"
        "  url           = {https://example.org/a_b?c=%20&d},\n"
        "  language      = {en},\n"
        "}\n"
    )


def test_a_work_as_bibtex_reads_back_as_the_same_work() -> None:
    item = read_back(ITEM).item
    assert item.title[0] == ITEM.title[0]
    assert item.author == ITEM.author
    assert (item.issued, item.doi, item.page) == ((Date(2021, 3),), ITEM.doi, "1–16")


def test_identifiers_read_back() -> None:
    item = read_back(EVERYTHING).item
    assert (item.url, item.arxiv, item.pmid) == (EVERYTHING.url, EVERYTHING.arxiv, EVERYTHING.pmid)
    assert item.issued == EVERYTHING.issued


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from('aB {}\\&%$#_~^"@,=ü\n')).filter(lambda text: text.strip(" \n")))
def test_any_title_reads_back(title: str) -> None:
    assert read_back(Item(title=(title,), volume="1")).item.title[0] == " ".join(title.split())


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text())
def test_no_value_breaks_its_entry(title: str, publisher: str) -> None:
    read_back(Item(title=(title,), publisher=publisher, doi=title, url=publisher, author=Names((Name(title, title),))))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("De Vries"), "{De Vries}"),
        (Name("van der Berg"), "van der Berg"),
        (Name("De Vries", "Anna"), "De Vries, Anna"),
        (Name("Lind"), "Lind"),
        (Name("Lind", suffix="Jr."), "Lind, Jr."),
        (Name("Sand and Sea", "Ida"), "{Sand and Sea}, Ida"),
        (Name("Rain, Inc"), "{Rain, Inc}"),
        (Name(literal="Sand and Sea"), "{Sand and Sea}"),
        (Name(given="Madonna"), "{Madonna}"),
    ],
)
def test_a_name_stays_one_name(name: Name, written: str) -> None:
    item = Item(author=Names((name, Name("Marsh", "Peter"))), volume="1")
    assert f"{{{written} and Marsh, Peter}}" in to_bibtex(item)
    first, second = read_back(item).item.author.listed
    assert str(second) == "Marsh, Peter"
    assert (first.family or first.literal) == (name.family or name.literal or name.given)


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("747–757", "747--757"),
        ("1-16", "1--16"),
        ("1-", "1-"),
        ("1–", "1--"),
        ("101--9", "101--9"),
        ("1 - 5, 9", "1--5, 9"),
    ],
)
def test_pages_are_as_they_were_typed_but_for_the_dash(page: str, written: str) -> None:
    assert f"= {{{written}}}" in to_bibtex(Item(page=page))


def test_an_article_number_stands_where_pages_would() -> None:
    assert "pages = {e0123}" in to_bibtex(Item(number="e0123"))


def test_a_chapter_stands_in_a_book() -> None:
    item = Item(type="book-chapter", title=("Rain",), container_title=("All Weathers",), publisher="Harbour Press")
    assert "booktitle = {All Weathers}" in to_bibtex(item)


@pytest.mark.parametrize(
    ("type_", "field"), [("report", "institution"), ("dissertation", "school"), ("book", "publisher")]
)
def test_who_published_it_has_a_name_for_each_type(type_: str, field: str) -> None:
    assert f"{field} = {{Harbour Press}}" in " ".join(to_bibtex(Item(type=type_, publisher="Harbour Press")).split())


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (Item(container_title=("Seas",), volume="2"), "article"),
        (Item(container_title=("Seas",)), "misc"),
        (Item(), "misc"),
    ],
)
def test_a_work_of_unknown_type_with_a_volume_is_an_article(item: Item, kind: str) -> None:
    assert to_bibtex(item, "key").startswith(f"@{kind}{{key,")


def test_a_date_may_be_words() -> None:
    assert "year = {in press}" in to_bibtex(Item(issued=(Date(literal="in press"),)))


def test_a_work_of_nobody_has_a_key() -> None:
    assert citation_key(Item()) == "work"


def test_notes_stand_above_their_entry_and_begin_none() -> None:
    entries = [
        Entry("a", Item(volume="1"), ("from post.md:3", "typed by @berg{x,\nb@c.example")),
        Entry("b", Item(volume="2")),
    ]
    text = WRITERS["bibtex"](entries)
    assert text == (
        "% from post.md:3\n% typed by (at)berg{x, b(at)c.example\n@misc{a,\n  volume = {1},\n}\n"
        "\n@misc{b,\n  volume = {2},\n}\n"
    )
    assert [one.key for one in READERS[".bib"].read("two.bib", text).references] == ["a", "b"]
