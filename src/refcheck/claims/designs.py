"""The sentence says that the work is a trial, the title that it is a review; or it tells results of a protocol."""

from __future__ import annotations

from collections.abc import Sequence

from refcheck.claims import tables
from refcheck.claims.frames import reports
from refcheck.claims.nouns import Cited, Claim, Conflict
from refcheck.claims.vocabulary import DESIGNS, Concept, Mention, Vocabulary
from refcheck.claims.words import Words

_PROTOCOL = "protocol"
_REACH = 6
"""Words from the beginning of a report to the name of the study that it says was done."""


def find(claim: Claim, cited: Cited, vocabulary: Vocabulary) -> Conflict | None:
    """A kind of study in the sentence that the title's kind of study is not; narrative citations only."""
    if not reports(claim):
        return None
    for title in cited.titles:
        theirs = _designs(title, vocabulary)
        if theirs and (found := _result_of_protocol(claim, title, theirs) or _other(claim, cited, title, vocabulary)):
            return found
    return None


def _other(claim: Claim, cited: Cited, title: Words, vocabulary: Vocabulary) -> Conflict | None:
    said = _said(claim, vocabulary)
    named = [concept for text in cited.texts for _, concept in _designs(text, vocabulary)]
    everywhere = [concept for _, concept in _designs(claim.sentence, vocabulary)]
    if len(said) != 1 or any(_share(one, other, vocabulary) for one in everywhere for other in named):
        return None
    mention, _ = _designs(title, vocabulary)[0]
    return Conflict(DESIGNS, said[0], title.between(mention.start, mention.end), title.text, claim.segment.text)


def _said(claim: Claim, vocabulary: Vocabulary) -> list[str]:
    """The kinds of study that the sentence says this was: before the names (*In a trial, Lind …*), or as object."""
    before = [(one, claim.before) for one, _ in _designs(claim.before, vocabulary) if "in" in claim.before.plain[:2]]
    verbs = tables.words("conducting_verbs.txt")
    after = [
        (one, claim.segment)
        for one, _ in _designs(claim.segment, vocabulary)
        if one.start <= _REACH and not verbs.isdisjoint(claim.segment.plain[: one.start])
    ]
    return [words.between(mention.start, mention.end) for mention, words in (*before, *after)]


def _result_of_protocol(claim: Claim, title: Words, theirs: Sequence[tuple[Mention, Concept]]) -> Conflict | None:
    """A finding that is told of a work which only plans a study."""
    protocol = next((mention for mention, concept in theirs if concept.name == _PROTOCOL), None)
    verb = next((word for word in claim.segment.plain[:2] if word in tables.words("finding_verbs.txt")), "")
    if protocol is None or not verb or _PROTOCOL in claim.sentence.all_plain:
        return None
    return Conflict(DESIGNS, verb, title.between(protocol.start, protocol.end), title.text, claim.segment.text)


def _designs(words: Words, vocabulary: Vocabulary) -> list[tuple[Mention, Concept]]:
    return [
        (mention, concept)
        for mention in vocabulary.mentions(words)
        for concept in mention.concepts
        if concept.kind == DESIGNS
    ]


def _share(one: Concept, other: Concept, vocabulary: Vocabulary) -> bool:
    return vocabulary.compatible(one, other) or vocabulary.related(one, other)
