"""A JSON value made to fit a declared type: Crossref writes lists for strings, strings for lists, numbers for both."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

import msgspec

Kind = type | UnionType


def fitted(value: object, kind: object) -> object:
    """The value in the shape that `msgspec.convert` to ``kind`` takes; `None` if nothing in it fits."""
    if get_origin(kind) in {Union, UnionType}:
        kind = next(one for one in get_args(kind) if one is not NoneType)
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if kind is str:
        return _text(value)
    if kind is int:
        return _whole_number(value)
    if get_origin(kind) is list:
        return _list(value, get_args(kind)[0])
    if get_origin(kind) is dict:
        return {str(key): _list(one, get_args(get_args(kind)[1])[0]) for key, one in _object(value).items()}
    return _fields(value, kind)


def _text(value: object) -> str | None:
    if isinstance(value, list):
        return next((text for one in value if (text := _text(one))), None)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _whole_number(value: object) -> int | None:
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) <= 4 else None
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _list(value: object, kind: object) -> list[object]:
    values = value if isinstance(value, list) else [value]
    if get_origin(kind) is list and not any(isinstance(one, list) for one in values):
        values = [values]
    found = [fitted(one, kind) for one in values]
    return found if NoneType in get_args(kind) else [one for one in found if one is not None]


def _object(value: object) -> Mapping[str, object]:
    if isinstance(value, list):
        return next((one for one in value if isinstance(one, dict)), {})
    return value if isinstance(value, dict) else {}


def _fields(value: object, struct: object) -> dict[str, object] | None:
    found = _object(value)
    if not found:
        return None
    kept = {name: fitted(found[name], kind) for name, kind in _kinds(struct).items() if name in found}
    return {name: one for name, one in kept.items() if one is not None}


@cache
def _kinds(struct: object) -> dict[str, object]:
    return {field.encode_name: field.type for field in msgspec.structs.fields(struct)}  # type: ignore[arg-type]  # what is left of the declared types
