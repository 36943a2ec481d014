"""The data files of this package: what is special to single words, publishers or prefixes stands there, not in code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DIRECTORY = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated file, without blank lines and comments (``#``)."""
    lines = (_DIRECTORY / name).read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """All words of a file in which blanks and line ends separate words."""
    return frozenset(word for row in rows(name) for cell in row for word in cell.split())


@cache
def families(name: str) -> dict[str, frozenset[str]]:
    """The lines on which each word of a file stands, by number: words of one line belong together."""
    lines: dict[str, frozenset[str]] = {}
    for number, row in enumerate(rows(name)):
        for word in (one for cell in row for one in cell.split()):
            lines[word] = lines.get(word, frozenset()) | {str(number)}
    return lines


@cache
def pairs(name: str) -> dict[str, str]:
    """The first column of a two-column file, and what stands beside it."""
    return {row[0]: row[1] for row in rows(name) if len(row) > 1}
