"""A reference string as units: runs of letters or of digits, with what stands between them.

Whitespace alone does not divide a reference: Vancouver's ``2019;14(3):153-60`` holds a year, a volume, an issue and two
pages. Punctuation makes no units of its own but belongs to the gaps, which halves the length of the sequence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from refcheck.parsing.identifiers import Identifier

_UNIT = re.compile(r"(?:[^\W\d_]++[\u0300-\u036f]*+)++(?:[-‐‑'’ʼ](?:[^\W\d_]++[\u0300-\u036f]*+)++)*+|\d++|&")
"""Letters with their combining accents, joined by hyphens and apostrophes; digits; the ampersand."""
LONGEST_REFERENCE = 4000
"""So many characters at most are read: nobody writes a longer reference."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one string as columns, in order; ``gaps[i]`` stands before unit ``i``, ``gaps[-1]`` at the end."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[str, ...]

    def __len__(self) -> int:
        """How many units there are."""
        return len(self.texts)


def split(text: str, identifiers: Sequence[Identifier] = ()) -> Units:
    """The units of a string; an identifier is one unit, named after its kind: ``<doi>``."""
    text = text[:LONGEST_REFERENCE]
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for identifier in (*identifiers, None):
        limit = identifier.start if identifier else len(text)
        for unit in _UNIT.finditer(text, place, limit):
            texts.append(unit.group())
            starts.append(unit.start())
            ends.append(unit.end())
        if identifier:
            texts.append(f"<{identifier.kind}>")
            starts.append(identifier.start)
            ends.append(identifier.end)
            place = identifier.end
    gaps = [text[before:after] for before, after in zip([0, *ends], [*starts, len(text)], strict=True)]
    return Units(tuple(texts), tuple(starts), tuple(ends), tuple(gaps))
