"""How the server finds a DOI in what was sent, and how an address of a DOI is written."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

DOI = re.compile(r"10\.[0-9]{4,}/\S+", re.ASCII)
PREFIX = re.compile(r"10\.[0-9]{4,9}(\.[0-9]+)*")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
PATH_PARAMETER = re.compile(r";[^/]*")


def find_doi(text: str) -> str:
    """The first DOI in a text, in lower case; empty if there is none."""
    found = DOI.search(CONTROL.sub("", text))
    return found.group().lower() if found else ""


def decoded_path(raw: str) -> str:
    """A raw path without its path parameters, percent-decoded once."""
    return unquote(PATH_PARAMETER.sub("", raw), errors="replace")


def encoded(doi: str) -> str:
    """A DOI as one segment of a path."""
    return quote(doi, safe="")
