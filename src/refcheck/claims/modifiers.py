"""The sentence gives a thing the opposite attribute: rural poverty and urban poverty, supervised and unsupervised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from refcheck.claims.frames import overlap, reports
from refcheck.claims.nouns import Cited, Claim, Conflict
from refcheck.claims.vocabulary import Vocabulary
from refcheck.claims.words import Words, is_noun_like, stem

KIND = "modifiers"
_Words = tuple[str, ...]
_Group = frozenset[_Words]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A modifier of a group before its noun."""

    group: _Group
    words: _Words
    head: str
    text: str


def find(claim: Claim, cited: Cited, vocabulary: Vocabulary) -> Conflict | None:
    """The first two attributes of one thing that exclude each other."""
    if not vocabulary.compares(KIND):
        return None
    for title in cited.titles:
        theirs = list(_attributes(title, vocabulary))
        if not theirs:
            continue
        for ours in _attributes(claim.segment, vocabulary):
            for other in theirs:
                if _exclusive(ours, other, claim, cited) and _fits(ours, other, claim, title):
                    return Conflict(KIND, ours.text, other.text, title.text, claim.segment.text)
    return None


def _attributes(words: Words, vocabulary: Vocabulary) -> Iterator[Attribute]:
    groups = vocabulary.modifiers
    for position, first in enumerate(words.plain):
        for group in groups.get(first, ()):
            for member in group:
                end = position + len(member)
                if end < len(words) and tuple(words.plain[position:end]) == member and is_noun_like(words.plain[end]):
                    gap = words.text[words.ends[end - 1] : words.starts[end]]
                    if not gap.strip(" -‐‑–"):
                        yield Attribute(group, member, stem(words.plain[end]), words.between(position, end + 1))


def _exclusive(ours: Attribute, theirs: Attribute, claim: Claim, cited: Cited) -> bool:
    """Whether the attributes are of one thing, and no other of the group's words is in the other text."""
    if ours.group is not theirs.group or ours.head != theirs.head or ours.words == theirs.words:
        return False
    said = {member for member in ours.group if set(member) <= claim.sentence.all_plain}
    titled = {member for member in ours.group if set(member) <= cited.plain}
    return said == {ours.words} and ours.words not in titled


def _fits(ours: Attribute, theirs: Attribute, claim: Claim, title: Words) -> bool:
    common = overlap(claim, title, frozenset((*ours.words, *theirs.words, ours.head)))
    if reports(claim):
        return common.of_claim(0.3) or common.title <= 2
    return common.shared >= 1 and (common.of_both(0.4) or common.of_claim(0.6))
