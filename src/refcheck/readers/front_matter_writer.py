"""One variable of one reference in YAML front matter changed, and not a character besides."""

from __future__ import annotations

import json
import re

from refcheck.model import Field, Reference
from refcheck.readers.base import CannotWrite
from refcheck.readers.json_scanner import Json
from refcheck.readers.yaml_nodes import NotYaml, read_yaml

_PLAIN = re.compile(r"[\w(][^\x00-\x1f:#\"'`&*!|>%@{}\[\],]*", re.ASCII)
_MEANT_OTHERWISE = re.compile(r"(?:true|false|yes|no|on|off|null|y|n|~)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_BEFORE_NAME = re.compile(r"[\s-]*")
_NAMES = frozenset({"author", "editor"})
_COLLECTIONS = ("[", "{", "|", ">", "- ", "*", "&")


def set_yaml_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """The text with one variable of one item changed; raises `CannotWrite` where that is not safe."""
    if text[reference.span.start : reference.span.end] != reference.text:
        raise CannotWrite("the file has changed since it was read")
    if variable in _NAMES:
        raise CannotWrite("a list of names in YAML is not rewritten")
    field = reference.field(variable)
    start, end, written = _insertion(text, reference, variable, value) if field is None else _edit(field, value)
    changed = reference.text[: start - reference.span.start] + written + reference.text[end - reference.span.start :]
    _assert_only(reference, changed, variable)
    return text[: reference.span.start] + changed + text[reference.span.end :]


def _edit(field: Field, value: str) -> tuple[int, int, str]:
    start, end, raw = field.span.start, field.span.end, field.raw
    if field.variable == "issued":
        years = list(_YEAR.finditer(raw))
        new = _YEAR.match(value)
        if len(years) != 1 or new is None:
            raise CannotWrite("the date is written in a form that cannot be changed")
        return start + years[0].start(), start + years[0].end(), new.group()
    if raw.startswith(_COLLECTIONS) or "\n" in raw or not raw:
        raise CannotWrite(f"the value of `{field.name}` is no text on one line")
    return start, end, _written(value, raw)


def _written(value: str, like: str) -> str:
    """The value in the quotes that the old one has, or in none where none are needed."""
    if not value.isprintable():
        raise CannotWrite("a value with control characters cannot be written")
    if like.startswith("'"):
        return "'" + value.replace("'", "''") + "'"
    plain = _PLAIN.fullmatch(value) and value == value.strip() and not _MEANT_OTHERWISE.fullmatch(value)
    return value if plain and not like.startswith('"') else json.dumps(value, ensure_ascii=False)


def _insertion(text: str, reference: Reference, variable: str, value: str) -> tuple[int, int, str]:
    """A line of its own behind the first one of the item."""
    first = reference.fields[0] if reference.fields else None
    if first is None or reference.text.startswith("{") or "\n" in first.raw:
        raise CannotWrite("the item has no line after which a new one could stand")
    line = text[text.rfind("\n", 0, first.span.start) + 1 : first.span.start]
    found = _BEFORE_NAME.match(line)
    indent = found.end() if found else 0
    end = text.find("\n", first.span.end, reference.span.end)
    end = reference.span.end if end < 0 else end - text.startswith("\r\n", end - 1)
    eol = "\r\n" if text.startswith("\r\n", end) else "\n"
    return end, end, f"{eol}{' ' * indent}{variable}: {_written(value, '')}"


def _assert_only(reference: Reference, changed: str, variable: str) -> None:
    """Raise unless a new reading differs in this variable alone."""
    names = {one.name for one in reference.fields if one.variable == variable} | {variable}
    before, after = _others(reference.text, names), _others(changed, names)
    if before is None or before != after:
        raise CannotWrite("the change would alter how the rest of the item is read")


def _others(item: str, names: set[str]) -> list[tuple[str, Json]] | None:
    """What an item says besides some variables, or `None` if it cannot be read by itself."""
    try:
        node = read_yaml(" " * _column(item) + item, 0)
    except NotYaml:
        return None
    return [(one.name, one.value.plain()) for one in node.members if one.name not in names]


def _column(item: str) -> int:
    """By how much the first line must be indented to stand above the others."""
    lines = [line for line in item.split("\n")[1:] if line.strip()]
    return min((len(line) - len(line.lstrip(" ")) for line in lines), default=0)
