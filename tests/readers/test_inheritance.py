from __future__ import annotations

from refcheck.model import Item
from tests.readers.made import document

PARENT = """@{type}{{p, title = {{Whole}}, subtitle = {{A Book}}, editor = {{Ed, E.}}, publisher = {{House}},
  year = {{1999}}, doi = {{10.5555/whole}}, author = {{Au, A.}}}}"""


def child(entry: str, parent_type: str) -> Item:
    return document(entry + "\n" + PARENT.format(type=parent_type)).references[0].item


def test_a_chapter_takes_the_title_of_its_book_as_container() -> None:
    item = child("@incollection{c, title={Part}, crossref={p}}", "collection")
    assert (item.title, item.container_title) == (("Part",), ("Whole", "Whole: A Book"))


def test_a_paper_takes_the_title_of_the_proceedings() -> None:
    assert child("@inproceedings{c, title={Part}, crossref={P}}", "proceedings").container_title[0] == "Whole"


def test_an_article_takes_the_title_of_the_periodical() -> None:
    assert child("@article{c, title={Part}, crossref={p}}", "periodical").container_title[0] == "Whole"


def test_other_fields_keep_their_names() -> None:
    item = child("@inbook{c, title={Part}, crossref={p}}", "book")
    assert (item.publisher, str(item.editor.listed[0]), item.issued[0].year) == ("House", "Ed, E.", 1999)


def test_the_childs_own_value_counts() -> None:
    item = child("@inbook{c, title={Part}, booktitle={Other}, publisher={Mine}, crossref={p}}", "book")
    assert (item.container_title[0], item.publisher) == ("Other", "Mine")


def test_a_child_with_a_date_takes_no_part_of_the_parents() -> None:
    assert [date.year for date in child("@inbook{c, date={2004}, crossref={p}}", "book").issued] == [2004]


def test_the_parents_doi_is_not_the_childs() -> None:
    assert child("@inbook{c, title={Part}, crossref={p}}", "book").doi == ""


def test_an_inherited_value_is_no_field_of_the_child() -> None:
    text = "@inbook{c, crossref={p}}\n@book{p, title={Whole}}"
    assert document(text).references[0].field("container-title") is None


def test_an_xref_inherits_nothing() -> None:
    assert child("@inbook{c, title={Part}, xref={p}}", "book").publisher == ""


def test_a_chain_is_followed() -> None:
    text = """@inbook{c, title={Part}, crossref={b}}
@book{b, title={Volume}, crossref={m}}
@mvbook{m, title={Work}, publisher={House}}"""
    item = document(text).references[0].item
    assert (item.container_title[:2], item.publisher) == (("Volume", "Work"), "House")


def test_an_alias_leads_to_its_entry() -> None:
    text = "@inbook{c, crossref={other}}\n@book{p, ids={x, other}, publisher={House}}"
    assert document(text).references[0].item.publisher == "House"


def test_a_circle_ends() -> None:
    text = "@book{a, crossref={b}, publisher={House}}\n@book{b, crossref={a}}"
    assert document(text).references[1].item.publisher == "House"


def test_a_parent_that_is_not_there_is_passed_over() -> None:
    assert document("@book{a, title={A}, crossref={nobody}}").references[0].item.title == ("A",)


def test_data_containers_give_what_is_missing() -> None:
    text = """@xdata{pub, publisher={House}, location={Town}}
@xdata{both, xdata={pub, loop, nobody}, location={City}}
@xdata{loop, xdata={both}}
@book{a, title={A}, xdata={both}}"""
    item = document(text).references[0].item
    assert (item.publisher, item.publisher_place) == ("House", "City")


def test_a_value_taken_from_a_container_by_name_is_left_out() -> None:
    assert document("@book{a, title={xdata=t-title}}").references[0].item.title == ()
