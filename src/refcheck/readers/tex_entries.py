r"""The entries of a ``.bbl`` file that biber made for biblatex: BibTeX's fields, put in order and spelled out.

``\entry{key}{article}{}`` begins one; ``\field{title}{…}``, ``\name``, ``\list`` and ``\verb`` hold its values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refcheck.model import Field, Reference, Span
from refcheck.readers.bibtex_item import inner_name, is_work, read_item, variable_of
from refcheck.readers.inheritance import Fields
from refcheck.readers.tex_scan import GAP, Argument, argument_at, skip_arguments

__all__ = ["holds_entries", "read_entries"]

_ENTRY = re.compile(r"\\entry\{([^{}\n]++)\}\{([^{}\n]++)\}")
_END = "\\endentry"
_VALUE = re.compile(
    r"\\(?P<kind>field|list|name)\{(?P<name>[a-z]++)\}"
    r"|\\verb\{(?P<verbatim>[a-z]++)\}\s*+\\verb (?P<address>[^\n]*+)\n"
    r"|\\true\{more(?P<more>author|editor)s?\}"
)
_BEFORE_THE_VALUE = {"field": 0, "list": 1, "name": 2}
"""How many arguments stand between the name of a value and the value."""
_PART_OF_NAME = re.compile(r"(?<![a-z])(family|given|prefix|suffix)=(?=\{)")
_SPELLED = {"bibnamedelim": " ", "bibinitdelim": " ", "bibrangedash": "--", "bibrangessep": ", ", "adddot": "."}
_SPELLED_COMMAND = re.compile(r"\\(bibnamedelim|bibinitdelim|bibrangedash|bibrangessep|adddot)[a-i]?(?![A-Za-z])\s*+")


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as BibTeX would have it, and its place in the file."""

    name: str
    written: str
    start: int
    end: int


def holds_entries(seen: str) -> bool:
    """Whether a text was made by biber."""
    return _ENTRY.search(seen) is not None


def read_entries(text: str, seen: str) -> Iterator[Reference]:
    """The entries of a text, each once although several lists may hold it; ``seen`` is the masked text."""
    known = set[str]()
    position = 0
    while found := _ENTRY.search(seen, position):
        end = seen.find(_END, found.end())
        position = end if end >= 0 else len(seen)
        key, kind = found.group(1).strip(), found.group(2).strip().lower()
        if key not in known and is_work(kind):
            known.add(key)
            values = list(_values(text, seen, Argument(found.end(), position)))
            yield _reference(text, key, kind, Span(found.start(), position), values)


def _reference(text: str, key: str, kind: str, span: Span, values: Sequence[_Value]) -> Reference:
    more = {one.name for one in values if one.written == "others"}
    own = {one.name: f"{one.written} and others" if one.name in more else one.written for one in values
           if one.written != "others"}  # fmt: skip
    fields = tuple(
        Field(one.name, text[one.start : one.end], Span(one.start, one.end), variable_of(one.name, kind))
        for one in values
        if one.written != "others"
    )
    return Reference(key, read_item(Fields(kind, own)), span, fields, text[span.start : span.end])


def _values(text: str, seen: str, entry: Argument) -> Iterator[_Value]:
    for found in _VALUE.finditer(text, entry.start, entry.end):
        if found["verbatim"]:
            yield _Value(inner_name(found["verbatim"]), found["address"].strip(), *found.span("address"))
        elif found["more"]:
            yield _Value(found["more"], "others", *found.span("more"))
        else:
            kind = found["kind"]
            argument = argument_at(seen, skip_arguments(seen, found.end(), _BEFORE_THE_VALUE[kind]))
            if argument is not None and argument.end < entry.end:
                written = _written(seen, argument, kind)
                yield _Value(inner_name(found["name"]), written, argument.start, argument.end)


def _written(seen: str, argument: Argument, kind: str) -> str:
    if kind == "field":
        return _spelled(seen, argument)
    members = list(_members(seen, argument))
    return " and ".join(_name(seen, one) if kind == "name" else _spelled(seen, one) for one in members)


def _spelled(seen: str, argument: Argument) -> str:
    written = seen[argument.start : argument.end].replace(GAP, "")
    return _SPELLED_COMMAND.sub(lambda command: _SPELLED[command.group(1)], written).strip()


def _members(seen: str, whole: Argument) -> Iterator[Argument]:
    """The groups in braces inside a value."""
    position = whole.start
    while (opening := seen.find("{", position, whole.end)) >= 0:
        member = argument_at(seen, opening)
        if member is None:
            return
        yield member
        position = member.end + 1


def _name(seen: str, member: Argument) -> str:
    """A person as BibTeX writes one: ``van der Berg, Jr, Anna``; a group keeps its braces."""
    parts = dict[str, str]()
    for found in _PART_OF_NAME.finditer(seen, member.start, member.end):
        value = argument_at(seen, found.end())
        if value is not None:
            parts.setdefault(found.group(1), _spelled(seen, value))
    family = " ".join(parts[name] for name in ("prefix", "family") if name in parts)
    return ", ".join([family, *(parts[name] for name in ("suffix", "given") if name in parts)])
