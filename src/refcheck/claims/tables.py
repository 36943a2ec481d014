"""The data files of this package: a line that begins with ``#`` is a comment, ``[name]`` begins a section."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

DIRECTORY = Path(__file__).parent / "data"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a file without blank ones and comments."""
    read = (DIRECTORY / name).read_text("utf-8").splitlines()
    return tuple(line for line in read if line.strip() and not line.startswith("#"))


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a file, split at tabs."""
    return tuple(tuple(line.split("\t")) for line in lines(name))


@cache
def words(name: str) -> frozenset[str]:
    """All words of a file in which blanks and line ends separate words."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lines of each section of a file."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in lines(name):
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
        else:
            found.setdefault(heading, []).append(line)
    return {heading: tuple(under) for heading, under in found.items()}


@cache
def phrases(name: str) -> re.Pattern[str]:
    """A pattern of the phrases of a file, one a line, in any case; ``*`` stands for the rest of a word."""
    patterns = (re.escape(line).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for line in lines(name))
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)
