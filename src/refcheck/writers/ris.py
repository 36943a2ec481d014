"""Items as RIS, the format of tags that every citation manager reads (https://en.wikipedia.org/wiki/RIS_(file_format))."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from refcheck.model import Date, Item, Name, Names
from refcheck.writers.base import Entry, pairs

_RANGE = re.compile(r"([^\s,;‐‑‒–—−-]+)\s*(?:-{1,2}|[‐‑‒–—−])\s*([^\s,;‐‑‒–—−-]+)")
_OTHERS = "others"
"""RIS cannot say that a list goes on; citation managers write this word, which they know from BibTeX."""


def write(entries: Sequence[Entry]) -> str:
    """A bibliography; an empty line stands between two records."""
    return "\n".join("".join(f"{tag}  - {_line(value)}\n" for tag, value in _record(one)) for one in entries)


def _record(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "TY", _type(entry.item)
    yield "ID", entry.key
    yield from ((tag, value) for tag, value in _fields(entry.item) if value)
    yield from (("N1", note) for note in entry.notes)
    yield "ER", ""


def _type(item: Item) -> str:
    """The type of the record. Where that of the work is not known, a volume tells an article from all else."""
    if not item.type and item.container_title and (item.volume or item.issue):
        return "JOUR"
    return pairs("ris_types.tsv").get(item.type, "GEN")


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    yield from (("AU", name) for name in _names(item.author))
    yield from (("ED", name) for name in _names(item.editor))
    yield "TI", _first(item.title)
    yield "T2", _first(item.container_title)
    yield "T3", _first(item.collection_title)
    yield from _dates(item.issued[0] if item.issued else Date())
    yield "VL", item.volume
    yield "IS", item.issue
    yield from _pages(item.page)
    yield "C7", item.number
    yield "ET", item.edition
    yield "PB", item.publisher
    yield "CY", item.publisher_place
    yield from (("SN", number) for number in (*item.isbn[:1], *item.issn[:1]))
    yield "DO", item.doi
    yield "AN", item.pmid and f"PMID: {item.pmid}"
    yield "M3", item.arxiv and f"arXiv:{item.arxiv}"
    yield "UR", item.url
    yield "LA", item.language


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


def _names(names: Names) -> list[str]:
    """The list. RIS has no way to say that a name after an ellipsis is the last one, so it stays away."""
    return [*(_name(name) for name in names.listed), *([_OTHERS] if names.truncated or names.last else [])]


def _name(name: Name) -> str:
    """A name as RIS has it: ``Family, Given, Suffix``."""
    if name.literal or not name.family:
        return name.literal or name.given
    if name.suffix:
        return f"{name.family}, {name.given}, {name.suffix}"
    return f"{name.family}, {name.given}" if name.given else name.family


def _dates(date: Date) -> Iterator[tuple[str, str]]:
    yield "PY", f"{date.year:04}" if date.year else date.literal
    if date.year and date.month:
        yield "DA", f"{date.year:04}/{date.month:02}/{f'{date.day:02}' if date.day else ''}/"


def _pages(page: str) -> Iterator[tuple[str, str]]:
    """First and last page; what is no plain range stands as it was typed."""
    found = _RANGE.fullmatch(page.strip())
    yield "SP", found.group(1) if found else page
    yield "EP", found.group(2) if found else ""


def _line(value: str) -> str:
    """One line: a line that begins like a tag would become one."""
    return " ".join("".join(char if unicodedata.category(char) not in {"Cc", "Cs"} else " " for char in value).split())
