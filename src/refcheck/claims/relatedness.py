"""Is a cited work about anything that the article speaks of? The words of its title, looked for in the whole text.

A wrong DOI, a slip in the list or an invented citation leads to a work of another field; none of its words occur in
the article then. Titles that say nothing of their subject do the same, so this is never more than a remark.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple, Self

from refcheck.claims import tables
from refcheck.claims.words import plain, split, stems, words_of
from refcheck.model import Document, Span

FEWEST_TITLE_WORDS = 4
"""A title of fewer words of content is too short to judge (*On Growth and Form*)."""
FEWEST_ARTICLE_WORDS = 300
"""A shorter text is a note that need not name what it cites."""
_THRESHOLDS = ((1_500, 0.10), (3_000, 0.18))
_LONGEST = 0.23
"""The longer the text, the more words it has in common with any title."""


class ArticleWords(NamedTuple):
    """How many words an article has, and the stems of those that carry a meaning."""

    number: int
    stems: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Self:
        """Those of a text."""
        written = split(text)
        return cls(len(written), stems(map(plain, set(written))))


def article_words(document: Document) -> ArticleWords:
    """The words of a document outside its reference list."""
    lists = sorted((one.span for one in document.references), key=lambda span: span.start)
    whole = document.extent or Span(0, len(document.text))
    bounds = [Span(whole.start, whole.start), *lists, Span(whole.end, whole.end)]
    return ArticleWords.of(" ".join(document.text[one.end : other.start] for one, other in pairwise(bounds)))


def unrelated(title: str, article: ArticleWords) -> bool:
    """Whether hardly a word of a title occurs in an article that is long enough to tell; works of methods aside."""
    if article.number < FEWEST_ARTICLE_WORDS or not tells_subject(title):
        return False
    words = words_of(title).stems
    return len(words & article.stems) <= threshold(article.number) * len(words)


def tells_subject(title: str) -> bool:
    """Whether a title is long enough to say what its work is about, and not that of a work of methods."""
    return len(words_of(title).stems) >= FEWEST_TITLE_WORDS and not tables.phrases("methods_works.txt").search(title)


def threshold(length: int) -> float:
    """The share of a title's words that a related article of so many words has at least."""
    return next((share for longest, share in _THRESHOLDS if length <= longest), _LONGEST)
