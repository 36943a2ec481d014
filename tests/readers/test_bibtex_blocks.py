from __future__ import annotations

import pytest

from tests.readers.made import document, item


def keys(text: str) -> list[str]:
    return [one.key for one in document(text).references]


def test_text_between_entries_is_no_problem() -> None:
    read = document("Notes by me@home.org {open\n@misc{a}\nmore, text = {x}\n")
    assert ([one.key for one in read.references], read.problems) == (["a"], ())


def test_two_entries_may_stand_on_one_line() -> None:
    assert keys("@misc{a, title={A}} @misc{b, title={B}}") == ["a", "b"]


def test_an_entry_behind_a_percent_sign_is_a_comment() -> None:
    assert keys("%@misc{a, title={A}}\n  % @misc{b,\n@misc{c}") == ["c"]


def test_a_percent_sign_later_in_a_line_hides_nothing() -> None:
    assert keys("@misc{a, title={A}} % done\n@misc{b}") == ["a", "b"]


def test_an_at_sign_at_the_start_of_a_line_in_a_value_is_text() -> None:
    text = "@misc{a, abstract={decorate with\n@home (and away) {there} and go}, title={A}}"
    assert keys(text) == ["a"]


def test_what_is_in_a_comment_block_is_not_read() -> None:
    assert keys("@comment{ @misc{a, title={A}} }\n@Comment{jabref-meta: x}\n@misc{b}") == ["b"]


def test_an_entry_on_its_own_line_in_a_comment_block_is_read_as_bibtex_does() -> None:
    assert keys("@comment{\n  @misc{a, title={A}}\n}\n@misc{b}") == ["a", "b"]


def test_an_open_comment_block_hides_nothing() -> None:
    assert keys("@comment{ oops\n@misc{b}") == ["b"]


def test_a_comment_in_round_brackets_ends_with_its_head() -> None:
    assert keys("@comment(x)\n@misc{b}") == ["b"]


def test_the_brace_may_stand_on_the_next_line() -> None:
    text = '@string\n\n{j = "Journal"}\n@article\n{a, journal = j}'
    assert document(text).references[0].item.container_title == ("Journal",)


def test_a_preamble_that_is_never_closed_is_named() -> None:
    (problem,) = document('@preamble{ "x"\n@misc{a}').problems
    assert problem.message == "the @preamble that begins here is never closed: a } is missing"


def test_a_string_that_does_not_balance_is_named() -> None:
    (problem,) = document('@string{ j = "J }\n@misc{a}').problems
    assert problem.message.startswith("the @string that begins here cannot be read")


def test_an_empty_string_block_is_named() -> None:
    assert len(document("@string{}\n@misc{a}").problems) == 1


def test_a_closing_brace_too_many_is_named_with_the_entry() -> None:
    text = "@misc{a, title={One}},\n  year = {2003}\n}\n@misc{b}"
    (problem,) = document(text).problems
    assert problem.message == "the entry `a` ends before this field: there is one closing brace too many before it"
    assert text[problem.span.start : problem.span.end].strip() == "year = {"


def test_an_at_sign_with_a_brace_in_running_text_is_no_entry() -> None:
    read = document("@misc{a}\nwrite to joe@example{dot}org\n@misc{b}")
    assert ([one.key for one in read.references], read.problems) == (["a", "b"], ())


@pytest.mark.parametrize("entry_type", ["xdata", "control", "IEEEtranBSTCTL", "set"])
def test_entries_that_stand_for_no_work_are_no_references(entry_type: str) -> None:
    assert keys(f"@{entry_type}{{a, note={{x}}}}\n@misc{{b}}") == ["b"]


def test_a_macro_is_replaced_and_pieces_are_joined() -> None:
    text = '@string{j = "Journal" # " of "}\n@string(k = {Things})\n@article{a, journal = J # k # { X}}'
    assert document(text).references[0].item.container_title == ("Journal of Things X",)


def test_a_macro_that_nobody_defined_leaves_no_value() -> None:
    assert item("journal = unknown").container_title == ()
    assert item('journal = unknown # " B"').container_title == ()


def test_the_journals_of_the_standard_styles_are_known() -> None:
    assert item("journal = cacm").container_title == ("Communications of the ACM",)


def test_a_value_that_begins_with_a_digit_is_text_without_braces() -> None:
    assert item("year = 2012a").issued[0].year == 2012


def test_macros_that_double_themselves_stay_small() -> None:
    text = '@string{a = "xx"}\n' + "@string{a = a # a}\n" * 60 + "@misc{k, title = a # a}"
    assert len(document(text).references[0].item.title[0]) <= 100_000
