"""The formats a work can be transformed into."""

from __future__ import annotations

import json

from tests.crossref_double.json_values import Json, Record, as_record, date_parts, members, objects, plain_bytes, text
from tests.crossref_double.wire import Answer

BIBTEX = "application/x-bibtex"
CSL = "application/vnd.citationstyles.csl+json"
XML = "application/vnd.crossref.unixsd+xml"
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
BIBTEX_TYPES = {
    "journal-article": "article",
    "proceedings-article": "inproceedings",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "book-chapter": "inbook",
    "dissertation": "phdthesis",
}
LISTS_IN_CSL = ("title", "container-title", "short-container-title", "original-title")


def transformed(single: bytes | None, accept: str) -> Answer | None:
    """The work in the format that was asked for (CSL JSON for any other), or `None` without a work."""
    if single is None:
        return None
    record = as_record(json.loads(single))
    if BIBTEX in accept:
        return Answer(200, BIBTEX, bibtex(record).encode())
    if "xml" in accept:
        doi = text(record.get("DOI")).replace("&", "&amp;").replace("<", "&lt;")
        return Answer(200, XML, f"<crossref_result><doi>{doi}</doi></crossref_result>".encode())
    return Answer(200, CSL, plain_bytes(csl(record)))


def csl(record: Record) -> Record:
    """CSL JSON: titles are plain strings, and authors without a personal name are empty objects."""
    item: dict[str, Json] = dict(record)
    for key in LISTS_IN_CSL:
        if key in item:
            item[key] = text(item[key])
    if "author" in item:
        item["author"] = [{} if "family" not in person else person for person in objects(item["author"])]
    return item


def bibtex(record: Record) -> str:
    """One line with a blank before it, as doi.org hands it out."""
    people = [person for person in objects(record.get("author")) if person.get("family")]
    year, month, _ = date_parts(record.get("issued"))
    family = text(people[0].get("family")).replace(" ", "_") if people else ""
    authors = " and ".join(f"{text(person.get('family'))}, {text(person.get('given'))}" for person in people)
    fields = {
        "title": f"{{{text(record.get('title'))}}}",
        "volume": f"{{{text(record.get('volume'))}}}",
        "ISSN": f"{{{_issn(record)}}}",
        "url": f"{{http://dx.doi.org/{text(record.get('DOI'))}}}",
        "DOI": f"{{{text(record.get('DOI'))}}}",
        "number": f"{{{text(record.get('issue'))}}}",
        "journal": f"{{{text(record.get('container-title'))}}}",
        "publisher": f"{{{text(record.get('publisher'))}}}",
        "author": f"{{{authors}}}",
        "year": f"{{{year or ''}}}",
        "month": MONTHS[month] if _month_is_known(record) else "",
        "pages": f"{{{text(record.get('page')).replace('-', '–')}}}",
    }
    kind = BIBTEX_TYPES.get(text(record.get("type")), "misc")
    written = ", ".join(f"{name}={value}" for name, value in fields.items() if value not in {"", "{}"})
    return f" @{kind}{{{family}_{year}, {written} }}"


def _issn(record: Record) -> str:
    by_medium = {text(issn.get("type")): text(issn.get("value")) for issn in objects(record.get("issn-type"))}
    return by_medium.get("electronic") or by_medium.get("print", "")


def _month_is_known(record: Record) -> bool:
    rows = members(as_record(record.get("issued")).get("date-parts"))
    return bool(rows) and len(members(rows[0])) > 1
