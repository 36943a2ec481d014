"""Is this record the cited work? The one place where similarity becomes a decision, and where its thresholds stand.

Evidence for and against is counted field by field: a title counts 3, the first author 2, everything else 1. One wrong
field never makes another work: then the rule of that field speaks. A source's own score is not used, for it cannot be
compared between two questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from refcheck.compare.containers import compare_container, names_preprint_server
from refcheck.compare.dates import year_distance
from refcheck.compare.names import first_authors_agree, shared_authors
from refcheck.compare.numbering import compare_volume
from refcheck.compare.pages import compare_pages
from refcheck.compare.text import same_text
from refcheck.compare.titles import (
    CONTRADICTIONS,
    compare_title,
    has_no_own_title,
    is_notice_title,
    shared_content,
    title_similarity,
)
from refcheck.compare.verdict import Level, Verdict
from refcheck.model import By, Found, Item, OtherWork, OtherWorkKind, Work

TITLE_SUPPORT, AUTHOR_SUPPORT, FIELD_SUPPORT, NEAR_YEAR_SUPPORT = 3.0, 2.0, 1.0, 0.5

SAME_TITLE = 0.8
"""A title at least this similar speaks for the work."""
OTHER_TITLE = 0.5
"""A title less similar than this, with fewer of its content words than this share, speaks against the work."""
FURTHER_AUTHORS = 2
"""So many shared authors beside the first count as one field."""
FAR_YEAR = 2
"""A year further away than this speaks against the work."""
SURE = 3.0
"""Support minus counter-evidence from which on the record is the cited work; below 0 it is another one."""

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


class IdentityVerdict(Enum):
    """Whether a record is the cited work."""

    SAME = "same"
    UNCERTAIN = "uncertain"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Identity:
    """The verdict, and the evidence for and against it."""

    verdict: IdentityVerdict
    support: float
    against: float

    @property
    def score(self) -> float:
        """Support minus counter-evidence."""
        return self.support - self.against


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What each field says; `None` where it cannot be compared."""

    title: Verdict | None
    similarity: float
    content: float
    first_author: bool | None
    shared_authors: int
    container: bool | None
    years_apart: int | None
    volume: bool | None
    page: bool | None

    @property
    def contradicted_title(self) -> bool:
        return self.title is not None and self.title.kind in CONTRADICTIONS

    @property
    def same_title(self) -> bool:
        return self.title is not None and (not self.contradicted_title or self.similarity >= SAME_TITLE)

    @property
    def other_title(self) -> bool:
        return (
            self.title is not None
            and not self.same_title
            and self.similarity < OTHER_TITLE
            and self.content < OTHER_TITLE
        )


def _evidence(item: Item, work: Item) -> _Evidence:
    title = None if has_no_own_title(item) or has_no_own_title(work) else compare_title(item, work)
    return _Evidence(
        title=None if title is None or title.level is Level.NOT_COMPARABLE else title,
        similarity=title_similarity(item, work),
        content=shared_content(item, work),
        first_author=first_authors_agree(item, work),
        shared_authors=shared_authors(item, work),
        container=_container_agrees(compare_container(item, work)),
        years_apart=year_distance(item, work),
        volume=_agrees(compare_volume(item, work)),
        page=_agrees(compare_pages(item, work)),
    )


def _container_agrees(verdict: Verdict) -> bool | None:
    if verdict.level is Level.NOT_COMPARABLE or verdict.kind in {"published", "preprint"}:
        return None
    return verdict.level <= Level.STYLE or verdict.kind in {"renamed", "typo", "form"}


def _agrees(verdict: Verdict) -> bool | None:
    if verdict.level is Level.NOT_COMPARABLE:
        return None
    return verdict.level <= Level.STYLE or verdict.kind in {"last", "letter"}


# ------------------------------------------------------------------------------------------------ the same work?


def judge(item: Item, work: Work) -> Identity:
    """Whether the record is the cited work, with the evidence for and against."""
    evidence = _evidence(item, work.item)
    return _judged(evidence)


def _judged(evidence: _Evidence) -> Identity:
    support, against = _support(evidence), _against(evidence)
    if _is_other(evidence) or support < against:
        verdict = IdentityVerdict.OTHER
    else:
        verdict = IdentityVerdict.SAME if support - against >= SURE else IdentityVerdict.UNCERTAIN
    return Identity(verdict, support, against)


def _support(evidence: _Evidence) -> float:
    fields = (evidence.container, evidence.volume, evidence.page, evidence.shared_authors > FURTHER_AUTHORS)
    return (
        TITLE_SUPPORT * evidence.same_title
        + AUTHOR_SUPPORT * (evidence.first_author is True)
        + FIELD_SUPPORT * sum(field is True for field in fields)
        + FIELD_SUPPORT * (evidence.years_apart == 0)
        + NEAR_YEAR_SUPPORT * (evidence.years_apart == 1)
    )


def _against(evidence: _Evidence) -> float:
    return (
        TITLE_SUPPORT * evidence.other_title
        + AUTHOR_SUPPORT * (evidence.first_author is False)
        + FIELD_SUPPORT * (evidence.years_apart is not None and evidence.years_apart > FAR_YEAR)
        + FIELD_SUPPORT * (evidence.container is False)
        + FIELD_SUPPORT * (evidence.volume is False and evidence.page is False)
    )


def _is_other(evidence: _Evidence) -> bool:
    """Whether the fields that tell one work from the next ones of its authors and its journal say *another*."""
    if evidence.other_title:
        return evidence.first_author is False or _elsewhere(evidence)
    near = evidence.volume and evidence.same_title and evidence.first_author is not False
    return evidence.contradicted_title and evidence.page is False and not near


def _elsewhere(evidence: _Evidence) -> bool:
    """Whether nothing that belongs to one work alone agrees: not its pages, nor volume and year and journal."""
    if evidence.page is not None:
        return not evidence.page or evidence.volume is False
    if evidence.volume is not None:
        return not evidence.volume
    return evidence.years_apart != 0 or evidence.container is False or evidence.first_author is None


# ----------------------------------------------------------------------------------------------- found by its DOI


def by_doi(item: Item, work: Work) -> Found | OtherWork:
    """What the DOI of a reference leads to: the cited work, a notice about it, a part, the whole, or another work."""
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
class _Ranked:
    work: Work
    score: float
    wished: bool


def choose(item: Item, candidates: Sequence[Work]) -> Found | None:
    """The candidate that is the cited work beyond doubt, or nothing.

    It must agree in its title or its place, lead every other distinct work, and be no chimera: the title of one work
    under the authors of another.
    """
    ranked = sorted(_eligible(item, candidates), key=lambda one: (one.wished, one.score), reverse=True)
    if not ranked:
        return None
    best = ranked[0]
    others = [one for one in ranked[1:] if not _same_work(one.work.item, best.work.item)]
    if any(best.score - one.score < FOUND_LEAD for one in others):
        return None
    runner_up = ranked[1].work if len(ranked) > 1 else None
    return Found(best.work, By.SEARCH, score=best.score, runner_up=runner_up)


def _eligible(item: Item, candidates: Sequence[Work]) -> Iterator[_Ranked]:
    wants_preprint = _is_preprint(item)
    titled = bool(item.title) and not has_no_own_title(item)
    for work in candidates:
        if _never_meant(item, work):
            continue
        evidence = _evidence(item, work.item)
        identity = _judged(evidence)
        if identity.score >= FOUND_SCORE and _is_certain(evidence, identity, titled=titled):
            yield _Ranked(work, identity.score, _is_preprint(work.item) == wants_preprint)


def _never_meant(item: Item, work: Work) -> bool:
    return (
        work.item.type in _SUPPLEMENTS | _PERIODICALS
        or _is_notice(item, work)
        or _is_part(item, work)
        or _is_whole(item, work)
    )


def _is_certain(evidence: _Evidence, identity: Identity, *, titled: bool) -> bool:
    """Whether nothing that sets one work apart from its siblings speaks against it."""
    if evidence.first_author is False and not evidence.shared_authors:
        return False
    in_place = evidence.page is True and evidence.volume is True and evidence.years_apart == 0
    if evidence.title is None and titled:
        return in_place
    if evidence.contradicted_title:
        return in_place and evidence.title is not None and evidence.title.kind not in _SIBLING_KINDS
    exact = evidence.title is not None and evidence.title.level <= Level.STYLE
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


def neighbour(item: Item, candidates: Sequence[Work]) -> Work | None:
    """A candidate from the same venue and about the same year: a sign that the source lists what appears there."""
    return next((work for work in candidates if _is_neighbour(item, work.item)), None)


def _is_neighbour(item: Item, work: Item) -> bool:
    apart = year_distance(item, work)
    near = apart is not None and apart <= NEIGHBOUR_YEARS
    return near and item.type == work.type and compare_container(item, work).level in {Level.SAME, Level.STYLE}
