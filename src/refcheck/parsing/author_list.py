"""A list of names as reference lists print it, in any style, to `Names`.

The styles differ in the order of family and given name, in how initials are written and in what stands between two
names. The list is cut into atoms at the marks that can stand between names; what an atom looks like (``K. H.``,
``Preller KH``, ``K. H. Preller``) says how it goes with the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache

from refcheck.compare.tables import words as comparison_words
from refcheck.model import Name, Names
from refcheck.parsing.lexicon import markers, signs

_ELLIPSIS = re.compile(r"[\[(]?(?:\.\s?\.\s?\.(?:\s?\.)?|…)[\])]?")
_OTHERS = re.compile(
    r"""
    [,;\s]* (?:(?:&|\band|\bund|\bet|\b(?-i:[yeи]))\s+)? [(\[]?
    \b(?:et\.?\s?al(?:ii|ia)?\b\.? | others\b | coll\b\.
      | mult\.\s?al\. | u\.\s?a\. | autres\b | otros\b | outros\b | altri\b
      | andere\b | др\b\.?)
    [)\]]?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ROLE_BEFORE = re.compile(
    r"""
    ^\W* (?:(?:in|dans|en|by|von|par|por|di)\b\s*:?\s*)?
    (?:(?:edited|herausgegeben|hrsg\.?|éd(?:ité)?\.?|ed(?:itado)?\.?|a[ ]cura|dir\.)\s+(?:by|von|par|por|di|v\.)\s+
      | eds?\.\s+ | hrsg\.\s+)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HARD = re.compile(
    r" ?[;|] ?| ?,? ?& ?| ?, ?(?:and|und|et|y) |(?: ?,)? (?:and|AND|und|UND|et|ET|og|och|и) "
    r"|(?<=[.\w]) ?/ ?(?=[^\W\d_])"
)
_GLUED = re.compile(r"(?<![^\W\d_])([^\W\d_]\.)(?=[^\W\d_]{2})")
"""``T.Kitagawa``: an initial that lost its blank."""
_SOFT_AND = re.compile(r"([ ,][^ ]+?) ?,? [ye] (?=[^\W\d_a-zß-ÿ])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[-‐]?){1,4}\.?")
_SHORT_WITH_DOT = re.compile(r"[^\W\d_][^\W\d_]{1,2}\.(?:-?[^\W\d_]\.)?")
_DEGREES = frozenset({"PhD", "Ph.D", "MD", "M.D", "MSc", "MA", "M.A", "BSc", "MPH", "RN", "DPhil", "MBBS", "Esq"})
_SUFFIXES = frozenset(
    {"jr", "sr", "junior", "senior", "ii", "iii", "iv", "2nd", "3rd", "4th", "filho", "neto", "sobrinho"}
)
_NO_NAME = frozenset({"", "&", "and", "by", "with", "in", "the"})


_COLLECTIVE = frozenset({"team", "group", "collaboration", "consortium", "committee", "network"})
_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "sir"})


@cache
def _role() -> re.Pattern[str]:
    """*(Eds.)* and its like, in brackets anywhere or bare at the end."""
    listed = sorted((re.escape(word) for word, kind in markers().items() if kind == "editor"), key=len, reverse=True)
    bracketed = rf"[,\s]*[(\[]\s*(?:{'|'.join(listed)}|a\.? c(?:ura)?\.? di|ed(?:itors)?-in-chief)\b[^()\[\]]*[)\]]?"
    return re.compile(rf"{bracketed}|,?\s+(?:eds?\.?|editors?|hrsg\.|\(?éds?\.\)?)\s*$", re.IGNORECASE)


class _Form(Enum):
    INITIALS = "K. H."
    SUFFIX = "Jr."
    FAMILY_FIRST = "Preller KH"
    GIVEN_FIRST = "K. H. Preller"
    SINGLE = "Preller"
    WORDS = "Katrin Preller"
    GROUP = "World Health Organization"


@dataclass(frozen=True, slots=True)
class _Atom:
    text: str
    form: _Form
    opens: bool
    """Whether such a mark, or nothing, stands before it."""
    closes: bool
    """Whether a mark follows that ends a name for certain (``;``, ``&``)."""


def read_author_list(text: str) -> Names:
    """The names of an author or editor list; words such as *(Eds.)* are left out."""
    text = _GLUED.sub(r"\1 ", " ".join(text.split()))
    text = _ROLE_BEFORE.sub("", _role().sub("", text))
    before, after = _at_ellipsis(text)
    shortened = _OTHERS.sub("", before)
    listed = tuple(_names(shortened))
    if shortened != before and len(listed) == 1 and listed[0].literal and " " not in listed[0].literal:
        # *Pokorny et al.* is a person's name.
        listed = (Name(family=listed[0].literal),)
    last = next(_names(_OTHERS.sub("", after)), None) if after else None
    return Names(listed, truncated=shortened != before or after is not None, last=last)


def _at_ellipsis(text: str) -> tuple[str, str | None]:
    """What stands before and after the dots that leave names out; no second part if there are none."""
    found = _ELLIPSIS.search(text)
    if found is None:
        return text, None
    # ``J.... & Doblin``: the first dot belongs to the initial.
    before = text[: found.start()].rstrip(" ,;")
    return before, text[found.end() :].lstrip(" ,;.&").rstrip(" ,;&")


def _names(text: str) -> Iterator[Name]:
    atoms = list(_atoms(text))
    if _is_one_group(text, atoms):
        yield Name(literal=text.strip(" .,;:"))
        return
    if _families_only(atoms):
        yield from (Name(family=atom.text) for atom in atoms)
        return
    place = 0
    while place < len(atoms):
        name, used = _name_at(atoms, place)
        place += used
        if place < len(atoms) and atoms[place].form is _Form.SUFFIX and name.family:
            name = replace(name, suffix=name.suffix or atoms[place].text)
            place += 1
        if name != Name():
            yield name


def _is_one_group(text: str, atoms: list[_Atom]) -> bool:
    """Whether the whole is one long name: *Department of Health and Human Services*."""
    persons = {_Form.INITIALS, _Form.FAMILY_FIRST, _Form.GIVEN_FIRST}
    grouped = bool(atoms) and atoms[0].form is _Form.GROUP and ";" not in text
    return grouped and len(atoms) > 1 and not any(atom.form in persons for atom in atoms) and "," not in text


def _families_only(atoms: list[_Atom]) -> bool:
    """``Smith, Jones & Brown``: no given names at all; and names in scripts without capitals."""
    if not atoms or any(atom.form is not _Form.SINGLE for atom in atoms):
        return False
    if all(atom.text.lower() == atom.text.upper() for atom in atoms):
        return True
    return len(atoms) > 1 and atoms[-1].opens and not any(_is_given(atom.text) for atom in atoms[1:])


def _name_at(atoms: list[_Atom], place: int) -> tuple[Name, int]:
    """The name that begins at an atom, and how many atoms it takes."""
    atom = atoms[place]
    following = atoms[place + 1] if place + 1 < len(atoms) and not atom.closes else None
    match atom.form:
        case _Form.FAMILY_FIRST:
            return _family_first(atom.text), 1
        case _Form.GROUP:
            return Name(literal=atom.text), 1
        case _Form.GIVEN_FIRST:
            return given_first(atom.text), 1
        case _Form.SUFFIX:
            return Name(), 1
        case _Form.INITIALS if (
            following and following.form is _Form.INITIALS and len(atom.text) > 1 and "." not in atom.text
        ):
            return Name(family=atom.text, given=following.text), 2
        case _Form.INITIALS:
            return Name(literal=atom.text) if len(atoms) == 1 else Name(), 1
        case _Form.SINGLE | _Form.WORDS:
            return _with_following(atom, atoms, place, following)


def _with_following(atom: _Atom, atoms: list[_Atom], place: int, following: _Atom | None) -> tuple[Name, int]:
    """A name that begins with words: what comes behind the comma may be its given name."""
    suffix = ""
    used = 1
    if following and following.form is _Form.SUFFIX and place + 2 < len(atoms) and not following.closes:
        suffix, used = following.text, 2
        following = atoms[place + 2]
    if following and _is_given_name(atom, following, first=place == 0):
        family, inner = _without_suffix(atom.text)
        return Name(family=family, given=following.text, suffix=suffix or inner), used + 1
    if atom.form is _Form.SINGLE:
        return Name(literal=atom.text), 1
    return given_first(atom.text), 1


def _is_given_name(family: _Atom, following: _Atom, *, first: bool) -> bool:
    """Whether ``Preller, Katrin`` is one name."""
    if following.form is _Form.INITIALS:
        return True
    if following.form not in {_Form.SINGLE, _Form.WORDS, _Form.FAMILY_FIRST} or len(following.text.split()) > 3:
        return False
    if family.form is _Form.SINGLE:
        # ``Preller, Katrin H.`` looks like a family name with initials.
        alone = first or (family.opens and following.closes)
        return following.form is not _Form.FAMILY_FIRST or alone or _is_given(following.text.split()[0])
    if following.form is _Form.FAMILY_FIRST:
        likely = _is_given(following.text.split()[0]) or (first and following.closes)
        return likely and not _is_given(family.text.split()[0])
    if following.form is _Form.SINGLE:
        return True
    # ``García Márquez, Gabriel José`` is one name, ``Dzmitry Bahdanau, Kyunghyun Cho`` are two.
    likely = _is_given(following.text.split()[0]) and not _is_given(family.text.split()[0])
    return likely and first and following.closes


# ------------------------------------------------------------------------------------------------------------ atoms


def _atoms(text: str) -> Iterator[_Atom]:
    for hard in _HARD.split(_SOFT_AND.sub(r"\1 ; ", text)):
        parts = [
            part.strip(" .:'\"“”‘’*") if not _ends_in_initial(part) else part.strip(" ,:'\"“”*")
            for part in hard.split(",")
        ]
        parts = [_untitled(part) for part in parts]
        parts = [part for part in parts if part.lower() not in _NO_NAME and part.strip(".") not in _DEGREES]
        for number, part in enumerate(parts):
            yield _Atom(part, _form(part), opens=number == 0, closes=number == len(parts) - 1)


def _untitled(part: str) -> str:
    """The name without *Dr.* in front."""
    first, _, rest = part.partition(" ")
    return rest if rest and first.lower().strip(".") in _TITLES else part


def _ends_in_initial(part: str) -> bool:
    words = part.split()
    return bool(words) and (is_initials(words[-1]) or words[-1].lower().strip(".") in _SUFFIXES)


@lru_cache(maxsize=1 << 14)
def is_initials(word: str) -> bool:
    """Whether a word is initials: ``K.``, ``K.H.``, ``KH``, ``J.-P.``, ``Yu.``."""
    if _INITIALS.fullmatch(word):
        letters = [char for char in word if char.isalpha()]
        return all(char.isupper() for char in letters) and (len(letters) < 4 or "." in word)
    return bool(_SHORT_WITH_DOT.fullmatch(word)) and word[0].isupper()


def _form(part: str) -> _Form:
    parts = part.split()
    if all(word.lower().strip(".") in _SUFFIXES for word in parts):
        return _Form.SUFFIX
    if _is_bare_pair(parts):
        return _Form.FAMILY_FIRST
    if len(parts) > 1 and "." in parts[0] and is_initials(parts[0]) and parts[-1].isalpha() and len(parts[-1]) > 1:
        return _Form.GIVEN_FIRST
    parts = [word for word in parts if word.lower().strip(".") not in _SUFFIXES] or parts
    if all(map(is_initials, parts)) and not (len(parts) == 2 and len(parts[0]) > 1 and "." not in parts[0]):
        return _Form.INITIALS
    if _is_group(parts):
        return _Form.GROUP
    family = [word for word in parts if word.lower() not in comparison_words("particles.txt") or word[0].isupper()]
    if (is_initials(parts[-1]) and not is_initials(parts[0])) or (len(parts) == 2 and all(map(is_initials, parts))):
        return _Form.FAMILY_FIRST
    if is_initials(parts[0]):
        return _Form.GIVEN_FIRST
    return _Form.SINGLE if len(family) <= 1 else _Form.WORDS


def _is_bare_pair(parts: list[str]) -> bool:
    """Whether capitals without stops follow one family name: ``Durnin JVGA``, and ``Brown JR``, who is no junior."""
    return (
        len(parts) == 2 and parts[1].isupper() and parts[1].isalpha() and len(parts[1]) <= 4 and not parts[0].isupper()
    )


def _is_group(parts: list[str]) -> bool:
    """Whether the words name a group: *of* and *for* among them, or a word such as *Committee*."""
    lowered = [word.lower().strip(".()") for word in parts]
    if any(word in {"of", "for", "the", "on", "für", "pour"} for word in lowered):
        return True
    listed = sum("organisation" in signs().get(word, ()) for word in lowered)
    if "organisation" in signs().get(lowered[-1], ()) and lowered[-1] in _COLLECTIVE:
        return True
    return (
        listed > 0
        and (len(parts) > 1 or lowered[0] in comparison_words("group_words.txt"))
        and not any(map(is_initials, parts))
    )


def _is_given(word: str) -> bool:
    return "given" in signs().get(word.lower(), ())


# ------------------------------------------------------------------------------------------------------- one name


def _family_first(text: str) -> Name:
    """``van der Berg JP`` and ``Preller K. H.``."""
    text, suffix = _without_suffix(text)
    parts = text.split()
    begin = len(parts) - 1
    while begin > 1 and is_initials(parts[begin - 1]):
        begin -= 1
    return Name(family=" ".join(parts[:begin]), given=" ".join(parts[begin:]), suffix=suffix)


def given_first(text: str) -> Name:
    """``K. H. Preller``, ``Ludwig van Beethoven``, ``John Smith Jr.``: the family begins at its particle."""
    text, suffix = _without_suffix(text)
    parts = text.split()
    if len(parts) == 1:
        return Name(literal=text)
    begin = len(parts) - 1
    while begin > 1 and _is_particle(parts[begin - 1]):
        begin -= 1
    if is_initials(parts[0]):
        # All that follows the initials is the family name: ``R. L. Carhart Harris``.
        begin = next((place for place, word in enumerate(parts) if not is_initials(word)), begin)
        begin = begin if not _is_given(parts[begin]) or begin == len(parts) - 1 else len(parts) - 1
    return Name(family=" ".join(parts[begin:]), given=" ".join(parts[:begin]), suffix=suffix)


def _is_particle(word: str) -> bool:
    return word[0].islower() and word.lower().strip("'’") in comparison_words("particles.txt")


def _without_suffix(text: str) -> tuple[str, str]:
    """The name without *Jr.* at its end, and that."""
    parts = text.split()
    if len(parts) > 1 and parts[-1].lower().strip(".") in _SUFFIXES and not _is_bare_pair(parts):
        return " ".join(parts[:-1]), parts[-1]
    return text, ""
