from __future__ import annotations

import pytest

from refcheck.semantic.article_title import article_titles


@pytest.mark.parametrize(
    "text",
    [
        "---\nauthor: Lind\ntitle: 'On Tides and Harbours'\n---\n\nThe tides rise.",
        '+++\ntitle = "On Tides and Harbours"\n+++\n\nThe tides rise.',
        "<article><front><article-title>On <italic>Tides</italic> and\nHarbours</article-title></front>",
        "<html><head><title>Lind's page</title></head><body><h1 class='x'>On Tides and Harbours</h1><p>The tides",
        "<html><head><title>On Tides and Harbours</title></head><body><p>The tides rise.",
        "% \\title{Not this one}\n\\title[Tides]{On \\emph{Tides} and Harbours}\nThe tides rise.".replace(
            "\\emph{Tides}", "Tides"
        ),
    ],
)
def test_a_title_that_is_marked_is_the_title(text: str) -> None:
    assert article_titles(text) == ("On Tides and Harbours",)


def test_entities_are_read() -> None:
    assert article_titles("<h1>Tides &amp; harbours</h1>") == ("Tides & harbours",)


def test_without_markup_the_first_lines_may_be_the_title() -> None:
    text = "top of page\r\n\r\n# On Tides and Harbours\r\n---\r\nBy A. Lind\r\n\r\nThe tides rise."
    assert article_titles(text) == ("top of page", "On Tides and Harbours", "By A. Lind")


def test_a_paragraph_is_no_title() -> None:
    assert article_titles("The tides rise, and so do the boats. " * 20 + "\nOn Tides") == ("On Tides",)


@pytest.mark.parametrize("text", ["", "\n\n", "1\n2\n", "<h1></h1><p>" + "x" * 400])
def test_a_text_may_have_none(text: str) -> None:
    assert article_titles(text) == ()
