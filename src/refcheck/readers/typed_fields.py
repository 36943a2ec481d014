"""A value written into a reference that was typed as running text, and not a character besides.

The new value takes the place of the old one exactly. What is not there yet cannot be put in, since a style of
references is not known to the letter; only a DOI has its place: at the end, as an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from refcheck.model import Field, Reference
from refcheck.readers.base import CannotWrite

_ADDRESS = "https://doi.org/"
_LISTS = {"author": "authors", "editor": "editors"}
_YEAR = re.compile(r"\d{4}")
_DASH = re.compile(r"\s*(?:--|[‐‑‒–—−-])\s*")
_DOI = re.compile(r"10\.\d")


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a format writes text: its escapes, what in a value is markup, and what may close behind a reference."""

    escape: Callable[[str], str]
    markup: re.Pattern[str]
    """What must not be in a range that is replaced."""
    closing: re.Pattern[str]
    """What belongs to the end of a reference although it is no text: closing tags."""


PLAIN = Syntax(str, re.compile(r"(?!)"), re.compile(r""))


def replace_field(text: str, reference: Reference, variable: str, value: str, syntax: Syntax) -> str:
    """The text with one variable of a typed reference changed; raises `CannotWrite` where that is not safe."""
    field = reference.field(variable)
    if field is None:
        return _with_doi(text, reference, variable, value, syntax)
    start, end = field.span.start, field.span.end
    if text[start:end] != field.raw:
        raise CannotWrite("the file has changed since it was read")
    if variable in _LISTS:
        raise CannotWrite(f"the {_LISTS[variable]} of a typed reference have no form that could be kept")
    if syntax.markup.search(field.raw):
        raise CannotWrite("there is markup inside the value")
    return text[:start] + syntax.escape(_written(field, variable, value)) + text[end:]


def _with_doi(text: str, reference: Reference, variable: str, value: str, syntax: Syntax) -> str:
    if variable != "DOI":
        raise CannotWrite("it is not known where in a typed reference this would stand")
    end = reference.span.end
    closing = syntax.closing.match(text, end)
    end = closing.end() if closing else end
    return f"{text[:end]} {syntax.escape(_ADDRESS + value)}{text[end:]}"


def _written(field: Field, variable: str, value: str) -> str:
    match variable:
        case "page":
            dash = _DASH.search(field.raw)
            return value.replace("-", dash.group() if dash else "-")
        case "DOI":
            doi = _DOI.search(field.raw)
            return field.raw[: doi.start()] + value if doi else value
        case "issued":
            year = _YEAR.search(field.raw)
            new = _YEAR.match(value)
            if year is None or new is None:
                raise CannotWrite("the date has no year that could be replaced")
            return field.raw[: year.start()] + new.group() + field.raw[year.end() :]
        case _:
            return value
