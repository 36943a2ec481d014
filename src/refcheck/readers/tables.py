"""The data files beside this package: tab-separated rows; a line that begins with ``#`` and a blank is a comment."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one table, each as long as the longest; empty cells are empty strings."""
    lines = files(__package__).joinpath("tables", name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    width = max(map(len, cells))
    return tuple((*row, *[""] * (width - len(row))) for row in cells)


@cache
def mapping(name: str) -> dict[str, str]:
    """A table of two columns as a dictionary."""
    return {row[0]: row[1] for row in rows(name)}
