"""Field codes of reference managers in Word documents: Zotero, Mendeley, Citavi's CSL export and EndNote.

A field holds what the manager knows of each cited work, so nothing has to be read from the text.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from refcheck.model import Item, Names
from refcheck.readers.bibtex_dates import read_issued
from refcheck.readers.bibtex_identifiers import read_doi
from refcheck.readers.csl_item import read_item
from refcheck.readers.json_scanner import Json, scan
from refcheck.readers.tables import mapping
from refcheck.readers.tagged_lines import names_of
from refcheck.readers.xml_tree import Element, parse

_CSL = re.compile(r"\bCSL_CITATION\b\s*(?=\{)")
_ENDNOTE = re.compile(r"\bADDIN\s+EN\.CITE(?!\.DATA)")
_BIBLIOGRAPHY = re.compile(
    r"\bADDIN\s+ZOTERO_BIBL\b|\bCSL_BIBLIOGRAPHY\b|\bADDIN\s+EN\.REFLIST\b|^\s*BIBLIOGRAPHY\b|^MENDELEY_BIBLIOGRAPHY"
)
_LINK = re.compile(r'^\s*HYPERLINK\s+"([^"]{1,2000})"')
_MENDELEY_TAG = "MENDELEY_CITATION_v3_"
_LONGEST = 4_000_000
"""Characters of a field; with all abstracts, those that cite twenty works have a fiftieth of that."""
_MOST_ITEMS = 500


def is_bibliography(instruction: str) -> bool:
    """Whether a field, or the tag of a content control, is that of the list of references that a manager writes."""
    return _BIBLIOGRAPHY.search(instruction) is not None


def linked_address(instruction: str) -> str:
    """The address that a field leads to, or empty."""
    found = _LINK.match(instruction)
    return found[1] if found is not None else ""


def decoded(written: str) -> str:
    """A text that is written as Base64, as EndNote and Mendeley keep theirs; empty if it is none."""
    try:
        return base64.b64decode(written + "===").decode("utf-8", "replace").rstrip("\0")
    except (binascii.Error, ValueError):
        return ""


def read_field(instruction: str) -> list[Item]:
    """The works that a field cites, none if it is no citation."""
    if len(instruction) > _LONGEST:
        return []
    found = _CSL.search(instruction)
    if found is not None:
        return list(_csl(scan(instruction[found.end() :].strip()).root.plain()))
    if _ENDNOTE.search(instruction) and "<EndNote>" in instruction:
        return list(_endnote(instruction))
    return []


def read_tag(tag: str) -> list[Item]:
    """The works in the tag of a content control, where Mendeley Cite keeps them."""
    if not tag.startswith(_MENDELEY_TAG) or len(tag) > _LONGEST:
        return []
    return list(_csl(scan(decoded(tag.removeprefix(_MENDELEY_TAG))).root.plain()))


def _csl(citation: Json) -> Iterator[Item]:
    items = citation.get("citationItems") if isinstance(citation, Mapping) else None
    if not isinstance(items, Sequence) or isinstance(items, str):
        return
    for one in items[:_MOST_ITEMS]:
        described = one.get("itemData") if isinstance(one, Mapping) else None
        if isinstance(described, Mapping):
            yield read_item(described)


def _endnote(instruction: str) -> Iterator[Item]:
    start = instruction.find("<EndNote>")  # the same may stand there twice
    end = instruction.find("</EndNote>", start)
    root = parse(instruction[start : end + len("</EndNote>")] if end > start else "").root
    for record in islice(root.descendants("record"), _MOST_ITEMS) if root is not None else ():
        yield _endnote_item(record)


def _endnote_item(record: Element) -> Item:
    def first(*path: str) -> str:
        found: Element | None = record
        for name in path:
            found = found.first(name) if found is not None else None
        return found.text() if found is not None else ""

    authors, editors = record.first("authors"), record.first("secondary-authors")
    containers = (first("titles", "secondary-title"), first("periodical", "full-title"))
    return Item(
        type=mapping("endnote_types.tsv").get(first("ref-type"), ""),
        title=tuple(text for text in (first("titles", "title"),) if text),
        author=_names(authors),
        editor=_names(editors),
        issued=read_issued({"date": first("dates", "year")}),
        container_title=tuple(dict.fromkeys(text for text in containers if text)),
        volume=first("volume"),
        issue=first("number"),
        page=first("pages"),
        publisher=first("publisher"),
        doi=read_doi({"doi": first("electronic-resource-num")}),
    )


def _names(element: Element | None) -> Names:
    return names_of([one.text() for one in element.descendants("author")] if element is not None else [])
