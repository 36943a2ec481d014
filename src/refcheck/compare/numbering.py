"""Volumes and issues: one number in many spellings (``n° 95``, ``XV``, ``15_suppl``, ``20(39)``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from refcheck.compare.doubt import weigh
from refcheck.compare.roman import roman_value
from refcheck.compare.tables import pairs, words
from refcheck.compare.text import fold, unify
from refcheck.compare.verdict import NOT_COMPARABLE, Level, Verdict
from refcheck.model import Item

_ISSUE_IN_VOLUME = re.compile(
    r"(?P<volume>[^()]*\w[^()]*?)\s*\((?P<issue>[^()]+)\)"
    r"|(?P<volume2>\w+)\s*:\s*(?P<issue2>\w+)"
    r"|(?P<volume4>\d+)\s*,?\s*(?P<issue4>(?:suppl|supplement|supp)\b.*)"
    r"|(?P<volume3>.*?\w)[\s,;.]+(?:no|nr|num|number|issue|iss|n°|№|heft|h)\b\.?\s*(?P<issue3>\w.*)",
    re.IGNORECASE,
)
_ARTICLE_BEHIND = re.compile(r"(?<=\w)\s*[,;]?\s*\b(?:article|art\.|paper)\s.*$", re.IGNORECASE)
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_RANGE_SIGN = re.compile(r"\s*(?:-+|/|&|\+|,|\band\b|\bund\b|\bet\b)\s*")
_LONGEST_RANGE = 60
"""Issues in one range; a longer one is not a range of issues."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The volume and the issue of one side; an issue written behind the volume is taken from there."""

    volume: str
    issue: str

    @classmethod
    def of(cls, item: Item) -> _Place:
        split = _ISSUE_IN_VOLUME.fullmatch(unify(item.volume))
        if split is None:
            return cls(item.volume, item.issue)
        parts = [one for one in split.groups() if one]
        return cls(parts[0], item.issue or parts[1])


def _canonical(piece: str) -> str:
    """One word of a number: without leading zeros, its abbreviation resolved (``supplement`` is ``s``)."""
    if piece.isdigit():
        return piece.lstrip("0") or "0"
    return pairs("volume_words.tsv").get(piece, piece)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    """The numbers and words of a text in order, without labels such as *vol.*, *no.*, *Bd.*."""
    found = [fold(one) for one in _PIECE.findall(unify(text).replace("°", " ").casefold())]
    found = [_canonical(one) for one in found if one]
    labels = words("number_labels.txt")
    return tuple(one for one in found if one not in labels) or tuple(found)


@lru_cache(maxsize=4096)
def _keys(text: str) -> frozenset[tuple[str, ...]]:
    """Every way to read a number: as it stands, and with roman numerals as arabic ones."""
    found = _pieces(text)
    arabic = tuple(str(roman_value(one) or one) for one in found)
    return frozenset({tuple(sorted(found)), tuple(sorted(arabic))})


def _same(ours: str, theirs: str) -> bool:
    return not _keys(ours).isdisjoint(_keys(theirs))


def _is_placeholder(text: str) -> bool:
    """Whether a value only says that there is none yet: ``null``, ``0``, ``ahead-of-print``."""
    return fold(text) in pairs("number_placeholders.tsv") or not _pieces(text)


def _digits(text: str) -> tuple[str, ...]:
    return tuple(one for one in _pieces(text) if one.isdigit())


def _members(text: str) -> frozenset[str]:
    """The single numbers of a double number: ``4-6`` holds 4, 5 and 6; ``1/2`` holds 1 and 2."""
    ends = [_pieces(one) for one in _RANGE_SIGN.split(unify(text)) if _pieces(one)]
    numbers = [one[-1] for one in ends if one[-1].isdigit() and len(one) == 1]
    if len(numbers) != len(ends) or len(numbers) < 2:
        return frozenset()
    first, last = int(numbers[0]), int(numbers[-1])
    filled = range(first, last + 1) if len(numbers) == 2 and 0 <= last - first <= _LONGEST_RANGE else ()
    return frozenset(numbers) | {str(one) for one in filled}


def _convention(ours: str, theirs: str) -> str:
    """The known convention by which two unequal numbers mean one: ``part`` of a double number, a ``letter`` more."""
    our_members, their_members = _members(ours), _members(theirs)
    if our_members and our_members == their_members:
        return "same"
    single = (_pieces(ours), _pieces(theirs))
    if any(len(one) == 1 and one[0] in many for one, many in zip(single, (their_members, our_members), strict=True)):
        return "part"
    if _digits(ours) and _digits(ours) == _digits(theirs) and len(single[0]) != len(single[1]):
        return "letter"
    return ""


def _against(ours: str, theirs: str, worst: Level) -> Verdict:
    """One number against another, neither of them empty."""
    if _same(ours, theirs):
        return Verdict(Level.SAME, "", "", ours, theirs)
    if _is_placeholder(theirs):
        return NOT_COMPARABLE
    if _is_placeholder(ours):
        return Verdict(Level.MINOR, "", "placeholder", ours, theirs)
    convention = _convention(ours, theirs)
    if convention:
        level = Level.SAME if convention == "same" else Level.STYLE
        return Verdict(level, "", "" if convention == "same" else convention, ours, theirs)
    return Verdict(worst, "", "different", ours, theirs)


def _month_of_year(place: _Place) -> str:
    """The volume by its month (``1308``) where the volume is a year and the issue its month, as physicists cite."""
    if not re.fullmatch(r"(?:19|20)\d\d", place.volume) or not re.fullmatch(r"0?[1-9]|1[0-2]", place.issue):
        return ""
    return f"{place.volume[2:]}{int(place.issue):02}"


def _volume(ours: Item, theirs: Item) -> Verdict:
    if not ours.volume.strip() or not theirs.volume.strip():
        return NOT_COMPARABLE
    whole = _against(ours.volume, theirs.volume, Level.MAJOR)
    our_place, their_place = _Place.of(ours), _Place.of(theirs)
    split = _against(our_place.volume, their_place.volume, Level.MAJOR)
    best = min(whole, split, key=lambda one: one.level)
    if our_place.volume == _month_of_year(their_place):
        return Verdict(Level.STYLE, "counted by year and month", "continuous", best.ours, best.theirs)
    if best.kind != "different" or not their_place.issue or not _same(our_place.volume, their_place.issue):
        return best
    if not our_place.issue:
        return Verdict(Level.STYLE, "counted by issue alone", "continuous", best.ours, best.theirs)
    if _same(our_place.issue, their_place.volume):
        return Verdict(Level.MINOR, "volume and issue exchanged", "exchanged", best.ours, best.theirs)
    return best


def _is_article_number(issue: str, theirs: Item) -> bool:
    return any(value and _same(issue, value) for value in (theirs.number, theirs.page))


def _issue(ours: Item, theirs: Item) -> Verdict:
    our_place, their_place = _Place.of(ours), _Place.of(theirs)
    issue, issued = (_ARTICLE_BEHIND.sub("", one.issue.strip()) for one in (our_place, their_place))
    if not issue or not issued:
        return NOT_COMPARABLE
    verdict = _against(issue, issued, Level.MINOR)
    if verdict.kind != "different":
        return verdict
    if _is_article_number(issue, theirs):
        return Verdict(Level.SAME, "the article number stands in the issue field", "article-number", issue, issued)
    if theirs.volume and _same(issue, their_place.volume):
        if not our_place.volume:
            return Verdict(Level.STYLE, "counted by volume alone", "continuous", issue, issued)
        if _same(our_place.volume, issued):
            return Verdict(Level.STYLE, "volume and issue exchanged", "exchanged", issue, issued)
    if bool(_digits(issue)) != bool(_digits(issued)) and not roman_value(fold(issue)):
        return Verdict(Level.STYLE, "one is a name", "name", issue, issued)
    return verdict


def compare_volume(ours: Item, theirs: Item) -> Verdict:
    """Whether the volumes are one: a difference is a contradiction.

    Kinds: ``different``, ``letter``, ``part``, ``placeholder``, ``continuous``, ``exchanged``.
    """
    return weigh(_volume(ours, theirs), {"volume"}, ours, theirs)


def compare_issue(ours: Item, theirs: Item) -> Verdict:
    """Whether the issues are one: a difference is a slip.

    Kinds: those of `compare_volume`, ``article-number`` (it stands in the issue field) and ``name`` (*Spring*).
    """
    return weigh(_issue(ours, theirs), {"issue"}, ours, theirs)
