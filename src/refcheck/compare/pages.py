"""Pages and article numbers: a range, its first page or the number of the article may stand for one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from refcheck.compare.doubt import weigh
from refcheck.compare.page_ranges import Page, PageRange, page_readings, truncated
from refcheck.compare.text import fold
from refcheck.compare.verdict import NOT_COMPARABLE, Level, Verdict
from refcheck.model import Item

__all__ = ["compare_pages", "truncated"]

INTERNAL_PAGES = 100
"""A range from 1 to less than this, given for an article number, counts the pages of the article."""
SHORTEST_ARTICLE_NUMBER = 5
"""A single number of so many digits is an article number, not a page."""
SHORTEST_NUMBER_IN_DOI = 4
"""So many equal digits at the end of a DOI are its article number, not chance."""

_ELECTRONIC = "e"
_SUPPLEMENT = "s"


def _letter_level(ours: str, theirs: str) -> Level:
    """How grave it is that a letter at a page is missing on one side."""
    if ours == theirs or {ours, theirs} == {"", _ELECTRONIC}:
        return Level.SAME
    if "" not in {ours, theirs}:
        return Level.MAJOR
    return Level.MINOR if _SUPPLEMENT in {ours, theirs} else Level.STYLE


def _page_level(ours: Page, theirs: Page) -> Level:
    """How far two pages differ; more than `Level.MINOR` means another page."""
    if ours.number != theirs.number or ours.roman != theirs.roman or fold(ours.words) != fold(theirs.words):
        return Level.MAJOR
    return max(_letter_level(ours.prefix, theirs.prefix), _letter_level(ours.suffix, theirs.suffix))


def _with_equal_first(ours: PageRange, theirs: PageRange, level: Level) -> Verdict:
    letter = Verdict(level, "a letter is missing", "letter") if level > Level.SAME else Verdict(level)
    if ours.last is None or theirs.last is None:
        if _page_level(ours.end, theirs.end) < Level.MAJOR:
            return letter
        return max(Verdict(Level.STYLE, "first page only", "first-only"), letter, key=lambda one: one.level)
    if _page_level(ours.last, theirs.last) < Level.MAJOR:
        return letter
    if theirs.reversed:
        return Verdict(Level.STYLE, "the source's range runs backwards", "reversed")
    if ours.reversed:
        return Verdict(Level.MINOR, "the range runs backwards", "reversed")
    return Verdict(Level.MINOR, "", "last")


def _range_verdict(ours: PageRange, theirs: PageRange) -> Verdict:
    level = _page_level(ours.first, theirs.first)
    if level < Level.MAJOR:
        return _with_equal_first(ours, theirs, level)
    if ours.reversed and ours.end == theirs.first:
        return Verdict(Level.MINOR, "the range runs backwards", "reversed")
    if ours.overlaps(theirs):
        return Verdict(Level.MINOR, "", "first")
    return Verdict(Level.MAJOR, "", "no-overlap")


def _extent(ranges: tuple[PageRange, ...]) -> PageRange:
    """From the first page of a list of ranges to its last."""
    first, last = ranges[0].first, ranges[-1].end
    return PageRange(first, last if last != first or ranges[0].last else None)


def _pair_verdict(ours: str, theirs: str) -> Verdict:
    """One page field against another: the most favourable way to read both."""
    if fold(ours) and fold(ours) == fold(theirs):
        return Verdict(Level.SAME)
    readings = product(page_readings(ours), page_readings(theirs))
    pairs = [
        (mine, yours)
        for our_list, their_list in readings
        for mine, yours in product((_extent(our_list), our_list[0]), (_extent(their_list), their_list[0]))
    ]
    return min((_range_verdict(*pair) for pair in pairs), key=lambda one: one.level, default=NOT_COMPARABLE)


def _single(text: str) -> Page | None:
    """The one page or article number that a field holds, if it holds one only."""
    readings = page_readings(text)
    if not readings or len(readings[0]) != 1:
        return None
    only = readings[0][0]
    return only.first if only.last is None or only.last == only.first else None


def _number_in_doi(doi: str) -> str:
    """The digits at the end of a DOI, where publishers put the article number."""
    digits = re.search(r"(\d+)$", doi)
    return digits.group(1).lstrip("0") if digits else ""


def _is_article_number(text: str, item: Item) -> bool:
    """Whether a value is the number of an article rather than a page."""
    single = _single(text)
    if single is None or single.words or single.roman:
        return False
    lettered = single.prefix.isalpha() and single.prefix != _SUPPLEMENT
    marked = lettered or len(str(single.number)) >= SHORTEST_ARTICLE_NUMBER
    return marked or fold(text) == fold(item.number) or str(single.number) == _number_in_doi(item.doi)


def _counts_internally(text: str) -> bool:
    """Whether a range counts the pages of one article from 1."""
    readings = page_readings(text)
    if not readings or len(readings[0]) != 1:
        return False
    only = readings[0][0]
    return only.first == Page(1) and not only.end.prefix and 1 <= only.end.number < INTERNAL_PAGES


def _internal_pages(ours: str, theirs: str, their_item: Item, our_item: Item) -> Verdict | None:
    """The verdict where one side gives the article number and the other counts pages from 1."""
    if _counts_internally(ours) and _is_article_number(theirs, their_item):
        return Verdict(Level.STYLE, f"the article number is {theirs}", "internal-pages")
    if _counts_internally(theirs) and _is_article_number(ours, our_item):
        return Verdict(Level.STYLE, f"{theirs} counts the pages of the article", "internal-pages")
    if _counts_internally(theirs) and their_item.type == "proceedings-article" and _single(ours) is not None:
        return Verdict(Level.STYLE, f"{theirs} counts the pages of the paper", "internal-pages")
    return None


def _values(item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in (item.page, item.number) if one.strip()))


def _verdicts(ours: Item, theirs: Item) -> Iterator[Verdict]:
    for mine, yours in product(_values(ours), _values(theirs)):
        verdict = _pair_verdict(mine, yours)
        if verdict.level is Level.MAJOR or verdict.kind == "first":
            verdict = _internal_pages(mine, yours, theirs, ours) or verdict
        yield Verdict(verdict.level, verdict.note, verdict.kind, mine, yours)


def _in_other_field(ours: Item, theirs: Item) -> str:
    """The article number, if the reference has it in a field where it does not belong, or only the DOI tells it."""
    if theirs.number and any(one and fold(one) == fold(theirs.number) for one in (ours.issue, ours.volume)):
        return theirs.number
    single = _single(ours.page or ours.number)
    number = _number_in_doi(theirs.doi)
    known = single is not None and len(number) >= SHORTEST_NUMBER_IN_DOI and str(single.number) == number
    return number if known else ""


def _compare(ours: Item, theirs: Item) -> Verdict:
    if not _values(theirs):
        return NOT_COMPARABLE
    shown = " or ".join(_values(theirs))
    found = [one for one in _verdicts(ours, theirs) if one.level is not Level.NOT_COMPARABLE]
    best = min(found, key=lambda one: one.level, default=NOT_COMPARABLE)
    number = _in_other_field(ours, theirs)
    if number and best.level is not Level.SAME:
        return Verdict(Level.SAME, "the article number", "article-number", ours.page or number, shown)
    if best.level is Level.NOT_COMPARABLE:
        return NOT_COMPARABLE
    return best if best.level is Level.SAME else Verdict(best.level, best.note, best.kind, best.ours, shown)


def compare_pages(ours: Item, theirs: Item) -> Verdict:
    """Whether the pages, or the article number, are those of the work.

    Kinds: ``first``, ``last``, ``no-overlap``, ``first-only``, ``letter`` (``L11101`` without its letter),
    ``internal-pages`` (pages counted from 1 for an article number), ``reversed``, ``article-number``.
    """
    return weigh(_compare(ours, theirs), {"page", "number"}, ours, theirs)
