"""JSON values: their type, their bytes as Crossref writes them, and ways to look into them without surprises."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Record: TypeAlias = "Mapping[str, Json]"


def crossref_bytes(value: Json) -> bytes:
    """The bytes Crossref sends: no blanks, ASCII only, and every slash escaped."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True).replace("/", "\\/").encode("ascii")


def plain_bytes(value: Json) -> bytes:
    """The bytes the other services send: no blanks, UTF-8."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def as_record(value: Json) -> Record:
    """The value if it is an object, else an empty object."""
    return value if isinstance(value, Mapping) else {}


def members(value: Json) -> Sequence[Json]:
    """The members of a list; a lone value counts as a list of one, `None` as an empty list."""
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        return (value,)
    return value


def texts(value: Json) -> Iterator[str]:
    """All strings (and numbers, as strings) of a list or of a lone value."""
    for member in members(value):
        if isinstance(member, str | int | float) and not isinstance(member, bool):
            yield str(member)


def objects(value: Json) -> Iterator[Record]:
    """All objects of a list or a lone object."""
    for member in members(value):
        if isinstance(member, Mapping):
            yield member


def text(value: Json) -> str:
    """The first string of the value, or nothing."""
    return next(texts(value), "")


def number(value: Json) -> int:
    """The value if it is a whole number, else 0."""
    return value if isinstance(value, int) else 0


def date_parts(value: Json) -> tuple[int, int, int]:
    """A Crossref date; what is missing counts as the first, and an unknown date is all zeros."""
    rows = members(as_record(value).get("date-parts"))
    parts = [part for part in members(rows[0] if rows else None) if isinstance(part, int)]
    if not parts:
        return (0, 0, 0)
    year, month, day = (*parts, 1, 1)[:3]
    return (year, month, day)
