"""Citation keys for references that have none, as citation managers make them: ``pokorny2017``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from string import ascii_lowercase

from refcheck.compare.text import fold
from refcheck.model import Item

_UNDATED = "nd"
_UNNAMED = "reference"
_LONGEST_NAME = 40
_SHORTEST_WORD = 4
"""Letters of a word of a title that may stand for the author: no article or preposition."""


def citation_keys(items: Sequence[Item], *, taken: frozenset[str] = frozenset()) -> list[str]:
    """A key for each item, in order: first family name and year; several equal ones get the letters a, b, c.

    No two are equal, and none is in ``taken``. Keys are lower-case ASCII letters and digits.
    """
    bases = [_base(item) for item in items]
    shared = {base for base, times in Counter(bases).items() if times > 1} | (taken & set(bases))
    used = {*taken, *(base for base in bases if base not in shared)}
    letters = {base: _lettered(base) for base in shared}
    keys = []
    for base in bases:
        key = next(one for one in letters[base] if one not in used) if base in shared else base
        used.add(key)
        keys.append(key)
    return keys


def _lettered(base: str) -> Iterator[str]:
    """The base with a, b … z, and then with numbers."""
    yield from (base + letter for letter in ascii_lowercase)
    yield from (f"{base}z{number}" for number in count(2))


def _base(item: Item) -> str:
    return (_name(item) or _word(item) or _UNNAMED) + _year(item)


def _name(item: Item) -> str:
    """The letters of the first author, or of the first editor where there is no author."""
    for names in (item.author, item.editor):
        for name in names.listed[:1]:
            return _ascii(name.family or name.literal or name.given)[:_LONGEST_NAME]
    return ""


def _word(item: Item) -> str:
    """The first word of the title that says something."""
    words = [_ascii(word) for title in item.title[:1] for word in fold(title).split()]
    return next((word for word in words if len(word) >= _SHORTEST_WORD), "".join(words[:1]))[:_LONGEST_NAME]


def _year(item: Item) -> str:
    return next((str(date.year) for date in item.issued if date.year is not None), _UNDATED)


def _ascii(text: str) -> str:
    return "".join(char for char in fold(text) if char.isascii() and char.isalnum())
