"""One field of one entry changed, and not a character besides.

The new value goes between the delimiters that are there; a new field goes behind the last one and looks like it. What
the edit touches is read again: if anything else would be read differently, the edit is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from refcheck.model import Field, Reference
from refcheck.readers.base import CannotWrite
from refcheck.readers.bibtex_blocks import Blocks, next_head, read_blocks
from refcheck.readers.bibtex_escape import dash_of, protect, to_latex
from refcheck.readers.bibtex_item import inner_name
from refcheck.readers.bibtex_scanner import HEAD, ScannedEntry, balanced_end
from refcheck.readers.tables import rows

_BIBLATEX_FIELDS = frozenset({"journaltitle", "date", "location", "eprinttype", "institution"})
_TITLE_PARTS = {"title": {"subtitle", "titleaddon"}, "container-title": {"journalsubtitle", "booksubtitle"}}
_PART_TYPES = frozenset({"inbook", "incollection", "inproceedings", "conference", "inreference"})
_BEFORE_FIELD = re.compile(r"[^\S\n]*\Z|\n[^\S\n]*\Z")
_DELIMITERS = {"{": "}", '"': '"'}
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters to replace, and the field that must then be there."""

    start: int
    end: int
    written: str
    name: str
    raw: str

    def apply(self, text: str) -> str:
        return text[: self.start] + self.written + text[self.end :]


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """The text with one variable of one reference changed; raises `CannotWrite` where that is not safe."""
    if text[reference.span.start : reference.span.end] != reference.text:
        raise CannotWrite("the file has changed since it was read")
    present = {field.name.lower() for field in reference.fields}
    if present & _TITLE_PARTS.get(variable, set()):
        raise CannotWrite("the title stands in two fields, title and subtitle")
    field = reference.field(variable)
    edit = _insertion(text, reference, variable, value) if field is None else _replacement(text, field, variable, value)
    changed = edit.apply(text)
    _assert_only(text, changed, reference, edit)
    return changed


# ----------------------------------------------------------------------------------------------- an existing field


def _replacement(text: str, field: Field, variable: str, value: str) -> _Edit:
    raw = field.raw
    delimiter = raw[:1]
    if delimiter not in _DELIMITERS:
        return _bare_replacement(field, variable, value)
    if balanced_end(raw, 0, len(raw)) != len(raw):
        raise CannotWrite(f"the value of `{field.name}` is put together from several pieces")
    inner = raw[1:-1]
    written = _written(field.name, variable, value, dash=dash_of(inner, text) if variable == "page" else "--")
    if variable not in ("DOI", "URL", "author", "editor"):
        written = protect(written, inner)
    new = delimiter + _within(delimiter, written) + _DELIMITERS[delimiter]
    return _Edit(field.span.start, field.span.end, new, field.name, new)


def _bare_replacement(field: Field, variable: str, value: str) -> _Edit:
    if field.raw and not field.raw.isdigit():
        raise CannotWrite(f"the value of `{field.name}` is a macro or no plain value")
    written = _written(field.name, variable, value, dash="--")
    new = written if written.isdecimal() and written.isascii() else "{" + written + "}"
    return _Edit(field.span.start, field.span.end, new, field.name, new)


def _written(name: str, variable: str, value: str, *, dash: str) -> str:
    if variable == "issued" and inner_name(name.lower()) == "year":
        year = _YEAR.match(value)
        if year is None:
            raise CannotWrite("the new date has no year")
        value = year.group()
    return to_latex(variable, value, dash=dash)


def _within(delimiter: str, written: str) -> str:
    return _quotes_in_braces(written) if delimiter == '"' else written


def _quotes_in_braces(written: str) -> str:
    pieces, depth = [], 0
    for char in written:
        depth += (char == "{") - (char == "}")
        pieces.append('{"}' if char == '"' and depth == 0 else char)
    return "".join(pieces)


# ---------------------------------------------------------------------------------------------------- a new field


def _insertion(text: str, reference: Reference, variable: str, value: str) -> _Edit:
    if not reference.fields or not reference.fields[-1].raw:
        raise CannotWrite("the entry has no field after which a new one could stand")
    model = _model_field(reference)
    last = reference.fields[-1]
    name = _new_name(reference, variable)
    delimiter = model.raw[0] if model.raw[0] in _DELIMITERS else "{"
    dash = dash_of(text) if variable == "page" else "--"
    raw = delimiter + _within(delimiter, _written(name, variable, value, dash=dash)) + _DELIMITERS[delimiter]
    before, equals = _spacing(text, reference, model, len(name))
    comma = _comma_after(text, last, reference.span.end)
    place = comma if comma >= 0 else last.span.end
    written = f"{'' if comma >= 0 else ','}{before}{name}{equals}{raw}{',' if comma >= 0 else ''}"
    return _Edit(place, place, written, name, raw)


def _model_field(reference: Reference) -> Field:
    """The last field that is delimited as most fields of the entry are."""
    style = Counter(field.raw[:1] for field in reference.fields if field.raw).most_common(1)[0][0]
    return next(field for field in reversed(reference.fields) if field.raw[:1] == style)


def _new_name(reference: Reference, variable: str) -> str:
    entry_type = _entry_type(reference)
    names = {field.name.lower() for field in reference.fields}
    for known, plain, biblatex, part in rows("written_fields.tsv"):
        if known == variable:
            name = part if entry_type in _PART_TYPES else biblatex if names & _BIBLATEX_FIELDS else plain
            return _in_case_of(reference, name)
    raise CannotWrite(f"there is no field for {variable} in BibTeX")


def _entry_type(reference: Reference) -> str:
    head = HEAD.match(reference.text)
    return head.group(1).lower() if head else ""


def _in_case_of(reference: Reference, name: str) -> str:
    written = [field.name for field in reference.fields]
    if all(one.isupper() for one in written):
        return name.upper()
    return name.capitalize() if all(one[:1].isupper() for one in written) else name


def _spacing(text: str, reference: Reference, model: Field, width: int) -> tuple[str, str]:
    """What stands before the name of a field, and between the name and the value; the = column is kept."""
    head = text[reference.span.start : model.span.start]
    begin = head.rindex(model.name)
    equals = head[begin + len(model.name) :]
    gap = len(equals) - len(equals.lstrip())
    if gap > 1:
        equals = " " * max(1, gap + len(model.name) - width) + equals.lstrip()
    space = _BEFORE_FIELD.search(head[:begin])
    before = space.group() if space else ""
    eol = "\r\n" if head[:begin].rstrip(" \t").endswith("\r\n") else "\n"
    return (eol + before.removeprefix("\n") if before.startswith("\n") else before or " "), equals


def _comma_after(text: str, field: Field, limit: int) -> int:
    """One past the comma that follows a field, or -1."""
    found = re.compile(r"(?:\s++|%[^\n]*+)*+,").match(text, field.span.end, limit)
    return found.end() if found else -1


# ----------------------------------------------------------------------------------------------------- the proof


def _assert_only(text: str, changed: str, reference: Reference, edit: _Edit) -> None:
    """Raise unless a new reading differs in the edited field alone.

    Reading starts afresh at every head at the beginning of a line. What comes before this entry, and what comes after
    the next such head, is read as before; the piece between is read again.
    """
    start, stop = reference.span.start, next_head(text, reference.span.end)
    before = read_blocks(text[start:stop])
    after = read_blocks(changed[start : stop + len(changed) - len(text)])
    old, new = _entry_at(before, 0), _entry_at(after, 0)
    if _rest(before, 0) != _rest(after, 0) or old is None or new is None or not _differ_only_in(old, new, edit):
        raise CannotWrite("the change would alter how the rest of the file is read")


def _rest(blocks: Blocks, start: int) -> tuple[object, ...]:
    """Everything but one entry, without positions."""
    entries = [
        (entry.type, entry.key, [(field.name, field.raw) for field in entry.fields])
        for entry in blocks.entries
        if entry.start != start
    ]
    return (
        entries,
        [(string.name, string.raw) for string in blocks.strings],
        Counter((problem.message, problem.key) for problem in blocks.problems),
    )


def _entry_at(blocks: Blocks, start: int) -> ScannedEntry | None:
    return next((entry for entry in blocks.entries if entry.start == start), None)


def _differ_only_in(old: ScannedEntry, new: ScannedEntry, edit: _Edit) -> bool:
    if (old.type, old.key) != (new.type, new.key):
        return False
    before = [(field.name, field.raw) for field in old.fields]
    after = [(field.name, field.raw) for field in new.fields]
    if len(after) > len(before):
        return after == [*before, (edit.name, edit.raw)]
    changed = [position for position, pair in enumerate(before) if pair != after[position]]
    written = [(edit.name, edit.raw)]
    return [after[position] for position in changed] in ([], written)
