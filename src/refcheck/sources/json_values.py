"""Narrowing what a service sent: a value of another kind than expected counts as missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Json = Mapping[str, object]
"""A JSON object as a service sent it."""


def an_object(value: object) -> Json:
    """The JSON object, or an empty one."""
    return value if isinstance(value, dict) else {}


def a_list(value: object) -> Sequence[object]:
    """The JSON array, or an empty one; a single value stands for an array of one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def a_text(value: object) -> str:
    """The text, trimmed; a number as its digits; anything else is empty."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
