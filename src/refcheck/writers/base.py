"""What is written: an item under its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from refcheck.model import Item

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a bibliography, and what a person who reads it should know: where it is from, what is doubtful."""

    key: str
    item: Item
    notes: tuple[str, ...] = ()


Write = Callable[[Sequence[Entry]], str]
"""A bibliography of several entries, in their order."""


@cache
def pairs(table: str) -> Mapping[str, str]:
    """A table of this package: its first column, and its second."""
    lines = files(__package__).joinpath(table).read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)
