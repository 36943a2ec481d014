from __future__ import annotations

import pytest

from refcheck.parsing.list_links import only_link_texts, without_link_texts
from tests.parsing.list_cases import block


@pytest.mark.parametrize(
    "tail",
    ["[CrossRef]", "[Google Scholar] [CrossRef]", "Article CAS PubMed Google Scholar", "View Article | Google Scholar",
     "(CrossRef)", "[PubMed]", "[DOI] [PubMed]", "Google Scholar.", "PubMed Google Scholar ↩",
     "[PMC free article] [PubMed] [Google Scholar]"],
)  # fmt: skip
def test_link_texts_after_a_reference_are_cut_off(tail: str) -> None:
    assert without_link_texts(block(f"Alder T. Naps. 2017. {tail}")).text == "Alder T. Naps. 2017."


@pytest.mark.parametrize(
    "text",
    ["Alder T. How to write an article", "Alder T. Found in PubMed", "PubMed PMID: 12345", "Alder T. Naps. 2017.",
     "Naps-pubmed", "Alder T. The missing link", "Alder T. MyCrossRef", "Alder T. Naps (online)"],
)  # fmt: skip
def test_words_of_a_reference_are_kept(text: str) -> None:
    assert without_link_texts(block(text)).text == text


def test_an_ambiguous_word_is_cut_off_if_it_is_a_link() -> None:
    linked = block("Alder T. Naps. 2017. PDF", links=[("PDF", "https://naps.example.org/naps.pdf")])
    assert without_link_texts(linked).text == "Alder T. Naps. 2017."


def test_a_link_over_the_whole_reference_is_kept() -> None:
    linked = block("Alder T. Naps and the link", links=[("Alder T. Naps and the link", "https://naps.example.org")])
    assert without_link_texts(linked) == linked


def test_the_targets_of_what_is_cut_off_stay() -> None:
    linked = block("Alder T. Naps. PDF", links=[("Naps", "https://a.example.org"), ("PDF", "https://b.example.org")])
    found = without_link_texts(linked)
    assert [(one.start, one.end, one.target) for one in found.links] == [
        (9, 13, "https://a.example.org"),
        (14, 14, "https://b.example.org"),
    ]


def test_the_text_may_begin_later() -> None:
    assert without_link_texts(block("1. Alder T. Naps. [CrossRef]"), 3).text == "Alder T. Naps."


def test_a_hundred_link_texts_are_not_all_cut_off() -> None:
    assert without_link_texts(block("Naps." + " [CrossRef]" * 100)).text.endswith("[CrossRef]")


def test_a_block_of_links_is_told_from_a_reference() -> None:
    assert only_link_texts(block("PubMed Google Scholar"))
    assert not only_link_texts(block("Alder T. Naps. Google Scholar"))
    assert not only_link_texts(block(" "))
