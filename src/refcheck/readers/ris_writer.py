"""One variable of one RIS record changed, and not a character besides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from refcheck.model import Field, Reference
from refcheck.readers.base import CannotWrite


@dataclass(frozen=True, slots=True)
class _Line:
    tag: str
    value: str


_NEW_TAGS = {
    "title": "TI", "author": "AU", "editor": "ED", "container-title": "T2", "collection-title": "T3", "issued": "PY",
    "volume": "VL", "issue": "IS", "page": "SP", "number": "C7", "edition": "ET", "publisher": "PB",
    "publisher-place": "CY", "DOI": "DO", "URL": "UR", "ISSN": "SN", "ISBN": "SN",
}  # fmt: skip
_NAMES = frozenset({"author", "editor"})
_NAME_SEPARATOR = re.compile(r"\s*;\s*")
_DASH = re.compile(r"\s*[-‐‑‒–—]+\s*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LINE_END = re.compile(r"\r?\n")


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """The text with one variable of one record changed; raises `CannotWrite` where that is not safe."""
    if text[reference.span.start : reference.span.end] != reference.text:
        raise CannotWrite("the file has changed since it was read")
    value = " ".join(value.split())
    if not value or not value.isprintable():
        raise CannotWrite("an empty value or one with control characters cannot be written")
    fields = [field for field in reference.fields if field.variable == variable and field.raw.strip()]
    line_end = _LINE_END.search(reference.text)
    eol = line_end.group() if line_end else "\n"
    lines = [f"{eol}{one.tag}  - {one.value}" for one in _written(variable, value, fields)]
    if not fields:
        place = max(field.span.end for field in reference.fields)
        return text[:place] + "".join(lines) + text[place:]
    start, end = fields[0].span.start, fields[-1].span.end
    if any(start <= one.span.start < end and one not in fields for one in reference.fields):
        raise CannotWrite(f"the lines of `{fields[0].name}` do not follow each other")
    return text[:start] + "".join(lines).partition("- ")[2] + text[end:]


def _written(variable: str, value: str, fields: Sequence[Field]) -> list[_Line]:
    """The new lines; the tag of the first one stays."""
    tag = fields[0].name if fields else _new_tag(variable)
    if variable in _NAMES:
        return [_Line(tag, name) for name in _NAME_SEPARATOR.split(value)]
    if variable == "page":
        first, *last = _DASH.split(value, maxsplit=1)
        whole = len(fields) == 1 and _DASH.search(fields[0].raw)
        return [_Line("SP", value)] if whole or not last else [_Line("SP", first), _Line("EP", last[0])]
    if len(fields) > 1:
        raise CannotWrite(f"the value stands in several lines: {', '.join(field.name for field in fields)}")
    return [_Line(tag, _date(value, fields) if variable == "issued" else value)]


def _new_tag(variable: str) -> str:
    if variable not in _NEW_TAGS:
        raise CannotWrite(f"there is no tag for {variable} in RIS")
    return _NEW_TAGS[variable]


def _date(value: str, fields: Sequence[Field]) -> str:
    found = _DATE.match(value)
    if found is None:
        raise CannotWrite("the new date has no year")
    if fields and "/" in fields[0].raw:
        return "/".join(part or "" for part in (*found.groups(), ""))
    return found.group(1)
