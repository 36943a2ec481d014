"""The title says that something lowers what the sentence says it raises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from refcheck.claims import tables
from refcheck.claims.frames import overlap, reports
from refcheck.claims.nouns import Cited, Claim, Conflict
from refcheck.claims.vocabulary import Vocabulary
from refcheck.claims.words import Words, is_content, stem

KIND = "direction"
_REACH = 4
_OPPOSITES = {"more": "less", "less": "more", "better": "worse", "worse": "better"}


@dataclass(frozen=True, slots=True)
class Change:
    """A word of change, its ways (*more*, *worse*), and what is changed: the next words of content."""

    ways: frozenset[str]
    text: str
    objects: frozenset[str]


def find(claim: Claim, cited: Cited, vocabulary: Vocabulary) -> Conflict | None:
    """A change of one thing in opposite directions, in texts that share most of their words."""
    if not vocabulary.compares(KIND):
        return None
    for title in cited.titles:
        theirs = list(changes(title))
        ours = list(changes(claim.segment)) if len(theirs) == 1 else []
        if len(ours) != 1 or not _opposite(ours[0], theirs[0]) or len(list(changes(claim.sentence))) > 1:
            continue
        if _turned(claim.sentence, title) or not ours[0].objects & theirs[0].objects:
            continue
        if _fits(ours[0], theirs[0], claim, title):
            return Conflict(KIND, ours[0].text, theirs[0].text, title.text, claim.segment.text)
    return None


def changes(words: Words) -> Iterator[Change]:
    """The words of change in a text."""
    directions = _directions()
    for position, word in enumerate(words.plain):
        ways = directions.get(word)
        if ways is not None:
            following = words.plain[position + 1 : position + 1 + _REACH]
            objects = frozenset(stem(one) for one in following if is_content(one) and one not in directions)
            yield Change(ways, words.written[position], objects)


def _opposite(one: Change, other: Change) -> bool:
    """Whether the changes go in opposite ways, and in no way alike (*impair* lowers and worsens)."""
    opposite = frozenset(_OPPOSITES[way] for way in one.ways)
    return not opposite.isdisjoint(other.ways) and one.ways.isdisjoint(other.ways)


def _turned(sentence: Words, title: Words) -> bool:
    """Whether a negation is in either text, or what reverses an effect (*loss of*, *inhibitor*) in one of them."""
    negations, reversing = tables.words("negations.txt"), tables.words("reversing_words.txt")
    if not negations.isdisjoint(sentence.plain) or not negations.isdisjoint(title.plain):
        return True
    return reversing & sentence.all_plain != reversing & title.all_plain


@cache
def _directions() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for way, under in tables.sections("changes.txt").items():
        for word in (one for line in under for one in line.split()):
            found[word] = found.get(word, frozenset()) | {way}
    return found


def _fits(ours: Change, theirs: Change, claim: Claim, title: Words) -> bool:
    common = overlap(claim, title, frozenset({ours.text.casefold(), theirs.text.casefold()}))
    if reports(claim):
        return common.shared >= 2 and common.of_claim(0.4)
    return common.shared >= 2 and (common.of_both(0.4) or common.of_claim(0.6))
