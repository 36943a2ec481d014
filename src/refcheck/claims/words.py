"""Text as words: as written, and plain (small letters, singular, one spelling) so that two texts can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache

from refcheck.claims import tables

_WORD = re.compile(r"[^\W_]+(?:\+\+|['’]s\b)?")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_ENDINGS = re.compile(
    r"(?:ization|ational|fulness|iveness|ousness|ically|ations?|ating|ments?|ities|ators?|ively|ional|ated|ates|ical"
    r"|ence|ance|ions?|ings?|ness|less|able|ible|ally|ous|ive|ity|ate|ize|ism|ist|ial|ary|ant|ent|ian|ion|ing|ers?|ors?|al|ic|ed|es|ly|en|e|y|s)$"
)
_SHORTEST_STEM = 4


class Words:
    """The words of a text with their places."""

    __slots__ = ("__dict__", "ends", "plain", "starts", "text", "written")

    def __init__(self, text: str) -> None:
        """Split ``text`` into words."""
        self.text = text
        found = list(_WORD.finditer(text.translate(_LOWERED) if not text.isascii() else text))
        self.written = [one.group() for one in found]
        self.starts = [one.start() for one in found]
        self.ends = [one.end() for one in found]
        self.plain = [plain(word) for word in self.written]

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.plain)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that carry a meaning."""
        return stems(self.plain)

    @cached_property
    def all_plain(self) -> frozenset[str]:
        """Every word, plain."""
        return frozenset(self.plain)

    def between(self, start: int, end: int) -> str:
        """The text from one word up to another."""
        return self.text[self.starts[start] : self.ends[end - 1]]


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """The words of a text that comes again, as a title does."""
    return Words(text)


def split(text: str) -> list[str]:
    """The words of a text as they are written, without their places: for long texts."""
    return _WORD.findall(text if text.isascii() else text.translate(_LOWERED))


def stems(plain_words: Iterable[str]) -> frozenset[str]:
    """The stems of the plain words that carry a meaning."""
    return frozenset(stem(word) for word in plain_words if is_content(word))


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """A word in small letters and in the singular, in one of its spellings: ``Tumours`` is ``tumor``."""
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if not word.isascii():
        word = "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))
    word = word.casefold()
    if len(word) > 4:
        word = _one_spelling(word)
    return _singular(word)


def _one_spelling(word: str) -> str:
    word = word.replace("ae", "e").replace("oe", "e").replace("isation", "ization").replace("ising", "izing")
    word = word.replace("yse", "yze")
    if len(word) > 5:
        word = word.replace("our", "or").replace("ise", "ize").replace("isi", "izi")
    return word.replace("sulph", "sulf").replace("centre", "center").replace("fibre", "fiber")


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A plain word without its endings, as far as a few letters remain: *depressed*, *depression* give *depress*."""
    cut = _ENDINGS.search(word)
    if cut is not None and cut.start() >= _SHORTEST_STEM:
        return word[: cut.start()]
    return word


@lru_cache(maxsize=50_000)
def is_content(word: str) -> bool:
    """Whether a plain word says what a text is about: no function word, no number, nothing said of every study."""
    return is_noun_like(word) and word not in tables.words("study_words.txt")


@lru_cache(maxsize=50_000)
def is_noun_like(word: str) -> bool:
    """Whether a plain word may name a thing: no function word, no number."""
    return len(word) > 2 and not word.isdigit() and word not in tables.words("function_words.txt")


@lru_cache(maxsize=50_000)
def tells(word: str) -> bool:
    """Whether a plain word is a verb that reports: *found*, or any in the past tense (*counted*)."""
    return (len(word) > _SHORTEST_STEM and word.endswith("ed")) or word in tables.words("reporting_verbs.txt")


def related(one: str, other: str) -> bool:
    """Whether two plain words begin alike, so that they may be forms of one word."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < 5:
        return False
    needed = max(5, round(0.7 * max(len(one), len(other))) - 1)
    return one[:needed] == other[:needed]
