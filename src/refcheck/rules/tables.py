"""The special cases of the rules: tab-separated files beside the code, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table without comments (``#``) and blank lines, split at tabs."""
    lines = files("refcheck.rules").joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))
