"""Is this record the cited work? The one place where similarity becomes a decision, and where its thresholds stand.

Evidence for and against is counted field by field: a title counts 3, the first author 2, everything else 1. One wrong
field never makes another work: then the rule of that field speaks. A source's own score is not used, for it cannot be
compared between two questions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from refcheck.compare.containers import compare_container, names_preprint_server
from refcheck.compare.dates import year_distance
from refcheck.compare.names import first_authors_agree
from refcheck.compare.pages import compare_pages
from refcheck.compare.text import fold, same_text
from refcheck.compare.titles import has_no_own_title, is_notice_title, shared_content, title_similarity
from refcheck.compare.verdict import Level
from refcheck.matching_evidence import (
    SAME_TITLE,
    TITLE_SUPPORT,
    Evidence,
    Identity,
    IdentityVerdict,
    evidence_of,
    judge,
    judged,
)
from refcheck.matching_probability import probability
from refcheck.matching_reading import reread
from refcheck.model import By, Found, Item, OtherWork, OtherWorkKind, Work

__all__ = [
    "Candidate",
    "Identity",
    "IdentityVerdict",
    "by_doi",
    "choose",
    "judge",
    "lead",
    "lender",
    "nearest",
    "neighbour",
    "weigh",
]

FOUND_TITLE = 0.9
"""A work that was searched for has a title at least this similar, or `FOUND_FIELDS` other fields agree."""
FOUND_FIELDS = 3.0
FOUND_SCORE = 5.0
"""Support minus counter-evidence that a work must have when only a search led to it."""
FOUND_LEAD = 1.5
"""So far must it be ahead of the next distinct work."""
SAME_WORK_TITLE = 0.95
"""Two records with titles this similar and the same first author are versions of one work."""
NEAREST_TITLE = 0.5
"""A work is worth mentioning as the nearest from this similarity on."""
NEIGHBOUR_YEARS = 1
"""Works of one venue are neighbours if they are at most so many years apart."""
WHOLE_TITLE = 0.85
"""A book's title at least this similar to the cited container is the container."""

SHARED_TITLE = 0.5
"""A work whose titles all have a smaller share of their words in a reference does not have its title."""

_NOTICES = {
    "addendum",
    "clarification",
    "correction",
    "corrigendum",
    "erratum",
    "expression_of_concern",
    "partial_retraction",
    "removal",
    "retraction",
    "withdrawal",
}
_SUPPLEMENTS = frozenset({"component", "peer-review"})
_PERIODICALS = frozenset(
    {"journal", "journal-issue", "journal-volume", "book-series", "book-set", "proceedings-series"}
)
_CHAPTERS = frozenset({"book-chapter", "book-part", "book-section", "book-track", "reference-entry"})
_ARTICLES = _CHAPTERS | {"proceedings-article", "journal-article"}
_BOOKS = frozenset({"book", "monograph", "edited-book", "reference-book", "proceedings"})
_SIBLING_KINDS = frozenset({"reply", "notice"})


# ----------------------------------------------------------------------------------------------- found by its DOI


def by_doi(item: Item, work: Work, text: str = "") -> Found | OtherWork:
    """What the DOI of a reference leads to: the cited work, a notice about it, a part, the whole, or another work.

    ``text`` is the string of a typed reference: if any reading of it describes the work, it is the cited one.
    """
    found = _by_doi(item, work)
    if not text or (isinstance(found, Found) and found.certain):
        return found
    again = _by_doi(reread(item, text, work.item), work)
    better = isinstance(again, Found) and (again.certain or not isinstance(found, Found))
    return again if better else found


def _by_doi(item: Item, work: Work) -> Found | OtherWork:
    for kind, is_kind in _WRONG_KINDS:
        if is_kind(item, work):
            return OtherWork(work, kind)
    identity = judge(item, work)
    if identity.verdict is IdentityVerdict.OTHER:
        return OtherWork(work, OtherWorkKind.UNRELATED)
    return Found(work, By.DOI, score=identity.score, certain=identity.verdict is IdentityVerdict.SAME)


def _is_notice(item: Item, work: Work) -> bool:
    """Whether the record is a notice about the cited work, and not what was cited."""
    if any(is_notice_title(title) for title in item.title):
        return False
    if any(same_text(mine, other) for mine in item.title for other in work.item.title):
        return False
    targets = {one.doi for one in work.updates if one.type in _NOTICES} - {work.item.doi}
    if not targets and not any(is_notice_title(title) for title in work.item.title[:1]):
        return False
    about_it = title_similarity(item, work.item) >= SAME_TITLE or shared_content(item, work.item) >= SAME_TITLE
    return about_it or item.doi in targets or (bool(targets) and has_no_own_title(work.item))


def _is_part(item: Item, work: Work) -> bool:
    """Whether the record is a supplement or a review, or a chapter of the cited book."""
    if title_similarity(item, work.item) >= FOUND_TITLE or item.type == work.item.type:
        return False
    if work.item.type in _SUPPLEMENTS:
        return True
    book = Item(title=work.item.container_title)
    return work.item.type in _CHAPTERS and item.type in _BOOKS and title_similarity(item, book) >= WHOLE_TITLE


def _is_whole(item: Item, work: Work) -> bool:
    """Whether the record is the book or journal in which the cited work appeared."""
    if title_similarity(item, work.item) >= FOUND_TITLE or item.type not in _ARTICLES:
        return False
    container = Item(title=item.container_title)
    if work.item.type in _PERIODICALS:
        return not work.item.title or title_similarity(container, work.item) >= WHOLE_TITLE
    return work.item.type in _BOOKS and title_similarity(container, work.item) >= WHOLE_TITLE


_WRONG_KINDS: tuple[tuple[OtherWorkKind, Callable[[Item, Work], bool]], ...] = (
    (OtherWorkKind.NOTICE, _is_notice),
    (OtherWorkKind.PART, _is_part),
    (OtherWorkKind.WHOLE, _is_whole),
)

# ------------------------------------------------------------------------------------------------ found by a search


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that a search gave, weighed. ``certain``: nothing that sets it apart from its siblings is against it."""

    work: Work
    evidence: Evidence
    score: float
    certain: bool
    wished: bool
    """Whether it is a preprint if one is cited, and none if not."""


def choose(item: Item, candidates: Sequence[Work], text: str = "") -> Found | None:
    """The candidate that is the cited work beyond doubt, or nothing.

    It must agree in its title or its place, lead every other distinct work, and be no chimera: the title of one work
    under the authors of another. ``text`` is the string of a typed reference, of which the item is our reading.
    """
    weighed = weigh(item, candidates, text)
    ranked = sorted((one for one in weighed if one.certain), key=lambda one: (one.wished, one.score), reverse=True)
    if not ranked:
        return None
    best = ranked[0]
    if lead(best, ranked) < FOUND_LEAD:
        return None
    runner_up = ranked[1].work if len(ranked) > 1 else None
    likely = probability(best.evidence, lead(best, weighed))
    return Found(best.work, By.SEARCH, score=best.score, runner_up=runner_up, probability=likely)


def weigh(item: Item, candidates: Sequence[Work], text: str = "") -> list[Candidate]:
    """The candidates that may be meant, with the evidence; notices, parts and wholes are not among them."""
    said = _words_of(item, text)
    near = (work for work in candidates if not _is_far(said, work.item))
    return [one for work in near if (one := _weighed(item, work, text)) is not None]


def _words_of(item: Item, text: str) -> frozenset[str]:
    """All words of a reference, folded."""
    names = (name.family or name.literal for name in item.author.listed)
    years = (str(date.year) for date in item.issued)
    texts = [text, *item.title, *names, *years, item.volume, item.page, item.number]
    return frozenset(word for one in texts for word in fold(one).split())


def _is_far(said: Set[str], work: Item) -> bool:
    """Whether a reference says neither the title of a work nor its page, nor its author, year and volume together.

    Then nothing could make it the cited work, and the rest need not be compared.
    """
    titles = (set(fold(title).split()) for title in work.title)
    if not work.title or any(len(title & said) >= SHARED_TITLE * len(title) for title in titles):
        return False
    first = work.author.listed[0] if work.author.listed else None
    place = (first.family or first.literal if first else "", work.volume, *(str(date.year) for date in work.issued[:1]))
    return not (_said(work.page, said) or _said(work.number, said) or all(_said(one, said) for one in place))


def _said(text: str, said: Set[str]) -> bool:
    """Whether the first word of a text is among those of the reference."""
    return not said.isdisjoint(fold(text).split()[:1])


def lead(best: Candidate, candidates: Sequence[Candidate]) -> float:
    """How far a candidate is ahead of the next distinct work; infinitely, if there is none."""
    others = (one for one in candidates if one is not best and not _same_work(one.work.item, best.work.item))
    return min((best.score - one.score for one in others), default=math.inf)


def _weighed(item: Item, work: Work, text: str) -> Candidate | None:
    """The candidate under the reading of the reference that makes it certain, or else the one that fits best."""
    best: Candidate | None = None
    for reading in _readings(item, text, work.item):
        if _never_meant(reading, work):
            continue
        evidence = evidence_of(reading, work.item)
        identity = judged(evidence)
        certain = identity.score >= FOUND_SCORE and _is_certain(evidence, identity, reading)
        wished = _is_preprint(work.item) == _is_preprint(item)
        candidate = Candidate(work, evidence, identity.score, certain, wished)
        if certain:
            return candidate
        best = candidate if best is None or candidate.score > best.score else best
    return best


def _readings(item: Item, text: str, theirs: Item) -> Iterator[Item]:
    """The reference as it was read, and then as the text may be read with the work beside it."""
    yield item
    if text:
        again = reread(item, text, theirs)
        if again != item:
            yield again


def _never_meant(item: Item, work: Work) -> bool:
    return (
        work.item.type in _SUPPLEMENTS | _PERIODICALS
        or _is_notice(item, work)
        or _is_part(item, work)
        or _is_whole(item, work)
    )


def _is_certain(evidence: Evidence, identity: Identity, reading: Item) -> bool:
    """Whether nothing that sets one work apart from its siblings speaks against it."""
    titled = bool(reading.title) and not has_no_own_title(reading)
    if evidence.strangers:
        return False
    if evidence.title is None and titled:
        return evidence.in_place
    if evidence.contradicted_title and not (evidence.misspelt_title and evidence.first_author):
        return evidence.in_place and evidence.title is not None and evidence.title.kind not in _SIBLING_KINDS
    exact = evidence.title is not None and (evidence.title.level <= Level.STYLE or evidence.misspelt_title)
    if "title" in reading.doubtful and evidence.similarity < FOUND_TITLE:  # the doubt makes the verdict milder
        exact = False
    if evidence.page is False and (evidence.volume is False or not exact):
        return False
    other_fields = identity.support - TITLE_SUPPORT * evidence.same_title
    return evidence.similarity >= FOUND_TITLE or other_fields >= FOUND_FIELDS


def _is_preprint(item: Item) -> bool:
    return item.type == "posted-content" or bool(item.arxiv) or names_preprint_server(item)


def _same_work(one: Item, other: Item) -> bool:
    return title_similarity(one, other) >= SAME_WORK_TITLE and first_authors_agree(one, other) is not False


def nearest(item: Item, candidates: Sequence[Work]) -> Work | None:
    """The candidate most similar to the reference, if any is similar enough to be worth a look."""
    alike = [
        (title_similarity(item, work.item), judge(item, work).score, place)
        for place, work in enumerate(candidates)
        if title_similarity(item, work.item) >= NEAREST_TITLE
    ]
    return candidates[max(alike, key=lambda one: (one[0], one[1], -one[2]))[2]] if alike else None


def lender(item: Item, candidates: Sequence[Work]) -> Work | None:
    """A candidate from which a reference may have its authors and its place, under the title of another work."""
    on_page = (one for one in candidates if compare_pages(item, one.item).level in {Level.SAME, Level.STYLE})
    for work in on_page:
        evidence = evidence_of(item, work.item)
        if evidence.contradicted_title and not evidence.same_title and evidence.first_author and evidence.in_place:
            return work
    return None


def neighbour(item: Item, candidates: Sequence[Work]) -> Work | None:
    """A candidate from the same venue and about the same year: a sign that the source lists what appears there."""
    return next((work for work in candidates if _is_neighbour(item, work.item)), None)


def _is_neighbour(item: Item, work: Item) -> bool:
    apart = year_distance(item, work)
    near = apart is not None and apart <= NEIGHBOUR_YEARS
    return near and item.type == work.type and compare_container(item, work).level in {Level.SAME, Level.STYLE}
