"""The data files of this package: a line that begins with ``#`` is a comment."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DIRECTORY = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated file, without blank lines and comments."""
    lines = (_DIRECTORY / name).read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """All words of a file in which blanks and line ends separate words."""
    return frozenset(word for row in rows(name) for cell in row for word in cell.split())
