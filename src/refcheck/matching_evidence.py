"""What the fields of a reference say for and against a work, counted: the title 3, the first author 2, all else 1."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from rapidfuzz.distance import OSA

from refcheck.compare.containers import compare_container
from refcheck.compare.dates import year_distance
from refcheck.compare.names import first_authors_agree, shared_authors
from refcheck.compare.numbering import compare_issue, compare_volume
from refcheck.compare.pages import compare_pages
from refcheck.compare.text import fold
from refcheck.compare.titles import CONTRADICTIONS, compare_title, has_no_own_title, shared_content, title_similarity
from refcheck.compare.verdict import Level, Verdict
from refcheck.model import Item, Name, Work

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
SLIPPED_WORD = 0.6
"""Two words at least this similar may be one, typed badly."""
SLIPS_IN_NAME = 2
"""So many letters of a family may be slips, but not more than a third of it."""

_WORDINGS = frozenset({"word", "different"})
"""The contradictions of titles that bad typing can make."""


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
class Evidence:
    """What each field says; `None` where it cannot be compared."""

    title: Verdict | None
    similarity: float
    content: float
    first_author: bool | None
    misspelt_author: bool
    shared_authors: int
    container: bool | None
    years_apart: int | None
    volume: bool | None
    issue: bool | None
    page: bool | None

    @property
    def contradicted_title(self) -> bool:
        """Whether the title is another one, be it by one word."""
        return self.title is not None and self.title.kind in CONTRADICTIONS

    @property
    def in_place(self) -> bool:
        """Whether the work stands where the reference says: on its page of its volume or issue, in its year."""
        in_volume = (self.volume is True and self.issue is not False) or (self.volume is None and self.issue is True)
        return self.page is True and in_volume and self.years_apart == 0

    @property
    def misspelt_title(self) -> bool:
        """Whether the title is the work's in every word but for letters."""
        return self.title is not None and self.title.kind in _WORDINGS and _slipped(self.title.ours, self.title.theirs)

    @property
    def strangers(self) -> bool:
        """Whether the authors are other people."""
        return self.first_author is False and not self.shared_authors and not self.misspelt_author

    @property
    def same_title(self) -> bool:
        """Whether the title speaks for the work."""
        return self.title is not None and (not self.contradicted_title or self.similarity >= SAME_TITLE)

    @property
    def other_title(self) -> bool:
        """Whether the title speaks against the work."""
        return (
            self.title is not None
            and not self.same_title
            and self.similarity < OTHER_TITLE
            and self.content < OTHER_TITLE
        )


def evidence_of(item: Item, work: Item) -> Evidence:
    """What each field of a reference says about a work."""
    title = None if has_no_own_title(item) or has_no_own_title(work) else compare_title(item, work)
    return Evidence(
        title=None if title is None or title.level is Level.NOT_COMPARABLE else title,
        similarity=title_similarity(item, work),
        content=shared_content(item, work),
        first_author=first_authors_agree(item, work),
        misspelt_author=_misspelt(item.author.listed[:1], work.author.listed[:1]),
        shared_authors=shared_authors(item, work),
        container=_container_agrees(compare_container(item, work)),
        years_apart=year_distance(item, work),
        volume=_agrees(compare_volume(item, work)),
        issue=_agrees(compare_issue(item, work)),
        page=_agrees(compare_pages(item, work)),
    )


def _misspelt(ours: tuple[Name, ...], theirs: tuple[Name, ...]) -> bool:
    """Whether two families differ by slips of the hand, under the same initial."""
    if not ours or not theirs:
        return False
    one, two = (fold(name.family or name.literal) for name in (*ours, *theirs))
    initials = {fold(name.given)[:1] for name in (*ours, *theirs)} - {""}
    slips = min(SLIPS_IN_NAME, max(len(one), len(two)) // 3)
    return len(initials) < 2 and OSA.distance(one, two) <= slips


def _slipped(ours: str, theirs: str) -> bool:
    """Whether two titles have the same words but for letters; their numbers must be equal."""
    mine, other = fold(ours).split(), fold(theirs).split()
    return len(mine) == len(other) and all(
        one == two or (one.isalpha() and two.isalpha() and OSA.normalized_similarity(one, two) >= SLIPPED_WORD)
        for one, two in zip(mine, other, strict=True)
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
    evidence = evidence_of(item, work.item)
    return judged(evidence)


def judged(evidence: Evidence) -> Identity:
    """The verdict that the evidence gives."""
    support, against = _support(evidence), _against(evidence)
    if _is_other(evidence) or support < against:
        verdict = IdentityVerdict.OTHER
    else:
        verdict = IdentityVerdict.SAME if support - against >= SURE else IdentityVerdict.UNCERTAIN
    return Identity(verdict, support, against)


def _support(evidence: Evidence) -> float:
    fields = (evidence.container, evidence.volume, evidence.page, evidence.shared_authors > FURTHER_AUTHORS)
    return (
        TITLE_SUPPORT * evidence.same_title
        + AUTHOR_SUPPORT * (evidence.first_author is True)
        + FIELD_SUPPORT * sum(field is True for field in fields)
        + FIELD_SUPPORT * (evidence.years_apart == 0)
        + NEAR_YEAR_SUPPORT * (evidence.years_apart == 1)
    )


def _against(evidence: Evidence) -> float:
    return (
        TITLE_SUPPORT * evidence.other_title
        + AUTHOR_SUPPORT * (evidence.first_author is False)
        + FIELD_SUPPORT * (evidence.years_apart is not None and evidence.years_apart > FAR_YEAR)
        + FIELD_SUPPORT * (evidence.container is False)
        + FIELD_SUPPORT * (evidence.volume is False and evidence.page is False)
    )


def _is_other(evidence: Evidence) -> bool:
    """Whether the fields that tell one work from the next ones of its authors and its journal say *another*."""
    if evidence.other_title:
        return evidence.first_author is False or _elsewhere(evidence)
    near = evidence.volume and evidence.same_title and evidence.first_author is not False
    return evidence.contradicted_title and evidence.page is False and not near


def _elsewhere(evidence: Evidence) -> bool:
    """Whether nothing that belongs to one work alone agrees: not its pages, nor volume and year and journal."""
    if evidence.page is not None:
        return not evidence.page or evidence.volume is False
    if evidence.volume is not None:
        return not evidence.volume
    return evidence.years_apart != 0 or evidence.container is False or evidence.first_author is None
