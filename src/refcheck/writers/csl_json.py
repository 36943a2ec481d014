"""Items as CSL JSON (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from refcheck.model import Date, Item, Name, Names
from refcheck.writers.base import Entry, Json, pairs

_OTHERS: Mapping[str, Json] = {"literal": "others"}
"""CSL cannot say that a list goes on; citeproc processors know this word from BibTeX."""


def write(entries: Sequence[Entry]) -> str:
    """A bibliography: an array of items."""
    items = [{**to_csl(one.item, one.key), **_note(one.notes)} for one in entries]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _note(notes: tuple[str, ...]) -> Mapping[str, Json]:
    return {"note": "; ".join(notes)} if notes else {}


def to_csl(item: Item, key: str = "") -> dict[str, Json]:
    """The item with the first value of each variable; variables without a value are left out."""
    every: dict[str, Json] = {
        "id": key or item.doi or item.url or (item.title[0] if item.title else "work"),
        "type": _type(item),
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
        "DOI": item.doi,
        "ISBN": _first(item.isbn),
        "ISSN": _first(item.issn),
        "PMID": item.pmid,
        "URL": item.url or (f"https://doi.org/{item.doi}" if item.doi else ""),
        **_eprint(item.arxiv),
        "language": item.language,
    }
    return {variable: value for variable, value in every.items() if value}


def _type(item: Item) -> str:
    """The type of the item. Where that of the work is not known, a volume tells an article from all else."""
    if not item.type and item.container_title and (item.volume or item.issue):
        return "article-journal"
    return pairs("csl_types.tsv").get(item.type, "document")


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


def _eprint(arxiv: str) -> Mapping[str, Json]:
    return {"archive": "arXiv", "archive_location": arxiv} if arxiv else {}


def _names(names: Names) -> list[Json]:
    """The list. CSL has no way to say that a name after an ellipsis is the last one, so it stays away."""
    return [*(_name(name) for name in names.listed), *([_OTHERS] if names.truncated or names.last else [])]


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
