"""In which language a text is, as far as its small words tell."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from refcheck.claims import tables

ENGLISH = "English"
FEWEST = 3
"""Fewer small words of a language than these say nothing."""
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 20_000
_SCRIPT = re.compile(r"[^\W\d_a-zA-ZÀ-ɏ]")


@lru_cache(maxsize=8)
def language_of(text: str) -> str:
    """The language whose small words are the most frequent, English if in doubt; empty where there are too few."""
    sample = text[:_LONGEST]
    letters = len(_WORD.findall(sample))
    if len(_SCRIPT.findall(sample)) > 2 * max(letters, 1):
        return "a language of another script"
    counts: Counter[str] = Counter()
    languages = _languages()
    for word, number in Counter(_WORD.findall(sample.casefold())).items():
        for language in languages.get(word, ()):
            counts[language] += number
    best = max(counts, key=lambda name: (counts[name], name == ENGLISH), default="")
    return best if counts[best] >= FEWEST else ""


def is_english(text: str) -> bool:
    """Whether nothing speaks for another language."""
    return language_of(text) in {ENGLISH, ""}


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, *words in tables.rows("languages.tsv"):
        for word in " ".join(words).split():
            found[word] = (*found.get(word, ()), name)
    return found
