"""Which candidates are references: items of one list are judged together, paragraphs by the company they keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from typing import NamedTuple

from refcheck.parsing.blocks import Kind
from refcheck.parsing.list_candidates import Candidate
from refcheck.parsing.list_headings import Section
from refcheck.parsing.list_labels import Form
from refcheck.parsing.list_scoring import CERTAIN, HOPELESS, LIKELY, POSSIBLE, begins_like_reference, score

_SHARE = 0.5
"""The share of the items of a list that must be references for all of them to be."""
_SHARE_UNANNOUNCED = 0.6
"""The same where no heading says so."""
_SHARE_NOTES = 0.7
"""The share of footnotes that must be references for the others to be read less strictly."""
_SHARE_MERE_REFERENCES = 0.85
"""The share of footnotes that must be references for the others to be taken for what they may be."""
_CONVINCING = 2.5
"""The score that the best of a list without a heading must have."""
_NEXT_NUMBER = POSSIBLE - 2.0
"""The score that suffices where the number continues the sequence."""
_UNNUMBERED = LIKELY + 1.0
"""The score of a paragraph without a number that ends no numbered list."""
_MIXED = 0.0
"""The score of a reference under a heading that promises notes as well."""
_SUBSTANTIAL = 60
"""Characters of a paragraph that ends a list; shorter ones are headings of parts."""
_MOST_INTRODUCTIONS = 3
"""Paragraphs between a heading and its list."""
_SHORTEST = 12
_MOST_PIECES = 6
"""Blocks of one reference."""


@dataclass(slots=True)
class Chosen:
    """A reference: the candidate that begins it and those that belong to it, text or links."""

    first: Candidate
    more: list[Candidate] = field(default_factory=list)
    links: list[Candidate] = field(default_factory=list)


def choose(candidates: Sequence[Candidate]) -> list[Chosen]:
    """The references among the candidates, in order."""
    chosen: list[Chosen] = []
    served: set[int] = set()
    for company, run in groupby(candidates, key=_company):
        members = list(run)
        spent = company.region in served
        found = list(_of_list(members) if company.group else _of_paragraphs(members, spent=spent))
        chosen += found
        served.update({company.region} if found else ())
    return chosen


class _Company(NamedTuple):
    """What candidates that are judged together share."""

    group: str
    """The name of their list, empty for paragraphs."""
    region: int
    section: Section


def _company(candidate: Candidate) -> _Company:
    block = candidate.block
    if block.group and block.kind is not Kind.PARAGRAPH:
        return _Company(block.group, candidate.region, candidate.section)
    return _Company("", candidate.region, candidate.section)


# ------------------------------------------------------------------------------------------------------- lists


def _of_list(members: Sequence[Candidate]) -> Iterator[Chosen]:
    footnotes = members[0].block.kind is Kind.FOOTNOTE
    if not footnotes and not _is_list_of_references(members):
        return
    least = _least_of_footnotes(members) if footnotes else HOPELESS
    last: Chosen | None = None
    for one in members:
        if one.links_only:
            if last is not None:
                last.links.append(one)
        elif last is not None and len(last.more) < _MOST_PIECES and _same_item(last.first, one):
            last.more.append(one)
        elif one.score >= least and len(one.text) >= _SHORTEST:
            last = Chosen(one)
            yield last
        else:
            last = None


def _same_item(first: Candidate, other: Candidate) -> bool:
    """Whether a block goes on with the item: the format gave the item's number to its first block only."""
    return bool(first.block.label) and not other.block.label and not other.label.text and other.score < LIKELY


def _is_list_of_references(members: Sequence[Candidate]) -> bool:
    scores = [one.score for one in members if not one.links_only and len(one.text) >= _SHORTEST]
    if not scores:
        return False
    section = Section.STRONG if members[0].hinted else members[0].section
    least = _least(section)
    share = sum(found >= least for found in scores) / len(scores)
    if section in {Section.STRONG, Section.WEAK}:
        return share >= _SHARE
    enough = max(scores) >= _CONVINCING if len(scores) > 1 else _is_certain(members)
    return share >= _SHARE_UNANNOUNCED and enough


def _is_certain(members: Sequence[Candidate]) -> bool:
    """Whether one of few is a reference by its own words, its links left aside."""
    return any(one.score >= CERTAIN and score(one.text) >= CERTAIN for one in members)


def _least(section: Section) -> float:
    return {Section.STRONG: POSSIBLE, Section.WEAK: _MIXED}.get(section, LIKELY)


def _least_of_footnotes(members: Sequence[Candidate]) -> float:
    """Footnotes hold remarks as well, so each is judged by itself; less strictly if most are references."""
    share = sum(one.score >= LIKELY for one in members) / len(members)
    announced = any(one.section is Section.STRONG for one in members)
    if share >= _SHARE_MERE_REFERENCES:
        return _NEXT_NUMBER
    return POSSIBLE if share >= _SHARE_NOTES or (announced and share >= _SHARE) else LIKELY


# -------------------------------------------------------------------------------------------------- paragraphs


@dataclass(slots=True)
class _Region:
    """What has been read under one heading: the stretch of references that is open, and what came before it."""

    section: Section
    open: list[Chosen] = field(default_factory=list)
    introductions: int = 0
    spent: bool = False
    """Whether the list that the heading announced is over, or has not come."""

    def least(self) -> float:
        return LIKELY if self.spent else _least(self.section)


def _of_paragraphs(members: Sequence[Candidate], *, spent: bool) -> Iterator[Chosen]:
    hinted = members[0].hinted
    region = _Region(Section.STRONG if hinted else members[0].section, spent=spent and not hinted)
    for one, following in zip_longest(members, members[1:]):
        if region.open and _belongs(one, following, region):
            continue
        yield from _accepted(region)
        if one.score >= region.least() and not one.links_only:
            region.open = [Chosen(one)]
        elif len(one.text) > _SUBSTANTIAL:
            _pass_over(region)
    yield from _accepted(region)


def _pass_over(region: _Region) -> None:
    """Take note of a paragraph that is no reference."""
    region.introductions += 1
    if region.introductions >= _MOST_INTRODUCTIONS:
        region.spent = True


def _belongs(one: Candidate, following: Candidate | None, region: _Region) -> bool:
    """Whether a candidate goes on with the open stretch; if so, it is taken into it."""
    last = region.open[-1]
    if one.links_only:
        last.links.append(one)
        return True
    if _goes_on(last, one):
        last.more.append(one)
        return True
    if one.score >= _needed(last.first, one, following, region) or _is_between(last.first, one, following):
        region.open.append(Chosen(one))
        return True
    return False


def _goes_on(last: Chosen, one: Candidate) -> bool:
    """Whether a paragraph is the rest of the reference before: its address, or the second half of its sentence."""
    if one.label.form is not Form.NONE or one.block.label or len(last.more) >= _MOST_PIECES:
        return False
    if one.text.startswith(("http", "doi", "DOI", "www.")) and " " not in one.text.strip()[5:]:
        return True
    before = (last.more[-1] if last.more else last.first).text
    broken = not before.rstrip().endswith((".", "?", "!", ")", "]", "/", "。")) and not before[-1:].isdigit()
    return broken and not begins_like_reference(one.text) and one.text[:1].islower() and len(one.text) < 400


def _is_between(last: Candidate, one: Candidate, following: Candidate | None) -> bool:
    """Whether the number continues the sequence, and the next, a likely reference, continues it further."""
    if following is None or not last.number or one.number != last.number + 1:
        return False
    return following.number == one.number + 1 and following.score >= LIKELY and len(one.text) >= _SHORTEST


def _needed(last: Candidate, one: Candidate, following: Candidate | None, region: _Region) -> float:
    """The score that a candidate needs to follow another."""
    if last.number and one.number == last.number + 1:
        return _NEXT_NUMBER
    if last.number and not one.number and last.label.form is not Form.BARE:
        return max(region.least(), _UNNUMBERED)
    if following is not None and following.score >= LIKELY:
        return POSSIBLE
    return region.least() if begins_like_reference(one.text) else max(region.least(), _MIXED)


def _accepted(region: _Region) -> list[Chosen]:
    """The open stretch, if it is a list of references; the heading above has then kept its promise."""
    stretch, region.open = region.open, []
    if not stretch:
        return []
    if not _is_stretch_of_references(stretch, region):
        return []
    region.spent = True
    return stretch


def _is_stretch_of_references(stretch: Sequence[Chosen], region: _Region) -> bool:
    scores = [one.first.score for one in stretch]
    best = max(scores)
    if not region.spent and region.section is Section.STRONG:
        return True
    if not region.spent and region.section is Section.WEAK:
        return best >= LIKELY
    if len(scores) == 1:
        return _is_certain([stretch[0].first])
    return best >= _CONVINCING and sum(found >= LIKELY for found in scores) >= _SHARE_UNANNOUNCED * len(scores)
