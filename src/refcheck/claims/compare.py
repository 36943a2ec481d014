"""Does a sentence contradict the titles of the works it cites?"""

from __future__ import annotations

from collections.abc import Sequence

from refcheck.claims import designs, directions, modifiers, numbered, siblings, systems, tables
from refcheck.claims.details import missing_details
from refcheck.claims.language import is_english
from refcheck.claims.nouns import Cited, Claim, Conflict
from refcheck.claims.settings import ClaimSettings
from refcheck.claims.vocabulary import Vocabulary, vocabulary
from refcheck.claims.works import Described, cited_of

_BEFORE = 60
"""Letters before the names of a narrative citation that may say that it is about something else (*unlike Lind*)."""


def compare_claim(claim: Claim, works: Sequence[Described], settings: ClaimSettings | None = None) -> Conflict | None:
    """What the claim says instead of the titles of the works that it cites together, or nothing."""
    return conflict(claim, cited_of(works), vocabulary(settings or ClaimSettings()))


def conflict(claim: Claim, cited: Cited, known: Vocabulary) -> Conflict | None:
    """The first conflict. Names are compared for groups of works, all else for a single one."""
    found = siblings.find(claim, cited, known) or numbered.find(claim, cited, known)
    if found is None:
        found = modifiers.find(claim, cited, known)
    if found is None and len(cited.titles) == 1:
        found = (
            directions.find(claim, cited, known)
            or designs.find(claim, cited, known)
            or systems.find(claim, cited, known)
        )
    return None if found is None or out_of_reach(claim, cited) else found


def out_of_reach(claim: Claim, cited: Cited) -> bool:
    """Whether a claim is about methods, limits or words of others, or its works are broad, or in another language."""
    beyond = tables.phrases("limits.txt")
    if beyond.search(claim.segment.text) or beyond.search(claim.before.text[-_BEFORE:]):
        return True
    if not claim.narrative and any(tables.phrases("broad_works.txt").search(title.text) for title in cited.titles):
        return True
    return not is_english(claim.sentence.text) or not all(is_english(title.text) for title in cited.titles)


def missing(claim: Claim, works: Sequence[Described], settings: ClaimSettings | None = None) -> tuple[str, ...]:
    """The details of a claim that nothing known of its works names."""
    cited = cited_of(works)
    found = missing_details(claim, cited, vocabulary(settings or ClaimSettings()))
    return () if not found or out_of_reach(claim, cited) else found
