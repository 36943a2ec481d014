"""Publishers and editions. Owners, imprints and legal forms change: a publisher is never worth more than `STYLE`."""

from __future__ import annotations

import re
from functools import cache

from refcheck.compare.doubt import weigh
from refcheck.compare.roman import roman_value
from refcheck.compare.tables import pairs, rows, words
from refcheck.compare.text import fold
from refcheck.compare.verdict import NOT_COMPARABLE, Level, Verdict
from refcheck.model import Item

_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th|e|er|ere|eme|o|a|ª|º)?")


def _essence(name: str) -> frozenset[str]:
    """The words of a publisher's name that tell it from others."""
    all_words = fold(name).split()
    return frozenset(one for one in all_words if one not in words("publisher_words.txt")) or frozenset(all_words)


@cache
def _imprints() -> tuple[tuple[str, str], ...]:
    """Each folded name of an imprint, and the house it belongs to."""
    return tuple((fold(name), row[0]) for row in rows("publisher_imprints.tsv") for name in row)


def _houses(name: str) -> frozenset[str]:
    """The houses of which an imprint is named in a publisher's name."""
    padded = f" {fold(name)} "
    return frozenset(house for imprint, house in _imprints() if f" {imprint} " in padded)


def _acronym(name: str) -> str:
    return "".join(word[0] for word in fold(name).split() if word not in {"of", "the", "for", "and", "in"})


def _same_publisher(ours: str, theirs: str) -> bool:
    mine, yours = _essence(ours), _essence(theirs)
    if mine <= yours or yours <= mine or _houses(ours) & _houses(theirs):
        return True
    initials = {fold(ours).replace(" ", "")} & {_acronym(theirs)} | {fold(theirs).replace(" ", "")} & {_acronym(ours)}
    return any(len(one) > 1 for one in initials)


def _publisher(ours: Item, theirs: Item) -> Verdict:
    if "journal-article" in {ours.type, theirs.type} or not fold(ours.publisher) or not fold(theirs.publisher):
        return NOT_COMPARABLE
    level = Level.SAME if _same_publisher(ours.publisher, theirs.publisher) else Level.STYLE
    return Verdict(level, "", "" if level is Level.SAME else "different", ours.publisher, theirs.publisher)


def compare_publisher(ours: Item, theirs: Item) -> Verdict:
    """Whether the publishers are one house, as far as imprints and owners let one say; never for journal articles."""
    return weigh(_publisher(ours, theirs), {"publisher"}, ours, theirs)


def _edition_number(text: str) -> int | None:
    """The number of an edition (``2``, ``2nd``, ``Second``, ``zweite``, ``II``); none if only words are said."""
    for word in fold(text).split():
        written = _NUMBER.fullmatch(word)
        value = int(written[1]) if written else int(pairs("edition_numbers.tsv").get(word, 0)) or roman_value(word)
        if value:
            return value
    return None


def _edition(ours: Item, theirs: Item) -> Verdict:
    if not fold(ours.edition) or not fold(theirs.edition):
        return NOT_COMPARABLE
    mine, yours = _edition_number(ours.edition), _edition_number(theirs.edition)
    if fold(ours.edition) == fold(theirs.edition) or (mine is not None and mine == yours):
        return Verdict(Level.SAME, "", "", ours.edition, theirs.edition)
    if mine is None or yours is None:
        return NOT_COMPARABLE
    return Verdict(Level.MINOR, "", "different", ours.edition, theirs.edition)


def compare_edition(ours: Item, theirs: Item) -> Verdict:
    """Whether the editions have one number, in figures or in words."""
    return weigh(_edition(ours, theirs), {"edition"}, ours, theirs)
