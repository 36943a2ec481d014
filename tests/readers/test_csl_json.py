from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Date, Document, Item, Name
from refcheck.readers import csl_json
from refcheck.readers.base import CannotWrite
from refcheck.readers.json_scanner import scan

LIND = """[
  {
    "id": "lind2021",
    "type": "article-journal",
    "title": "On <i>Tides</i> and Harbours",
    "author": [{"family": "Lind", "given": "Karin"}, {"literal": "Harbour Group"}],
    "container-title": "Coastal Letters",
    "issued": {"date-parts": [[2021, 3]]},
    "volume": 14, "page": "101-109",
    "DOI": "10.5555/tide.2021.14"
  }
]
"""


def document(text: str) -> Document:
    return csl_json.read("refs.json", text)


def item(**values: object) -> Item:
    named = {name.replace("_", "-"): value for name, value in values.items()}
    (only,) = document(json.dumps([{"id": "a", "title": "T", **named}])).references
    return only.item


def changed(text: str, variable: str, value: str) -> str:
    return csl_json.set_field(text, document(text).references[0], variable, value)


def test_an_item_is_read_into_its_variables() -> None:
    found = document(LIND).references[0].item
    assert (found.type, found.title, found.volume, found.page) == (
        "journal-article", ("On Tides and Harbours",), "14", "101-109",
    )  # fmt: skip
    assert found.author.listed == (Name("Lind", "Karin"), Name(literal="Harbour Group"))
    assert (found.issued, found.doi) == ((Date(2021, 3),), "10.5555/tide.2021.14")


def test_every_value_has_its_place() -> None:
    (reference,) = document(LIND).references
    assert {field.name: field.raw for field in reference.fields}["volume"] == "14"
    assert all(LIND[one.span.start : one.span.end] == one.raw for one in reference.fields)
    assert reference.text.startswith('{\n    "id"')


def test_the_key_is_the_citation_key_else_the_id() -> None:
    keys = [one.key for one in document('[{"id":1,"title":"a"},{"id":2,"citation-key":"b2","title":"b"}]').references]
    assert keys == ["1", "b2"]


@pytest.mark.parametrize(
    "text",
    [
        '{"items": [{"id": "a", "title": "T"}]}',
        '{"items": [{"key": "X", "csljson": {"id": "a", "title": "T"}}]}',
        '{"id": "a", "type": "book", "title": "T"}',
        '{"one": {"id": "a", "title": "T"}, "version": 3}',
        '\ufeff[{"id": "a", "title": "T"}]',
    ],
)
def test_items_are_found_in_every_wrapping(text: str) -> None:
    assert [one.key for one in document(text).references] == ["a"]


def test_json_of_another_kind_is_said_to_be_none() -> None:
    assert "no CSL JSON" in document('{"name": "package", "version": "1.0"}').problems[0].message


def test_an_empty_list_is_no_problem() -> None:
    assert document("[]").problems == ()


def test_items_before_a_fault_are_kept_and_the_fault_has_its_place() -> None:
    text = '[{"id": "a", "title": "T"}, {"id": "b", "title": "U" "x"}]'
    found = document(text)
    assert [one.key for one in found.references] == ["a"]
    assert found.problems[0].span.start == text.index('"x"')


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        (LIND, True),
        ('{"items": [{"type": "book"', True),
        ('[{"name": "x"}]', False),
        ('{"name": "x", "type": "module"}', False),
        ("", False),
    ],
)
def test_a_file_in_a_folder_is_read_only_if_it_begins_like_csl_json(beginning: str, *, expected: bool) -> None:
    assert csl_json.recognises(beginning) is expected


@pytest.mark.parametrize(
    ("issued", "dates"),
    [
        ({"date-parts": [["2019", "05", 3]]}, (Date(2019, 5, 3),)),
        ({"date-parts": [[2019], [2020]]}, (Date(2019), Date(2020))),
        ({"date-parts": [[2019, 13]]}, (Date(2019),)),
        ({"date-parts": [[None]], "raw": "2018-02"}, (Date(2018, 2),)),
        ({"date-parts": [7]}, ()),
        ({"literal": "in press"}, (Date(literal="in press"),)),
        ("2017", (Date(2017),)),
        ({"date-parts": 3}, ()),
    ],
)
def test_dates_are_read_in_every_form(issued: object, dates: tuple[Date, ...]) -> None:
    assert item(issued=issued).issued == dates


def test_particles_begin_the_family_name() -> None:
    names = item(author=[{"non-dropping-particle": "van der", "family": "Zee", "given": "A.", "suffix": "Jr."}]).author
    assert names.listed == (Name("van der Zee", "A.", "Jr."),)


def test_et_al_in_a_list_of_names_truncates_it() -> None:
    names = item(author=[{"family": "Lind", "given": "K."}, {"literal": "et al."}]).author
    assert names.truncated
    assert len(names.listed) == 1


def test_names_written_as_text_are_read() -> None:
    assert item(author=["Lind, Karin", {}]).author.listed == (Name("Lind", "Karin"),)
    assert item(author="Harbour Group").author.listed == (Name(literal="Harbour Group"),)


def test_a_preprint_is_posted_content() -> None:
    found = item(type="article", publisher="arXiv", number="arXiv:2101.00001")
    assert (found.type, found.arxiv, found.number) == ("posted-content", "2101.00001", "")


def test_an_article_of_no_preprint_server_may_be_anything() -> None:
    assert item(type="article", publisher="Reuters").type == ""


def test_identifiers_in_the_note_are_found() -> None:
    found = item(type="book", note="PMID: 12345678", ISBN="9780000000002 9780000000019", title=["A", "B"])
    assert (found.pmid, len(found.isbn), found.title) == ("12345678", 2, ("A",))


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("volume", "15", '"volume": 15,'),
        ("volume", "15A", '"volume": "15A",'),
        ("title", 'A "B"', '"title": "A \\"B\\"",'),
        ("issued", "2022-04-01", '{"date-parts": [[2022, 4, 1]]}'),
        ("author", "Lind, Karin; Sea Group", '[{"family": "Lind", "given": "Karin"}, {"literal": "Sea Group"}],'),
        ("issue", "3", '"DOI": "10.5555/tide.2021.14",\n    "issue": "3"\n  }'),
    ],
)
def test_a_variable_is_written_and_nothing_besides(variable: str, value: str, expected: str) -> None:
    text = changed(LIND, variable, value)
    assert expected in text
    before = {one.name: one.raw for one in document(LIND).references[0].fields if one.variable != variable}
    after = {one.name: one.raw for one in document(text).references[0].fields if one.variable != variable}
    assert after == before


def test_a_date_in_words_stays_in_words() -> None:
    assert changed('[{"title":"T","issued":{"raw":"2020"}}]', "issued", "2021") == (
        '[{"title":"T","issued":{"raw":"2021"}}]'
    )
    assert '"issued":"2021"' in changed('[{"title":"T","issued":"2020"}]', "issued", "2021")


def test_a_file_that_escapes_gets_escapes() -> None:
    assert '"Gr\\u00f6n"' in changed('[{"title":"Gr\\u00e5"}]', "title", "Grön")


def test_a_new_date_and_new_authors_are_objects() -> None:
    assert '"issued":{"date-parts": [[2021]]}' in changed('[{"title":"T"}]', "issued", "2021")
    assert '"author":[{"family": "A", "given": "B"}]' in changed('[{"title":"T"}]', "author", "A, B")


@pytest.mark.parametrize(
    ("text", "variable", "value"),
    [
        ('[{"title":["T"]}]', "title", "U"),
        ('[{"title":"T"}]', "title", ""),
        ('[{"title":"T"}]', "title", "a\x00b"),
        ('[{"title":"T","issued":{"season":"1"}}]', "issued", "2021"),
        ('[{"title":"T","issued":{"date-parts":[[2020]]}}]', "issued", "soon"),
    ],
)
def test_what_cannot_be_written_safely_is_refused(text: str, variable: str, value: str) -> None:
    with pytest.raises(CannotWrite):
        changed(text, variable, value)


def test_a_text_that_changed_is_not_written_to() -> None:
    (reference,) = document(LIND).references
    with pytest.raises(CannotWrite, match="changed"):
        csl_json.set_field(LIND.replace("2021", "2020"), reference, "volume", "1")


def test_a_text_beyond_all_measure_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csl_json, "_LARGEST_TEXT", 10)
    assert "too large" in document(LIND).problems[0].message


@pytest.mark.parametrize("text", ["[" * 100_000, '[{"a":' * 50_000, '"' * 100_001, "[1," * 50_000, "1" * 100_000])
def test_hostile_texts_are_read_without_hanging(text: str) -> None:
    assert document(text).problems


PIECES = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        '"id"',
        '"title"',
        '"author"',
        '"issued"',
        '"date-parts"',
        "1",
        "null",
        "true",
        '"T"',
        '"type"',
        '"book"',
        " ",
        '"\\ud800"',
        '"\\x"',
        "x",
        '"',
        "-",
        "1e5",
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


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_the_scanner_reads_what_the_standard_decoder_reads(value: object) -> None:
    scanned = scan(json.dumps(value, ensure_ascii=False))
    assert (scanned.fault, scanned.root.plain()) == (None, value)


VARIABLES = st.sampled_from(["type", "title", "author", "issued", "page", "number", "ISBN", "note", "archive_location"])


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(VARIABLES, JSON, max_size=6))
def test_values_of_any_kind_are_read(values: dict[str, object]) -> None:
    document(json.dumps([{"DOI": "10.5555/x", **values}]))
