"""DataCite: arXiv, Zenodo, figshare, theses, data. Its records as works; https://support.datacite.org/docs/api."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from refcheck.compare.text import fold
from refcheck.model import Date, Item, Name, Names, Relation, Work
from refcheck.sources.crossref_text import clean
from refcheck.sources.errors import BadAnswer, Reply, parse_json
from refcheck.sources.json_values import Json, a_list, a_text, an_object

NAME = "DataCite"
_DATES = {"Issued": "", "Available": "online", "Submitted": "posted", "Updated": "updated", "Copyrighted": ""}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_ARXIV = re.compile(r"10\.48550/arxiv\.(.+)")
_CAPITALS = re.compile(r"(?<!^)(?=[A-Z])")


def read_record(reply: Reply) -> Json | None:
    """The attributes of the record, or nothing if DataCite says it has none."""
    if reply.status == 404:
        return None
    if reply.status != 200:
        raise BadAnswer(f"status {reply.status}")
    attributes = an_object(an_object(an_object(parse_json(reply.body)).get("data")).get("attributes"))
    if not a_text(attributes.get("doi")):
        raise BadAnswer("no record in the answer")
    return attributes


def to_work(attributes: Json, *, source: str, retrieved: datetime.date) -> Work:
    """The work that the attributes of a DataCite record describe. Odd values count as missing."""
    return Work(_item(attributes), source, retrieved, relations=tuple(_relations(attributes)))


def _item(attributes: Json) -> Item:
    doi = a_text(attributes.get("doi")).lower()
    container = an_object(attributes.get("container"))
    arxiv = _ARXIV.fullmatch(doi)
    work_type = _types().get(a_text(an_object(attributes.get("types")).get("resourceTypeGeneral")), "")
    author, doubtful = _names(attributes.get("creators"))
    publisher = _publisher(attributes.get("publisher"))
    return Item(
        type=work_type,
        subtype="preprint" if work_type == "posted-content" else "",
        title=tuple(_titles(attributes)),
        author=author,
        issued=tuple(_dates(attributes)),
        container_title=_containers(container, publisher, posted=work_type == "posted-content"),
        volume=a_text(container.get("volume")),
        issue=a_text(container.get("issue")),
        page="-".join(page for page in (a_text(container.get(key)) for key in ("firstPage", "lastPage")) if page),
        publisher=publisher,
        doi=doi,
        url=a_text(attributes.get("url")),
        arxiv=arxiv[1] if arxiv else "",
        language=a_text(attributes.get("language")),
        doubtful=frozenset({"author"}) if doubtful else frozenset(),
    )


@cache
def _types() -> dict[str, str]:
    table = resources.files("refcheck.sources").joinpath("data/datacite_types.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))


def _plain(value: object) -> str:
    return clean(a_text(value))


def _titles(attributes: Json) -> Iterator[str]:
    """The main title, with its subtitle, and every other title: alternative, translated."""
    listed = [an_object(one) for one in a_list(attributes.get("titles"))]
    main = [_plain(one.get("title")) for one in listed if not one.get("titleType")]
    subtitles = [_plain(one.get("title")) for one in listed if one.get("titleType") == "Subtitle"]
    others = [_plain(one.get("title")) for one in listed if one.get("titleType") not in {None, "", "Subtitle"}]
    joined = [f"{title}: {subtitle}" for title in main[:1] for subtitle in subtitles if title and subtitle]
    yield from dict.fromkeys(title for title in [*main, *joined, *others] if title)


def _names(value: object) -> tuple[Names, bool]:
    """The creators, and whether any of them had to be taken apart by guess."""
    read = [(one, _name(an_object(one))) for one in a_list(value)]
    guessed = any(_is_guess(an_object(one)) for one, name in read if name is not None and not name.literal)
    return Names(tuple(name for _, name in read if name is not None)), guessed


def _is_guess(creator: Json) -> bool:
    return not a_text(creator.get("familyName")) and "," not in a_text(creator.get("name"))


def _name(creator: Json) -> Name | None:
    name = _plain(creator.get("name"))
    family, given = _plain(creator.get("familyName")), _plain(creator.get("givenName"))
    if a_text(creator.get("nameType")) == "Organizational":
        return Name(literal=name) if name else None
    if family:
        return Name(family, given)
    if "," in name:
        family, _, given = name.partition(",")
        return Name(family.strip(), given.strip())
    given, _, family = name.rpartition(" ")
    return Name(family, given) if family else None


def _dates(attributes: Json) -> Iterator[Date]:
    """The year of publication first, for it is the one to cite, then every other date."""
    year = a_text(attributes.get("publicationYear"))
    dates = [Date(int(year))] if _DATE.fullmatch(year) else []
    for one in (an_object(value) for value in a_list(attributes.get("dates"))):
        kind = _DATES.get(a_text(one.get("dateType")))
        parts = _DATE.match(a_text(one.get("date")))
        if kind is not None and parts is not None:
            month, day = (int(part) if part else None for part in parts.group(2, 3))
            dates.append(Date(int(parts[1]), month, day, kind=kind))
    yield from dict.fromkeys(dates)


def _publisher(value: object) -> str:
    """The publisher, which newer versions of the service wrap in an object."""
    return _plain(an_object(value).get("name")) or _plain(value)


def _containers(container: Json, publisher: str, *, posted: bool) -> tuple[str, ...]:
    """The container, and the server of a preprint, which DataCite calls its publisher."""
    title = _plain(container.get("title"))
    named = [title, publisher if posted else ""]
    return tuple({fold(one): one for one in reversed(named) if one}.values())[::-1]


def _relations(attributes: Json) -> Iterator[Relation]:
    for one in (an_object(value) for value in a_list(attributes.get("relatedIdentifiers"))):
        if one.get("relatedIdentifierType") == "DOI":
            kind = _CAPITALS.sub("-", a_text(one.get("relationType"))).lower()
            yield Relation(kind, a_text(one.get("relatedIdentifier")).lower())
