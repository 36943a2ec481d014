"""Types of works: which of Crossref's types a writer may mean by another one."""

from __future__ import annotations

from refcheck.compare.doubt import weigh
from refcheck.compare.tables import families, words
from refcheck.compare.verdict import NOT_COMPARABLE, SAME, Level, Verdict
from refcheck.model import Item


def _compare(ours: Item, theirs: Item) -> Verdict:
    if not ours.type or not theirs.type:
        return NOT_COMPARABLE
    if ours.type == theirs.type:
        return SAME
    lines = families("type_families.txt")
    if ours.type not in lines or theirs.type not in lines:
        return NOT_COMPARABLE
    if lines[ours.type] & lines[theirs.type]:
        return Verdict(Level.STYLE, kind="family")
    return Verdict(Level.MINOR, kind="part" if theirs.type in words("type_parts.txt") else "different")


def compare_type(ours: Item, theirs: Item) -> Verdict:
    """Whether the type of the entry fits the type of the work.

    Kinds: ``family`` (types that stand for each other), ``part`` (the DOI of a supplement, review or issue),
    ``different``.
    """
    verdict = _compare(ours, theirs)
    if verdict.level in {Level.NOT_COMPARABLE, Level.SAME}:
        return verdict
    shown = Verdict(verdict.level, verdict.note, verdict.kind, ours.type, theirs.type)
    return weigh(shown, {"type"}, ours, theirs)
