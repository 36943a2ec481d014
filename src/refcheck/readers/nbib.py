"""The reader of PubMed's own format (``.nbib``), which its *Cite* button and *Send to: Citation manager* give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from refcheck.model import Document, Field, Item, Name, Names, Reference, Span, Unreadable
from refcheck.readers.base import CannotWrite
from refcheck.readers.bibtex_dates import read_issued
from refcheck.readers.tagged_lines import TaggedLine, fields_of, names_of, scan

__all__ = ["read", "set_field"]

_LARGEST_TEXT = 64_000_000
_TAG = re.compile(r"^\ufeff?([A-Z]{2,4}) {0,2}-(?: |(?=[\r\n]|\Z))", re.MULTILINE)
_DOI = re.compile(r"(10\.\d{4,9}/\S+)\s*\[doi\]")
_NUMBER = re.compile(r"[\dXx][\dXx-]{7,16}")
_YEAR_AND_MONTH = re.compile(r"(\d{4})(?:\s+([A-Za-z]{3})(?![\w/-])(?:\s+(\d{1,2}))?)?")
_TYPES = {"book": "book", "book chapter": "book-chapter", "preprint": "posted-content"}


def read(path: str, text: str) -> Document:
    """The records of a PubMed text; never raises on what the text holds."""
    if len(text) > _LARGEST_TEXT:
        message = f"the file is too large: {len(text):,} characters, at most {_LARGEST_TEXT:,} are read"
        return Document(path, text, problems=(Unreadable(Span(0, 0), message),))
    references = tuple(_reference(text, lines) for lines in _records(scan(text, _TAG)))
    problems: tuple[Unreadable, ...] = ()
    if not references and text.strip():
        problems = (Unreadable(Span(0, 0), "no PubMed record was found: none begins with PMID"),)
    return Document(path, text, references, problems=problems)


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """Refuses: the file is an export of PubMed, to be exported again."""
    del text, reference, variable, value
    raise CannotWrite("an export of PubMed is not edited")


def _records(lines: Iterable[TaggedLine]) -> Iterator[list[TaggedLine]]:
    record = list[TaggedLine]()
    for line in lines:
        if line.tag == "PMID" and record:
            yield record
            record = []
        if record or line.tag == "PMID":
            record.append(line)
    if record:
        yield record


def _reference(text: str, lines: list[TaggedLine]) -> Reference:
    span = Span(lines[0].begin, lines[-1].end)
    fields = fields_of("nbib_tags.tsv", lines, "")
    fields = tuple(_doi_alone(field) for field in fields)
    return Reference(lines[0].value, _item(fields), span, fields, text[span.start : span.end])


def _doi_alone(field: Field) -> Field:
    """An article has several identifiers; only that which is marked so is a DOI."""
    if field.variable != "DOI":
        return field
    found = _DOI.match(field.raw)
    if found is None:
        return Field(field.name, field.raw, field.span)
    start = field.span.start
    return Field(field.name, found.group(1), Span(start, start + len(found.group(1))), "DOI")


def _item(fields: tuple[Field, ...]) -> Item:
    def values(*names: str) -> list[str]:
        return [" ".join(field.raw.split()) for field in fields if field.name in names and field.raw.strip()]

    def first(*names: str) -> str:
        return next(iter(values(*names)), "")

    kinds = {value.lower() for value in values("PT")}
    kind = next((found for name, found in _TYPES.items() if name in kinds), "journal-article")
    doi = next((field.raw for field in fields if field.variable == "DOI"), "")
    return Item(
        type=kind,
        subtype="preprint" if kind == "posted-content" else "",
        title=tuple(value.rstrip(".") for value in values("TI")[:1]),
        author=_names(values("FAU") or values("AU"), values("CN")),
        editor=_names(values("FED") or values("ED"), []),
        issued=read_issued(_date_fields(first("DP"))),
        container_title=tuple(dict.fromkeys([*values("JT"), *values("TA"), *values("BTI")])),
        collection_title=tuple(values("CTI")[:1]),
        volume=first("VI"),
        issue=first("IP"),
        page=first("PG"),
        edition=first("EN"),
        publisher=first("PB"),
        doi=doi,
        isbn=tuple(_NUMBER.findall(" ".join(values("ISBN")))),
        issn=tuple(_NUMBER.findall(" ".join(values("IS")))),
        pmid=first("PMID"),
        language=first("LA"),
    )


def _date_fields(written: str) -> dict[str, str]:
    """``2021 Mar 3`` as year, month and day; of a season or a range of months only the year is sure."""
    found = _YEAR_AND_MONTH.match(written)
    if found is None:
        return {"date": written}
    return {name: part for name, part in zip(("year", "month", "day"), found.groups(), strict=True) if part}


def _names(persons: list[str], groups: list[str]) -> Names:
    read = names_of(persons)
    return Names((*read.listed, *(Name(literal=group) for group in groups)), read.truncated)
