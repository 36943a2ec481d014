"""Groups as authors: consortia, committees, institutions; with or without article, abroad as an acronym."""

from __future__ import annotations

from refcheck.compare.person_names import Likeness, likeness
from refcheck.compare.tables import words
from refcheck.compare.text import fold
from refcheck.model import Name


def is_placeholder(name: Name) -> bool:
    """Whether a name is no name: empty, *et al.*, *anonymous*, *[author missing]*."""
    return fold(" ".join((name.literal, name.given, name.family))).replace(" ", "") in words("no_name.txt") | {""}


def is_group(name: Name) -> bool:
    """Whether the name is a group's: given as such, or with a word in it that no person bears (*consortium*)."""
    every = set(fold(f"{name.given} {name.family}").split())
    return bool(name.literal) or not every.isdisjoint(words("group_words.txt"))


def _words(name: Name) -> list[str]:
    text = name.literal or f"{name.given} {name.family}"
    every = fold(text).split()
    return [one for one in every if one not in words("group_stop_words.txt")] or every


def _is_acronym(short: list[str], long: list[str]) -> bool:
    return len(short) == 1 and len(short[0]) > 1 and short[0] == "".join(word[0] for word in long)


def same_group(ours: Name, theirs: Name) -> bool:
    """Whether two groups are one: the same words, all words of one in the other, or its acronym."""
    mine, yours = _words(ours), _words(theirs)
    if set(mine) <= set(yours) or set(yours) <= set(mine):
        return True
    return "".join(mine) == "".join(yours) or _is_acronym(mine, yours) or _is_acronym(yours, mine)


def as_person(name: Name, people: list[Name]) -> Name:
    """The person whose name stands in braces, as the other list writes it; the name itself if there is none such."""
    every = name.literal.split()
    readings = (
        Name(family=name.literal),
        Name(family=" ".join(every[-1:]), given=" ".join(every[:-1])),
        Name(family=" ".join(every[:1]), given=" ".join(every[1:])),
    )
    found = (one for one in people if any(likeness(reading, one) is Likeness.SAME for reading in readings))
    return next(found, name)
