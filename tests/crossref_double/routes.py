"""The routes of the Crossref API: which one a target names, and what it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.crossref_double import validation
from tests.crossref_double.corpus import LABELS, Corpus, Tables
from tests.crossref_double.dois import decoded_path, encoded, find_doi
from tests.crossref_double.journals import journal_message, journals_message
from tests.crossref_double.json_values import Json, crossref_bytes
from tests.crossref_double.listing import Call, CursorInvalidError, Listing
from tests.crossref_double.settings import Kind, Settings
from tests.crossref_double.transform import transformed
from tests.crossref_double.validation import Complaint, parse_pairs
from tests.crossref_double.wire import Answer, Request

JSON = "application/json"
JSON_UTF8 = "application/json;charset=utf-8"
VARY_ACCEPT = (("Vary", "Accept"),)
NOT_FOUND = b"Resource not found."
VERSION = re.compile(r"^/v1(?:\.0)?(?=/|$)")
TRANSFORM = re.compile(r"/transform(?:/([^/]+/[^/]+))?$")
SUBLISTS = {"journals": "issn", "members": "member", "prefixes": "prefix", "types": "type"}
COLLECTIONS = {
    "journals": "journal",
    "members": "member",
    "prefixes": "prefix",
    "types": "type",
    "funders": "funder",
    "licenses": "license",
}
UNIXSD = "application/vnd.crossref.unixsd+xml"


@dataclass(frozen=True, slots=True)
class Route:
    """What a target asks for."""

    name: str
    kind: Kind
    argument: str = ""
    """The text after the collection, decoded."""
    form: str = ""
    """The wanted format of a transformation."""
    dois: tuple[str, ...] = ()
    """Every DOI that is asked for."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that is served."""

    corpus: Corpus
    tables: Tables
    listing: Listing


def crossref_route(request: Request, comma: str = "strict") -> Route:
    """The route of a request to the Crossref listener."""
    path = VERSION.sub("", request.path).removesuffix("/")
    collection, _, rest = path[1:].partition("/")
    if collection == "works":
        if rest:
            return _work_route(decoded_path(rest))
        pairs = parse_pairs(request.parameters.get("filter", ""), comma).pairs
        return Route("work-list", "array", dois=tuple(find_doi(value) for name, value in pairs if name == "doi"))
    if collection in COLLECTIONS:
        return _collection_route(collection, decoded_path(rest))
    return Route("none", "single")


def _work_route(text: str) -> Route:
    form = ""
    name = "work"
    if text.endswith("/agency"):
        name, text = "agency", text.removesuffix("/agency")
    elif found := TRANSFORM.search(text):
        name, text, form = "transform", text[: found.start()], found[1] or ""
    elif text.endswith(".xml"):
        name, text = "xml", text.removesuffix(".xml")
    doi = find_doi(text)
    return Route(name, "single", doi, form, (doi,))


def _collection_route(collection: str, rest: str) -> Route:
    if not rest:
        return Route(f"{COLLECTIONS[collection]}-list", "array")
    if rest.endswith("/works"):
        return Route(f"{COLLECTIONS[collection]}-works", "array", rest.removesuffix("/works"))
    return Route(COLLECTIONS[collection], "single", rest)


def answer_of(request: Request, route: Route, shelf: Shelf, settings: Settings, call: Call) -> Answer:
    """The correct answer to a request that has been admitted."""
    if request.method == "OPTIONS":
        return Answer(200, headers=(("Allow", "GET, HEAD, OPTIONS"),))
    if request.method not in {"GET", "HEAD"}:
        return Answer(405, headers=(("Allow", "GET, HEAD, OPTIONS"),))
    if route.name == "none":
        failure: Mapping[str, Json] = {"status": "error", "message-type": "route-not-found"}
        return _json(404, {**failure, "message-version": "1.0.0", "message": "Route not found"}, JSON)
    complaints = _complaints(request, route, settings)
    if complaints:
        return _refusal(complaints)
    if route.kind == "array":
        return _list_answer(request, route, shelf, call)
    return _single_answer(request, route, shelf, settings)


def _complaints(request: Request, route: Route, settings: Settings) -> list[Complaint]:
    if route.kind == "single":
        return validation.complaints_about_single(request.parameters)
    if route.name == "work-list" or route.name.endswith("-works"):
        return validation.complaints_about_list(request.parameters, settings.comma)
    return validation.complaints_about_journals(request.parameters)


def _refusal(complaints: list[Complaint]) -> Answer:
    message = [complaint.as_json() for complaint in complaints]
    body: Mapping[str, Json] = {"status": "failed", "message-type": "validation-failure", "message": message}
    return _json(400, body, JSON_UTF8)


def _json(status: int, value: Json, content_type: str) -> Answer:
    headers = VARY_ACCEPT if content_type == JSON_UTF8 else ()
    return Answer(status, content_type, crossref_bytes(value), headers)


def envelope(message_type: str, message: bytes) -> bytes:
    """A message in the frame of a success."""
    return b'{"status":"ok","message-type":"%s","message-version":"1.0.0","message":%s}' % (
        message_type.encode(),
        message,
    )


def _success(message_type: str, message: bytes) -> Answer:
    return Answer(200, JSON, envelope(message_type, message), compress=True)


def _list_answer(request: Request, route: Route, shelf: Shelf, call: Call) -> Answer:
    if route.name == "funder-works":
        return Answer(404, JSON_UTF8, NOT_FOUND, VARY_ACCEPT)
    if route.name == "journal-list":
        return _success("journal-list", journals_message(shelf.corpus, request.parameters))
    if route.name in {"type-list", "license-list"}:
        message: Mapping[str, Json] = {"total-results": 0, "items": []}
        uncompressed = Answer(200, JSON_UTF8, envelope(route.name, crossref_bytes(message)), VARY_ACCEPT)
        return uncompressed if route.name == "license-list" else _success(route.name, crossref_bytes(message))
    if route.name != "work-list" and not route.name.endswith("-works"):
        query: Mapping[str, Json] = {"start-index": 0, "search-terms": request.parameters.get("query")}
        empty: Mapping[str, Json] = {"items-per-page": 20, "query": query, "total-results": 0, "items": []}
        return _success(route.name, crossref_bytes(empty))
    try:
        message_bytes = shelf.listing.message(shelf.corpus, request.parameters, call)
    except CursorInvalidError as error:
        complaint = Complaint("cursor-invalid", str(error), "Cursor specified but it is invalid")
        return _json(
            404,
            {"status": "failed", "message-type": "resource-failure", "message": [complaint.as_json()]},
            JSON,
        )
    return _success("work-list", message_bytes)


def fixed_filter(route: Route) -> tuple[tuple[str, str], ...]:
    """The filter that lists like ``/journals/{issn}/works`` bring with them."""
    for collection, name in SUBLISTS.items():
        if route.name == f"{COLLECTIONS[collection]}-works":
            return ((name, route.argument),)
    return ()


def _single_answer(request: Request, route: Route, shelf: Shelf, settings: Settings) -> Answer:
    match route.name:
        case "work":
            return _work_answer(route, shelf, settings, request)
        case "agency":
            return _agency_answer(route, shelf, settings)
        case "transform":
            return (
                transformed(_record_behind(route, shelf), route.form or request.headers.get("accept", ""))
                or _not_found()
            )
        case "xml":
            location = f"/works/{encoded(route.argument)}/transform/{UNIXSD}"
            return Answer(302, headers=(("Location", location),))
        case "journal":
            message = journal_message(shelf.corpus, route.argument)
            return _not_found() if message is None else _success("journal", message)
        case _:
            return _not_found()


def _not_found() -> Answer:
    return Answer(404, "text/plain", NOT_FOUND)


def _record_behind(route: Route, shelf: Shelf) -> bytes | None:
    doi = route.argument
    return shelf.corpus.single(shelf.tables.aliases.get(doi, doi))


def _work_answer(route: Route, shelf: Shelf, settings: Settings, request: Request) -> Answer:
    prime = shelf.tables.aliases.get(route.argument)
    if prime is not None and settings.alias == "301":
        return Answer(301, headers=(("Location", _alias_location(prime, settings, request)),))
    message = shelf.corpus.single(route.argument)
    return _not_found() if message is None else _success("work", message)


def _alias_location(prime: str, settings: Settings, request: Request) -> str:
    origin = f"{request.scheme}://{request.headers.get('host', '127.0.0.1')}"
    locations = {
        "path": f"/works/{encoded(prime)}",
        "absolute": f"{origin}/works/{encoded(prime)}",
        "v1": f"/v1/works/{encoded(prime)}",
        "unencoded": f"/works/{prime}",
    }
    return locations[settings.alias_location]


def _agency_answer(route: Route, shelf: Shelf, settings: Settings) -> Answer:
    agency = agency_of(route.argument, shelf)
    if route.argument in settings.agency_says_crossref.split():
        agency = "Crossref"
    if not agency:
        return Answer(404, JSON_UTF8, NOT_FOUND, VARY_ACCEPT)
    message: Mapping[str, Json] = {"DOI": route.argument, "agency": {"id": agency.lower(), "label": agency}}
    return Answer(200, JSON_UTF8, envelope("work-agency", crossref_bytes(message)), VARY_ACCEPT)


def agency_of(doi: str, shelf: Shelf) -> str:
    """The agency that registered a DOI; empty if nobody did."""
    if doi in shelf.corpus.positions or doi in shelf.tables.aliases:
        return "Crossref"
    agency = shelf.tables.agencies.get(doi, "") if "/" in doi else ""
    return next((label for label in LABELS if label.lower() == agency.lower()), agency)
