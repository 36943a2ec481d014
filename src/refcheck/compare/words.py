"""How two wordings differ, word by word: a typo, another spelling, another number, a negation, another word.

A ratio of characters cannot tell *Ritalin and the control of …* from *Cannabidiol and the control of …* in a long
title. So words are aligned first, and every pair that is left over is judged for itself. Words are folded words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from rapidfuzz.distance import OSA, Levenshtein, Prefix

from refcheck.compare.tables import pairs, rows, words
from refcheck.compare.verdict import Level

Words = tuple[str, ...]

_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_LOOKALIKES = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "n"), ("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"))

SHORTEST_MISTYPED = 5
"""Below this length one other letter is another word (``rat``, ``cat``)."""
SHORTEST_MISTYPED_TWICE = 8
"""From this length on two slips at two places still leave the word recognisable."""
LOST_SHARE = 0.25
"""More content words than this share missing or added: another wording, not a slip."""
LOST_WORDS = 2
"""So many content words may always be missing or added, however short the text."""
COMMON_SHARE = 0.25
"""Of `FEW_WORDS` or more, at least this share is common to two wordings of one text."""
FEW_WORDS = 5
_LARGEST_BLOCK = 144
"""Pairs of words that are aligned at most; what is larger has nothing in common."""
_LONGEST_TELLING = 5
"""Edits that the longest row of the table of telling pairs makes."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of some words: how much it matters, what kind of change it is, and the words on both sides."""

    level: Level
    kind: str = ""
    ours: Words = ()
    theirs: Words = ()

    @property
    def note(self) -> str:
        """The change in words, for a report; empty if nothing changed."""
        ours, theirs = " ".join(self.ours), " ".join(self.theirs)
        if ours and theirs:
            return f"“{ours}” for “{theirs}”"
        return f"“{ours}” added" if ours else f"“{theirs}” missing" if theirs else ""


UNCHANGED = Change(Level.SAME)


# ---------------------------------------------------------------------------------------------------- one word


@lru_cache(maxsize=16384)
def numeral(word: str) -> str:
    """The number that a word means, as digits (``ii``, ``two``, ``2nd`` → ``2``); empty if it means none."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    if word and _ROMAN.fullmatch(word):
        values = [_ROMAN_VALUES[letter] for letter in word]
        return str(sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True)))
    ordinal = _ORDINAL.fullmatch(word)
    return ordinal[1].lstrip("0") if ordinal else pairs("number_words.tsv").get(word, "")


def is_function_word(word: str) -> bool:
    """Whether the word carries no content of its own: an article, a preposition."""
    return word in words("function_words.txt")


@lru_cache(maxsize=65536)
def compare_words(ours: str, theirs: str) -> tuple[Level, str]:
    """How far two words differ, and of which kind the difference is. Symmetric."""
    if ours == theirs:
        return Level.SAME, ""
    if _digits(ours) != _digits(theirs) or (numeral(ours) and numeral(theirs)):
        return _compare_numbers(ours, theirs)
    if spelling(ours) == spelling(theirs):
        return Level.STYLE, "spelling"
    return _compare_letters(ours, theirs)


def _compare_letters(ours: str, theirs: str) -> tuple[Level, str]:
    if _negates(ours, theirs):
        return Level.MAJOR, "negation"
    if is_function_word(ours) and is_function_word(theirs):
        return Level.MINOR, "function-word"
    if _telling(ours, theirs):
        return Level.MAJOR, "word"
    if _inflected(ours, theirs):
        return Level.MINOR, "form"
    return (Level.MINOR, "typo") if _mistyped(ours, theirs) else (Level.MAJOR, "word")


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(char for char in word if char.isdigit())


def _compare_numbers(ours: str, theirs: str) -> tuple[Level, str]:
    if numeral(ours) and numeral(ours) == numeral(theirs):
        return Level.SAME, ""
    if not ours.isdigit() and not theirs.isdigit() and _looks_alike(ours, theirs):
        return Level.MINOR, "typo"
    return Level.MAJOR, "number"


@lru_cache(maxsize=16384)
def spelling(word: str) -> str:
    """The word in one of its spellings: British endings become American ones, known variants one of them."""
    word = pairs("spelling_words.tsv").get(word, word)
    for pattern, replacement in _spelling_patterns():
        word = pattern.sub(replacement, word)
    return word


@cache
def _spelling_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(british), american) for british, american in rows("spelling_patterns.tsv"))


def _negates(ours: str, theirs: str) -> bool:
    negations = words("negations.txt")
    return (ours in negations) != (theirs in negations)


def _telling(ours: str, theirs: str) -> bool:
    """Whether they differ only in letters that change the meaning: ``hyper``/``hypo``, ``nitrate``/``nitrite``."""
    if OSA.distance(ours, theirs, score_cutoff=_LONGEST_TELLING) > _LONGEST_TELLING:
        return False
    return any(_differ_by(row, ours, theirs) or _differ_by(row, theirs, ours) for row in rows("telling_pairs.tsv"))


def _differ_by(row: Words, ours: str, theirs: str) -> bool:
    place, mine, other = row
    if place == "word":
        return ours == mine and theirs == other
    if place == "begin":
        return ours.startswith(mine) and theirs.startswith(other) and ours[len(mine) :] == theirs[len(other) :]
    stems = ours.removesuffix(mine), theirs.removesuffix(other)
    return ours.endswith(mine) and theirs.endswith(other) and stems[0] == stems[1]


def _inflected(ours: str, theirs: str) -> bool:
    """Whether they are forms of one word: *effect*, *effects*, *effective*."""
    shared = _common_beginning(ours, theirs)
    ends = {ours[shared:], theirs[shared:]}
    return (shared >= 4 and ends <= _endings()) or (shared >= 2 and ends in ({"", "s"}, {"", "es"}))


def _common_beginning(ours: str, theirs: str) -> int:
    return Prefix.similarity(ours, theirs)


@cache
def _endings() -> frozenset[str]:
    return words("endings.txt") | {""}


def _mistyped(ours: str, theirs: str) -> bool:
    shorter, longer = sorted((len(ours), len(theirs)))
    if longer < SHORTEST_MISTYPED or shorter < SHORTEST_MISTYPED - 1:
        return False
    distance = OSA.distance(ours, theirs, score_cutoff=2)
    if distance == 1 or _looks_alike(ours, theirs):
        return True
    return distance == 2 and shorter >= SHORTEST_MISTYPED_TWICE and _slips_apart(ours, theirs)


def _slips_apart(ours: str, theirs: str) -> bool:
    """Whether two slips stand at two places: two neighbouring letters that differ make another word."""
    edits = list(Levenshtein.editops(ours, theirs))
    return max(edits[-1].src_pos - edits[0].src_pos, edits[-1].dest_pos - edits[0].dest_pos) > 1


def _looks_alike(ours: str, theirs: str) -> bool:
    """Whether they differ only as a scanner misreads: ``rn`` for ``m``, ``0`` for ``o``."""
    for wrong, right in _LOOKALIKES:
        ours, theirs = ours.replace(wrong, right), theirs.replace(wrong, right)
    return ours == theirs


# ------------------------------------------------------------------------------------------------ many words


def compare_wordings(ours: Words, theirs: Words) -> Change:
    """The gravest change between two lists of words. Symmetric: of two equal alignments both sides take one."""
    if theirs < ours:
        change = _compare_wordings(theirs, ours)
        return Change(change.level, change.kind, change.theirs, change.ours)
    return _compare_wordings(ours, theirs)


def _compare_wordings(ours: Words, theirs: Words) -> Change:
    if ours == theirs or _glued(ours, theirs):
        return UNCHANGED
    if sorted(ours) == sorted(theirs):
        return Change(Level.MINOR, "order", ours, theirs)
    shorter = min(len(ours), len(theirs))
    if shorter >= FEW_WORDS and len(set(ours) & set(theirs)) < COMMON_SHARE * shorter:
        return Change(Level.MAJOR, "different")
    changes = [change for block in _blocks(ours, theirs) for change in _compare_block(*block)]
    if _lost_too_much(changes, ours, theirs):
        return Change(Level.MAJOR, "different")
    gravest = max(changes, key=lambda one: (one.level, one.kind != "function-word"), default=UNCHANGED)
    return gravest if gravest.level > Level.SAME else UNCHANGED


def _glued(ours: Words, theirs: Words) -> bool:
    """Whether they differ in blanks only (``data base``), and no number was glued to another."""
    if "".join(ours) != "".join(theirs):
        return False
    return [one for one in ours if one.isdigit()] == [one for one in theirs if one.isdigit()] or (
        _digit_groups(ours) == _digit_groups(theirs)
    )


def _digit_groups(listed: Words) -> list[str]:
    return re.findall(r"\d+", " ".join(listed))


def _blocks(ours: Words, theirs: Words) -> Iterator[tuple[Words, Words]]:
    """The stretches in which the two differ, each with the words of both sides."""
    operations = Levenshtein.opcodes(ours, theirs)
    for changed, group in groupby(operations, key=lambda one: one.tag != "equal"):
        if changed:
            block = list(group)
            yield (
                ours[block[0].src_start : block[-1].src_end],
                theirs[block[0].dest_start : block[-1].dest_end],
            )


def _compare_block(ours: Words, theirs: Words) -> list[Change]:
    if _glued(ours, theirs):
        return []
    if ours and theirs and (_is_acronym(ours, theirs) or _is_acronym(theirs, ours)):
        return [Change(Level.MINOR, "acronym", ours, theirs)]
    if len(ours) * len(theirs) > _LARGEST_BLOCK:
        return [Change(Level.MAJOR, "different", ours, theirs)]
    if len(ours) != len(theirs) and _mistyped("".join(ours), "".join(theirs)):
        return [Change(Level.MINOR, "typo", ours, theirs)]
    return [_compare_aligned(mine, other) for mine, other in _align(ours, theirs)]


def _is_acronym(short: Words, full: Words) -> bool:
    """``fmri`` for *functional magnetic resonance imaging*, ``3d`` for *three dimensional*."""
    if len(short) != 1 or len(full) < 2:
        return False
    initials = "".join(numeral(word) if len(word) > 1 and numeral(word) else word[0] for word in full)
    return short[0] == initials


def _compare_aligned(ours: str, theirs: str) -> Change:
    if ours and theirs:
        level, kind = compare_words(ours, theirs)
        return Change(level, kind, (ours,), (theirs,))
    return Change(*_compare_gap(ours or theirs), (ours,) if ours else (), (theirs,) if theirs else ())


def _compare_gap(word: str) -> tuple[Level, str]:
    if word in words("negations.txt"):
        return Level.MAJOR, "negation"
    if any(char.isdigit() for char in word) or _ROMAN.fullmatch(word):
        return Level.MAJOR, "number"
    return Level.MINOR, "function-word" if is_function_word(word) else "missing"


def _lost_too_much(changes: Sequence[Change], ours: Words, theirs: Words) -> bool:
    lost = sum(change.kind == "missing" for change in changes)
    content = sum(not is_function_word(word) for word in max(ours, theirs, key=len))
    return lost > max(LOST_WORDS, LOST_SHARE * content) or content <= lost


_SAME, _NEAR, _SMALL, _GAP, _FAR = 0.0, 0.4, 0.6, 1.1, 1.6


def _cost(ours: str, theirs: str) -> float:
    if ours and theirs:
        level, _ = compare_words(ours, theirs)
        return _SAME if level is Level.SAME else _FAR if level is Level.MAJOR else _NEAR
    return _SMALL if is_function_word(ours or theirs) else _GAP


def _align(ours: Words, theirs: Words) -> list[tuple[str, str]]:
    """Pairs of words in order; an empty string stands where one side has no word."""
    best: list[list[tuple[float, list[tuple[str, str]]]]] = [[(0.0, [])]]
    for j, other in enumerate(theirs):
        best[0].append(_extended(best[0][j], "", other))
    for i, mine in enumerate(ours):
        row = [_extended(best[i][0], mine, "")]
        for j, other in enumerate(theirs):
            choices = (
                _extended(best[i][j], mine, other),
                _extended(best[i][j + 1], mine, ""),
                _extended(row[j], "", other),
            )
            row.append(min(choices, key=lambda one: one[0]))
        best.append(row)
    return best[-1][-1][1]


def _extended(path: tuple[float, list[tuple[str, str]]], mine: str, other: str) -> tuple[float, list[tuple[str, str]]]:
    return path[0] + _cost(mine, other), [*path[1], (mine, other)]
