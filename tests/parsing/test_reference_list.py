from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.parsing.blocks import Block, Kind
from refcheck.parsing.reference_list import find
from tests.parsing.list_cases import bare, block

ARTICLE = "Alder, T., & Birch, K. (2017). Effects of rest on empathy. Journal of Invented Studies, 20(9), 747–757."
BOOK = "Cedar, F. X. (2001). The book of naps. Forest Press."
THESIS = "Elm, K. (2011). Naps in school (Doctoral dissertation). University of the Wood."
PROSE = (
    "Rest helps people to understand each other, and it is cheap, but nobody has asked the cats what they think of it."
)
REFERENCES = block("References", Kind.HEADING, level=2)


def items(*texts: str, group: str = "list-1", hint: str = "") -> list[Block]:
    return [block(text, Kind.ITEM, group=group, hint=hint, label=str(n)) for n, text in enumerate(texts, 1)]


def entries(*blocks: Block) -> list[str]:
    return [one.text for one in find(blocks).entries]


def rest(*blocks: Block) -> list[str]:
    return [one.text for one in find(blocks).rest]


def test_an_article_without_references_has_none_and_keeps_its_text() -> None:
    assert find([block(PROSE)]) == find([block(PROSE)])
    assert entries(block(PROSE)) == []
    assert rest(block(PROSE)) == [PROSE]


def test_nothing_is_found_in_nothing() -> None:
    assert find([]).entries == find([]).rest == ()


def test_the_rest_is_the_text_without_list_heading_and_noise() -> None:
    noise = block("Home About Contact", Kind.NOISE)
    blocks = [block(PROSE), REFERENCES, *items(ARTICLE, BOOK), noise, block("11 views0 comments"), block(PROSE)]
    assert rest(*blocks) == [PROSE, PROSE]


def test_the_heading_of_a_list_that_was_not_found_stays_in_the_rest() -> None:
    assert rest(REFERENCES, block(PROSE)) == ["References", PROSE]


def test_headings_of_the_text_stay_in_the_rest_but_not_those_of_the_page() -> None:
    headings = [block("What rest does", Kind.HEADING), block("bottom of page", Kind.HEADING)]
    assert rest(*headings) == ["What rest does"]


def test_a_short_paragraph_that_may_cite_stays_in_the_rest() -> None:
    assert rest(block("So says Alder (2017)"), block("Read it [3]"), block("Yes!"), block("Log in")) == [
        "So says Alder (2017)",
        "Read it [3]",
        "Yes!",
    ]


def test_how_to_cite_the_page_is_neither_reference_nor_text() -> None:
    found = find([block(PROSE), block("Cite this article", Kind.HEADING, level=2), block(ARTICLE)])
    assert [one.text for one in found.entries] == []
    assert ARTICLE not in [one.text for one in found.rest]


def test_how_to_cite_the_page_on_one_line_is_no_reference() -> None:
    assert entries(block(f"Cite this article as: {ARTICLE}")) == []


def test_a_number_in_the_text_wins_over_that_of_the_list() -> None:
    assert find([REFERENCES, *items(f"[7] {ARTICLE}", f"[8] {BOOK}")]).entries[0].label == "7"


def test_the_span_of_an_entry_is_its_place_in_the_file() -> None:
    text = f"[1] {ARTICLE} [CrossRef]"
    entry = find([REFERENCES, block(text, start=100)]).entries[0]
    assert (entry.span.start, entry.span.end) == (104, 104 + len(ARTICLE))


def test_links_that_were_cut_off_stay_at_the_end_of_the_entry() -> None:
    links = [("[CrossRef]", "https://doi.org/10.5555/alder")]
    item = block(f"{ARTICLE} [CrossRef]", Kind.ITEM, group="list-1", links=links)
    entry = find([REFERENCES, item]).entries[0]
    assert [(one.start, one.target) for one in entry.links] == [(len(ARTICLE), "https://doi.org/10.5555/alder")]


def test_a_paragraph_of_links_belongs_to_the_entry_before_it() -> None:
    links = block("PubMed Google Scholar", links=[("Google Scholar", "https://scholar.example.org/1")])
    found = find([REFERENCES, block(ARTICLE), links, block(BOOK)])
    assert [len(one.links) for one in found.entries] == [1, 0]
    assert found.rest == ()


def test_a_paragraph_of_links_inside_an_item_belongs_to_the_entry_too() -> None:
    links = block("PubMed", Kind.ITEM, group="list-1", links=[("PubMed", "https://pubmed.example.org/1")])
    first, second = items(ARTICLE, BOOK, hint="references")
    found = find([links, first, links, second])
    assert [len(one.links) for one in found.entries] == [1, 0]


def test_a_second_paragraph_of_an_item_goes_on_with_its_reference() -> None:
    first, second = items(ARTICLE, BOOK, hint="references")
    more = block("reprinted with a foreword by the cats", Kind.ITEM, group="list-1", hint="references")
    assert entries(first, more, second) == [f"{ARTICLE} reprinted with a foreword by the cats", BOOK]


def test_a_sentence_broken_by_a_paragraph_is_joined() -> None:
    first, second = ARTICLE.split(" Invented ")
    assert (
        entries(REFERENCES, block(first), block("invented " + second), block(BOOK))[0] == f"{first} invented {second}"
    )


def test_prose_after_the_list_is_no_reference_although_it_cites() -> None:
    after = "In all, it is clear that rest has been good for people since at least 2010, as Alder (2017) says."
    assert entries(REFERENCES, block(ARTICLE), block(BOOK), block(after)) == [ARTICLE, BOOK]


def test_prose_after_a_list_of_items_is_none_either() -> None:
    after = "Specification of the effects came from the data of the naps study [6] (see Additional file 2: Table S1)."
    assert entries(REFERENCES, *items(ARTICLE, BOOK), block(after)) == [ARTICLE, BOOK]


def test_what_follows_a_numbered_list_without_a_number_needs_to_look_like_a_reference() -> None:
    weak = block("Jane Doe, photographs of the wood, 2017.")
    assert entries(REFERENCES, block(f"1. {ARTICLE}"), block(f"2. {BOOK}"), weak) == [ARTICLE, BOOK]


def test_a_long_paragraph_under_the_heading_comes_before_the_list() -> None:
    assert entries(REFERENCES, block(PROSE), block(BOOK), block(ARTICLE)) == [BOOK, ARTICLE]


def test_an_address_alone_counts_under_a_heading() -> None:
    pages = items("Naps today, https://naps.example.org/today", "All about naps https://naps.example.org/all")
    assert len(entries(REFERENCES, *pages)) == 2
    assert entries(*pages) == []


def test_a_back_reference_to_the_note_before_is_no_reference() -> None:
    notes = [
        block(text, Kind.FOOTNOTE, group="notes", label=str(n))
        for n, text in enumerate((ARTICLE, "Ibid., p. 12 (2017)."))
    ]
    assert entries(*notes) == [ARTICLE]


def test_among_footnotes_that_are_references_a_weak_one_counts() -> None:
    texts = [ARTICLE, BOOK, THESIS, BOOK, ARTICLE, THESIS, "Jane Doe on the radio: all about naps, no. 901"]
    notes = [block(text, Kind.FOOTNOTE, group="notes", label=str(n)) for n, text in enumerate(texts)]
    assert len(entries(*notes)) == len(texts)


def test_a_post_with_one_list_item_that_is_certainly_a_reference_has_one() -> None:
    assert entries(block(PROSE), *items(ARTICLE)) == [ARTICLE]


def test_a_list_of_very_short_items_is_none() -> None:
    assert entries(REFERENCES, *items("Home", "About")) == []


def test_a_single_item_that_only_may_be_a_reference_is_none() -> None:
    assert entries(*items("Kate Elm, Naps, 2017")) == []


def test_notes_below_a_heading_are_read_if_one_of_them_is_a_reference() -> None:
    notes = block("Notes", Kind.HEADING, level=2)
    assert entries(notes, block(ARTICLE)) == [ARTICLE]
    assert entries(notes, block("Written by Jane Doe in 2017, with much help.")) == []


def test_a_wordless_part_is_no_entry() -> None:
    assert entries(REFERENCES, *items("[1]", ARTICLE, hint="references")) == [ARTICLE]


def test_remarks_between_references_stay_in_the_rest() -> None:
    text = f"1. {ARTICLE}\n2. {BOOK}\nThanks to all who have read this far, and good night to you."
    assert rest(REFERENCES, block(text)) == []
    assert bare(entries(REFERENCES, block(text))[1]).startswith(bare(BOOK))


def test_the_words_before_an_inline_heading_within_a_paragraph_stay_in_the_rest() -> None:
    found = find([block(f"{PROSE}\nReferences\n1. {ARTICLE}\n2. {BOOK}")])
    assert [one.text for one in found.entries] == [ARTICLE, BOOK]
    assert [one.text.strip() for one in found.rest] == [PROSE]


@pytest.mark.parametrize(
    "unit", ["[", "(", "7", "2017 ", "1. ", "(2017", "a; ", "\n", "1 A\n", "Ab, A. ", '"a', "- ", "↩"]
)
def test_a_megabyte_of_anything_is_read_in_seconds(unit: str) -> None:
    text = (unit * (1_000_000 // len(unit)))[:1_000_000]
    began = time.process_time()
    for kind in (Kind.PARAGRAPH, Kind.FOOTNOTE):
        find([REFERENCES, block(text, kind, group="notes"), block(text[:1400], kind, group="notes")])
    assert time.process_time() - began < 20


def test_thousands_of_paragraphs_that_go_on_are_read_in_seconds() -> None:
    began = time.process_time()
    find([REFERENCES, block("Alder, T. (2017). Effects of"), *[block("lower case and nothing else")] * 5_000])
    find(
        [
            *items(ARTICLE, hint="references"),
            *[block("lower case", Kind.ITEM, group="list-1", hint="references")] * 5_000,
        ]
    )
    assert time.process_time() - began < 20


_TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [ARTICLE, BOOK, PROSE, "References", f"1. {ARTICLE}\n2. {BOOK}", "[CrossRef]", "1", "Sources:"]
        ),
        st.text(max_size=60),
    ),
    max_size=8,
)


@settings(max_examples=100, deadline=None)
@given(texts=_TEXTS, kinds=st.lists(st.sampled_from(list(Kind)), min_size=8, max_size=8))
def test_every_entry_is_a_part_of_the_article(texts: list[str], kinds: list[Kind]) -> None:
    blocks, offset = [], 0
    for text, kind in zip(texts, kinds, strict=False):
        blocks.append(block(text, kind, group="" if kind is Kind.PARAGRAPH else kind.value, start=offset))
        offset += len(text) + 1
    whole = "\n".join(texts)
    for entry in find(blocks).entries:
        assert bare(entry.text) in bare(whole[entry.span.start : entry.span.end])
