from __future__ import annotations

import pytest

from refcheck.readers.pdf_lines import Line
from refcheck.readers.pdf_paragraphs import as_text
from tests.readers.pdf_made import LEADING, SIZE, column

BERG = "Berg, I. (2018). Rain over the Western Islands."
LIND = "Lind, K. (2021). Tides of the Northern Sea."
PROSE = "The sea is wide and the rain that falls on it is long and"


def page(*lines: str, number: int = 0, left: float = 72.0, top: float = 700.0, size: float = SIZE) -> list[Line]:
    return [Line(text, number, x, y, size) for x, y, size, text in column(*lines, left=left, top=top, size=size)]


def paragraphs(*lines: Line) -> list[str]:
    return as_text(lines).split("\n\n")[:-1]


def test_a_wide_gap_is_one_between_paragraphs() -> None:
    assert paragraphs(*page("One", "goes on.", "", "Two", "as well.")) == ["One goes on.", "Two as well."]


def test_letters_of_another_size_begin_a_paragraph() -> None:
    heading = page("A Heading", size=14.0)
    assert paragraphs(*heading, *page("Words of", "the text.", top=700 - LEADING)) == [
        "A Heading",
        "Words of the text.",
    ]


def test_lines_that_hang_belong_to_the_one_above() -> None:
    assert paragraphs(
        *page("Berg, I. (2018). Rain over", "  the Islands.", LIND, "Holm, P. (2019). Hail", "  again.")
    ) == [
        "Berg, I. (2018). Rain over the Islands.",
        LIND,
        "Holm, P. (2019). Hail again.",
    ]


def test_a_line_that_is_indented_begins_a_paragraph() -> None:
    assert paragraphs(*page("  The sea is", "wide. The rain", "is long.", "  Who would", "have thought?")) == [
        "The sea is wide. The rain is long.",
        "Who would have thought?",
    ]


def test_a_short_line_ends_its_paragraph() -> None:
    lines = (PROSE, PROSE, "so be it.", PROSE, "never ends.")
    assert paragraphs(*page(*lines)) == [f"{PROSE} {PROSE} so be it.", f"{PROSE} never ends."]


def test_an_indented_line_after_a_short_one_begins_a_paragraph() -> None:
    lines = (PROSE, PROSE, PROSE, "so be it.", "  Well then,", "said the sea.")
    assert paragraphs(*page(*lines))[1] == "Well then, said the sea."


def test_a_line_that_begins_like_a_reference_follows_a_reference_that_is_complete() -> None:
    assert paragraphs(*page(BERG, LIND, "Holm, P., & Lind,", "K. (2019). Hail again.")) == [
        BERG,
        LIND,
        "Holm, P., & Lind, K. (2019). Hail again.",
    ]


@pytest.mark.parametrize("form", ["{}. ", "[{}] ", "({}) "])
def test_the_next_number_begins_an_item(form: str) -> None:
    items = [form.format(number) + text for number, text in enumerate(("Berg, in", "Lind, in 2 volumes", "Holm"), 1)]
    lines = (items[0], "12. volume", items[1], "3] and", items[2])
    assert paragraphs(*page(*lines)) == [f"{items[0]} 12. volume", f"{items[1]} 3] and", items[2]]


def test_a_number_within_a_sentence_begins_nothing() -> None:
    assert paragraphs(*page("It was on the", "1. day of the year.")) == ["It was on the 1. day of the year."]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    left, right = page("The sea", "is wide"), page("and deep", "and cold", left=320.0)
    assert paragraphs(*left, *right, *page("and old.", number=1)) == ["The sea is wide and deep and cold and old."]


def test_indents_are_those_of_the_column() -> None:
    right = page("  Winter.", LIND, left=320.0)
    hanging = ("Holm, P. (2019). Hail", "  again.", "Berg, I. (2018). Rain in")
    assert paragraphs(*page(*hanging), *right) == [
        "Holm, P. (2019). Hail again.",
        "Berg, I. (2018). Rain in Winter.",
        LIND,
    ]


@pytest.mark.parametrize("shown", ["{}", "– {} –", "Page {} of 9", "{}/9"])
def test_running_heads_and_page_numbers_are_left_out(shown: str) -> None:
    pages = [
        [*page(f"Journal of Seas 9 (2021), {number}", number=number, top=760), *page(word, number=number),
         *page(shown.format(number + 1), number=number, top=40)]
        for number, word in enumerate(("The", "sea", "is", "wide."))
    ]  # fmt: skip
    assert paragraphs(*(line for one in pages for line in one)) == ["The sea is wide."]


def test_a_number_beside_the_text_is_no_page_number() -> None:
    assert paragraphs(*page("Journal of Seas, 9, 747–", "757")) == ["Journal of Seas, 9, 747–757"]


def test_lines_of_numbers_alone_are_no_running_heads() -> None:
    pages = [page("It rained in", "9(2), 4–9.", "again and", "again.", number=number) for number in range(2)]
    assert "9(2), 4–9." in as_text([line for one in pages for line in one])


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("of psilo-", "cybin"), "of psilocybin"),
        (("of psilo\u00ad", "cybin"), "of psilocybin"),
        (("Decision-", "Making"), "Decision-Making"),
        (("pages 747–", "757"), "pages 747–757"),
        (("3, 4-", "methyl"), "3, 4-methyl"),
        (("https://doi.org/10.5555/", "tides"), "https://doi.org/10.5555/tides"),
        (("https://doi.org/10.5555.", "The"), "https://doi.org/10.5555. The"),
        (("double-blind or double-", "blind"), "double-blind or double-blind"),
        (("one-", "(two)"), "one- (two)"),
    ],
)
def test_words_are_whole_again(lines: tuple[str, str], whole: str) -> None:
    assert paragraphs(*page(*lines)) == [whole]


def test_no_lines_are_no_text() -> None:
    assert as_text([]) == ""
