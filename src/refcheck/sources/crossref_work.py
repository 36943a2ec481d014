"""One record of Crossref's REST API, or of a dump of it, as a `Work`.

This is the border: nothing behind it knows Crossref's JSON. Records are taken as they come: lists where strings are
usual and strings where lists are, numbers for strings, ``null``, empty strings, keys that are not documented.
The API: https://api.crossref.org/swagger-ui/index.html
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence

from refcheck.compare.text import fold
from refcheck.compare.titles import is_section_title
from refcheck.model import Date, Item, Name, Names, Relation, Update, Work
from refcheck.sources.crossref_text import clean, damaged, is_placeholder

Message = Mapping[str, object]

_DATES = (  # (key, kind): the date to cite first; "journal-issue" is looked into for both of its dates
    ("published-print", "print"),
    ("journal-issue/published-print", "print"),
    ("published-online", "online"),
    ("journal-issue/published-online", "online"),
    ("posted", "posted"),
    ("issued", "issued"),
    ("published", "published"),
    ("published-other", "other"),
    ("content-created", "created"),
    ("approved", "approved"),
)
_EARLIEST_YEAR = 1450
_BOOK_LAST = {"book-chapter", "book-part", "book-section", "book-track", "reference-entry", "proceedings-article"}
_ISSUED_BY_INSTITUTION = {"dissertation", "report", "report-component", "report-series"}
_SHORT_TITLE = 5
_SHOUTED_LETTERS = 12
_SHOUTED_WORDS = 3
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_IDENTIFIER_PREFIX = re.compile(r"^(?:https?://id\.crossref\.org/\w+/|urn:\w+:)", re.IGNORECASE)
_PAGE_RANGE = re.compile(r"^(\d+)\s*-\s*(\d+)$")
_UPPER_TO_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


class NotAWork(ValueError):  # noqa: N818 - it says what the message is, as the sources' answers do
    """The message is no record of a work: no object, or without a DOI."""


def to_work(message: Message, *, source: str, retrieved: datetime.date) -> Work:
    """The work that a record describes, and the day on which the source gave it.

    Raises:
        NotAWork: if the message is no object or has no DOI.
    """
    if not isinstance(message, dict):
        raise NotAWork("the record is no JSON object")
    doi = _doi(message.get("DOI"))
    if not doi:
        raise NotAWork("the record has no DOI")
    return Work(
        item=_item(message, doi, retrieved),
        source=source,
        retrieved=retrieved,
        updates=_updates(message.get("update-to"), doi),
        updated_by=_updates(message.get("updated-by"), doi),
        relations=_relations(message.get("relation")),
        aliases=_aliases(message),
        abstract=_string(message.get("abstract")),
    )


# ------------------------------------------------------------------------------------------ the shapes of JSON


def _raw_strings(value: object) -> tuple[str, ...]:
    if not value:
        return ()
    if isinstance(value, str):
        return (value,)
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(
        str(one) for one in values if isinstance(one, str | int | float) and not isinstance(one, bool) and str(one)
    )


def _strings(value: object, variable: str = "any") -> tuple[str, ...]:
    if not value:
        return ()
    cleaned = (clean(one) for one in _raw_strings(value))
    return _distinct(one for one in cleaned if not is_placeholder(one, variable))


def _string(value: object, variable: str = "any") -> str:
    return next(iter(_strings(value, variable)), "")


def _objects(value: object) -> tuple[Message, ...]:
    if not value:
        return ()
    if isinstance(value, dict):
        return (value,)
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(one for one in values if isinstance(one, dict))


def _object(value: object) -> Message:
    return next(iter(_objects(value)), {})


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in values if one))


def _doi(value: object) -> str:
    raw = next(iter(_raw_strings(value)), "").replace("\\/", "/")
    return _DOI_PREFIX.sub("", raw.strip()).translate(_UPPER_TO_LOWER)


def _identifiers(listed: object, typed: object) -> tuple[str, ...]:
    raw = [*_raw_strings(listed), *(text for one in _objects(typed) for text in _raw_strings(one.get("value")))]
    return _distinct(_IDENTIFIER_PREFIX.sub("", one.replace("\\/", "/").strip()) for one in raw)


# ------------------------------------------------------------------------------------------------- the item


def _item(message: Message, doi: str, retrieved: datetime.date) -> Item:
    work_type = _string(message.get("type")).lower()
    containers = _containers(message, work_type)
    event = _object(message.get("event"))
    return Item(
        type=work_type,
        subtype=_string(message.get("subtype")).lower(),
        title=_titles(message),
        author=_names(message.get("author")),
        editor=_names(message.get("editor")),
        issued=_issued(message, retrieved),
        container_title=containers,
        collection_title=containers[1:] if work_type in _BOOK_LAST else (),
        event_title=_distinct((_string(event.get("name")), *_strings(event.get("acronym")))),
        volume=_string(message.get("volume"), "volume"),
        issue=_string(message.get("issue"), "issue")
        or _string(_object(message.get("journal-issue")).get("issue"), "issue"),
        page=_string(message.get("page"), "page"),
        number=_string(message.get("article-number"), "page"),
        edition=_string(message.get("edition-number")),
        publisher=_publisher(message, work_type),
        publisher_place=_string(message.get("publisher-location")),
        doi=doi,
        isbn=_identifiers(message.get("ISBN"), message.get("isbn-type")),
        issn=_identifiers(message.get("ISSN"), message.get("issn-type")),
        url=_string(_object(_object(message.get("resource")).get("primary")).get("URL")) or _string(message.get("URL")),
        language=_string(message.get("language")),
        doubtful=_doubtful(message),
    )


def _titles(message: Message) -> tuple[str, ...]:
    titles = _strings(message.get("title"))
    subtitles = _strings(message.get("subtitle"))
    joined = [
        f"{title.rstrip(' :.')}: {subtitle}"
        for title in titles
        for subtitle in subtitles
        if not fold(title).endswith(fold(subtitle))
    ]
    return _distinct(
        (*titles, *joined, *_strings(message.get("original-title")), *_strings(message.get("short-title")))
    )


def _containers(message: Message, work_type: str) -> tuple[str, ...]:
    titles = _strings(message.get("container-title"))
    if work_type in _BOOK_LAST:
        titles = titles[::-1]
    hosts: tuple[str, ...] = ()
    if work_type == "posted-content":
        hosts = (*_institutions(message), *_strings(message.get("group-title")), *_strings(message.get("publisher")))
    return _distinct((*titles, *_strings(message.get("short-container-title")), *hosts))


def _institutions(message: Message) -> tuple[str, ...]:
    institutions = _objects(message.get("institution"))
    return _distinct(text for one in institutions for key in ("name", "acronym") for text in _strings(one.get(key)))


def _publisher(message: Message, work_type: str) -> str:
    publisher = _string(message.get("publisher"))
    if work_type not in _ISSUED_BY_INSTITUTION:
        return publisher
    institutions = _strings([one.get("name") for one in _objects(message.get("institution"))])
    return " / ".join(_distinct((publisher, *institutions)))


# ------------------------------------------------------------------------------------------------- names and dates


def _names(value: object) -> Names:
    entries = _objects(value)
    named = [(entry, name) for entry in entries if (name := _name(entry))]
    if entries and named and not _name(entries[0]):
        named.sort(key=lambda one: one[0].get("sequence") != "first")
    return Names(tuple(name for _, name in named))


def _name(entry: Message) -> Name | None:
    family, given, suffix, group = (_name_part(entry.get(key)) for key in ("family", "given", "suffix", "name"))
    if family or given:
        return Name(family=family or given, given=given if family else "", suffix=suffix)
    return Name(literal=group) if group else None


def _name_part(value: object) -> str:
    part = " ".join(clean(one) for one in _raw_strings(value))
    return part if part.strip(" -.") else ""


def _issued(message: Message, retrieved: datetime.date) -> tuple[Date, ...]:
    dates: dict[tuple[int | None, ...], Date] = {}
    for key, kind in _DATES:
        date = _date(_at(message, key), kind, latest=retrieved.year + 1)
        if date is not None:
            dates.setdefault((date.year, date.month, date.day), date)
    return tuple(dates.values())


def _at(message: Message, path: str) -> object:
    value: object = message
    for key in path.split("/"):
        value = _object(value).get(key)
    return value


def _date(value: object, kind: str, *, latest: int) -> Date | None:
    parts = _date_parts(value)
    if not parts or parts[0] is None or not _EARLIEST_YEAR <= parts[0] <= latest:
        return None
    month = _within(parts[1:2], 12)
    return Date(year=parts[0], month=month, day=_within(parts[2:3], 31) if month else None, kind=kind)


def _within(part: Sequence[int | None], highest: int) -> int | None:
    number = part[0] if part else None
    return number if number is not None and 1 <= number <= highest else None


def _date_parts(value: object) -> list[int | None]:
    parts = _object(value).get("date-parts")
    while isinstance(parts, list | tuple) and parts and isinstance(parts[0], list | tuple):
        parts = parts[0]
    return [_number(one) for one in parts] if isinstance(parts, list | tuple) else []


def _number(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 4 else None


# ----------------------------------------------------------------------------------- updates, relations, aliases


def _updates(value: object, own_doi: str) -> tuple[Update, ...]:
    found = (_update(one) for one in _objects(value))
    return tuple(one for one in found if one.type and not (one.doi == own_doi and one.type == "new_version"))


def _update(entry: Message) -> Update:
    parts = [*_date_parts(entry.get("updated")), None, None, None][:3]
    return Update(
        doi=_doi(entry.get("DOI")),
        type=re.sub(r"[\s-]+", "_", _string(entry.get("type")).lower()),
        label=_string(entry.get("label")),
        asserted_by=_string(entry.get("source")).lower(),
        date=Date(year=parts[0], month=_within(parts[1:2], 12), day=_within(parts[2:3], 31)),
        record_id=_string(entry.get("record-id")),
    )


def _relations(value: object) -> tuple[Relation, ...]:
    return tuple(
        Relation(type=str(kind), id=_related(one))
        for kind, targets in _object(value).items()
        for one in _objects(targets)
        if _related(one)
    )


def _related(entry: Message) -> str:
    return _doi(entry.get("id")) if _string(entry.get("id-type")) in {"", "doi"} else _string(entry.get("id"))


def _aliases(message: Message) -> tuple[str, ...]:
    return _distinct(_doi(one) for key in ("aliases", "alias") for one in _raw_strings(message.get(key)) if _doi(one))


# ------------------------------------------------------------------------------------------ when not to trust it


def _doubtful(message: Message) -> frozenset[str]:
    checks = {
        "title": _doubtful_title(message),
        "container-title": any(_unsound(one) for one in _raw_strings(message.get("container-title"))),
        "author": any(damaged(text) for text in _name_texts(message.get("author"))),
        "editor": any(damaged(text) for text in _name_texts(message.get("editor"))),
        "page": _reversed_range(_string(message.get("page"))),
    }
    return frozenset(variable for variable, doubtful in checks.items() if doubtful)


def _doubtful_title(message: Message) -> bool:
    titles = _strings(message.get("title"))
    if not titles:
        return False
    folded = fold(titles[0])
    return (
        any(_unsound(one) for one in _raw_strings(message.get("title")))
        or len(folded) < _SHORT_TITLE
        or folded.replace(" ", "").isdigit()
        or folded in {fold(one) for one in _strings(message.get("container-title"))}
        or is_section_title(titles[0])
    )


def _unsound(raw: str) -> bool:
    return damaged(raw) or _shouted(clean(raw))


def _shouted(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return text.isupper() and letters >= _SHOUTED_LETTERS and len(text.split()) >= _SHOUTED_WORDS


def _name_texts(value: object) -> tuple[str, ...]:
    return tuple(
        text for one in _objects(value) for key in ("family", "given", "name") for text in _raw_strings(one.get(key))
    )


def _reversed_range(page: str) -> bool:
    match = _PAGE_RANGE.match(page)
    return match is not None and len(match[1]) == len(match[2]) and int(match[1]) > int(match[2])
