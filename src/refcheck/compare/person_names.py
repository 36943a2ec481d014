"""One name against another: particles, initials, moved words, exchanged parts, accents, typing errors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import cache, lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from refcheck.compare.tables import families, rows, words
from refcheck.compare.text import fold, fold_keys, unify
from refcheck.model import Name

SIMILAR_FAMILIES = 0.85
"""Two families at least this similar are one with a typing error."""
SHORTEST_MISTYPED = 5
"""In shorter families one other letter makes another family (*Wang*, *Wong*)."""
UNLIKE_GIVEN_NAMES = 0.5
"""Full given names with one initial which are less similar than this are two names (*John*, *James*)."""
LONGEST_INITIALS = 3
"""So many capitals without dots are initials (*AJ*), not a name."""


class Likeness(IntEnum):
    """How far two names are the same person's, the best first."""

    SAME = 0
    PARTIAL = 1
    """One of two surnames is missing: *García* and *García Márquez*."""
    SWAPPED = 2
    """Family and given name are exchanged."""
    UNKNOWN = 3
    """Written in two scripts: nothing can be said."""
    TYPO = 4
    """Another letter in the family."""
    GIVEN = 5
    """One family, but another given name."""
    DIFFERENT = 6


_WORD_BREAK = re.compile(r"[\s.,\-]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'\s?")
_QUOTES = re.compile(r"[\"'“”‘’«»()]")


def _particles() -> frozenset[str]:
    return words("particles.txt")


def _without_particles(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words without particles at the front; all of them if nothing else were left."""
    for place, word in enumerate(parts):
        if word not in _particles():
            return parts[place:]
    return parts


def _spellings(text: str) -> Iterable[str]:
    """The text, and it with glued particles set free (``DeSouza``, ``d'Ancona``)."""
    plain = unify(text)
    free = _APOSTROPHE.sub(" ", _HUMP.sub(" ", plain))
    yield plain
    if free != plain and fold(free).split()[:1] and fold(free).split()[0] in _particles():
        yield free


@lru_cache(maxsize=65536)
def family_keys(family: str) -> frozenset[str]:
    """The keys of a family name, with and without particles: two families with a common key are equal."""
    folded = {tuple(key.split()) for one in _spellings(family) for key in fold_keys(one)}
    keys = {"".join(parts) for parts in folded} | {"".join(_without_particles(parts)) for parts in folded}
    return frozenset(keys - {""})


def _script(text: str) -> str:
    """The script of the first letter: ``LATIN``, ``HANGUL``, ``CYRILLIC``."""
    letter = next((char for char in text if char.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""


def _two_scripts(ours: Name, theirs: Name) -> bool:
    scripts = {_script(str(ours)), _script(str(theirs))} - {""}
    return len(scripts) == 2 and "LATIN" in scripts


def same_family(ours: Name, theirs: Name) -> bool:
    """Whether two persons have one family name, particles, accents and hyphens aside."""
    return not family_keys(ours.family or ours.literal).isdisjoint(family_keys(theirs.family or theirs.literal))


# ------------------------------------------------------------------------------------------------------ given names


def _given_words(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read one word of a given name: ``AJ`` is two initials, or (in capitals anyway) a short name."""
    folded = tuple(fold(word).split())
    bare = unify(word)
    if 1 < len(bare) <= LONGEST_INITIALS and bare.isalpha() and bare.isupper():
        return tuple(fold(bare)), folded
    return (folded,)


@lru_cache(maxsize=65536)
def given_readings(given: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a given name, each a list of names and initials, without and with particles and *Jr.*."""
    ignored = _particles() | words("name_suffixes.txt")
    parts = [one for one in _WORD_BREAK.split(_QUOTES.sub("", unify(given))) if fold(one)]
    kept = [one for one in parts if fold(one) not in ignored or one.isupper()] or parts
    readings = (choice for one in (kept, parts) for choice in product(*(_given_words(word) for word in one[:8])))
    return tuple(dict.fromkeys(tuple(word for several in choice for word in several) for choice in readings))


def _nicknames(ours: str, theirs: str) -> bool:
    lines = families("nicknames.txt")
    return bool(lines.get(ours, frozenset()) & lines.get(theirs, frozenset()))


def _words_agree(ours: str, theirs: str) -> bool:
    """Whether two given names may be one: an initial, a shorter form, another spelling, a nickname."""
    if ours.startswith(theirs) or theirs.startswith(ours) or _nicknames(ours, theirs):
        return True
    if min(len(ours), len(theirs)) == 1 or ours[0] != theirs[0]:
        return False
    return ours[:2] == theirs[:2] or OSA.normalized_similarity(ours, theirs) >= UNLIKE_GIVEN_NAMES


def _is_within(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether every name of the shorter list agrees with one of the longer, in order.

    A first name may be passed over if it is but an initial, or if the next one is there in full: *Robert* is
    *J. Robert* and *John Robert*, but *J.* is not *Robert J.*
    """
    place = 0
    for word in shorter:
        found = next((k for k in range(place, len(longer)) if _words_agree(word, longer[k])), None)
        if found is None or (place == 0 and not _may_skip(longer[:found], word, longer[found])):
            return False
        place = found + 1
    return True


def _may_skip(skipped: tuple[str, ...], word: str, partner: str) -> bool:
    return all(len(one) == 1 for one in skipped) or min(len(word), len(partner)) > 1


@cache
def _pinyin() -> re.Pattern[str]:
    initials, finals = (rf"(?:{'|'.join(sorted(row, key=len, reverse=True))})" for row in rows("pinyin.tsv"))
    return re.compile(rf"(?:{initials}?{finals}){{2}}")


@lru_cache(maxsize=16384)
def _chinese(family: str, given: str) -> str:
    """A given name of two syllables in pinyin, where every letter tells; empty if the name is no Chinese one."""
    joined = fold(given).replace(" ", "")
    known = fold(family) in words("chinese_families.txt") and _pinyin().fullmatch(joined)
    return joined if known else ""


def _other_syllable(ours: Name, theirs: Name) -> bool:
    """Whether two Chinese persons of one family differ in a syllable (*Xiaoping*, *Xiaoming*)."""
    mine, yours = _chinese(ours.family, ours.given), _chinese(theirs.family, theirs.given)
    return bool(mine and yours) and mine != yours


def _readings_agree(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    if "".join(ours) == "".join(theirs):
        return True
    shorter, longer = sorted((ours, theirs), key=len)
    return _is_within(shorter, longer)


@lru_cache(maxsize=65536)
def given_names_agree(ours: str, theirs: str) -> bool:
    """Whether two given names can be one person's; a missing one agrees with any."""
    our_readings, their_readings = given_readings(ours), given_readings(theirs)
    if not any(our_readings) or not any(their_readings):
        return True
    return any(_readings_agree(one, other) for one in our_readings for other in their_readings)


# --------------------------------------------------------------------------------------------------- two whole names


def _all_words(name: Name) -> tuple[str, ...]:
    """Every word of a name without particles and *Jr.*, initials one by one."""
    ignored = _particles() | words("name_suffixes.txt")
    given = min(given_readings(name.given), key=lambda one: -len(one), default=())
    every = (*fold(name.family).split(), *given)
    return tuple(one for one in every if one not in ignored) or every


def _paired(fewer: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Whether every word of one list has a word of its own in the other: the same, or an initial for it."""
    left = sorted(more, key=len, reverse=True)
    for word in sorted(fewer, key=len, reverse=True):
        partner = word if word in left else next((one for one in left if _initial_of(word, one)), None)
        if partner is None:
            return False
        left.remove(partner)
    return True


def _initial_of(ours: str, theirs: str) -> bool:
    return min(len(ours), len(theirs)) == 1 and ours[0] == theirs[0]


def _moved(ours: Name, theirs: Name) -> bool:
    """Whether the names are the same words, some of them moved between family and given name."""
    mine, yours = fold(ours.family).split(), fold(theirs.family).split()
    fewer, more = sorted((_all_words(ours), _all_words(theirs)), key=len)
    return mine[-1:] == yours[-1:] and len(fewer) > 1 and _paired(fewer, more)


def _same_words(ours: Name, theirs: Name) -> bool:
    """Whether the names are the same words in any order."""
    mine, yours = sorted(_all_words(ours)), sorted(_all_words(theirs))
    return len(mine) > 1 and mine == yours


def _partial(ours: Name, theirs: Name) -> bool:
    """Whether one family is the beginning or the end of the other, which has more words (a second surname).

    The second surname may also be an initial: *García M.* for *García Márquez*.
    """
    mine, yours = (_without_particles(tuple(fold(one.family).split())) for one in (ours, theirs))
    fewer, more = sorted((mine, yours), key=len)
    if not fewer or not ours.given or not theirs.given:
        return False
    if len(fewer) == len(more):
        return len(mine) > 1 and mine[:-1] == yours[:-1] and _initial_of(mine[-1], yours[-1])
    return fewer in (more[: len(fewer)], more[-len(fewer) :])


def _swapped(ours: Name, theirs: Name) -> bool:
    """Whether family and given name are exchanged; one of the given names may be an initial."""
    if _same_words(ours, theirs):
        return True
    if not (ours.given and theirs.given):
        return False
    ours_as_given = not family_keys(ours.family).isdisjoint(family_keys(theirs.given))
    theirs_as_given = not family_keys(theirs.family).isdisjoint(family_keys(ours.given))
    if ours_as_given and theirs_as_given:
        return True
    if ours_as_given and len(fold(ours.family)) > 1:
        return given_names_agree(ours.given, theirs.family)
    return theirs_as_given and len(fold(theirs.family)) > 1 and given_names_agree(ours.family, theirs.given)


def _mistyped(ours: Name, theirs: Name) -> bool:
    mine, yours = fold(ours.family).replace(" ", ""), fold(theirs.family).replace(" ", "")
    if max(len(mine), len(yours)) < SHORTEST_MISTYPED or not given_names_agree(ours.given, theirs.given):
        return False
    distance = OSA.distance(mine, yours)
    return distance == 1 or OSA.normalized_similarity(mine, yours) >= SIMILAR_FAMILIES


def _rotated(ours: Name, theirs: Name) -> bool:
    """Whether the family stands at the front of the other's given names (*Nguyen, V. A.* and *Nguyen Van Anh*)."""
    if not ours.given.strip() or not theirs.given.strip():
        return False
    front, *rest = theirs.given.split()
    if not rest or family_keys(ours.family).isdisjoint(family_keys(front)):
        return False
    return given_names_agree(ours.given, " ".join([*rest, theirs.family]))


def _with_particles(name: Name) -> Name:
    """The name with the particles, or the whole family of a *Neto*, that stand behind the given names at the family."""
    given, family = name.given.split(), name.family
    if len(given) > 1 and fold(family) in words("name_suffixes.txt"):
        family = given.pop()
    while len(given) > 1 and _is_loose_particle(given[-1]):
        family = f"{given.pop()} {family}"
    return name if family == name.family else Name(family=family, given=" ".join(given), suffix=name.suffix)


def _is_loose_particle(word: str) -> bool:
    return (len(word) > 1 and word.islower() and word in _particles()) or word in words("glued_particles.txt")


@lru_cache(maxsize=16384)
def _slavic_key(family: str) -> str:
    """The key under which the transliterations of a Slavic name are equal; empty if the name is none."""
    key = fold(family).replace(" ", "")
    for pattern, replacement in rows("transliterations.tsv"):
        key = re.sub(pattern, replacement, key)
    endings = tuple(words("slavic_endings.txt"))
    return key if len(key) >= SHORTEST_MISTYPED and key.endswith(endings) else ""


def _transliterated(ours: Name, theirs: Name) -> bool:
    """Whether two families are one Slavic name in two transliterations (*Chebyshev*, *Tchebycheff*)."""
    key = _slavic_key(ours.family)
    return bool(key) and key == _slavic_key(theirs.family)


def _without_family(name: Name) -> Name:
    """The name with its only part as family: some have no more (``Plato``)."""
    return name if fold(name.family) else Name(family=name.given, suffix=name.suffix)


@lru_cache(maxsize=65536)
def likeness(ours: Name, theirs: Name) -> Likeness:
    """How far two persons are the same; see `refcheck.compare.group_names` for groups."""
    if ours == theirs:
        return Likeness.SAME
    ours, theirs = _without_family(ours), _without_family(theirs)
    found = _likeness(ours, theirs)
    if found is not Likeness.DIFFERENT:
        return found
    mine, yours = _with_particles(ours), _with_particles(theirs)
    return found if (mine, yours) == (ours, theirs) else _likeness(mine, yours)


def _likeness(ours: Name, theirs: Name) -> Likeness:
    if _two_scripts(ours, theirs):
        return Likeness.UNKNOWN
    given = given_names_agree(ours.given, theirs.given)
    if same_family(ours, theirs):
        given = given and not _other_syllable(ours, theirs)
        return Likeness.SAME if given else _of_one_family(ours, theirs)
    if _moved(ours, theirs) or (given and _transliterated(ours, theirs)):
        return Likeness.SAME
    if given and _partial(ours, theirs):
        return Likeness.PARTIAL
    if _swapped(ours, theirs) or _rotated(ours, theirs) or _rotated(theirs, ours):
        return Likeness.SWAPPED
    return Likeness.TYPO if _mistyped(ours, theirs) else Likeness.DIFFERENT


def _of_one_family(ours: Name, theirs: Name) -> Likeness:
    """How far two persons of one family are alike whose given names are not."""
    return Likeness.SWAPPED if _swapped(ours, theirs) else Likeness.GIVEN
