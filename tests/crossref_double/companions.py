"""The services beside Crossref: doi.org and DataCite."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from tests.crossref_double.corpus import Corpus, Tables
from tests.crossref_double.dois import DOI, PREFIX, encoded
from tests.crossref_double.json_values import Json, Record, as_record, members, objects, plain_bytes, text
from tests.crossref_double.routes import Route, Shelf, agency_of
from tests.crossref_double.transform import CSL
from tests.crossref_double.wire import Answer, Request

IDENTIFIED = 1000
UNIDENTIFIED = 500
DATACITE_INTERVAL = 300.0
E_MAIL = re.compile(r"[^\s@<(:]+@[^\s@>)]+")
API_JSON = "application/vnd.api+json"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the listeners are."""

    crossref: str = ""
    doi: str = ""
    datacite: str = ""
    control: str = ""
    http: str = ""
    """The listener that stands for port 80 of Crossref."""


def doi_route(request: Request) -> Route:
    """The route of a request to doi.org."""
    head, _, rest = request.path[1:].partition("/")
    if head in {"ra", "doiRA"}:
        parts = tuple(unquote(rest, errors="replace").split(","))
        return Route("ra", "array", dois=tuple(part.lower() for part in parts))
    doi = unquote(request.path[1:], errors="replace")
    return Route("resolve", "single", doi, dois=(doi.lower(),))


def agencies_answer(request: Request, shelf: Shelf) -> Answer:
    """The agency of every DOI or prefix of a list, in its order."""
    listed = unquote(request.path[1:].partition("/")[2], errors="replace").split(",")
    body = plain_bytes([_agency(doi.strip(), shelf) for doi in listed])
    return Answer(200, "application/json", body, chunked=False, dressed=False)


def _agency(doi: str, shelf: Shelf) -> Record:
    if PREFIX.fullmatch(doi):
        agency = prefix_agency(doi, shelf.corpus, shelf.tables)
    elif DOI.fullmatch(doi):
        agency = agency_of(doi.lower(), shelf)
    else:
        return {"DOI": doi, "status": "Invalid DOI"}
    return {"DOI": doi, "RA": agency} if agency else {"DOI": doi, "status": "DOI does not exist"}


def prefix_agency(prefix: str, corpus: Corpus, tables: Tables) -> str:
    """The agency a prefix belongs to; empty if to none."""
    if prefix in tables.agencies:
        return tables.agencies[prefix]
    if prefix in corpus.prefixes:
        return "Crossref"
    return next((agency for doi, agency in tables.agencies.items() if doi.startswith(f"{prefix}/")), "")


def resolution_answer(request: Request, route: Route, shelf: Shelf, addresses: Addresses) -> Answer:
    """Where doi.org sends one who asks for a DOI."""
    doi = route.argument.lower()
    if not DOI.fullmatch(doi):
        return _page(400, "text/html;charset=UTF-8", "<h1>Invalid DOI</h1>")
    agency = agency_of(doi, shelf)
    if not agency:
        return _page(404, "text/html;charset=utf-8", "<h1>DOI Not Found</h1>")
    location = text(as_record(as_record((shelf.corpus.record(doi) or {}).get("resource")).get("primary")).get("URL"))
    if CSL in request.headers.get("accept", ""):
        location = f"{addresses.datacite}/dois/{CSL}/{doi}"
        if agency == "Crossref":
            location = f"{addresses.crossref}/v1/works/{encoded(doi)}/transform"
    body = f'<html><head><title>Handle Redirect</title></head>\n<body><a href="{location}">{location}</a></body></html>'
    page = _page(302, "text/html;charset=utf-8", body)
    return Answer(302, page.content_type, page.body, (("Location", location),), chunked=False, dressed=False)


def _page(status: int, content_type: str, body: str) -> Answer:
    return Answer(status, content_type, body.encode(), chunked=False, dressed=False)


def datacite_route(request: Request) -> Route:
    """The route of a request to DataCite."""
    path = unquote(request.path, errors="replace").removesuffix("/")
    doi = path.removeprefix("/dois/").removeprefix(f"{CSL}/").lower()
    form = CSL if path.startswith(f"/dois/{CSL}/") else ""
    return Route("datacite" if path.startswith("/dois/") else "none", "single", doi, form, (doi,))


def identified(request: Request) -> bool:
    """Whether DataCite sees an e-mail address."""
    return bool(request.parameters.get("mailto")) or bool(E_MAIL.search(request.headers.get("user-agent", "")))


def datacite_answer(route: Route, tables: Tables) -> Answer:
    """The record of a DOI as DataCite has it."""
    attributes = tables.datacite.get(route.argument)
    if attributes is None or route.name == "none":
        error: Mapping[str, Json] = {"status": "404", "title": "The resource you are looking for doesn't exist."}
        return _json(404, {"errors": [error]}, API_JSON)
    if route.form:
        return _json(200, _csl(attributes), CSL)
    return _json(200, {"data": {"id": route.argument, "type": "dois", "attributes": attributes}}, API_JSON)


def _json(status: int, value: Json, content_type: str) -> Answer:
    return Answer(status, content_type, plain_bytes(value), compress=True, dressed=False)


def _csl(attributes: Record) -> Record:
    people: list[Json] = [
        {"family": text(person.get("familyName")), "given": text(person.get("givenName"))}
        if person.get("familyName")
        else {"literal": text(person.get("name"))}
        for person in objects(attributes.get("creators"))
    ]
    issued: Json = [[year] for year in members(attributes.get("publicationYear"))]
    return {
        "type": "article",
        "id": f"https://doi.org/{text(attributes.get('doi'))}",
        "DOI": text(attributes.get("doi")),
        "title": next((text(title.get("title")) for title in objects(attributes.get("titles"))), ""),
        "author": people,
        "issued": {"date-parts": issued},
        "publisher": text(attributes.get("publisher")),
        "URL": text(attributes.get("url")),
    }


def https_redirect(request: Request) -> Answer:
    """What Crossref's port 80 says to everything."""
    body = (
        b"<html>\r\n<head><title>301 Moved Permanently</title></head>\r\n<body>\r\n"
        b"<center><h1>301 Moved Permanently</h1></center>\r\n</body>\r\n</html>\r\n"
    )
    headers = (
        ("Server", "awselb/2.0"),
        ("Location", f"https://api.crossref.org:443{request.target}"),
    )
    return Answer(301, "text/html", body, headers, chunked=False, dressed=False)
