from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Field, Item, Reference, Span
from refcheck.parsing.blocks import Block, Kind
from refcheck.readers import text as reader

LIND = "Lind, K., & Berg, A. (2021). On tides. Coastal Letters, 12(3), 45-67."
BERG = "Berg, A. (2020). On harbours of the north. Harbour Studies, 4, 1-9."


def texts(text: str) -> list[str]:
    return [block.text for block in reader.blocks(text)]


def items(text: str) -> list[tuple[str, str]]:
    return [(block.label, block.text) for block in reader.blocks(text) if block.kind is Kind.ITEM]


def test_blank_lines_part_paragraphs() -> None:
    assert texts("One thing is this.\nAnother.\r\n\r\n \t\r\nThird thing here.") == [
        "One thing is this.",
        "Another.",
        "Third thing here.",
    ]


def test_wrapped_lines_are_joined() -> None:
    wrapped = "There was a harbour in the north where\nthe tides were measured for a hundred\nyears, and nobody knew."
    assert texts(wrapped) == [wrapped.replace("\n", " ")]


def test_lines_that_end_early_are_paragraphs() -> None:
    assert texts(f"{LIND}\n{BERG}") == [LIND, BERG]


@pytest.mark.parametrize(
    ("marks", "labels"),
    [
        (("1.", "2."), ["1", "2"]),
        (("[1]", "[2]"), ["1", "2"]),
        (("(7)", "(8)"), ["7", "8"]),
        (("3)", "4)"), ["3", "4"]),
        (("[LB21]", "[Ber20]"), ["LB21", "Ber20"]),
        (("•", "•"), ["", ""]),
        (("-", "-"), ["", ""]),
    ],
)
def test_items_lose_their_marks_and_keep_their_numbers(marks: tuple[str, str], labels: list[str]) -> None:
    for gap in ("\n", "\n\n", "\r\n"):
        text = f"{marks[0]} {LIND}{gap}{marks[1]} {BERG}"
        assert items(text) == list(zip(labels, [LIND, BERG], strict=True))


def test_items_of_one_list_share_its_name() -> None:
    groups = [block.group for block in reader.blocks(f"1. {LIND}\n\n2. {BERG}\n\nSo much for that.\n\n1. {LIND}")]
    assert groups[0] == groups[1] != groups[3]
    assert groups[2] == ""


def test_an_item_goes_on_in_indented_lines() -> None:
    text = f"  1. {LIND[:30]}\n     {LIND[30:]}\n  2. {BERG}"
    assert [label for label, _ in items(text)] == ["1", "2"]
    assert items(text)[0][1].replace(" ", "") == LIND.replace(" ", "")


def test_a_list_may_begin_below_a_line() -> None:
    blocks = reader.blocks(f"Sources:\n1. {LIND}\n2. {BERG}\n\nTo do:\n- {LIND}")
    assert [block.kind for block in blocks].count(Kind.ITEM) == 3


def test_a_number_within_a_paragraph_is_no_item() -> None:
    text = "We counted the boats in the harbour in\n1999. It was a good year, and there were\n12. No more came in."
    assert items(text) == []


def test_hanging_indents_begin_anew_at_the_margin() -> None:
    assert texts(f"{LIND[:40]}\n    {LIND[40:]}\n{BERG[:40]}\n    {BERG[40:]}") == [
        " ".join((one[:40].strip(), one[40:].strip())) for one in (LIND, BERG)
    ]


def test_indented_first_lines_begin_paragraphs() -> None:
    assert texts(f"   {LIND[:40]}\n{LIND[40:]}\n   {BERG[:40]}\n{BERG[40:]}")[0].startswith("Lind")
    assert len(texts(f"   {LIND[:40]}\n{LIND[40:]}\n   {BERG[:40]}\n{BERG[40:]}")) == 2


@pytest.mark.parametrize("heading", ["References", "Works Cited:", "REFERENCES\n==========", "Quellen\n---"])
def test_headings(heading: str) -> None:
    blocks = reader.blocks(f"Some words.\n\n{heading}\n\n{LIND}")
    assert blocks[1].kind is Kind.HEADING
    assert blocks[1].text in heading


@pytest.mark.parametrize("line", ["This is a sentence.", "In 1999 and 2001 and 2003", LIND])
def test_sentences_and_references_are_no_headings(line: str) -> None:
    assert reader.blocks(f"{line}\n\nMore.")[0].kind is Kind.PARAGRAPH


def test_in_a_text_of_long_lines_short_ones_are_not_joined() -> None:
    long = "Words that go on and on " * 20
    assert texts(f"{long}\n\nShare\nLike this\nSend") == [long.strip(), "Share", "Like this", "Send"]


def test_our_own_comments_are_no_text() -> None:
    assert texts(f"Some <!-- refcheck: ignore REF205 --> words.\n\n{LIND}")[0] == "Some words."


def test_a_list_with_nothing_around_it_is_read() -> None:
    document = reader.read("refs.txt", f"1. {LIND}\n2. {BERG}\n")
    assert [one.label for one in document.references] == ["1", "2"]


def test_a_text_without_references_is_not_clean() -> None:
    assert reader.read("a.txt", "Nothing.").problems


def test_a_value_is_replaced_in_its_place() -> None:
    start = LIND.find("2021")
    field = Field("issued", "2021", Span(start, start + 4), "issued")
    reference = Reference("x", Item(), Span(0, len(LIND)), (field,), LIND)
    assert reader.set_field(LIND, reference, "issued", "2020-05") == LIND.replace("2021", "2020")


def held(blocks: list[Block], text: str) -> bool:
    return all(
        text[piece.span.start : piece.span.end].split() == piece.text.split() or not piece.text.strip()
        for block in blocks
        for piece in block.pieces
    )


_TEXTS = st.lists(
    st.sampled_from(
        ["\n", "\r\n", "\r", " ", "\t", "1. ", "[1]", "2) ", "• ", "- ", LIND, "Word ", "\u00ad", "====", "é."]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(_TEXTS | st.text(max_size=200))
def test_every_piece_stands_where_it_says(text: str) -> None:
    assert held(reader.blocks(text), text)


@settings(max_examples=50, deadline=None)
@given(_TEXTS | st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    document = reader.read("a.txt", text)
    assert document.references or document.problems


@pytest.mark.parametrize(
    "text", ["(" * 200_000, "[1" * 100_000, "9" * 200_000, "1. a\n" * 20_000, "\n" * 100_000, " " * 200_000]
)
def test_hostile_texts_are_read_in_no_time(text: str) -> None:
    assert isinstance(reader.blocks(text), list)
