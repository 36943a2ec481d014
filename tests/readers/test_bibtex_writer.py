from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.readers import bibtex
from refcheck.readers.base import CannotWrite
from tests.readers.made import BIBTEX_LIKE, document


def changed(text: str, variable: str, value: str) -> str:
    return bibtex.set_field(text, document(text).references[0], variable, value)


def refusal(text: str, variable: str, value: str) -> str:
    with pytest.raises(CannotWrite) as refused:
        changed(text, variable, value)
    return refused.value.reason


# ------------------------------------------------------------------------------------------------ existing fields


def test_only_the_value_between_its_delimiters_changes() -> None:
    text = '@Article{a ,\r\n\tTitle={One},  % mine\r\n  YEAR   = "1999" ,\r\n note={x}}\r\n'
    assert changed(text, "issued", "2003") == text.replace("1999", "2003")


@pytest.mark.parametrize(
    ("variable", "value", "written"),
    [
        ("title", "R&D: 50% of #1_$", r"{R\&D: 50\% of \#1\_\$}"),
        ("title", "Müller’s “word”", "{Müller’s “word”}"),
        ("title", "a\\b~c^d", r"{a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d}"),
        ("title", "two\n lines", "{two lines}"),
        ("DOI", "10.5555/a_b%c&d", "{10.5555/a_b%c&d}"),
        ("URL", "https://x.org/~a_b?c=1&d=%20", "{https://x.org/~a_b?c=1&d=%20}"),
        ("author", "Smith, John; Müller, Anna", "{Smith, John and Müller, Anna}"),
    ],
)
def test_plain_text_is_escaped_for_latex(variable: str, value: str, written: str) -> None:
    name = {"title": "title", "DOI": "doi", "URL": "url", "author": "author"}[variable]
    assert changed(f"@misc{{a, {name} = {{x}}}}", variable, value) == f"@misc{{a, {name} = {written}}}"


def test_a_quote_in_a_quoted_value_gets_braces() -> None:
    assert changed('@misc{a, title = "x"}', "title", 'A "b" {"c"}') == '@misc{a, title = "A {"}b{"} {"c"}"}'


def test_a_number_without_braces_stays_without() -> None:
    assert changed("@misc{a, volume = 12}", "volume", "13") == "@misc{a, volume = 13}"


def test_a_bare_number_that_becomes_text_gets_braces() -> None:
    assert changed("@misc{a, volume = 12}", "volume", "13b") == "@misc{a, volume = {13b}}"


@pytest.mark.parametrize(
    ("before", "after"),
    [("{1--2}", "{12--34}"), ("{1-2}", "{12-34}"), ("{1–2}", "{12–34}"), ("{1}", "{12--34}"), ("{1---2}", "{12---34}")],
)
def test_pages_keep_the_dash_of_the_field(before: str, after: str) -> None:
    assert changed(f"@misc{{a, pages = {before}}}", "page", "12–34") == f"@misc{{a, pages = {after}}}"


def test_pages_without_a_dash_take_the_habit_of_the_file() -> None:
    text = "@misc{a, pages = {1}}\n@misc{b, note = {x}, pages = {3-4}}"
    assert changed(text, "page", "12-34") == text.replace("{1}", "{12-34}")


def test_the_year_field_takes_the_year_of_a_date() -> None:
    assert changed("@misc{a, year = 1999}", "issued", "2003-05-01") == "@misc{a, year = 2003}"


def test_the_date_field_takes_the_whole_date() -> None:
    assert changed("@misc{a, date = {1999}}", "issued", "2003-05-01") == "@misc{a, date = {2003-05-01}}"


def test_words_keep_the_braces_that_protect_them() -> None:
    text = "@misc{a, title = {The {DNA} of {RNA} wolds}}"
    assert changed(text, "title", "The DNA of RNA worlds") == text.replace("wolds", "worlds")


def test_a_title_in_double_braces_stays_in_them() -> None:
    assert changed("@misc{a, title = {{One}}}", "title", "Two") == "@misc{a, title = {{Two}}}"


# ----------------------------------------------------------------------------------------------------- new fields


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("@misc{a, title={X}}", "@misc{a, title={X}, doi={10.5555/x}}"),
        ("@misc{a, title={X},}", "@misc{a, title={X}, doi={10.5555/x},}"),
        ("@misc{a,\n  title = {X}\n}", "@misc{a,\n  title = {X},\n  doi = {10.5555/x}\n}"),
        ("@misc{a,\n  title = {X},\n}", "@misc{a,\n  title = {X},\n  doi = {10.5555/x},\n}"),
        ("@misc{a,\r\n\ttitle = {X}\r\n}", "@misc{a,\r\n\ttitle = {X},\r\n\tdoi = {10.5555/x}\r\n}"),
        ('@misc{a,\n title="X"}', '@misc{a,\n title="X",\n doi="10.5555/x"}'),
        ("@MISC{a,\n  TITLE     = {X}\n}", "@MISC{a,\n  TITLE     = {X},\n  DOI       = {10.5555/x}\n}"),
        ("@Misc{a,\n  Title = {X}\n}", "@Misc{a,\n  Title = {X},\n  Doi = {10.5555/x}\n}"),
        ("@misc{a,\n  title={X}, % why\n}", "@misc{a,\n  title={X},\n  doi={10.5555/x}, % why\n}"),
        ("@misc{a,\n  title={X},\n  volume = 3\n}", "@misc{a,\n  title={X},\n  volume = 3,\n  doi={10.5555/x}\n}"),
        ("@misc{a, volume = 3}", "@misc{a, volume = 3, doi = {10.5555/x}}"),
    ],
)
def test_a_new_field_looks_like_its_neighbours(text: str, after: str) -> None:
    assert changed(text, "DOI", "10.5555/x") == after


@pytest.mark.parametrize(
    ("text", "variable", "name"),
    [
        ("@article{a, title={X}}", "container-title", "journal"),
        ("@article{a, date={2003}}", "container-title", "journaltitle"),
        ("@incollection{a, title={X}}", "container-title", "booktitle"),
        ("@article{a, title={X}}", "issued", "year"),
        ("@article{a, journaltitle={X}}", "issued", "date"),
        ("@article{a, title={X}}", "issue", "number"),
    ],
)
def test_a_new_field_has_the_name_that_the_entry_would_use(text: str, variable: str, name: str) -> None:
    assert f", {name}={{2003}}}}" in changed(text, variable, "2003")


def test_new_pages_take_the_habit_of_the_file() -> None:
    text = "@misc{a, title={X}}\n@misc{b, pages={3-4}}"
    assert changed(text, "page", "12–34").startswith("@misc{a, title={X}, pages={12-34}}")


# -------------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("text", "variable", "value", "reason"),
    [
        ("@misc{a, title={A} # { B}}", "title", "C", "the value of `title` is put together from several pieces"),
        ("@article{a, journal=cacm}", "container-title", "C", "the value of `journal` is a macro or no plain value"),
        ("@misc{a, title={A}, subtitle={B}}", "title", "C", "the title stands in two fields, title and subtitle"),
        ("@misc{a, title={A}}", "title", "{ C", "the value holds braces that do not balance"),
        ("@misc{a, title={A}}", "title", "} C {", "the value holds braces that do not balance"),
        ("@misc{a, title={A}}", "title", "  ", "an empty value cannot be written"),
        ("@misc{a, title={A}}", "title", "C\x07", "the value holds control characters"),
        ("@misc{a, year={1999}}", "issued", "soon", "the new date has no year"),
        ("@misc{a, title={A}}", "genre", "C", "there is no field for genre in BibTeX"),
        ("@misc{a}", "DOI", "10.5555/x", "the entry has no field after which a new one could stand"),
        ("@misc{a, url=}", "DOI", "10.5555/x", "the entry has no field after which a new one could stand"),
    ],
)
def test_what_cannot_be_written_safely_is_refused(text: str, variable: str, value: str, reason: str) -> None:
    assert refusal(text, variable, value) == reason


def test_an_edit_that_would_change_how_the_file_is_read_is_refused() -> None:
    text = '@book{key,\n author = "An Author,\n title = "The Title"\n}'
    assert refusal(text, "DOI", "10.5555/x") == "the change would alter how the rest of the file is read"


def test_a_reference_of_another_text_is_refused() -> None:
    (reference,) = document("@misc{a, title={A}}").references
    with pytest.raises(CannotWrite, match="the file has changed since it was read"):
        bibtex.set_field(" @misc{a, title={A}}", reference, "title", "B")


# ------------------------------------------------------------------------------------------------------- properties

VALUES = st.one_of(
    st.sampled_from(["10.5555/a_b", "2003", "A & B", "{DNA} x", 'a "b"', "1-2", "x@y{z}", "Smith, J.; Doe, A."]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20),
)
ENTRIES = [
    "@article{a,\n  title = {One {DNA}},\n  year = 2003,\n  pages = {1--2}\n}\n",
    '@Book{b, Title="Two", Publisher = "A" # "B", Year="1999"}\r\n',
    "@misc(c, title = {Three}, note = {x@y{z}}) @misc{d, doi={10.5555/x},}\n",
    "@article{e, journal = j, author = {Smith, J.},,}\n",
]
AROUND = [
    "text @ {between}\n@string{j = {J}}\n",
    "@comment{ @misc{x} }\n% @misc{y, title={Y}}\n",
    "@misc{f, title={{Six}\n",
]
FILES = st.lists(st.sampled_from(ENTRIES + AROUND), max_size=4).map("".join) | BIBTEX_LIKE


@settings(max_examples=150, deadline=None)
@given(
    FILES,
    st.sampled_from(ENTRIES),
    st.sampled_from(["title", "author", "issued", "page", "DOI", "volume", "container-title"]),
    VALUES,
    st.data(),
)
def test_an_edit_changes_one_field_and_nothing_else(
    text: str, entry: str, variable: str, value: str, data: st.DataObject
) -> None:
    text += entry
    before = document(text)
    if not before.references:  # the text before the entry took it in
        return
    place = data.draw(st.integers(0, len(before.references) - 1))
    try:
        after = document(bibtex.set_field(text, before.references[place], variable, value))
    except CannotWrite:
        return
    assert [one.key for one in after.references] == [one.key for one in before.references]
    assert [one.message for one in after.problems] == [one.message for one in before.problems]
    for number, (old, new) in enumerate(zip(before.references, after.references, strict=True)):
        pairs = [(field.name, field.raw) for field in old.fields]
        if number != place:
            assert [(field.name, field.raw) for field in new.fields] == pairs
        else:
            others = [(field.name, field.raw) for field in new.fields if (field.name, field.raw) not in pairs]
            assert len(others) <= 1
