"""The rules on citations where a format marks them by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from refcheck.model import Citation, CitationForm, Document, Item, Problem, Reference, Span
from refcheck.rules import citation_without_reference, uncited_reference
from refcheck.rules.citing import called

TEXT = "As @lind2021 and @okafor2019 say, and @okafor2019 again; Okafor et al. (2019) too."
LIND = Reference("lind2021", Item(title=("On Tides",)), Span(0, 0))


def by_key(key: str) -> Citation:
    place = TEXT.index(key)
    return Citation(Span(place, place + len(key)), TEXT, (key,), label=key)


CITATIONS = (by_key("lind2021"), by_key("okafor2019"), replace(by_key("okafor2019"), span=Span(38, 48)))
ARTICLE = Document("a.md", TEXT, (LIND,), CITATIONS, running_text=True)


def said(document: Document) -> list[Problem]:
    return list(citation_without_reference.check(document))


def test_a_key_that_no_reference_has_is_reported_once() -> None:
    assert [one.message for one in said(ARTICLE)] == ["no reference has the key `okafor2019`"]


def test_a_key_of_a_bibliography_that_was_read_is_none() -> None:
    assert said(replace(ARTICLE, bibliographies=("refs.bib",), known_keys=frozenset({"okafor2019"}))) == []


def test_nothing_is_said_of_keys_if_the_bibliography_was_not_read() -> None:
    assert said(replace(ARTICLE, bibliographies=("refs.bib",))) == []


def test_nothing_is_said_of_keys_if_there_are_no_references() -> None:
    assert said(replace(ARTICLE, references=())) == []


def test_names_and_years_are_left_alone_where_the_references_stand_in_another_file() -> None:
    named = Citation(Span(58, 81), TEXT, (), CitationForm.NARRATIVE, ("Okafor",), "2019")
    document = replace(
        ARTICLE, citations=(*CITATIONS[:1], named), known_keys=frozenset({"x"}), bibliographies=("x.bib",)
    )
    assert said(document) == []


def test_a_reference_cited_by_its_key_is_cited() -> None:
    assert list(uncited_reference.check(ARTICLE)) == []


def test_a_footnote_that_is_a_remark_needs_no_reference() -> None:
    note = Citation(Span(0, 2), TEXT, (), CitationForm.NOTE, label="1")
    assert said(replace(ARTICLE, citations=(CITATIONS[0], note))) == []


@pytest.mark.parametrize(
    ("families", "words"),
    [(("Lind",), "“Lind (2021)”"), (("A", "B"), "“A & B (2021)”"), (("A", "B", "C"), "“A et al. (2021)”")],
)
def test_a_citation_is_called_by_its_names(families: tuple[str, ...], words: str) -> None:
    assert called(Citation(Span(0, 1), "", families=families, year="2021"), ARTICLE) == words


def test_a_number_beyond_a_list_without_numbers_is_said_to_be_so() -> None:
    numbers = tuple(
        Citation(Span(n, n + 1), TEXT, keys, CitationForm.NUMERIC, label=label)
        for n, (keys, label) in enumerate([(("lind2021",), "1"), ((), "2")])
    )
    messages = [one.message for one in said(replace(ARTICLE, citations=numbers))]
    assert messages == ["reference 2 is cited, but the list has 1 in all"]
