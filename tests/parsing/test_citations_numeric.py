"""Citations by number, and the decision whether a document cites so."""

from __future__ import annotations

import pytest

from refcheck.model import Citation, CitationForm
from refcheck.parsing.blocks import Block
from refcheck.parsing.citations import find_citations
from tests.parsing.citing import LISTED, paragraph, raised, reference

NUMBERED = tuple(reference(f"r{n}", f"Author{n} A", str(2000 + n), label=str(n)) for n in range(1, 9))


def labels(*blocks: Block) -> list[str]:
    return [one.label for one in find_citations(blocks, NUMBERED)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("known [1].", ["1"]),
        ("known [3–5, 7].", ["3", "4", "5", "7"]),
        ("known [1-3].", ["1", "2", "3"]),
        ("known [1]–[3].", ["1", "2", "3"]),
        ("known [1], [2].", ["1", "2"]),
        ("known [1][2].", ["1", "2"]),
        ("known[1] there.", ["1"]),
        ("known [1, p. 12].", ["1"]),
        ("known [1; 4].", ["1", "4"]),
        ("known [refs 1 and 4].", ["1", "4"]),
        ("in 2019[1] it was", ["1"]),
    ],
)
def test_numbers_in_brackets_are_citations(text: str, expected: list[str]) -> None:
    assert labels(paragraph(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "between [15, 30] mm",
        "a length of [1, 3] mm",
        "95% CI [1, 3]",
        "the range [1, 5]",
        "x[1] and f[2]",
        "[1: fig. 4]",
        "a_[1]",
        "CO2[3]",
        "[0.5]",
        "[1234]",
        "[1 apple]",
    ],
)
def test_ranges_and_indices_are_none(text: str) -> None:
    assert labels(paragraph(f"known [1, 2, 3, 4]. {text}"))[4:] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("known.~1~ That,~2~ this~3~", ["1", "2", "3"]),
        ("known~1,2~ and~4–6~ so", ["1", "2", "4", "5", "6"]),
        ("known~1~,~2~ and~3~–~5~", ["1", "2", "3", "4", "5"]),
        ("in 2019~1~ and~2~ then~3~", ["1", "2", "3"]),
        ("known.¹ That², and that³⁻⁵", ["1", "2", "3", "4", "5"]),
        ("known^1,2^ and^3^ so", ["1", "2", "3"]),
    ],
)
def test_raised_numbers_are_citations(text: str, expected: list[str]) -> None:
    assert labels(raised(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "5 m~2~",
        "R~2~ = 0.4",
        "10~5~",
        "χ² and r²",
        "10⁵ cm³",
        "~14~C and Ca~2~+",
        "m⁻²",
        "the 1~st~ day",
        "s~-1~",
        "x~2~y",
    ],
)
def test_powers_and_isotopes_are_none(text: str) -> None:
    known = "known~1~ and~2~ and~3~ and~4~ "
    assert labels(raised(known), raised(text)) == ["1", "2", "3", "4"]


def test_powers_alone_are_no_style() -> None:
    assert labels(raised("the area~2~ is 5 km~2~ or 7 ha~2~")) == []


def test_numbers_in_parentheses_are_citations_if_they_reach_half_of_the_list() -> None:
    assert labels(paragraph("known (1), so (2–4), and (5, 6) too")) == ["1", "2", "3", "4", "5", "6"]


def test_numbers_in_parentheses_are_none_if_they_reach_little() -> None:
    assert labels(paragraph("three reasons: (1) this and (2) that")) == []


def test_the_numbers_of_equations_are_none() -> None:
    text = "known (1), so (2–4), and (5, 6) too. Equation (7) and step (8), f(7)"
    assert "7" not in labels(paragraph(text))


def test_numbers_beyond_the_list_show_that_they_are_no_citations() -> None:
    assert labels(paragraph("the values [12] and [47] and [99] and [3]")) == []


def test_one_number_beyond_the_list_is_kept_without_reference() -> None:
    found = find_citations([paragraph("known [1], [2], [3, 9].")], NUMBERED)
    assert [(one.label, one.keys) for one in found][-1] == ("9", ())


def test_a_document_that_cites_by_author_and_year_does_not_cite_by_raised_numbers() -> None:
    text = "Known~2~ (Doblin, 2002; Smith, 2010, 2012; Mason, 2019; Lind, 2010a)~3~"
    assert all(one.form is not CitationForm.NUMERIC for one in find_citations([raised(text)], LISTED))


def test_a_numbered_list_in_order_of_the_first_citation_needs_no_labels() -> None:
    unlabelled = tuple(reference(f"r{n}", f"Author{n} A", "2001") for n in range(1, 4))
    found = find_citations([paragraph("known [1], [2, 3].")], unlabelled)
    assert [one.keys for one in found] == [("r1",), ("r2",), ("r3",)]


def test_names_are_dropped_where_a_document_cites_by_number() -> None:
    found = find_citations([paragraph("Skinner et al. (1957) say so [1], [2].")], NUMBERED)
    assert [one.form for one in found] == [CitationForm.NUMERIC] * 2


def _only(text: str) -> Citation:
    return find_citations([paragraph(text)], NUMBERED)[0]


def test_a_number_has_its_sentence_and_its_group() -> None:
    text = "So it is. It is known [1]. Or not."
    only = _only(text)
    assert only.sentence == "It is known [1]."
    assert only.group is not None
    assert text[only.group.start : only.group.end] == "[1]"


def test_two_lists_with_the_same_numbers_make_a_number_ambiguous() -> None:
    twice = (*NUMBERED, reference("other", "Other O", "2020", label="1"))
    assert find_citations([paragraph("known [1].")], twice)[0].keys == ("r1", "other")
