"""The addresses that are asked, built from values; nothing here touches the network.

A DOI may hold any character, so everything but the unreserved ones is percent-encoded: ``/`` as ``%2F`` in the path of
the Crossref REST API (https://www.crossref.org/documentation/retrieve-metadata/rest-api/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from refcheck.compare.text import unify
from refcheck.model import Item

SELECT = (
    "DOI,type,title,subtitle,original-title,short-title,container-title,short-container-title,author,editor,translator,"
    "issued,published,published-print,published-online,posted,volume,issue,page,article-number,ISSN,issn-type,ISBN,"
    "publisher,publisher-location,event,group-title,relation,alternative-id,update-to,updated-by,abstract,score"
)
"""The fields wanted of every record in a list: with all of them, reference lists too, it is three times as long."""

URL_AIM = 2000
"""Addresses of lists are kept below this length; servers refuse them at some unknown point above 4,000."""
_ROOM_FOR_CONTACT = 120
_LONGEST_BATCHABLE = 200
_LONGEST_QUERY = 1100
SEARCH_ROWS = 5
AGENCY_GROUP = 100
"""DOIs in one question to doi.org: 200 are known to work, 400 to be too many."""
_AGENCY_URL_AIM = 6000

_DOI = re.compile(r"10\.[0-9]{4,}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f-\x9f]+")


def askable(doi: str) -> bool:
    """Whether a text has the form of a DOI, so that a service would understand the question."""
    return _DOI.fullmatch(doi) is not None


def batchable(doi: str) -> bool:
    """Whether a DOI may stand in a ``doi`` filter, whose values are separated by commas."""
    return askable(doi) and "," not in doi and len(quote(doi, safe="")) <= _LONGEST_BATCHABLE


def work_url(base: str, doi: str) -> str:
    """One record of Crossref: follows aliases."""
    return f"{base.rstrip('/')}/works/{quote(doi, safe='')}"


def works_url(base: str, dois: Sequence[str]) -> str:
    """The records of several DOIs in one list; aliases are never in it."""
    filters = ",".join("doi:" + quote(doi, safe="/") for doi in dois)
    return f"{base.rstrip('/')}/works?filter={filters}&rows={len(dois)}&select={SELECT}"


def search_url(base: str, words: str) -> str:
    """The best hits for the words of a reference."""
    return f"{base.rstrip('/')}/works?query.bibliographic={quote(words, safe='')}&rows={SEARCH_ROWS}&select={SELECT}"


def agencies_url(base: str, dois: Sequence[str]) -> str:
    """The registration agency of each DOI, which also tells whether it exists (``doi.org/ra``)."""
    return f"{base.rstrip('/')}/ra/{','.join(quote(doi, safe='/') for doi in dois)}"


def datacite_url(base: str, doi: str) -> str:
    """One record of DataCite."""
    return f"{base.rstrip('/')}/dois/{quote(doi, safe='/')}"


def batches(base: str, dois: Iterable[str], *, size: int) -> list[tuple[str, ...]]:
    """The DOIs in groups of at most ``size`` whose addresses stay below `URL_AIM`."""
    room = URL_AIM - _ROOM_FOR_CONTACT - len(works_url(base, ()))
    return list(_groups(dois, size=size, room=room, extra=len("doi:,")))


def agency_groups(base: str, dois: Iterable[str]) -> list[tuple[str, ...]]:
    """The DOIs in groups for doi.org; one with a comma in it stands alone, the comma being the separator."""
    listed = list(dois)
    plain = [doi for doi in listed if "," not in doi]
    room = _AGENCY_URL_AIM - len(agencies_url(base, ()))
    return [*_groups(plain, size=AGENCY_GROUP, room=room, extra=1), *((doi,) for doi in listed if "," in doi)]


def _groups(dois: Iterable[str], *, size: int, room: int, extra: int) -> Iterator[tuple[str, ...]]:
    group: list[str] = []
    length = 0
    for doi in dois:
        longer = len(quote(doi, safe="/")) + extra
        if group and (len(group) == size or length + longer > room):
            yield tuple(group)
            group, length = [], 0
        group.append(doi)
        length += longer
    if group:
        yield tuple(group)


def search_words(item: Item, text: str) -> str:
    """What to look for: the first authors, title, container, year, volume and first page; or the text if that is all.

    The words that tell most come first, because what is too long for an address is cut off at its end.
    """
    described = item.title or item.container_title
    words = unify(" ".join(_parts(item)) if described else text).split()
    kept: list[str] = []
    room = _LONGEST_QUERY
    for word in words:
        room -= len(quote(word, safe="")) + len("%20")
        if room < 0:
            break
        kept.append(word)
    return " ".join(kept)


def _parts(item: Item) -> Iterator[str]:
    yield from (name.family or name.literal for name in item.author.listed[:3])
    yield from item.title[:1]
    yield from item.container_title[:1]
    yield from (str(date.year) for date in item.issued[:1] if date.year)
    yield item.volume
    yield re.split(r"[-\u2010-\u2015,;]", item.page.strip(), maxsplit=1)[0] or item.number
