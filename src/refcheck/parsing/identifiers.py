"""Identifiers inside a reference string, found by their form: DOI, URL, PMID, PMCID, arXiv, ISBN, ISSN."""

from __future__ import annotations

import re
from dataclasses import dataclass

from refcheck.compare.identifiers import clean_doi, isbn13


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier: its kind (``doi``, ``url``, ``pmid``, ``pmcid``, ``arxiv``, ``isbn``, ``issn``) and its place."""

    kind: str
    value: str
    start: int
    end: int
    """Where it ends, its label (``doi:``) being part of it."""
    value_start: int


_HINT = re.compile(r"10\.\s?\d{4}|://|www\.|pmid|pmc|pubmed|arxiv|isbn|issn|abs/|[a-z]-?[a-z]{2}/\d{7}", re.IGNORECASE)
"""What no string without an identifier holds: nearly all strings are done with after this one search."""
_PATTERN = re.compile(
    r"""
    (?P<doi>(?:\bdoi\s*[:.]?\s*)?(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/\s?|\bdoi\s*[:.]?\s*)?
        (?P<doi_value>(?<![\d.])10\.\s?\d{4,9}(?:\.\d+)*\s?/\s?[^\s"“”«»\[\]]+))
  | (?P<arxiv>\barxiv\s*[:./]\s*(?:abs/|preprint\s+)?
        (?P<arxiv_value>(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?)
      |\b(?P<arxiv_old>(?:astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph|physics|math|cs)
        (?:\.[a-z]{2})?/\d{7})(?:v\d+)?
      |\babs/(?P<arxiv_abs>\d{4}\.\d{4,5})(?:v\d+)?)
  | (?P<url>(?:https?://|ftp://|www\.)[^\s<>"“”«»]+)
  | (?P<pmcid>\b(?:pmcid\s*:?\s*)?(?P<pmcid_value>pmc\s?\d{4,9})\b)
  | (?P<pmid>\b(?:pmid|pubmed(?:\s+pmid|\s+id)?)\s*[:.]?\s*(?P<pmid_value>\d{4,9})\b)
  | (?P<isbn>\bisbn(?:-?1[03])?\s*:?\s*
        (?P<isbn_value>(?:97[89][- \u2010-\u2013]?)?\d(?:[- \u2010-\u2013]?\d){8}[- \u2010-\u2013]?[\dXx])\b)
  | (?P<issn>\be?-?issn\s*:?\s*(?P<issn_value>\d{4}[-\u2010-\u2013]?\d{3}[\dXx])\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_URL_END = ".,;:'’\"!?*"
_ARXIV_URL = re.compile(r"arxiv\.org/(?:abs|pdf)/([a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})", re.IGNORECASE)
_GLUED = re.compile(r"[.,;](?:url|pmc?id|arxiv|doi|epub|https?)(?![a-z])|[.,;]urlhttps?", re.IGNORECASE)
"""What follows a DOI without a blank: ``10.5555/abc.URL https://…``."""
_DOI_IN_URL = re.compile(r"/10\.\d{4,9}/")
_PUBMED_URL = re.compile(r"pubmed(?:\.ncbi\.nlm\.nih\.gov|/|\.gov)/?(\d{4,9})|/pubmed/(\d{4,9})", re.IGNORECASE)
_PMC_URL = re.compile(r"/(PMC\d{4,9})", re.IGNORECASE)


def find_identifiers(text: str) -> list[Identifier]:
    """The identifiers of a string in order, without overlaps."""
    if _HINT.search(text) is None:
        return []
    found: list[Identifier] = []
    place = 0
    while match := _PATTERN.search(text, place):
        identifier = _identifier(match)
        place = max(match.start() + 1, identifier.end if identifier else match.end())
        if identifier is not None:
            found.append(identifier)
    return found


def _identifier(match: re.Match[str]) -> Identifier | None:
    kind = match.lastgroup or ""
    start = match.start()
    if kind == "doi":
        return _doi(match)
    if kind == "url":
        return _url(match.group(), start)
    name = next(one for one in _VALUES[kind] if match.group(one) is not None)
    value, begin = match.group(name), match.start(name)
    return Identifier(kind, _plain(kind, value), start, match.end(), begin)


_VALUES = {
    "arxiv": ("arxiv_value", "arxiv_old", "arxiv_abs"),
    "pmcid": ("pmcid_value",),
    "pmid": ("pmid_value",),
    "isbn": ("isbn_value",),
    "issn": ("issn_value",),
}


def _plain(kind: str, value: str) -> str:
    if kind == "isbn":
        return isbn13(re.sub(r"[\u2010-\u2013]", "-", value)) or value
    return re.sub(r"\s", "", value).upper() if kind == "pmcid" else value


def _doi(match: re.Match[str]) -> Identifier | None:
    raw, begin = match["doi_value"], match.start("doi_value")
    glued = _GLUED.search(raw)
    raw = raw[: glued.start()] if glued else raw
    value = clean_doi(raw)
    if not value:
        return None
    return Identifier("doi", value, match.start(), begin + len(_untailed(raw)), begin)


def _url(raw: str, start: int) -> Identifier:
    url = _untailed(raw)
    arxiv, pubmed, pmc = _ARXIV_URL.search(url), _PUBMED_URL.search(url), _PMC_URL.search(url)
    end = start + len(url)
    doi = clean_doi(url) if _DOI_IN_URL.search(url) else ""
    if doi:
        return Identifier("doi", doi, start, end, start)
    if arxiv:
        return Identifier("arxiv", arxiv[1], start, end, start)
    if pubmed:
        return Identifier("pmid", pubmed[1] or pubmed[2], start, end, start)
    if pmc and "ncbi" in url:
        return Identifier("pmcid", pmc[1].upper(), start, end, start)
    return Identifier("url", url, start, end, start)


def _untailed(raw: str) -> str:
    """The address without punctuation and unbalanced brackets at its end."""
    while raw:
        last = raw[-1]
        opening = {")": "(", "]": "[", "}": "{"}.get(last, "")
        if last not in _URL_END and not (opening and raw.count(last) > raw.count(opening)):
            break
        raw = raw[:-1]
    return raw


def identifier_in(target: str) -> Identifier | None:
    """The identifier that an address leads to: a DOI, a PubMed number, or the address itself."""
    found = find_identifiers(target)
    return found[0] if found else None
