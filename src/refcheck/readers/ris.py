"""The reader of RIS files, the exchange format of reference managers and publishers' sites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from refcheck.model import Date, Document, Field, Item, Reference, Span, Unreadable
from refcheck.readers.bibtex_dates import read_issued
from refcheck.readers.bibtex_identifiers import read_arxiv, read_doi, read_pmid, read_url
from refcheck.readers.ris_writer import set_field
from refcheck.readers.tables import mapping
from refcheck.readers.tagged_lines import TaggedLine, fields_of, names_of, scan

__all__ = ["read", "set_field"]

_LARGEST_TEXT = 64_000_000
_TAG = re.compile(r"^[ \t\ufeff]{0,3}(TY|ER|DOI|[A-Z][A-Z0-9])[ \t]{1,3}-(?:[ \t]|(?=[\r\n]|\Z))", re.MULTILINE)
_SLASHED_DATE = re.compile(r"(\d{4})/(\d{1,2})?/?(\d{1,2})?(?:/.*)?", re.DOTALL)
_LIST_OF_NUMBERS = re.compile(r"[,;/]|\s+")
_IDENTIFIER_FIELDS = {
    "DO": "doi", "DOI": "doi", "UR": "url", "LK": "url", "N1": "note", "M3": "howpublished", "AN": "annotation",
    "PB": "publisher", "T2": "journaltitle", "JO": "journaltitle", "SP": "pages", "VL": "volume",
}  # fmt: skip
_PREPRINT_TYPES = frozenset({"UNPB", "GEN", "JOUR", "EJOUR", "ELEC", "ICOMM", "MANSCPT"})


def read(path: str, text: str) -> Document:
    """The records of a RIS text, and what could not be read; never raises on what the text holds."""
    if len(text) > _LARGEST_TEXT:
        message = f"the file is too large: {len(text):,} characters, at most {_LARGEST_TEXT:,} are read"
        return Document(path, text, problems=(Unreadable(Span(0, 0), message),))
    references, problems = list[Reference](), list[Unreadable]()
    for lines in _records(scan(text, _TAG)):
        first, last = lines[0], lines[-1]
        if first.tag != "TY":
            problems.append(
                Unreadable(Span(first.begin, last.end), "lines outside of any record, which begins with TY")
            )
            continue
        if last.tag != "ER":
            problems.append(Unreadable(Span(first.begin, last.end), "the record does not end with ER"))
        references.append(_reference(text, lines))
    if not references and not problems and text.strip():
        problems.append(Unreadable(Span(0, 0), "no RIS record was found: none begins with TY"))
    return Document(path, text, tuple(references), problems=tuple(problems))


def _records(lines: Iterable[TaggedLine]) -> Iterator[list[TaggedLine]]:
    """Runs of lines from TY to ER, and runs of lines between them."""
    record = list[TaggedLine]()
    for line in lines:
        if line.tag == "TY" and record:
            yield record
            record = []
        record.append(line)
        if line.tag == "ER":
            yield record
            record = []
    if record:
        yield record


def _reference(text: str, lines: list[TaggedLine]) -> Reference:
    kind = lines[0].value.upper()
    inner = [line for line in lines if line.tag != "ER"]
    last = lines[-1]
    # What stands behind ER belongs to no record.
    end = last.start if last.tag == "ER" else last.end
    fields = fields_of("ris_tags.tsv", inner, kind)
    key = next((line.value for line in inner if line.tag == "ID"), "")
    span = Span(lines[0].begin, end)
    return Reference(key, _item(kind, fields), span, fields, text[span.start : span.end])


def _item(kind: str, fields: tuple[Field, ...]) -> Item:
    def values(variable: str) -> list[str]:
        found = (" ".join(field.raw.split()) for field in fields if field.variable == variable)
        return [value for value in found if value]

    def first(variable: str) -> str:
        return next(iter(values(variable)), "")

    words = _identifier_fields(fields)
    containers = tuple(dict.fromkeys(values("container-title")))
    arxiv = read_arxiv(words)
    preprint = _is_preprint(kind, [*containers, first("publisher")], arxiv)
    return Item(
        type="posted-content" if preprint else mapping("ris_types.tsv").get(kind, ""),
        subtype="preprint" if preprint else "",
        title=tuple(dict.fromkeys(values("title"))),
        author=names_of(values("author")),
        editor=names_of(values("editor")),
        issued=tuple(dict.fromkeys(_dates(fields))),
        container_title=containers,
        collection_title=tuple(dict.fromkeys(values("collection-title"))),
        volume=first("volume"),
        issue=first("issue"),
        page=_page(fields),
        number=first("number"),
        edition=first("edition"),
        publisher=first("publisher"),
        publisher_place=first("publisher-place"),
        doi=read_doi(words),
        isbn=_several(values("ISBN")),
        issn=_several(values("ISSN")),
        url=read_url(words),
        pmid=read_pmid(words),
        arxiv=arxiv,
        language=first("language"),
    )


def _identifier_fields(fields: Iterable[Field]) -> dict[str, str]:
    """The lines that may hold identifiers, under the names which BibTeX has for such fields."""
    found = dict[str, str]()
    for field in fields:
        if field.name in _IDENTIFIER_FIELDS and field.raw.strip():
            found.setdefault(_IDENTIFIER_FIELDS[field.name], field.raw.strip())
    return found


def _is_preprint(kind: str, places: Iterable[str], arxiv: str) -> bool:
    servers = mapping("preprint_servers.tsv")
    words = [place.split(maxsplit=1)[0].rstrip(".,:;").lower() for place in places if place.strip()]
    return kind in _PREPRINT_TYPES and (any(word in servers for word in words) or (bool(arxiv) and not words))


def _dates(fields: Iterable[Field]) -> Iterator[Date]:
    """The dates of all lines, the most precise of one year first."""
    dates = [date for field in fields if field.variable == "issued" for date in _date(field.raw.strip())]
    known = {(date.year, date.month) for date in dates if date.month}
    precise = {year for year, _ in known}
    return (date for date in dates if date.month or date.year not in precise)


def _date(written: str) -> tuple[Date, ...]:
    slashed = _SLASHED_DATE.fullmatch(written)
    if slashed is None:
        return read_issued({"date": written})
    year, month, day = (int(part) if part else None for part in slashed.groups())
    month = month if month and month <= 12 else None
    return (Date(year, month, day if month and day and day <= 31 else None),)


def _page(fields: Iterable[Field]) -> str:
    pages = {field.name: field.raw.strip() for field in reversed(tuple(fields)) if field.variable == "page"}
    first, last = pages.get("SP", ""), pages.get("EP", "")
    if first and last and first != last and "-" not in first and "–" not in first:
        return f"{first}-{last}"
    return first or last


def _several(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number for value in values for number in _LIST_OF_NUMBERS.split(value) if number))
