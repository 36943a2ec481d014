"""Did you mean another work? Which titles name what the sentence says."""

from __future__ import annotations

from collections.abc import Iterable

from refcheck.claims.nouns import Conflict
from refcheck.claims.vocabulary import Concept, Vocabulary
from refcheck.claims.words import Words, is_content, stem
from refcheck.claims.works import Described

NOT_NAMES = frozenset({"designs", "direction"})
"""Kinds of conflicts in which the sentence says nothing by which another work could be found."""
FEWEST_FURTHER_WORDS = 2
"""So many words of the claim, besides what it names, make a work of unknown origin worth mentioning."""


def in_list(found: Conflict, works: Iterable[Described], known: Vocabulary) -> list[Described]:
    """The works of the reference list whose titles name what the sentence says."""
    return [one for one in works if names(found, one.title, known)]


def names(found: Conflict, title: str, known: Vocabulary) -> bool:
    """Whether a title names what the sentence says, by whatever name."""
    if found.kind in NOT_NAMES:
        return False
    said, titled = Words(found.ours), Words(title)
    concepts = _concepts(said, known)
    if concepts:
        return not concepts.isdisjoint(_concepts(titled, known))
    return set(said.plain) <= titled.all_plain


def query_for(found: Conflict) -> str:
    """What to search an index for: the name, then the words of the claim."""
    return " ".join(dict.fromkeys([found.ours, *_further(found)]))


def further_words(found: Conflict, title: str) -> int:
    """How many words of the claim, besides what it names, a title holds: the more, the likelier it was meant."""
    return len({stem(word) for word in _further(found)} & Words(title).stems)


def _further(found: Conflict) -> list[str]:
    own = set(Words(found.ours).plain)
    return [word for word in Words(found.claim).plain if is_content(word) and word not in own]


def _concepts(words: Words, known: Vocabulary) -> set[Concept]:
    return {concept for mention in known.mentions(words) for concept in mention.concepts if not concept.broad}
