"""The outcome of comparing one variable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum


class Level(IntEnum):
    """How far two values differ."""

    NOT_COMPARABLE = 0
    """One side has no value, or the two cannot be held against each other (two scripts)."""
    SAME = 1
    STYLE = 2
    """Equal by a known convention: never worth a warning."""
    MINOR = 3
    """Probably a slip."""
    MAJOR = 4
    """A contradiction."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The level, and what a report needs: both values as compared, a note in words, and a word for the kind."""

    level: Level
    note: str = ""
    kind: str = ""
    ours: str = ""
    theirs: str = ""

    def lowered(self) -> Verdict:
        """One level milder: for values that may be damaged or misread."""
        return replace(self, level=Level(self.level - 1)) if self.level > Level.SAME else self


NOT_COMPARABLE = Verdict(Level.NOT_COMPARABLE)
SAME = Verdict(Level.SAME)
