"""Verdicts on values that may be damaged or misread are one level milder."""

from __future__ import annotations

from refcheck.compare.verdict import Verdict
from refcheck.model import Item


def weigh(verdict: Verdict, variables: set[str], ours: Item, theirs: Item) -> Verdict:
    """The verdict, one level milder if either side doubts its value of one of the variables."""
    return verdict if variables.isdisjoint(ours.doubtful | theirs.doubtful) else verdict.lowered()
