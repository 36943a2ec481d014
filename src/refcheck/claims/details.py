"""What a claim says that is nowhere in what is known of the cited work: a condition, a place, an outcome."""

from __future__ import annotations

from refcheck.claims import tables
from refcheck.claims.frames import reports
from refcheck.claims.nouns import Cited, Claim
from refcheck.claims.vocabulary import Mention, Vocabulary
from refcheck.claims.words import Words, related


def missing_details(claim: Claim, cited: Cited, known: Vocabulary) -> tuple[str, ...]:
    """The details of a narrative claim that the titles and abstracts do not name, as written, in its order.

    Only what a work is said to have found is expected in it; before a citation in brackets stands much else.
    """
    if not reports(claim):
        return ()
    named = {concept for text in cited.texts for mention in known.mentions(text) for concept in mention.concepts}
    found = dict.fromkeys(
        claim.segment.between(mention.start, mention.end)
        for mention in known.mentions(claim.segment)
        if _is_detail(mention)
        and not any(known.compatible(one, other) for one in mention.concepts for other in named)
        and not _occurs(mention, claim.segment, cited.plain)
    )
    return tuple(found)


def _is_detail(mention: Mention) -> bool:
    classes = tables.words("detail_classes.txt")
    return any(concept.kind in classes and not concept.broad for concept in mention.concepts)


def _occurs(mention: Mention, words: Words, others: frozenset[str]) -> bool:
    return any(related(word, other) for word in words.plain[mention.start : mention.end] for other in others)
