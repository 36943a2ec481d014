"""Whether an article has anything to do with a title."""

from __future__ import annotations

from refcheck.claims.relatedness import ArticleWords, article_words, threshold, unrelated
from refcheck.readers import READERS

ARTICLE = ArticleWords.of("The tides of the harbour rise twice a day and the boats rise with them. " * 30)


def test_a_title_without_a_common_word_looks_unrelated() -> None:
    assert unrelated("Dental care of captive giant pandas", ARTICLE)


def test_one_common_word_in_a_short_article_is_enough() -> None:
    assert not unrelated("Dental care of captive harbour pandas", ARTICLE)


def test_short_titles_short_articles_and_methods_are_not_judged() -> None:
    assert not unrelated("Giant pandas", ARTICLE)
    assert not unrelated("Dental care of captive giant pandas", ArticleWords.of("The tides rise."))
    assert not unrelated("Fitting linear mixed-effects models using lme4", ARTICLE)


def test_longer_articles_have_more_words_in_common_with_any_title() -> None:
    assert threshold(1_000) < threshold(2_000) < threshold(20_000)


def test_the_reference_list_is_no_part_of_the_article() -> None:
    text = (
        "The tides rise twice a day (Lind, 2021).\n\nReferences\n\n"
        "Lind, K. (2021). On Harbours and Ropes. Coastal Letters, 41(2), 747-757.\n"
    )
    words = article_words(READERS[".txt"].read("post.txt", text))
    assert "tide" in words.stems
    assert "rope" not in words.stems
