"""The reader of BibTeX and biblatex files."""

from __future__ import annotations

from collections.abc import Mapping

from refcheck.model import Document, Field, Reference, Span, Unreadable
from refcheck.readers.bibtex_blocks import Blocks, read_blocks
from refcheck.readers.bibtex_comments import read_suppressions
from refcheck.readers.bibtex_item import inner_name, is_work, read_item, variable_of
from refcheck.readers.bibtex_scanner import ScannedEntry
from refcheck.readers.bibtex_values import expand, read_macros
from refcheck.readers.bibtex_writer import set_field
from refcheck.readers.inheritance import Entries, Fields, by_key, inherit

__all__ = ["read", "set_field"]

_LARGEST_TEXT = 64_000_000
"""Characters; the largest public bibliographies have about half of that."""


def read(path: str, text: str) -> Document:
    """All references of a BibTeX text, and what could not be read; never raises on what the text holds."""
    if len(text) > _LARGEST_TEXT:
        message = f"the file is too large: {len(text):,} characters, at most {_LARGEST_TEXT:,} are read"
        return Document(path, text, problems=(Unreadable(Span(0, 0), message),))
    blocks = read_blocks(text)
    references = _references(text, blocks)
    return Document(
        path,
        text,
        references,
        problems=tuple(sorted(blocks.problems, key=lambda problem: problem.span.start)),
        suppressions=read_suppressions(text, references),
    )


def _references(text: str, blocks: Blocks) -> tuple[Reference, ...]:
    macros = read_macros(blocks.strings)
    read_entries = [(entry, _own_fields(entry, macros)) for entry in blocks.entries]
    entries = by_key((entry.key, fields) for entry, fields in read_entries)
    return tuple(_reference(text, entry, fields, entries) for entry, fields in read_entries if is_work(entry.type))


def _own_fields(entry: ScannedEntry, macros: Mapping[str, str]) -> Fields:
    values: dict[str, str] = {}
    for field in entry.fields:
        name = inner_name(field.name.lower())
        value = None if name in values else expand(field, macros)
        if value is not None and value.strip():
            values[name] = value
    return Fields(entry.type, values)


def _reference(text: str, entry: ScannedEntry, own: Fields, entries: Entries) -> Reference:
    fields = tuple(
        Field(field.name, field.raw, Span(field.start, field.end), variable_of(field.name.lower(), entry.type))
        for field in entry.fields
    )
    item = read_item(inherit(own, entries))
    return Reference(entry.key, item, Span(entry.start, entry.end), fields, text[entry.start : entry.end])
