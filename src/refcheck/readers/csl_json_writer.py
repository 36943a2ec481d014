"""One variable of one item in a CSL JSON text changed, and not a character besides."""

from __future__ import annotations

import json
import re

from refcheck.model import Field, Reference
from refcheck.readers.base import CannotWrite
from refcheck.readers.json_scanner import Json, scan

_NAMES = frozenset({"author", "editor"})
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NAME_SEPARATOR = re.compile(r"\s*;\s*")
_DATE_PARTS = re.compile(r"(\"date-parts\"\s*:\s*\[\s*)\[[^\[\]]*\](?:\s*,\s*\[[^\[\]]*\])?")
_DATE_IN_WORDS = re.compile(r"(\"(?:raw|literal)\"\s*:\s*)\"(?:[^\"\\]|\\.)*+\"")
_GAP_BEFORE_NAME = re.compile(r"[{,](\s*)\Z")
_LONGEST_NUMBER = 9


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """The text with one variable of one item changed; raises `CannotWrite` where that is not safe."""
    if text[reference.span.start : reference.span.end] != reference.text:
        raise CannotWrite("the file has changed since it was read")
    value = " ".join(value.split())
    if not value or not value.isprintable():
        raise CannotWrite("an empty value or one with control characters cannot be written")
    field = reference.field(variable)
    if field is None:
        return _inserted(text, reference, variable, value)
    written = _rewritten(field, variable, value)
    return text[: field.span.start] + written + text[field.span.end :]


def _rewritten(field: Field, variable: str, value: str) -> str:
    raw = field.raw
    if variable == "issued":
        return _rewritten_date(raw, value)
    if variable in _NAMES:
        return _written(_names(value), raw)
    if raw.startswith(("[", "{")):
        raise CannotWrite(f"the value of `{field.name}` is no text")
    if not raw.startswith('"') and value.isdecimal() and value.isascii() and len(value) <= _LONGEST_NUMBER:
        return str(int(value))
    return _written(value, raw)


def _written(value: Json, like: str) -> str:
    """The value as JSON; a file that escapes what is not ASCII gets more of the same."""
    return json.dumps(value, ensure_ascii=like.isascii() and "\\u" in like)


def _rewritten_date(raw: str, value: str) -> str:
    if raw.startswith('"'):
        return _written(value, raw)
    parts = _date_parts(value)
    for pattern, new in ((_DATE_PARTS, parts), (_DATE_IN_WORDS, json.dumps(value))):
        found = pattern.search(raw)
        if found:
            return raw[: found.start()] + found.group(1) + new + raw[found.end() :]
    raise CannotWrite("the date is written in a form that cannot be changed")


def _date_parts(value: str) -> str:
    found = _ISO.match(value)
    if found is None:
        raise CannotWrite("the new date has no year")
    return "[" + ", ".join(str(int(part)) for part in found.groups() if part) + "]"


def _names(value: str) -> Json:
    names: list[Json] = []
    for one in _NAME_SEPARATOR.split(value):
        family, comma, given = (part.strip() for part in one.partition(","))
        names.append({"family": family, "given": given} if comma else {"literal": one})
    return names


def _inserted(text: str, reference: Reference, variable: str, value: str) -> str:
    """A new member behind the last one, on a line of its own where the others are."""
    members = scan(reference.text).root.members
    if not members:
        raise CannotWrite("the item has no variable after which a new one could stand")
    last = members[-1]
    gap = _GAP_BEFORE_NAME.search(reference.text[: last.start])
    between = reference.text[last.start + len(json.dumps(last.name)) : last.value.start]
    colon = ": " if between.endswith(" ") else ":"
    written = _new_value(variable, value, reference.text)
    addition = f",{gap.group(1) if gap else ' '}{json.dumps(variable)}{colon}{written}"
    place = reference.span.start + last.value.end
    return text[:place] + addition + text[place:]


def _new_value(variable: str, value: str, like: str) -> str:
    if variable == "issued":
        return f'{{"date-parts": [{_date_parts(value)}]}}'
    return _written(_names(value) if variable in _NAMES else value, like)
