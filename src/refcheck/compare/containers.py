"""Containers: the journal, book or proceedings in which a work appeared, under any of its names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from refcheck.compare.container_names import (
    CONFERENCE_WORDS,
    compare_names,
    is_conference,
    known_to_differ,
    may_be_renamed,
    same_conference,
)
from refcheck.compare.doubt import weigh
from refcheck.compare.tables import rows
from refcheck.compare.text import comparable_scripts, fold
from refcheck.compare.verdict import NOT_COMPARABLE, Level, Verdict
from refcheck.model import Item

_VOLUMES = {
    "book",
    "book-chapter",
    "book-part",
    "book-section",
    "book-track",
    "edited-book",
    "monograph",
    "proceedings",
    "proceedings-article",
    "reference-book",
    "reference-entry",
    "report",
    "report-component",
}
"""Types of works whose containers have no fixed name: books, proceedings."""
_FIRST_NUMBER = re.compile(r"\d+")
_LETTERED_VOLUME = re.compile(r"(?P<before>[A-Z]?)\s*\d+\s*(?P<behind>[A-Z]?)")


def compare_container(ours: Item, theirs: Item) -> Verdict:
    """Whether the cited journal, book or conference is the one in which the work appeared.

    Kinds: ``abbreviated``, ``table`` (another name of it), ``issn``, ``conference``, ``series`` (only the series
    agrees), ``subtitle``, ``spelling``, ``typo``, ``form``; ``published`` (a preprint server is cited for a published
    work), ``preprint`` (the reverse), ``renamed`` (volume, page and year agree), ``different``.
    """
    if not ours.container_title or not (theirs.container_title or theirs.event_title):
        return NOT_COMPARABLE
    verdict = _best_pair(ours, theirs)
    if verdict is None:
        return NOT_COMPARABLE
    if verdict.level > Level.STYLE:
        verdict = _same_otherwise(verdict, ours, theirs) or verdict
    if verdict.level is Level.MAJOR:
        verdict = _gravity(verdict, ours, theirs)
    return weigh(verdict, {"container-title"}, ours, theirs)


def _best_pair(ours: Item, theirs: Item) -> Verdict | None:
    best: Verdict | None = None
    for mine in _our_names(ours, theirs):
        for other in _their_names(theirs):
            if not comparable_scripts(mine, other):
                continue
            level, kind = compare_names(mine, other)
            if level is Level.SAME:
                return Verdict(level, "", kind, mine, other)
            if best is None or level < best.level:
                best = Verdict(level, "", kind, mine, other)
    if best is None or best.level is not Level.MAJOR:
        return best
    return Verdict(Level.MAJOR, "", "different", ours.container_title[0], next(_their_names(theirs)))


def _our_names(ours: Item, theirs: Item) -> Iterator[str]:
    """Our names; also with the letter of the section which physicists write at the volume (*Phys. Lett.* B716)."""
    yield from ours.container_title
    lettered = _LETTERED_VOLUME.fullmatch(ours.volume.strip())
    letter = (lettered["before"] or lettered["behind"]) if lettered else ""
    if letter and theirs.volume.isdigit():
        yield from (f"{one} {letter}" for one in ours.container_title)


def _their_names(theirs: Item) -> Iterator[str]:
    yield from theirs.container_title
    yield from theirs.collection_title
    yield from theirs.event_title


def _same_otherwise(verdict: Verdict, ours: Item, theirs: Item) -> Verdict | None:
    """The outcome if something other than the two names says that they are one: an ISSN, a conference, a series."""
    shown = (ours.container_title[0], next(_their_names(theirs)))
    if not _issn_digits(ours).isdisjoint(_issn_digits(theirs)):
        return Verdict(Level.SAME, "same ISSN", "issn", *shown)
    if _preprint_server(ours.container_title[0]) and _preprint_server(verdict.theirs):
        same = _preprint_server(ours.container_title[0]) == _preprint_server(verdict.theirs)
        return Verdict(Level.SAME, "", "", *shown) if same else None
    volumes = ours.type in _VOLUMES and theirs.type in _VOLUMES
    names = [(mine, other) for mine in ours.container_title for other in _their_names(theirs)]
    if any(_one_conference(mine, other, volumes=volumes) for mine, other in names):
        return Verdict(Level.SAME, "", "conference", *shown)
    if any(_agree(mine, other) for mine in _our_series(ours) for other in _their_names(theirs)):
        return Verdict(Level.STYLE, "only the series agrees", "series", *shown)
    return None


def _our_series(ours: Item) -> tuple[str, ...]:
    return (*ours.collection_title, *ours.event_title)


def _agree(mine: str, other: str) -> bool:
    return compare_names(mine, other)[0] <= Level.STYLE


def _one_conference(mine: str, other: str, *, volumes: bool) -> bool:
    """Whether both name one conference; ``volumes``: neither entry nor record is an article in a journal."""
    if known_to_differ(mine, other) or not same_conference(mine, other):
        return False
    if volumes or (is_conference(mine) and is_conference(other)):
        return True
    return is_conference(other) and len(fold(mine).split()) >= CONFERENCE_WORDS


def _issn_digits(item: Item) -> frozenset[str]:
    return frozenset("".join(char for char in one.upper() if char.isdigit() or char == "X") for one in item.issn)


@lru_cache(maxsize=4096)
def _preprint_server(text: str) -> str:
    folded = f"{fold(text)} "
    return next((row[0] for row in rows("preprint_servers.txt") for name in row if folded.startswith(f"{name} ")), "")


def names_preprint_server(item: Item) -> bool:
    """Whether the container is a server of preprints: *arXiv*, *bioRxiv*, *SSRN*."""
    return any(_preprint_server(one) for one in item.container_title[:1])


def _gravity(verdict: Verdict, ours: Item, theirs: Item) -> Verdict:
    """How much it matters that two names differ."""
    if theirs.type == "posted-content":
        return Verdict(Level.MAJOR, "the record is a preprint's", "preprint", verdict.ours, verdict.theirs)
    if _preprint_server(verdict.ours):
        return Verdict(Level.MINOR, "a published version exists", "published", verdict.ours, verdict.theirs)
    if known_to_differ(verdict.ours, verdict.theirs):
        return verdict
    if theirs.type in _VOLUMES:
        return verdict.lowered()
    if _same_place(ours, theirs) and may_be_renamed(verdict.ours, verdict.theirs):
        return Verdict(Level.MINOR, "volume, page and year agree", "renamed", verdict.ours, verdict.theirs)
    return verdict


def _same_place(ours: Item, theirs: Item) -> bool:
    """Whether volume, first page and year agree although the names do not, and no ISSN can tell."""
    if ours.issn and theirs.issn:
        return False
    volumes, pages = (
        {match[0].lstrip("0") for match in map(_FIRST_NUMBER.search, pair) if match}
        for pair in ((ours.volume, theirs.volume), (ours.page, theirs.page or theirs.number))
    )
    complete = all((ours.volume, theirs.volume, ours.page, theirs.page or theirs.number))
    years = {one.year for one in ours.issued} & {one.year for one in theirs.issued} - {None}
    return complete and len(volumes) == 1 and len(pages) == 1 and bool(years)
