"""A CSL item (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables) as an `Item`.

The same form stands in ``.json`` files, in the field codes of word processors and in YAML front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from refcheck.model import Date, Item, Name, Names
from refcheck.readers.bibtex_dates import read_issued
from refcheck.readers.bibtex_identifiers import read_arxiv, read_doi, read_pmid, read_url
from refcheck.readers.json_scanner import Json
from refcheck.readers.tables import mapping

_MARKUP = re.compile(r"</?(?:i|b|u|sub|sup|sc|em|strong|span)\b[^<>]{0,200}>", re.IGNORECASE)
_LIST_OF_NUMBERS = re.compile(r"[,;/]|\s+")
_OTHERS = frozenset({"others", "et al", "et al."})
_MOST_NAMES = 5000


def variable_of(name: str) -> str:
    """The variable that a name in a CSL item feeds."""
    return mapping("csl_variables.tsv").get(name, name)


def read_item(values: Mapping[str, Json]) -> Item:
    """What a CSL item says about the work; values of a wrong kind are passed over."""
    words = _identifier_fields(values)
    arxiv = read_arxiv(words)
    containers = _texts(values, "container-title", "container-title-short", "journalAbbreviation")
    preprint = _is_preprint(values, containers, arxiv)
    return Item(
        type="posted-content" if preprint else mapping("csl_types.tsv").get(_text(values.get("type")), ""),
        subtype="preprint" if preprint else "",
        title=_texts(values, "title"),
        author=read_names(values.get("author")),
        editor=read_names(values.get("editor")),
        issued=_dates(values),
        container_title=containers,
        collection_title=_texts(values, "collection-title"),
        event_title=_texts(values, "event-title", "event"),
        volume=_text(values.get("volume")),
        issue=_text(values.get("issue")),
        page=_text(values.get("page")) or _text(values.get("page-first")),
        number="" if preprint or arxiv else _number(values),
        edition=_text(values.get("edition")),
        publisher=_text(values.get("publisher")),
        publisher_place=_text(values.get("publisher-place")),
        doi=read_doi(words),
        isbn=_several(values.get("ISBN")),
        issn=_several(values.get("ISSN")),
        url=read_url(words),
        pmid=read_pmid(words),
        arxiv=arxiv,
        language=_text(values.get("language")),
    )


def _identifier_fields(values: Mapping[str, Json]) -> dict[str, str]:
    """The variables that may hold identifiers, under the names which BibTeX has for them."""
    archive = _text(values.get("archive_location")) if "arxiv" in _text(values.get("archive")).lower() else ""
    names = {"doi": "DOI", "url": "URL", "pmid": "PMID", "note": "note", "publisher": "publisher"}
    found = {name: _text(values.get(variable)) for name, variable in names.items()}
    return {**found, "arxiv": archive, "eprint": _text(values.get("number"))}


def _is_preprint(values: Mapping[str, Json], containers: Iterable[str], arxiv: str) -> bool:
    """CSL's *article* is a preprint; older files have it for everything that fits nowhere else."""
    if _text(values.get("type")) not in ("article", "manuscript", "article-journal"):
        return False
    servers = mapping("preprint_servers.tsv")
    places = [*containers, _text(values.get("publisher"))]
    if any(place.split(maxsplit=1)[0].rstrip(".,:;").lower() in servers for place in places if place.strip(" .,:;")):
        return True
    return (bool(arxiv) or "preprint" in _text(values.get("genre")).lower()) and not any(containers)


def _number(values: Mapping[str, Json]) -> str:
    """The number of an article; that of a report or a patent is none."""
    return _text(values.get("number")) if _text(values.get("type")).startswith("article") else ""


def _text(value: Json) -> str:
    """A value as plain text: numbers are spelled, of a list the first is taken."""
    if isinstance(value, str):
        return " ".join(_MARKUP.sub("", value).split())
    if isinstance(value, bool) or value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, int | float):
        return str(value)
    return _text(value[0]) if value and isinstance(value[0], str | int) else ""


def _texts(values: Mapping[str, Json], *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for name in names if (text := _text(values.get(name)))))


def _several(value: Json) -> tuple[str, ...]:
    every = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    numbers = (number for one in every for number in _LIST_OF_NUMBERS.split(_text(one)))
    return tuple(dict.fromkeys(number for number in numbers if number))


# --------------------------------------------------------------------------------------------------------- names


def read_names(value: Json) -> Names:
    """A list of CSL names."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return Names((Name(literal=_text(value)),)) if _text(value) else Names()
    listed, truncated = list[Name](), False
    for one in value[:_MOST_NAMES]:
        name = _name(one)
        if str(name).lower() in _OTHERS:
            truncated = True
        elif name != Name():
            listed.append(name)
    return Names(tuple(listed), truncated)


def _name(value: Json) -> Name:
    if not isinstance(value, Mapping):
        return _written_name(_text(value))
    parts = [_text(value.get(part)) for part in ("dropping-particle", "non-dropping-particle", "family")]
    family, given = " ".join(part for part in parts if part), _text(value.get("given"))
    if not family:
        return Name(literal=_text(value.get("literal")) or given)
    return Name(family, given, _text(value.get("suffix")))


def _written_name(text: str) -> Name:
    family, comma, given = text.partition(",")
    return Name(family.strip(), given.strip()) if comma else Name(literal=text)


# --------------------------------------------------------------------------------------------------------- dates


def _dates(values: Mapping[str, Json]) -> tuple[Date, ...]:
    original = (Date(one.year, one.month, one.day, kind="original") for one in _date(values.get("original-date")))
    state = _text(values.get("status")).lower()
    dates = _date(values.get("issued")) or (_date(state) if state else ())
    return tuple(dict.fromkeys((*dates, *(one for one in original if one.year))))


def _date(value: Json) -> tuple[Date, ...]:
    if not isinstance(value, Mapping):
        return read_issued({"date": _text(value)})
    parts = value.get("date-parts")
    if isinstance(parts, Sequence) and not isinstance(parts, str):
        dates = tuple(date for one in parts[:2] if (date := _date_of_parts(one)) is not None)
        if dates:
            return dates
    words = _text(value.get("raw")) or _text(value.get("literal"))
    return read_issued({"date": words})


def _date_of_parts(value: Json) -> Date | None:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return None
    year, month, day = (_whole(part) for part in [*value[:3], None, None, None][:3])
    if year is None or not 0 < year < 10_000:
        return None
    month = month if month and 0 < month <= 12 else None
    return Date(year, month, day if month and day and 0 < day <= 31 else None)


def _whole(value: Json) -> int | None:
    text = _text(value).strip()
    return int(text) if text.isascii() and text.lstrip("-").isdigit() and len(text) < 6 else None
