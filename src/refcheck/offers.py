"""Did you mean another work? What the sources on this machine have that names what a sentence says (REF605).

Offered, never applied: a few words of a sentence do not say which work its writer had in mind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from refcheck.claims.settings import ClaimSettings
from refcheck.model import CheckedDocument, Finding, Found, Item, Offers, Span, Wanted, Work
from refcheck.rules import claim_contradicts_work
from refcheck.rules.claiming import CitingText, Contradiction
from refcheck.rules.wording import described
from refcheck.sources.base import Silence, Source

if TYPE_CHECKING:
    from refcheck.claims.nouns import Conflict

MOST = 3
"""More works than these show only that many name the thing."""


async def find_offers(texts: Iterable[CitingText], sources: Sequence[Source]) -> Offers:
    """At most three works for each conflict: their titles name what the sentence says, and two more of its words."""
    found: dict[Wanted, tuple[Work, ...]] = {}
    for text in texts if sources else ():
        listed = {match.work.item.doi for match in text.matches.values() if isinstance(match, Found)}
        for one in text.contradictions:
            candidates = [work for source in sources for work in await _candidates(source, one.conflict)]
            unlisted = (work for work in candidates if work.item.doi not in listed)
            found[_wanted(text, one)] = _best(one.conflict, unlisted, text.settings)
    return found


def with_offers(
    checked: Iterable[CheckedDocument], texts: Iterable[CitingText], offers: Offers
) -> tuple[CheckedDocument, ...]:
    """The documents, of which these are the texts; their findings of REF605 name the works that were found for them."""
    return tuple(_with_offers(document, text, offers) for document, text in zip(checked, texts, strict=True))


def _with_offers(checked: CheckedDocument, text: CitingText, offers: Offers) -> CheckedDocument:
    if not offers:
        return checked
    placed = {one.span: offers.get(_wanted(text, one), ()) for one in text.contradictions}
    return replace(checked, findings=tuple(_with_offer(one, placed) for one in checked.findings))


def _with_offer(finding: Finding, placed: Mapping[Span, Sequence[Work]]) -> Finding:
    works = placed.get(finding.span, ())
    if finding.code != claim_contradicts_work.RULE.code or not works:
        return finding
    return replace(finding, message=f"{finding.message}. {_sentence(finding, works)}")


def _wanted(text: CitingText, one: Contradiction) -> Wanted:
    return Wanted(text.document.path, one.conflict.ours, one.conflict.claim)


async def _candidates(source: Source, conflict: Conflict) -> Sequence[Work]:
    from refcheck.claims.alternatives import query_for  # noqa: PLC0415 - word lists, needed for conflicts only

    answer = await source.search(Item(), query_for(conflict))
    return answer.works if isinstance(answer, Silence) else answer


def _best(conflict: Conflict, works: Iterable[Work], settings: ClaimSettings) -> tuple[Work, ...]:
    from refcheck.claims.alternatives import FEWEST_FURTHER_WORDS, further_words, names  # noqa: PLC0415 - as above
    from refcheck.claims.vocabulary import vocabulary  # noqa: PLC0415 - as above

    known = vocabulary(settings)
    titled = {one.item.doi: one for one in works if one.item.title and names(conflict, one.item.title[0], known)}
    shared = {doi: further_words(conflict, one.item.title[0]) for doi, one in titled.items()}
    ranked = sorted((doi for doi in titled if shared[doi] >= FEWEST_FURTHER_WORDS), key=lambda doi: (-shared[doi], doi))
    return tuple(titled[doi] for doi in ranked[:MOST])


def _sentence(finding: Finding, works: Sequence[Work]) -> str:
    said = finding.evidence.ours if finding.evidence is not None else ""
    named = "; ".join(f"{described(one.item)} https://doi.org/{one.item.doi}" for one in works)
    return f"Works of {works[0].source} that name “{said}”: {named}"
