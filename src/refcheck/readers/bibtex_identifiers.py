"""DOI, URL, PubMed and arXiv numbers, in the fields made for them and in those where people put them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from refcheck.readers.latex import to_identifier

_DOI_SAID = re.compile(
    r"(?:doi\.org/|\bdoi\s*[:=]?\s*|/doi/(?:abs/|full/|pdf/|epdf/|book/)?)(10\.\d{4,9}/[^\s\"<>?#,;]+)", re.IGNORECASE
)
_DOI_WHOLE = re.compile(r"10\.\d{4,9}/\S+")
_PAGE_OF_PUBLISHER = re.compile(r"/(?:abstract|full|pdf|epdf|meta|references|summary|fulltext)$", re.IGNORECASE)
_PLACES_OF_DOI = ("url", "note", "howpublished", "ee", "link", "biburl", "annotation", "bdsk-url-1")
_URL = re.compile(r"https?://[^\s\"<>{}]+")
_PLACES_OF_URL = ("url", "link", "ee", "howpublished", "note", "bdsk-url-1")
_ARXIV_NUMBER = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_ARXIV_WHOLE = re.compile(_ARXIV_NUMBER)
_ARXIV_SAID = re.compile(
    rf"arxiv(?:\.org)?\s*[:/.]?\s*(?:abs/|pdf/|preprint\s+)?(?:arxiv:)?\s*{_ARXIV_NUMBER}", re.IGNORECASE
)
_PLACES_OF_ARXIV = (
    *("arxiv", "eprint", "journaltitle", "howpublished", "note", "url"),
    *("doi", "volume", "number", "pages", "eid", "publisher", "booktitle"),
)
_PMID_SAID = re.compile(r"(?:pmid\s*[:=]?\s*|pubmed(?:\.ncbi\.nlm\.nih\.gov)?/?\s*[:=]?\s*)(\d{4,9})\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,9}")
_LONGEST_SEARCHED = 5000

Values = Mapping[str, str]


def _identifier(values: Values, name: str) -> str:
    return to_identifier(values.get(name, "")[:_LONGEST_SEARCHED])


def read_doi(values: Values) -> str:
    """The DOI as the writer gave it, not yet cleaned: from ``doi``, else from where another field names one."""
    written = _identifier(values, "doi")
    if written:
        return written
    if _type_of_eprint(values) == "doi":
        return _identifier(values, "eprint")
    whole = _DOI_WHOLE.fullmatch(_identifier(values, "eprint"))
    if whole:
        return whole.group()
    for name in _PLACES_OF_DOI:
        found = _DOI_SAID.search(_identifier(values, name)) if "10." in values.get(name, "") else None
        if found:
            return _PAGE_OF_PUBLISHER.sub("", found.group(1)).rstrip(".,;")
    return ""


def read_url(values: Values) -> str:
    """The address of the work, from ``url`` or from an address in another field."""
    written = _identifier(values, "url")
    if written:
        return written
    for name in _PLACES_OF_URL:
        found = _URL.search(_identifier(values, name)) if "http" in values.get(name, "") else None
        if found:
            return found.group().rstrip(".,;)")
    return ""


def read_arxiv(values: Values) -> str:
    """The arXiv number without version."""
    eprint = _identifier(values, "eprint")
    whole = _ARXIV_WHOLE.fullmatch(re.sub(r"^arxiv:\s*", "", eprint, flags=re.IGNORECASE))
    if whole and _type_of_eprint(values) in ("", "arxiv"):
        return whole.group(1)
    own = _ARXIV_WHOLE.search(_identifier(values, "arxiv"))
    if own:
        return own.group(1)
    for name in _PLACES_OF_ARXIV:
        text = values.get(name, "")
        found = _ARXIV_SAID.search(_identifier(values, name)) if "rxiv" in text.lower() else None
        if found:
            return found.group(1)
    return _of_corr(values)


def _of_corr(values: Values) -> str:
    """DBLP writes ``journal = {CoRR}, volume = {abs/2101.00001}``."""
    volume = _identifier(values, "volume")
    if values.get("journaltitle", "").strip() != "CoRR" or not volume.startswith("abs/"):
        return ""
    found = _ARXIV_WHOLE.fullmatch(volume.removeprefix("abs/"))
    return found.group(1) if found else ""


def read_pmid(values: Values) -> str:
    """The PubMed number."""
    own = _DIGITS.search(_identifier(values, "pmid"))
    if own:
        return own.group()
    if _type_of_eprint(values) in ("pubmed", "pmid"):
        found = _DIGITS.fullmatch(_identifier(values, "eprint"))
        return found.group() if found else ""
    for name in ("note", "url", "annotation"):
        text = values.get(name, "")
        said = _PMID_SAID.search(_identifier(values, name)) if "pm" in text.lower() or "pub" in text.lower() else None
        if said:
            return said.group(1)
    return ""


def _type_of_eprint(values: Values) -> str:
    return _identifier(values, "eprinttype").lower()
