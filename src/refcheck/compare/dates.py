"""Years: a writer may cite any year in which the work appeared (print, online, posted)."""

from __future__ import annotations

from collections.abc import Iterable

from refcheck.compare.doubt import weigh
from refcheck.compare.tables import rows
from refcheck.compare.text import fold
from refcheck.compare.verdict import NOT_COMPARABLE, Level, Verdict
from refcheck.model import Date, Item

EARLIEST_YEAR = 1450
LATEST_YEAR = 2100
"""Years outside these are slips of a deposit, not dates of works (a border may know better and drop more)."""

REPRINTED = "original"
"""The kind of a date on which an earlier edition appeared."""


def _plausible(dates: Iterable[Date]) -> tuple[Date, ...]:
    return tuple(one for one in dates if one.year is not None and EARLIEST_YEAR <= one.year <= LATEST_YEAR)


def _years(dates: Iterable[Date]) -> tuple[int, ...]:
    """Every year once, in order."""
    return tuple(dict.fromkeys(one.year for one in dates if one.year is not None))


def _cited(item: Item) -> tuple[Date, ...]:
    """The dates of the edition that is cited; those of an earlier one only where there is no other."""
    dated = tuple(one for one in item.issued if one.year is not None)
    return tuple(one for one in dated if one.kind != REPRINTED) or dated


def _history(dates: tuple[Date, ...]) -> str:
    """When the work appeared where: ``online 2021, print 2022``; empty if there is only one year."""
    first = {one.year: one for one in reversed(dates)}
    if len(first) < 2:
        return ""
    return ", ".join(f"{one.kind} {year}".strip() for year, one in sorted(first.items(), key=str))


def _pending(item: Item) -> str:
    """The words in place of a year, if they say that the work has none yet."""
    known = {row[0] for row in rows("no_year.txt")}
    return next((one.literal for one in item.issued if one.year is None and fold(one.literal) in known), "")


def _kind(years: tuple[int, ...], cited: tuple[int, ...]) -> tuple[Level, str]:
    distance = min(abs(one - other) for one in years for other in cited)
    if distance == 1:
        return Level.MINOR, "off-by-one"
    if any(min(years) < one < max(years) for one in cited):
        return Level.MINOR, "between"
    return Level.MAJOR, "different"


def _compare(ours: Item, theirs: Item) -> Verdict:
    dates = _plausible(theirs.issued)
    years, cited = _years(dates), _years(_cited(ours))
    if not years:
        return NOT_COMPARABLE
    note, shown = _history(dates), " or ".join(str(one) for one in years)
    if not cited:
        pending = _pending(ours)
        return Verdict(Level.STYLE, note, "in-press", pending, str(max(years))) if pending else NOT_COMPARABLE
    if not set(years).isdisjoint(_years(ours.issued)):
        other = years[0] not in _years(ours.issued)
        return Verdict(Level.SAME, note, "other-year" if other else "", str(cited[0]), shown)
    level, kind = _kind(years, cited)
    return Verdict(level, note, kind, str(cited[0]), shown)


def compare_year(ours: Item, theirs: Item) -> Verdict:
    """Whether the cited year is one in which the work appeared.

    Kinds: ``off-by-one``, ``between`` (two years of appearance), ``different``, ``in-press``; ``other-year`` where
    the year is right but not the one to cite first.
    """
    return weigh(_compare(ours, theirs), {"issued"}, ours, theirs)


def year_distance(ours: Item, theirs: Item) -> int | None:
    """How many years the cited year is away from the nearest year in which the work appeared."""
    years = _years(_plausible(theirs.issued))
    cited = _years(ours.issued)
    return min((abs(one - other) for one in years for other in cited), default=None)
