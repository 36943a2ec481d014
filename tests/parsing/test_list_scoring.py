from __future__ import annotations

import pytest

from refcheck.parsing.list_scoring import (
    CERTAIN,
    HOPELESS,
    LIKELY,
    LONGEST,
    POSSIBLE,
    begins_like_reference,
    evident,
    score,
)

ARTICLE = "Alder, T., & Birch, K. (2017). Effects of rest on empathy. Journal of Invented Studies, 20(9), 747–757."


def test_an_article_with_volume_issue_and_pages_is_certain() -> None:
    assert score(ARTICLE) >= CERTAIN


@pytest.mark.parametrize(
    "text",
    ["Cedar, F. X. (2001). The book of naps. Forest Press.",
     "F. Cedar, The Book of Naps. New York: Forest Press, 2001.",
     "Kate Elm, Felix Cedar. “Naps are all you need.” NAPS 2017, pp. 12-19.",
     "Elm K, Fir C. Naps in school. Sleep Fict. 2020;3:1-9.",
     "———. Walks in the Wood. Oxford University Press, 2001.",
     "Naps for all. Wikipedia. Retrieved 2017-06-20, https://en.wikipedia.example.org/naps"],
)  # fmt: skip
def test_a_reference_is_likely(text: str) -> None:
    assert score(text) >= LIKELY


@pytest.mark.parametrize(
    "text",
    ["Alder et al. (2017) found that rest was good for people who had not slept.",
     "Rest is good for people and for their friends, as is well known (Alder & Birch, 2017; Cedar, 2001).",
     "We describe what the naps of 2017 were like, and why they were so much shorter than those of 2016.",
     "Effects of rest on empathy in adults",
     "What happened to the napping hall in 2017?",
     "In what follows, we look at three of them:"],
)  # fmt: skip
def test_running_text_is_not_even_possible(text: str) -> None:
    assert score(text) < POSSIBLE


@pytest.mark.parametrize("text", ["", "Home", "a" * (LONGEST + 1)])
def test_what_is_too_short_or_too_long_is_hopeless(text: str) -> None:
    assert score(text) == HOPELESS


def test_long_prose_without_names_is_hopeless() -> None:
    assert score("it is so that we have what they had, and they have been there since 2017, " * 5) == HOPELESS


def test_a_link_to_a_doi_counts_more_than_another_link() -> None:
    text = "Elm K, Fir C. Naps"
    plain, linked = score(text, ["https://naps.example.org"]), score(text, ["https://doi.org/10.5555/elm"])
    assert score(text, ["#top"]) < plain < linked


def test_a_work_without_a_year_may_say_so() -> None:
    assert score("Elm K, Fir C. Naps in school. Forest Press, n.d.") > score(
        "Elm K, Fir C. Naps in school. Forest Press"
    )


def test_many_years_are_a_timeline() -> None:
    assert score("Naps in 1999, 2001, 2003, 2005, 2007 and 2009 at home") < score(
        "Naps in 1999 and in every winter after that, at home"
    )


def test_words_of_prose_in_a_quoted_title_do_not_count() -> None:
    assert score("Elm K. “This is what we have been and what we are.” 2017.") > LIKELY


@pytest.mark.parametrize(
    "text", [ARTICLE, "“Why we nap”, 2017", "World Nap Organization (2015)", "F. Cedar, Naps", "van den Berg, K. Naps"]
)
def test_references_begin_with_names_or_titles(text: str) -> None:
    assert begins_like_reference(text)


@pytest.mark.parametrize("text", ["and then we slept", "Studies, 20(9), 747–757.", "the journal of naps"])
def test_other_lines_do_not(text: str) -> None:
    assert not begins_like_reference(text)


def test_a_year_a_doi_or_an_address_is_evidence() -> None:
    assert evident("in 2017")
    assert evident("10.5555/elm")
    assert evident("https://naps.example.org")
    assert not evident("page 12345")
