from __future__ import annotations

import pytest

from refcheck.model import Date
from tests.readers.made import item, reference


def test_an_article_in_all_its_variables() -> None:
    read = item(
        """title = {One}, author = {Smith, J.}, journal = {J. Things}, year = 2003, month = jan, volume = 5,
        number = {2}, pages = {1--9}, doi = {10.5555/x}, issn = {1234-5679, 2049-3630}, publisher = {House},
        address = {Town}, url = {https://example.org/a_b}, language = {english}, pmid = {123}"""
    )
    assert (read.type, read.title, read.container_title) == ("journal-article", ("One",), ("J. Things",))
    assert (read.issued, read.volume, read.issue, read.page) == ((Date(2003, 1),), "5", "2", "1–9")
    assert (read.doi, read.issn, read.pmid) == ("10.5555/x", ("1234-5679", "2049-3630"), "123")
    assert (read.publisher, read.publisher_place, read.language) == ("House", "Town", "english")
    assert (read.url, str(read.author.listed[0]), read.doubtful) == (
        "https://example.org/a_b",
        "Smith, J.",
        frozenset(),
    )


@pytest.mark.parametrize(
    ("entry_type", "expected"),
    [
        ("Article", "journal-article"),
        ("CONFERENCE", "proceedings-article"),
        ("incollection", "book-chapter"),
        ("collection", "edited-book"),
        ("phdthesis", "dissertation"),
        ("techreport", "report"),
        ("misc", ""),
        ("nosuchtype", ""),
    ],
)
def test_the_entry_type_says_the_type_of_work(entry_type: str, expected: str) -> None:
    assert item("title={One}", entry_type).type == expected


def test_field_names_may_be_in_any_case() -> None:
    assert item("TITLE={One}, Author={Smith, J.}").title == ("One",)


def test_the_subtitle_makes_a_second_candidate() -> None:
    read = item("title={One}, subtitle={Two}, titleaddon={Three}")
    assert read.title == ("One", "One: Two", "One: Two: Three")


def test_a_title_that_ends_in_a_mark_gets_no_colon() -> None:
    assert item("title={Why?}, subtitle={Two}").title == ("Why?", "Why? Two")


def test_the_named_chapter_of_a_book_is_a_candidate() -> None:
    read = item("title={Whole}, chapter={On Tides}, pages={1}", "inbook")
    assert (read.title, read.container_title, read.type) == (("Whole", "On Tides"), ("Whole",), "")


def test_the_number_of_a_chapter_is_no_title() -> None:
    assert item("title={Whole}, chapter={12}", "inbook").title == ("Whole",)


def test_a_chapter_with_its_book_is_a_chapter() -> None:
    read = item("title={Part}, booktitle={Whole}, booksubtitle={Sub}, maintitle={Work}", "inbook")
    assert read.type == "book-chapter"
    assert read.container_title == ("Whole", "Whole: Sub", "Work", "Work: Whole")


def test_journal_title_with_its_forms() -> None:
    read = item("journaltitle={J}, journalsubtitle={S}, shortjournal={Jo}")
    assert read.container_title == ("J", "J: S", "Jo")


def test_series_and_event_have_their_own_place() -> None:
    read = item("title={P}, booktitle={Proc}, series={LNCS}, eventtitle={Conf}", "inproceedings")
    assert (read.collection_title, read.event_title) == (("LNCS",), ("Conf",))


def test_the_eid_is_the_article_number() -> None:
    assert (item("eid={e1}").number, item("articleno={17}").number) == ("e1", "17")


@pytest.mark.parametrize(
    ("fields", "entry_type", "issue"),
    [
        ("number={4}", "article", "4"),
        ("issue={4}", "article", "4"),
        ("issue={Summer}, number={4}", "article", "4"),
        ("number={4}", "book", ""),
        ("number={4}", "techreport", ""),
        ("number={4}, series={LNCS}, volume={1}", "inproceedings", ""),
        ("number={4}", "inproceedings", ""),
        ("number={4}, volume={1}", "inproceedings", "4"),
    ],
)
def test_the_number_is_the_issue_only_where_it_can_be(fields: str, entry_type: str, issue: str) -> None:
    assert item(fields, entry_type).issue == issue


def test_institution_and_school_stand_in_for_the_publisher() -> None:
    assert item("school={Uni}", "phdthesis").publisher == "Uni"


def test_several_isbn_are_told_apart() -> None:
    read = item("isbn={978-3-16-148410-0 (pbk), 978-1-59059-816-0}", "book")
    assert read.isbn == ("978-3-16-148410-0 (pbk)", "978-1-59059-816-0")


def test_values_in_doubt_are_named_by_their_variable() -> None:
    read = item(r"title={\mystery{A}}, author={\mystery{B}, C.}, journal={\mystery{D}}, volume={1}")
    assert read.doubtful == {"title", "author", "container-title"}


@pytest.mark.parametrize(
    "fields",
    [
        "journal={arXiv preprint arXiv:2101.00001}",
        "eprint={2101.00001}, archiveprefix={arXiv}",
        "journal={CoRR}, volume={abs/2101.00001}",
        "journal={bioRxiv}",
    ],
)
def test_an_article_of_a_preprint_server_is_posted_content(fields: str) -> None:
    read = item(fields)
    assert (read.type, read.subtype) == ("posted-content", "preprint")


def test_an_article_of_a_journal_that_is_also_on_arxiv_is_an_article() -> None:
    read = item("journal={J}, eprint={2101.00001}, archiveprefix={arXiv}")
    assert (read.type, read.arxiv) == ("journal-article", "2101.00001")


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ("eprint={2101.00001v2}, eprinttype={arxiv}", "2101.00001"),
        ("eprint={arXiv:2101.00001}", "2101.00001"),
        ("eprint={hep-th/9711200}", "hep-th/9711200"),
        ("eprint={2101.00001}, eprinttype={jstor}", ""),
        ("arxivid={1234.5678}", "1234.5678"),
        ("url={https://arxiv.org/abs/2101.00001v3}", "2101.00001"),
        ("note={arXiv preprint 2101.00001}", "2101.00001"),
        ("doi={10.48550/arXiv.2101.00001}", "2101.00001"),
        ("journal={CoRR}, volume={abs/cs/0309034}", "cs/0309034"),
        ("journal={CoRR}, volume={abs/what}", ""),
        ("journal={CoRR}, volume={12}", ""),
        ("arxiv={unknown}", ""),
        ("note={on the arXiv}", ""),
    ],
)
def test_where_an_arxiv_number_may_stand(fields: str, arxiv: str) -> None:
    assert item(fields).arxiv == arxiv


@pytest.mark.parametrize(
    ("fields", "doi"),
    [
        (r"doi={https://doi.org/10.5555/A\_b.}", "https://doi.org/10.5555/A_b."),
        ("doi={}, url={http://dx.doi.org/10.5555/x}", "10.5555/x"),
        ("url={https://onlinelibrary.wiley.com/doi/full/10.5555/x/abstract?a=1}", "10.5555/x"),
        ("note={DOI: 10.5555/x.}", "10.5555/x"),
        ("eprint={10.5555/x}", "10.5555/x"),
        ("eprint={10.5555/y}, eprinttype={doi}", "10.5555/y"),
        ("url={https://example.org/10.5555/x}", ""),
        ("note={Section 10.5 of it}", ""),
    ],
)
def test_where_a_doi_may_stand(fields: str, doi: str) -> None:
    assert item(fields).doi == doi


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        (r"url={\url{http://x.org/~a}}", "http://x.org/~a"),
        (r"howpublished={Available at \url{http://x.org/a}.}", "http://x.org/a"),
        ("note={http-only}", ""),
        ("title={x}", ""),
    ],
)
def test_where_an_address_may_stand(fields: str, url: str) -> None:
    assert item(fields).url == url


@pytest.mark.parametrize(
    ("fields", "pmid"),
    [
        ("pmid={PMID 14114498}", "14114498"),
        ("eprint={14114498}, eprinttype={pubmed}", "14114498"),
        ("eprint={x}, eprinttype={pubmed}", ""),
        ("note={PMID: 14114498}", "14114498"),
        ("url={https://pubmed.ncbi.nlm.nih.gov/14114498/}", "14114498"),
        ("note={published by hand}", ""),
    ],
)
def test_where_a_pubmed_number_may_stand(fields: str, pmid: str) -> None:
    assert item(fields).pmid == pmid


@pytest.mark.parametrize(
    ("name", "entry_type", "variable"),
    [
        ("Journal", "article", "container-title"),
        ("booktitle", "incollection", "container-title"),
        ("date", "article", "issued"),
        ("number", "article", "issue"),
        ("number", "techreport", ""),
        ("pages", "article", "page"),
        ("eid", "article", "number"),
        ("doi", "misc", "DOI"),
        ("school", "phdthesis", "publisher"),
        ("series", "book", "collection-title"),
        ("abstract", "article", ""),
    ],
)
def test_each_field_names_the_variable_it_feeds(name: str, entry_type: str, variable: str) -> None:
    (field,) = reference(f"@{entry_type}{{a, {name} = {{1}}}}").fields
    assert (field.name, field.variable) == (name, variable)
