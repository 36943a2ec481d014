from __future__ import annotations

import logging

import pytest
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry
from bibtexparser.splitter import Splitter

from refcheck.readers.bibtex_blocks import read_blocks
from tests.readers.made import document, reference

CLEAN = r"""% a file of many habits
@article{plain2001,
  author  = {Smith, John and M{\"u}ller, K.},
  title   = "A {"}quoted{"} word",
  journal = jgr # " " # {Atmospheres},
  year    = 2001,
  month   = jul # "~4",
}
@Book{ upper , TITLE={One {Two {Three {Four {Five {Six {Seven}}}}}}}}
@misc(round, title = {In (round) brackets}, note = {x})
@article{nofields}
@article{email, title = {LeQua @ {CLEF}}, note={a@b}}
@string{jgr = "Journal"}
@comment{ @book{hidden, title={x}} }
@preamble{ "\newcommand{\x}{y}" }
@article{lines,title={Over
two lines},year=1999
}
"""


def fields_of(text: str) -> list[tuple[str, str]]:
    return [(field.name, field.raw) for field in reference(text).fields]


def problems_of(text: str) -> list[str]:
    return [problem.message for problem in document(text).problems]


def test_what_both_read_bibtexparser_reads_alike() -> None:
    theirs = [
        (block.key, [(field.key, field.value) for field in block.fields])
        for block in Splitter(CLEAN).split().blocks
        if isinstance(block, Entry)
    ]
    ours = [(entry.key, [(field.name, field.raw) for field in entry.fields]) for entry in read_blocks(CLEAN).entries]
    assert ours == theirs


def test_a_clean_file_has_no_problems() -> None:
    assert problems_of(CLEAN) == []


def test_spans_hold_after_a_line_that_ends_in_a_backslash() -> None:
    text = "@misc{a, title = {One \\\\\n two \\\n three}, year = 2003}\n@misc{b, title = {Four}}"
    for one in document(text).references:
        assert [text[field.span.start : field.span.end] for field in one.fields] == [field.raw for field in one.fields]


def test_the_same_key_twice_is_two_references_as_with_bibtexparser() -> None:
    text = "@misc{a, title={One}}\n@misc{a, title={Two}}"
    assert isinstance(Splitter(text).split().blocks[1], DuplicateBlockKeyBlock)
    assert [one.item.title for one in document(text).references] == [("One",), ("Two",)]


def test_a_field_given_twice_is_kept_twice_and_the_first_counts() -> None:
    text = "@misc{a, title={One}, title={Two}}"
    assert isinstance(Splitter(text).split().blocks[0], DuplicateFieldKeyBlock)
    assert fields_of(text) == [("title", "{One}"), ("title", "{Two}")]
    assert reference(text).item.title == ("One",)


def test_a_comment_between_fields_is_no_part_of_a_name() -> None:
    text = "@misc{a, title={One}, % the year, by hand = {\n  year = {2003} % end\n}"
    assert fields_of(text) == [("title", "{One}"), ("year", "{2003}")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@misc{a, title={One} year=2003}", "a comma is missing after the field `title`"),
        ("@misc{a\n title={One}, year=2003}", "a comma is missing after the citation key `a`"),
        ("@misc{a, title {One}, year=2003}", "an = is missing after `title`"),
        ("@misc{a, title={One},, year=2003}", "there is one comma too many"),
        ("@misc{a, title=One Two, year=2003}", "the value of `title` must stand in braces or quotes"),
        ("@misc{a, title=(One), year=2003}", "the value of `title` must stand in braces or quotes"),
        ("@misc{a, title={One}, url=, year=2003}", "the value of `url` is missing"),
        ('@misc{a, title="One" or Two, year=2003}', "text that belongs to no field follows the value of `title`"),
        ("@misc{a, title={One}, stray words, year=2003}", "`stray` is not followed by an ="),
        ("@misc{a, title={One}, #, year=2003}", "something stands here that is no field"),
        ("@misc{title={One}, year=2003}", "the entry has no citation key"),
        ("@misc{, title={One}, year=2003}", "the entry has no citation key"),
        ("@misc{= {x}, title={One}, year=2003}", "the entry has no citation key"),
    ],
)
def test_a_small_slip_is_named_and_the_rest_is_read(text: str, message: str) -> None:
    assert problems_of(text)[0] == message
    assert [date.year for date in reference(text).item.issued] == [2003]


def test_a_slip_is_reported_where_it_is() -> None:
    text = "@misc{a, title={One} year=2003}"
    (problem,) = document(text).problems
    assert text[: problem.span.start] == "@misc{a, title={One}"


def test_a_value_without_braces_keeps_its_words() -> None:
    assert fields_of("@misc{a, title = One Two, year=2003}") == [("title", "One Two"), ("year", "2003")]


def test_a_value_without_braces_ends_before_the_round_bracket_of_the_entry() -> None:
    assert fields_of("@misc(a, title = One Two)") == [("title", "One Two")]


def test_an_escaped_brace_without_partner_is_read_as_a_character() -> None:
    text = r"@misc{a, title={A set \{1, 2}, year=2003}"
    assert fields_of(text) == [("title", r"{A set \{1, 2}"), ("year", "2003")]
    assert problems_of(text) == ["BibTeX counts a brace or quote also after a backslash, and here they do not balance"]


def test_an_accent_in_a_quoted_value_does_not_end_it() -> None:
    assert fields_of(r'@misc{a, author="M\"uller, K.", year=2003}')[0] == ("author", r'"M\"uller, K."')


def test_a_double_backslash_before_a_brace_closes_the_value() -> None:
    assert fields_of(r"@misc{a, title={One\\}, year=2003}") == [("title", r"{One\\}"), ("year", "2003")]


def test_a_missing_closing_brace_is_said_in_plain_words() -> None:
    (problem,) = document("@misc{a, title={One}, year=2003\n").problems
    assert (problem.key, problem.message) == ("a", "the entry that begins here is never closed: a } is missing")


def test_a_missing_brace_in_a_value_names_the_field() -> None:
    (problem,) = document("@misc{a, title={{One}, year={2003}\n}\n\n@misc{b}").problems
    assert problem.message.endswith("a } is missing, perhaps in the field `title`")


def test_a_broken_entry_costs_only_itself() -> None:
    text = "@misc{a, title={A}}\n@misc{b, title={{B}, year={2003}\n}\n@misc{c, title={C}}\n"
    read = document(text)
    assert [one.key for one in read.references] == ["a", "c"]
    assert [one.key for one in read.problems] == ["b"]


def test_a_round_bracket_that_is_never_closed_is_named() -> None:
    assert problems_of("@misc(a, title={One}")[0].endswith("a ) is missing")


def test_an_odd_character_in_a_key_does_not_lose_the_entry() -> None:
    assert reference("@misc{a{b}c, title={One}}").key == "a{b}c"


def test_nothing_after_the_head_is_an_open_entry() -> None:
    assert [problem.key for problem in document("@misc{").problems] == [""]


def test_an_open_group_in_stray_text_breaks_the_entry() -> None:
    assert document("@misc{a, title={One} {two, year=2003}\n").references == ()


def test_a_stray_quote_is_passed_over() -> None:
    assert [date.year for date in reference('@misc{a, title={One} " two, year=2003}').item.issued] == [2003]


def test_very_deep_nesting_is_read() -> None:
    deep = "{" * 5000 + "x" + "}" * 5000
    assert reference(f"@misc{{a, title={deep}}}").item.title == ("x",)


def test_quoted_values_may_nest_deeply_too() -> None:
    assert fields_of('@misc{a, title="' + "{" * 9 + 'a"b' + "}" * 9 + '", year=1}')[1] == ("year", "1")


def test_a_quoted_value_with_a_brace_too_many_is_not_closed() -> None:
    assert document('@misc(a, title="' + "{" * 9 + "}" * 10 + '")').references == ()


def test_no_more_than_a_handful_of_slips_is_reported_for_one_entry() -> None:
    assert len(problems_of("@misc{a" + "," * 500 + "}")) == 10


def test_what_bibtexparser_says_of_broken_blocks_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        document("@misc{a, title={One}, year=2003\n@misc{b}")
    assert caplog.records == []
