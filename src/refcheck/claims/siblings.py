"""The sentence names one member of a class, the title another: LSD and psilocybin, Mexico and India."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refcheck.claims.frames import Frame, Place, fits, frame, stands_alone
from refcheck.claims.nouns import Cited, Claim, Conflict
from refcheck.claims.vocabulary import DESIGNS, Concept, Vocabulary
from refcheck.claims.words import Words, related

MOST_NAMED = 2
"""A sentence that names more members of a class than this enumerates them."""


@dataclass(frozen=True, slots=True)
class Named:
    """A concept where a text names it."""

    concept: Concept
    place: Place


@dataclass(frozen=True, slots=True)
class Pair:
    """A name in the sentence, its sibling in the title, and what their surroundings have in common."""

    ours: Named
    theirs: Named
    frame: Frame


@dataclass(frozen=True, slots=True)
class _Members:
    """The members of one class that the texts name."""

    said: Sequence[Named]
    sentence: Sequence[Named]
    titles: Sequence[Named]
    work: Sequence[Named]


def find(claim: Claim, cited: Cited, vocabulary: Vocabulary) -> Conflict | None:
    """The first pair of siblings that contradict each other."""
    for pair in pairs(claim, cited, vocabulary):
        if fits(pair.frame, pair.ours.concept.kind, claim):
            theirs = pair.theirs
            return Conflict(
                theirs.concept.kind,
                pair.ours.place.text,
                theirs.place.text,
                theirs.place.words.text,
                claim.segment.text,
            )
    return None


def pairs(claim: Claim, cited: Cited, vocabulary: Vocabulary) -> Iterator[Pair]:
    """Every two siblings, of which neither has anything to do with the other text."""
    titles = [one for title in cited.titles for one in _named(vocabulary, title)]
    kinds = {one.concept.kind for one in titles if not one.concept.broad} - {DESIGNS}
    said = [one for one in _named(vocabulary, claim.segment) if one.concept.kind in kinds] if kinds else []
    if not said:
        return
    sentence = [*said, *_named(vocabulary, claim.sentence)]
    work = [*titles, *(one for text in cited.further for one in _named(vocabulary, text))]
    for kind in sorted({one.concept.kind for one in said}):
        members = _Members(*(_of(named, kind) for named in (said, sentence, titles, work)))
        if len({one.concept for one in members.said}) <= MOST_NAMED:
            yield from _apart(members, claim, cited, vocabulary)


def _apart(members: _Members, claim: Claim, cited: Cited, vocabulary: Vocabulary) -> Iterator[Pair]:
    common = _any_compatible(vocabulary, members.sentence, members.work) or any(
        _occurs(one, claim.sentence.all_plain, members.said) for one in members.titles if not one.concept.broad
    )
    for one in members.said:
        if one.concept.broad or _occurs(one, cited.plain, members.titles):
            continue
        for other in members.titles:
            if other.concept.broad or _occurs(other, claim.sentence.all_plain, members.said):
                continue
            around = frame(
                claim,
                one.place,
                other.place,
                apart=not vocabulary.companions(one.concept, other.concept) and stands_alone(one.place),
            )
            if not common or (
                around.aligned
                and not _any_compatible(vocabulary, [one], members.work)
                and not _any_compatible(vocabulary, members.sentence, [other])
            ):
                yield Pair(one, other, around)


def _named(vocabulary: Vocabulary, words: Words) -> list[Named]:
    return [
        Named(concept, Place(mention, words)) for mention in vocabulary.mentions(words) for concept in mention.concepts
    ]


def _of(named: Sequence[Named], kind: str) -> list[Named]:
    return [one for one in named if one.concept.kind == kind]


def _any_compatible(vocabulary: Vocabulary, ours: Sequence[Named], theirs: Sequence[Named]) -> bool:
    return any(vocabulary.compatible(one.concept, other.concept) for one in ours for other in theirs)


def _occurs(named: Named, words: frozenset[str], siblings: Sequence[Named]) -> bool:
    """Whether the other text holds a word of the name, or one like it, that does not belong to its siblings' names."""
    shared = {word for one in siblings for word in one.place.plain}
    name = named.place.plain
    own = [word for word in name if word not in shared] or name
    if len(own) > 1 and own[-1] == name[-1]:
        own = own[:-1]  # the last word of a name says only what sort of thing it is: *disease*, *films*
    return any(related(word, other) for word in own for other in words)
