"""doi.org's own word on a DOI: which agency registered it, or that it does not exist.

A 404 of one agency is no absence, since the DOI may belong to another. This service settles it
(https://www.doi.org/the-identifier/resources/factsheets/doi-system-proxy-server-rest-api), for many DOIs at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from refcheck.sources.errors import BadAnswer, Reply, parse_json
from refcheck.sources.json_values import a_text, an_object

NAME = "doi.org"
CROSSREF = "Crossref"
DATACITE = "DataCite"
_NO_SUCH_DOI = frozenset({"doi does not exist", "invalid doi"})


@dataclass(frozen=True, slots=True)
class Registration:
    """Who registered a DOI; no ``agency``: nobody, it does not exist."""

    doi: str
    agency: str = ""


def read_registrations(reply: Reply) -> Mapping[str, Registration]:
    """The registrations that an answer of doi.org states, by DOI in lower case."""
    if reply.status != 200:
        raise BadAnswer(f"status {reply.status}")
    listed = parse_json(reply.body)
    if not isinstance(listed, list):
        raise BadAnswer("no list of agencies")
    stated = (_registration(a_text(an_object(one).get("DOI")), an_object(one)) for one in listed)
    return {one.doi: one for one in stated if one is not None}


def _registration(doi: str, stated: Mapping[str, object]) -> Registration | None:
    """What one row states; neither an agency nor a known refusal is no statement at all."""
    agency = a_text(stated.get("RA"))
    if agency:
        return Registration(doi.lower(), agency)
    return Registration(doi.lower()) if a_text(stated.get("status")).lower() in _NO_SUCH_DOI else None
