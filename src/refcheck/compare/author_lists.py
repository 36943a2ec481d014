"""Two lists of persons laid side by side: who is whom, who is left over, who stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from refcheck.compare.person_names import Likeness, family_keys, likeness
from refcheck.compare.text import fold
from refcheck.model import Name

MANY_PAIRS = 20_000
"""With more pairs of left-over names than this, only names that stand near each other are compared."""
NEAR = 5
"""How many places apart names of very long lists may stand to be compared."""
SHORTEST_ALPHABETICAL = 3
"""Two names are in alphabetical order by chance."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One person in both lists: the places, and how far the names are alike."""

    ours: int
    theirs: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two lists and the persons found in both, in the order of ours."""

    ours: tuple[Name, ...]
    theirs: tuple[Name, ...]
    pairs: tuple[Pair, ...]

    @property
    def only_ours(self) -> tuple[int, ...]:
        """The places of our names which the other list lacks."""
        return tuple(sorted(set(range(len(self.ours))) - {one.ours for one in self.pairs}))

    @property
    def only_theirs(self) -> tuple[int, ...]:
        """The places of their names which our list lacks; the same name deposited twice counts once."""
        left = sorted(set(range(len(self.theirs))) - {one.theirs for one in self.pairs})
        known = {_spelling(self.theirs[one.theirs]) for one in self.pairs}
        return tuple(place for place in left if _spelling(self.theirs[place]) not in known)

    def of_ours(self, place: int) -> Pair | None:
        """The pair of our name at a place."""
        return next((one for one in self.pairs if one.ours == place), None)

    def of_theirs(self, place: int) -> Pair | None:
        """The pair of their name at a place."""
        return next((one for one in self.pairs if one.theirs == place), None)

    @property
    def in_order(self) -> bool:
        """Whether the persons in both lists follow each other in the same order."""
        return all(before.theirs < after.theirs for before, after in pairwise(self.pairs))

    @property
    def exchanged_places(self) -> int:
        """How many of the common persons stand in another place among them."""
        places = [one.theirs for one in self.pairs]
        return sum(one != other for one, other in zip(places, sorted(places), strict=True))


def _spelling(name: Name) -> str:
    return fold(f"{name.family}|{name.given}|{name.literal}")


def align(ours: Sequence[Name], theirs: Sequence[Name]) -> Alignment:
    """Who is whom in two lists: first those in the same place, then those of one family, then whoever is alike."""
    pairs = [
        Pair(place, place, Likeness.SAME)
        for place, (one, other) in enumerate(zip(ours, theirs, strict=False))
        if likeness(one, other) is Likeness.SAME
    ]
    for candidates in (_of_one_family, _alike):
        free_ours = _free(len(ours), {one.ours for one in pairs})
        free_theirs = _free(len(theirs), {one.theirs for one in pairs})
        pairs += _chosen(candidates(_numbered(ours, free_ours), _numbered(theirs, free_theirs)))
    return Alignment(tuple(ours), tuple(theirs), tuple(sorted(pairs, key=lambda one: one.ours)))


_Numbered = list[tuple[int, Name]]


def _free(count: int, taken: set[int]) -> list[int]:
    return [place for place in range(count) if place not in taken]


def _numbered(names: Sequence[Name], places: list[int]) -> _Numbered:
    return [(place, names[place]) for place in places]


def _of_one_family(ours: _Numbered, theirs: _Numbered) -> Iterator[Pair]:
    by_key: dict[str, _Numbered] = {}
    for place, name in theirs:
        for key in family_keys(name.family):
            by_key.setdefault(key, []).append((place, name))
    for place, name in ours:
        for key in family_keys(name.family):
            for other_place, other in by_key.get(key, ()):
                if likeness(name, other) is Likeness.SAME:
                    yield Pair(place, other_place, Likeness.SAME)


def _alike(ours: _Numbered, theirs: _Numbered) -> Iterator[Pair]:
    everywhere = len(ours) * len(theirs) <= MANY_PAIRS
    for place, name in ours:
        for other_place, other in theirs:
            if everywhere or abs(place - other_place) <= NEAR:
                found = likeness(name, other)
                if found is not Likeness.DIFFERENT:
                    yield Pair(place, other_place, found)


def _chosen(candidates: Iterator[Pair]) -> list[Pair]:
    """Pairs that share no name, the most alike and the nearest first."""
    chosen: list[Pair] = []
    taken_ours: set[int] = set()
    taken_theirs: set[int] = set()
    for one in sorted(candidates, key=lambda pair: (pair.likeness, abs(pair.ours - pair.theirs), pair.ours)):
        if one.ours not in taken_ours and one.theirs not in taken_theirs:
            chosen.append(one)
            taken_ours.add(one.ours)
            taken_theirs.add(one.theirs)
    return chosen


def is_alphabetical(names: Sequence[Name]) -> bool:
    """Whether a list of some length stands in alphabetical order of the families."""
    keys = [fold(name.family) for name in names]
    return len(keys) >= SHORTEST_ALPHABETICAL and keys == sorted(keys)
