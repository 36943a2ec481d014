"""What a claim and a title have in common besides the words that are compared: subject, neighbours, place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from refcheck.claims import tables
from refcheck.claims.nouns import Claim
from refcheck.claims.vocabulary import Mention
from refcheck.claims.words import Words, is_content, stem, tells

_NEAR = 7
"""Words from the beginning of a report to its subject or object."""
_BRIEF = 1
"""Words of content besides the name, up to which a report says nothing but the name."""
_LINKS = frozenset({"in", "of", "for", "among", "with", "on", "to", "and", "by", "from", "the"})
_EXAMPLE_BEFORE = re.compile(r"(?:\b(?:such as|like|e\.g\.,?|including|than|unlike)\s+|[/–‐‑-])$")
_EXAMPLE_AFTER = re.compile(r",? (?:and|or) other\b|[)\s,]*\betc\b|/|\)?–|\s(?:promoter|scale|questionnaire)\b")


@dataclass(frozen=True, slots=True)
class Overlap:
    """The words of content that both texts have, and how many each has; the compared ones are not counted."""

    shared: int
    claim: int
    title: int

    def of_claim(self, share: float) -> bool:
        """Whether at least a share of the claim is in the title."""
        return self.shared >= share * self.claim

    def of_both(self, share: float) -> bool:
        """Whether at least a share of each is in the other."""
        return self.shared >= share * self.title and self.shared >= share * self.claim


def overlap(claim: Claim, title: Words, compared: frozenset[str]) -> Overlap:
    """What the claim and the title have in common besides the ``compared`` words (plain)."""
    own = {stem(word) for word in compared}
    said, titled = claim.segment.stems - own, title.stems - own
    shared = {one for one in titled if one in said or one in claim.sentence.stems}
    return Overlap(len(shared), len(said - _reporting()), len(titled))


def reports(claim: Claim) -> bool:
    """Whether a narrative claim begins with a verb of reporting: *found*, *studied*, *introduced*."""
    return claim.narrative and any(tells(word) for word in claim.segment.plain[:4])


@cache
def _reporting() -> frozenset[str]:
    return frozenset(stem(word) for word in tables.words("reporting_verbs.txt"))


@dataclass(frozen=True, slots=True)
class Place:
    """A name in its text."""

    mention: Mention
    words: Words

    @property
    def text(self) -> str:
        """The name as written."""
        return self.words.between(self.mention.start, self.mention.end)

    @property
    def plain(self) -> list[str]:
        """The words of the name."""
        return self.words.plain[self.mention.start : self.mention.end]


@dataclass(frozen=True, slots=True)
class Frame:
    """What the surroundings of two names have in common."""

    after: bool
    """The same word follows both: *LSD users*, *cocaine users*; *LSD in healthy …*, *cocaine in healthy …*."""
    before: bool
    """The same word of content stands before both: *prevalence of*."""
    apart: bool
    """The two are hardly ever named together, so that one of them alone tells what a text is about."""
    near: bool
    """Ours is near the beginning of what a narrative citation is said to report."""
    overlap: Overlap

    @property
    def aligned(self) -> bool:
        """Whether a word beside the names is the same."""
        return self.after or self.before


def frame(claim: Claim, ours: Place, theirs: Place, *, apart: bool) -> Frame:
    """Compare the surroundings of two names."""
    return Frame(
        after=_after(ours) != "" and _after(ours) == _after(theirs),
        before=_before(ours) != "" and _before(ours) == _before(theirs),
        apart=apart,
        near=ours.mention.start <= _NEAR,
        overlap=overlap(claim, theirs.words, frozenset((*ours.plain, *theirs.plain))),
    )


def fits(frame: Frame, kind: str, claim: Claim) -> bool:
    """Whether the two names stand in one place, so that one is said instead of the other."""
    if reports(claim):
        return _in_report(frame, kind)
    return _in_passing(frame, kind)


def _in_report(frame: Frame, kind: str) -> bool:
    """What a narrative citation is said to have found is about the title's subject."""
    common = frame.overlap
    if kind in _classes("beside"):
        return common.shared >= 1 and common.of_claim(0.5)
    if kind in _classes("parts"):
        return frame.near and (common.claim <= _BRIEF or frame.aligned or (common.shared >= 1 and common.of_claim(0.6)))
    return frame.near or common.shared >= 1


def _in_passing(frame: Frame, kind: str) -> bool:
    """What stands before a citation in brackets may be about much else: most of the title must be in it."""
    common = frame.overlap
    if frame.apart and kind in _classes("open"):
        return True
    if kind in _classes("beside"):
        return frame.aligned and common.shared >= 2 and common.of_both(0.6)
    if kind in _classes("parts"):
        return common.shared >= 2 and common.of_both(0.6)
    if frame.aligned:
        return common.shared >= 1 and (common.of_both(0.4) or common.of_claim(0.6))
    return common.shared >= 2 and (common.of_both(0.5) or common.of_claim(0.6))


@cache
def _classes(degree: str) -> frozenset[str]:
    return frozenset(name for line in tables.sections("exclusion.txt")[degree] for name in line.split())


def stands_alone(place: Place) -> bool:
    """Whether a name is no example (*such as X*, *X and other …*), and no part of a longer one (*HIV/X*, *AAV-X*)."""
    text = place.words.text
    start, end = place.words.starts[place.mention.start], place.words.ends[place.mention.end - 1]
    return not _EXAMPLE_BEFORE.search(text, max(0, start - 20), start) and not _EXAMPLE_AFTER.match(text, end)


def _after(place: Place) -> str:
    """The stem of the next word of content, with the small word between, if nothing else lies between."""
    words, position = place.words, place.mention.end
    link = ""
    if position < len(words) and words.plain[position] in _LINKS and _joined(words, position):
        link, position = words.plain[position], position + 1
    if position >= len(words) or not _joined(words, position) or not is_content(words.plain[position]):
        return ""
    return link + " " + stem(words.plain[position])


def _joined(words: Words, position: int) -> bool:
    """Whether nothing but a blank or a hyphen lies before a word."""
    return words.text[words.ends[position - 1] : words.starts[position]].strip(" -–‐‑") == ""


def _before(place: Place) -> str:
    """The stem of the last word of content before a name, over at most two others."""
    words, start = place.words, place.mention.start
    for position in range(start - 1, max(-1, start - 4), -1):
        gap = words.text[words.ends[position] : words.starts[position + 1]]
        if any(mark in gap for mark in ".;:?!()"):
            return ""
        if is_content(words.plain[position]):
            return stem(words.plain[position])
    return ""
