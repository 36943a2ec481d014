"""Lists of authors and editors: another person, another order, somebody missing or added, a name misspelt.

How one name is compared with another stands in `refcheck.compare.person_names`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from refcheck.compare.author_lists import Alignment, align, is_alphabetical
from refcheck.compare.doubt import weigh
from refcheck.compare.group_names import as_person, is_group, is_placeholder, same_group
from refcheck.compare.person_names import Likeness, likeness, same_family
from refcheck.compare.tables import words
from refcheck.compare.text import fold
from refcheck.compare.verdict import NOT_COMPARABLE, Level, Verdict
from refcheck.model import Item, Name, Names

__all__ = [
    "compare_authors",
    "compare_editors",
    "compare_last_author",
    "first_authors_agree",
    "same_family",
    "shared_authors",
]

MOST_NAMES_SHOWN = 6
MEMBERS = 2
"""A group beside persons stands for the rest where the record has more than so many times as many persons."""

_SPELLING_KINDS = {
    Likeness.GIVEN: (Level.MINOR, "given"),
    Likeness.TYPO: (Level.MINOR, "typo"),
    Likeness.SWAPPED: (Level.STYLE, "swapped"),
    Likeness.PARTIAL: (Level.STYLE, "partial"),
}


@dataclass(frozen=True, slots=True)
class _Lists:
    """The persons and the groups of both sides; ``cut`` says that ours, ``deposited_cut`` that theirs goes on."""

    alignment: Alignment
    our_groups: tuple[Name, ...]
    their_groups: tuple[Name, ...]
    last: Name | None
    cut: bool
    deposited_cut: bool
    alphabetising: bool

    @property
    def our_left(self) -> tuple[Name, ...]:
        """Our persons which the source lacks."""
        return tuple(self.alignment.ours[place] for place in self.alignment.only_ours)

    @property
    def their_left(self) -> tuple[Name, ...]:
        """Their persons which ought to stand in our list and do not."""
        beyond = len(self.alignment.ours) if self.cut else len(self.alignment.theirs)
        reach = max([beyond, *(one.theirs for one in self.alignment.pairs)], default=0)
        return tuple(self.alignment.theirs[place] for place in self.alignment.only_theirs if place < reach)


@lru_cache(maxsize=512)
def _sorted_out(our_names: Names, their_names: Names, doi: str) -> _Lists:
    """Persons apart from groups, on both sides; what stands where a name should is dropped."""
    mine = [one for one in our_names.listed if not is_placeholder(one)]
    yours = [one for one in their_names.listed if not is_placeholder(one)]
    mine, yours = _without_braces(mine, yours), _without_braces(yours, mine)
    alignment = align([one for one in mine if not is_group(one)], [one for one in yours if not is_group(one)])
    our_groups = tuple(one for one in mine if is_group(one))
    return _Lists(
        alignment=alignment,
        our_groups=our_groups,
        their_groups=tuple(one for one in yours if is_group(one)),
        last=our_names.last,
        cut=_goes_on(our_names, dropped=len(mine) < len(our_names.listed))
        or (bool(our_groups) and len(alignment.theirs) > MEMBERS * len(alignment.ours)),
        deposited_cut=_goes_on(their_names, dropped=len(yours) < len(their_names.listed)),
        alphabetising=any(doi.startswith(prefix) for prefix in words("alphabetising_prefixes.txt")),
    )


def _goes_on(names: Names, *, dropped: bool) -> bool:
    """Whether a list says that more names follow, be it by a name that is none (*et al.*)."""
    return names.truncated or names.last is not None or dropped


def _without_braces(names: list[Name], others: list[Name]) -> list[Name]:
    """The names, those in braces that are persons in the other list among them as persons."""
    people = [one for one in others if not one.literal]
    return [as_person(one, people) if one.literal else one for one in names]


# ---------------------------------------------------------------------------------------------------- the single checks


def _shown(names: tuple[Name, ...]) -> str:
    shown = "; ".join(str(one) for one in names[:MOST_NAMES_SHOWN])
    return shown if len(names) <= MOST_NAMES_SHOWN else f"{shown}; … ({len(names)} names)"


def _spoken(names: tuple[Name, ...]) -> str:
    """The names in the running text of a message: ``Thomas Pokorny``."""
    spoken = [one.literal or f"{one.given} {one.family}".strip() for one in names]
    return ", ".join(spoken[:MOST_NAMES_SHOWN]) + (" …" if len(spoken) > MOST_NAMES_SHOWN else "")


def _against(level: Level, kind: str, ours: tuple[Name, ...], theirs: tuple[Name, ...]) -> Verdict:
    mine, yours = _shown(ours), _shown(theirs)
    note = f"{_spoken(theirs)}, not {_spoken(ours)}" if len(ours) == 1 == len(theirs) else ""
    return Verdict(level, note, kind, mine, yours)


def _first_author(lists: _Lists) -> Verdict | None:
    """The verdict if the two lists begin with two persons, one of whom the other list lacks."""
    found = lists.alignment
    mine, yours = found.of_ours(0), found.of_theirs(0)
    if mine is not None and yours is not None:
        return None
    return _against(Level.MAJOR, "first-author", found.ours[:1], found.theirs[:1])


def _order(lists: _Lists) -> Verdict | None:
    """The verdict on another order; where the source sorts names by alphabet, its order says nothing.

    A single exchange of two names remains suspicious even there: that is what a slip looks like.
    """
    found = lists.alignment
    if found.in_order:
        return None
    first = found.of_ours(0)
    level = Level.MINOR if first is not None and first.theirs == 0 else Level.MAJOR
    if lists.alphabetising or (is_alphabetical(found.theirs) and found.exchanged_places > 2):
        level = Level.STYLE
    return Verdict(level, "", "order", _shown(found.ours), _shown(found.theirs))


def _different(lists: _Lists) -> Verdict | None:
    """The verdict if persons are replaced by others; more than half of them make it a contradiction."""
    mine, yours = lists.our_left, lists.their_left
    if not mine or not yours:
        return None
    matched = len(lists.alignment.pairs)
    few = matched * 2 < min(len(lists.alignment.ours), len(lists.alignment.theirs))
    return _against(Level.MAJOR if few else Level.MINOR, "different", mine, yours)


def _counted(count: int) -> str:
    return f"{count} author" + ("s" if count > 1 else "")


def _missing(lists: _Lists) -> Verdict | None:
    missing, found = lists.their_left, lists.alignment
    if not missing or lists.our_left:
        return None
    note = f"{_counted(len(missing))} missing: {_spoken(missing)}"
    return Verdict(Level.MINOR, note, "missing", _shown(found.ours), _shown(found.theirs))


def _added(lists: _Lists) -> Verdict | None:
    added, found = lists.our_left, lists.alignment
    if not added or lists.their_left:
        return None
    level = Level.STYLE if lists.deposited_cut else Level.MINOR
    note = f"{_counted(len(added))} not in the record: {_spoken(added)}"
    return Verdict(level, note, "added", _shown(found.ours), _shown(found.theirs))


def _spelling(lists: _Lists) -> Verdict | None:
    """The gravest difference in the spelling of a person who stands in both lists."""
    found = lists.alignment
    worst = min(
        (one for one in found.pairs if one.likeness in _SPELLING_KINDS),
        key=lambda one: (-_SPELLING_KINDS[one.likeness][0], one.ours),
        default=None,
    )
    if worst is None:
        return None
    level, kind = _SPELLING_KINDS[worst.likeness]
    return _against(level, kind, (found.ours[worst.ours],), (found.theirs[worst.theirs],))


def _last_author(lists: _Lists) -> Verdict | None:
    """The verdict on the name after an ellipsis."""
    theirs = lists.alignment.theirs
    if lists.last is None or not theirs or likeness(lists.last, theirs[-1]) is not Likeness.DIFFERENT:
        return None
    return _against(Level.STYLE, "last-author", (lists.last,), theirs[-1:])


def _of_one_kind(ours: tuple[Name, ...], theirs: tuple[Name, ...]) -> bool:
    """Whether both groups are collaborations, or both consortia: then one does not stand beside the other."""
    kinds = words("group_words.txt")
    mine, yours = ({word for one in names for word in fold(one.literal).split()} & kinds for names in (ours, theirs))
    return not mine.isdisjoint(yours)


def _groups(lists: _Lists) -> Verdict | None:
    """The verdict on groups; citation styles and deposits leave them out, so one alone is no fault."""
    mine = tuple(one for one in lists.our_groups if not any(same_group(one, other) for other in lists.their_groups))
    yours = tuple(one for one in lists.their_groups if not any(same_group(other, one) for other in lists.our_groups))
    if not mine and not yours:
        return None
    people = lists.alignment.ours or lists.alignment.theirs
    if mine and yours and (not people or (not lists.alignment.ours and _of_one_kind(mine, yours))):
        return _against(Level.MINOR, "different", mine, yours)
    return Verdict(Level.STYLE, "a group on one side only", "group", _shown(mine), _shown(yours))


# ---------------------------------------------------------------------------------------------------- the whole lists

_CHECKS = (_first_author, _order, _different, _missing, _added, _spelling, _last_author)


def _problems(lists: _Lists) -> Iterator[Verdict]:
    found = lists.alignment
    if found.ours and found.theirs:
        checked = (check(lists) for check in _CHECKS)
        yield from (one for one in checked if one is not None)
    groups = _groups(lists)
    if groups is not None:
        yield groups


def _only_first_deposited(lists: _Lists) -> Verdict | None:
    """The verdict where the deposit names one person, and that person is in our longer list."""
    found = lists.alignment
    if len(found.theirs) != 1 or len(found.ours) < 2 or lists.their_groups:
        return None
    if not found.pairs:
        return _against(Level.MINOR, "first-author", found.ours[:1], found.theirs)
    spelling = _spelling(lists)
    if spelling is not None and spelling.level > Level.STYLE:
        return spelling
    note = f"the record names only {_spoken(found.theirs)}"
    return Verdict(Level.STYLE, note, "only-first-deposited", _shown(found.ours), _shown(found.theirs))


def _unreadable(lists: _Lists) -> bool:
    """Whether the lists are mostly in two scripts."""
    unknown = sum(one.likeness is Likeness.UNKNOWN for one in lists.alignment.pairs)
    return unknown * 2 > len(lists.alignment.pairs)


def _verdict(lists: _Lists) -> Verdict:
    found = lists.alignment
    ours, theirs = (*found.ours, *lists.our_groups), (*found.theirs, *lists.their_groups)
    if not ours or not theirs or _unreadable(lists):
        return NOT_COMPARABLE
    single = _only_first_deposited(lists)
    if single is not None:
        return single
    problems = sorted(_problems(lists), key=lambda one: -one.level)
    if not problems:
        return Verdict(Level.SAME, "", "", _shown(ours), _shown(theirs))
    grave = [one.note for one in problems if one.note and one.level >= Level.MINOR]
    return replace(problems[0], note="; ".join(dict.fromkeys([problems[0].note, *grave])).strip("; "))


@lru_cache(maxsize=512)
def _compare_lists(our_names: Names, their_names: Names, doi: str) -> Verdict:
    return _verdict(_sorted_out(our_names, their_names, doi))


def compare_authors(ours: Item, theirs: Item) -> Verdict:
    """Whether the authors are the same persons in the same order; the gravest difference is told, the others noted.

    Kinds: ``first-author``, ``different``, ``order``, ``missing``, ``added``, ``given``, ``typo``; mere matters of
    style are ``swapped``, ``partial``, ``group``, ``only-first-deposited``, ``last-author``, ``role``.
    """
    if bool(ours.author) and not theirs.author and theirs.editor:
        return _in_other_role(ours.author, theirs.editor, theirs.doi)
    if bool(theirs.author) and not ours.author and ours.editor:
        return _in_other_role(ours.editor, theirs.author, theirs.doi)
    return weigh(_compare_lists(ours.author, theirs.author, theirs.doi), {"author"}, ours, theirs)


def compare_last_author(ours: Item, theirs: Item) -> Verdict:
    """Whether the name after an ellipsis (*A, B, … & Z*) is the last of the record: a matter of style at most.

    The note says where the name stands instead: *Taylor is the 14th of 16*.
    """
    names = ours.author
    deposited = tuple(one for one in theirs.author.listed if not is_placeholder(one) and not is_group(one))
    if names.last is None or len(deposited) <= len(names.listed) or theirs.author.truncated:
        return NOT_COMPARABLE
    if likeness(names.last, deposited[-1]) is not Likeness.DIFFERENT:
        return Verdict(Level.SAME, "", "", str(names.last), str(deposited[-1]))
    place = next((n for n, one in enumerate(deposited, 1) if likeness(names.last, one) is Likeness.SAME), 0)
    spoken = _spoken((names.last,))
    note = f"{spoken} is the {_ordinal(place)} of {len(deposited)}" if place else f"{spoken} is none of the authors"
    return Verdict(Level.STYLE, note, "last-author", str(names.last), str(deposited[-1]))


def _ordinal(number: int) -> str:
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _in_other_role(our_names: Names, their_names: Names, doi: str) -> Verdict:
    """The verdict where one side calls authors whom the other calls editors."""
    verdict = _verdict(_sorted_out(our_names, their_names, doi))
    if verdict.level not in {Level.SAME, Level.STYLE}:
        return NOT_COMPARABLE
    return Verdict(Level.STYLE, "authors on one side, editors on the other", "role", verdict.ours, verdict.theirs)


def compare_editors(ours: Item, theirs: Item) -> Verdict:
    """Whether the editors are the same persons: as `compare_authors`, one level milder."""
    verdict = _verdict(_sorted_out(ours.editor, theirs.editor, theirs.doi)).lowered()
    return weigh(verdict, {"editor"}, ours, theirs)


# ------------------------------------------------------------------------------------------------ for finding the work


def first_authors_agree(ours: Item, theirs: Item) -> bool | None:
    """Whether the first persons of both lists may be one; `None` if there are none to compare."""
    found = _sorted_out(ours.author, theirs.author, theirs.doi).alignment
    if not found.ours or not found.theirs:
        return None
    alike = likeness(found.ours[0], found.theirs[0])
    return None if alike is Likeness.UNKNOWN else alike is not Likeness.DIFFERENT


def shared_authors(ours: Item, theirs: Item) -> int:
    """How many persons stand in both lists."""
    pairs = _sorted_out(ours.author, theirs.author, theirs.doi).alignment.pairs
    return sum(one.likeness is not Likeness.UNKNOWN for one in pairs)
