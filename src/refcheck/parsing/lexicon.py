"""The small word lists beside this package: months, markers such as *vol.*, words that are typical of a variable."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated file without its comments."""
    lines = files(__package__).joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("# "))


@cache
def months() -> dict[str, int]:
    """Names and abbreviations of months in lower case, and their numbers."""
    return {word: int(number) for number, words in rows("months.tsv") for word in words.split()}


@cache
def markers() -> dict[str, str]:
    """Words that say what a value is (*vol.*, *pp.*, *eds*) in lower case, and what they say."""
    return {word: kind for kind, words in rows("markers.tsv") for word in words.split()}


@cache
def signs() -> dict[str, tuple[str, ...]]:
    """Words in lower case and the lists on which they stand, in the order of the lists."""
    found: dict[str, tuple[str, ...]] = {}
    for sign, words in rows("words.tsv"):
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), sign)
    return found
