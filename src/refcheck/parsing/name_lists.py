"""The names that stand before a year in running text: *Pokorny et al.*, *van den Berg & O’Brien*, *Ministry of Health*.

Running text does not say where a list of names begins (*However, Pokorny and Preller*), so that a list has several
readings. Which of them is meant, the reference list tells: see `refcheck.parsing.citation_links`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from refcheck.compare.tables import words as compare_words
from refcheck.compare.text import fold
from refcheck.parsing.tables import rows, words

REACH = 240
"""So many characters before a year are read."""
_USUAL = 72
"""So many of them are read at first: most lists of names are shorter."""
_MARGIN = 24
"""A list that begins nearer to the edge of what was read may go on beyond it."""
MOST_WORDS = 9
"""A name has not more words, be it that of a ministry."""
MOST_NAMES = 8
"""A list of names in running text has not more of them."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that may be one name: its words, and where each begins in the text."""

    words: tuple[str, ...]
    starts: tuple[int, ...]

    def tails(self) -> Iterator[tuple[str, int]]:
        """Every name that ends the run and where it begins, the longest first: *In van den Berg*, *van den Berg*."""
        for place, start in enumerate(self.starts):
            yield " ".join(self.words[place:]), start


@dataclass(frozen=True, slots=True)
class NameList:
    """The names before a year; ``et_al`` says that more are meant, ``joined`` that *and* stands between them."""

    runs: tuple[Run, ...]
    et_al: bool = False
    joined: bool = False
    initials: str = ""
    """The initials of the first author, where they are given to tell two of one family apart."""
    alone: bool = False
    """Whether nothing but words such as *see* stands before the names."""
    possessive: bool = False
    inverted: bool = False
    """Whether initials stand behind a family: *Hotez PJ 2012* is a reference rather than a citation."""
    text: str = ""
    """All of it as written: *Food and Agriculture Organization* is one name."""

    def shortened(self) -> Iterator[NameList]:
        """The list itself, and the list without its first names: they may belong to the sentence."""
        for place in range(len(self.runs)):
            if place == 0:
                yield self
            else:
                yield NameList(self.runs[place:], self.et_al, self.joined and place < len(self.runs) - 1)


_TOKEN = re.compile(r"[^\W\d_]+(?:[-‐‑'’ʼ`´][^\W\d_]+)*\.?|\S")
_POSSESSIVE = re.compile(r"(?:['’`´]s?|['’]\s?s)\s*$")
_WORD = re.compile(r"\w")


@cache
def _alternatives() -> str:
    phrases = sorted((row[0] for row in rows("et_al.txt")), key=len, reverse=True)
    return "|".join(re.escape(one.rstrip(".")).replace(r"\ ", r"\s{1,3}").replace(r"\.", r"\.?") for one in phrases)


@cache
def _et_al() -> re.Pattern[str]:
    """The words for further authors at the end of a text."""
    return re.compile(
        rf"(?:^|(?<=[\s,])|(?<=[a-z])(?=et\sal))(?:{_alternatives()})\.?(?:['’]s?)?\s*,?\s*$", re.IGNORECASE
    )


@cache
def _somewhere() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s,]))(?:{_alternatives()})(?!\w)", re.IGNORECASE)


def holds_et_al(text: str) -> bool:
    """Whether a text says that there are further authors."""
    return _somewhere().search(text) is not None


@cache
def ends_of_et_al() -> frozenset[str]:
    """The last words of the phrases for further authors."""
    return frozenset(row[0].split()[-1].strip(".").casefold() for row in rows("et_al.txt"))


@cache
def _cues() -> frozenset[str]:
    return frozenset(row[0] for row in rows("cue_words.txt"))


@lru_cache(maxsize=4096)
def is_stop_word(word: str) -> bool:
    """Whether a capitalised word is likely no name: a month, *Figure*, *However*."""
    return fold(word) in words("not_families.txt") or fold(word) in _months()


@cache
def _months() -> frozenset[str]:
    return frozenset(fold(name) for _, names in rows("months.tsv") for name in names.split())


@cache
def _particles() -> frozenset[str]:
    return compare_words("particles.txt") - words("and_words.txt")


@cache
def _inner_words() -> frozenset[str]:
    return words("institution_words.txt")


def read_names(before: str, offset: int = 0, *, commas: bool = False) -> NameList | None:
    """The longest list of names that ends a text, whose first character stands at ``offset``; `None` if there is none.

    ``commas``: names may be joined by commas alone, as some do in brackets.
    """
    end = len(before.rstrip(" \t\r\n,;:[("))
    start = max(0, end - _USUAL)
    found = _read(before[start:end], offset + start, commas=commas)
    if start and found is not None and found.runs[0].starts[0] < offset + start + _MARGIN:
        start = max(0, end - REACH)
        found = _read(before[start:end], offset + start, commas=commas)
    return found


def _read(text: str, offset: int, *, commas: bool) -> NameList | None:
    et_al = _et_al().search(text, max(0, len(text) - 30)) if text[-1:] in _ET_AL_ENDS else None
    text = text[: et_al.start()].rstrip(" ,") if et_al else text
    possessive = None if et_al else _POSSESSIVE.search(text, max(0, len(text) - 5))
    text = text[: possessive.start()] if possessive else text
    reader = _ListReader([(one.group(), one.start()) for one in _TOKEN.finditer(text)], offset, commas=commas)
    return reader.read(text, et_al=et_al is not None, possessive=possessive is not None)


_ET_AL_ENDS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.'’")

_Token = tuple[str, int]


class _ListReader:
    """Reads a list of names from its end."""

    def __init__(self, tokens: Sequence[_Token], offset: int, *, commas: bool) -> None:
        self._tokens = tokens
        self._offset = offset
        self._commas = commas
        self._place = len(tokens)
        self._inverted = False

    def read(self, text: str, *, et_al: bool, possessive: bool) -> NameList | None:
        last = self._run()
        if last is None:
            return None
        runs = [last]
        initials = self._initials()
        joined = False
        while len(runs) < MOST_NAMES:
            before = self._place
            joins = self._separator()
            run = None if joins is None or not (joins or joined or et_al or self._commas) else self._run()
            if run is None:
                self._place = before
                break
            joined = joined or bool(joins)
            runs.insert(0, run)
            initials = self._initials()
        whole = text[runs[0].starts[0] - self._offset :]
        return NameList(tuple(runs), et_al, joined, initials, self._alone(), possessive, self._inverted, whole)

    def _run(self) -> Run | None:
        """The longest run of words that ends here and may be a name; initials behind the family are passed over."""
        place = self._place
        while place > 1 and _is_initials(self._word(place - 1)) and _is_written_small(self._word(place - 2)):
            place -= 1
            self._inverted = True
        end = place
        if not place or not _is_name_word(self._tokens[place - 1][0]):
            return None
        while place and end - place < MOST_WORDS and self._belongs(place - 1, end):
            place -= 1
        while place < end and not _may_begin(self._tokens[place][0]):
            place += 1
        self._place = place
        chosen = self._tokens[place:end]
        return Run(tuple([word for word, _ in chosen]), tuple([start + self._offset for _, start in chosen]))

    def _belongs(self, place: int, end: int) -> bool:
        word = self._tokens[place][0]
        if place == end - 1 or _is_name_word(word):
            return not (word.endswith(".") and len(word) > 4 and place < end - 1)
        if word in _particles() or (len(word) == 1 and word.isupper()):
            return True
        return word.casefold() in _inner_words() and place > 0 and _is_name_word(self._word(place - 1))

    def _initials(self) -> str:
        """The initials before the family: *K. H. Preller*."""
        place = self._place
        while place and _is_initials(self._tokens[place - 1][0]) and self._tokens[place - 1][0].endswith("."):
            place -= 1
        found = "".join(word for word, _ in self._tokens[place : self._place])
        self._place = place
        return "".join(char for char in found if char.isalpha())

    def _separator(self) -> bool | None:
        """What stands before a name: ``True`` for *and* or ``&``, ``False`` for a comma, `None` for anything else."""
        joins: bool | None = None
        while self._place:
            word = self._tokens[self._place - 1][0]
            if word == ",":
                joins = bool(joins)
            elif joins is not True and word.casefold() in words("and_words.txt"):
                joins = True
            else:
                return joins
            self._place -= 1
        return None

    def _alone(self) -> bool:
        before = " ".join(word for word, _ in self._tokens[: self._place])
        return not _WORD.search(before) or fold(before) in _cues()

    def _word(self, place: int) -> str:
        return self._tokens[place][0]


def _is_name_word(word: str) -> bool:
    """Whether a word is capitalised and no initial: *Pokorny*, *O’Brien*, *d’Ancona*, *WHO*, *McKay*."""
    if word[:1].isupper():
        return len(word.rstrip(".")) > 1
    return len(word) > 3 and word[1] in "'’" and word[2].isupper()


def _may_begin(word: str) -> bool:
    return _is_name_word(word) or word in _particles() or (len(word) == 1 and word.isupper())


def _is_initials(word: str) -> bool:
    """Whether a word is an initial or two: *K.*, *KH*."""
    bare = word.rstrip(".")
    return len(bare) <= 2 and bare.isupper() and bare.isalpha()


def _is_written_small(word: str) -> bool:
    """Whether a word is a name written in small letters, behind which capitals are its initials."""
    return (_is_name_word(word) and not word.isupper()) or _is_initials(word)
