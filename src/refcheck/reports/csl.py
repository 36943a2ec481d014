"""An item as CSL JSON (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from refcheck.model import Date, Item, Name, Names
from refcheck.reports.base import Json


def to_csl(item: Item) -> dict[str, Json]:
    """The item with the first value of each variable; variables without a value are left out."""
    doi = item.doi
    every: dict[str, Json] = {
        "id": doi or item.url or (item.title[0] if item.title else "work"),
        "type": _types().get(item.type, "document"),
        "title": _first(item.title),
        "author": _names(item.author),
        "editor": _names(item.editor),
        "issued": _date(item.issued[0]) if item.issued else None,
        "container-title": _first(item.container_title),
        "collection-title": _first(item.collection_title),
        "event-title": _first(item.event_title),
        "volume": item.volume,
        "issue": item.issue,
        "page": item.page,
        "number": item.number,
        "edition": item.edition,
        "publisher": item.publisher,
        "publisher-place": item.publisher_place,
        "DOI": doi,
        "ISBN": _first(item.isbn),
        "ISSN": _first(item.issn),
        "PMID": item.pmid,
        "URL": item.url or (f"https://doi.org/{doi}" if doi else ""),
        "language": item.language,
    }
    return {variable: value for variable, value in every.items() if value}


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


def _names(names: Names) -> list[Json]:
    return [_name(name) for name in (*names.listed, *([names.last] if names.last else []))]


def _name(name: Name) -> Mapping[str, Json]:
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix, "literal": name.literal}
    return {part: text for part, text in parts.items() if text}


def _date(date: Date) -> Mapping[str, Json]:
    if date.year is None:
        return {"literal": date.literal} if date.literal else {}
    parts: list[Json] = [date.year]
    for part in (date.month, date.day):
        if not part:
            break
        parts.append(part)
    return {"date-parts": [parts]}


@cache
def _types() -> Mapping[str, str]:
    """CSL's name of each of Crossref's types."""
    lines = files(__package__).joinpath("csl_types.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)
