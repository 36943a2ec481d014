"""What is read without being a file: standard input, and the pages of the web that the user named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from refcheck.readers import READERS, decode
from refcheck.sources.settings import NetworkSettings

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LOOKED_AT = 65_536
"""Bytes that show what a text is."""
_MAGIC = {b"%PDF-": ".pdf", b"PK\x03\x04": ".docx"}
_SIGNS: Sequence[tuple[str, re.Pattern[str]]] = (
    (".json", re.compile(r"\A\s*(?:\[\s*\{|\{\s*\")")),
    (".ris", re.compile(r"\A\s*TY {1,2}- ")),
    (".nbib", re.compile(r"\A\s*PMID- ?\d")),
    (".html", re.compile(r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)),
    (".xml", re.compile(r"\A\s*<(?:\?xml|!doctype article|article\b[^>]*\barticle-type=)", re.IGNORECASE)),
    (".md", re.compile(r"\A(?:---|\+\+\+)\n|\A[^\n]*\n(?:={3,}|-{3,})\n")),
    (".bib", re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(][ \t]*[^\s,{}()@]+[ \t]*[,=]", re.MULTILINE)),
    (".tex", re.compile(r"^[^%\n]*\\(?:documentclass|begin\{(?:docu|thebib)|bibitem\b|cite[a-z]*\{)", re.MULTILINE)),
    (".html", re.compile(r"\A\s*<(?:head|body|main|article|section|div|p|h[1-6]|ol|ul)\b|</(?:p|li)>", re.IGNORECASE)),
    (".md", re.compile(r"^(?:#{1,6} +\S|```|\[\^[^\]\n]{1,80}\]:)|\]\((?:https?:|/)|\[@[\w:-]", re.MULTILINE)),
)
"""What the beginning of a text of each kind looks like; the first that fits is taken."""


@dataclass(frozen=True, slots=True)
class Given:
    """The content of what is no file, or the ``problem`` that it did not come."""

    content: bytes = b""
    suffix: str = ""
    """What it is, as the suffix of a file of its kind; if empty, its name tells."""
    charset: str = ""
    """The encoding that it was sent with, if that was said."""
    problem: str = ""


def is_address(place: str) -> bool:
    """Whether a place is an address, and no path."""
    return _ADDRESS.match(place) is not None


def guessed_suffix(content: bytes) -> str:
    """What a text without a name is, by its beginning: plain text if nothing tells."""
    for magic, suffix in _MAGIC.items():
        if content.startswith(magic):
            return suffix
    beginning = decode(content[:_LOOKED_AT]).text.replace("\r\n", "\n")
    return next((suffix for suffix, sign in _SIGNS if suffix in READERS and sign.search(beginning)), ".txt")


def pages(places: Iterable[str], network: NetworkSettings) -> Mapping[str, Given]:
    """What is at the addresses among the places; nothing else is fetched in a run."""
    return {place: _page(place, network) for place in dict.fromkeys(places) if is_address(place)}


def _page(url: str, network: NetworkSettings) -> Given:
    from refcheck.sources.pages import NotFetched, fetch  # noqa: PLC0415 - loads an HTTP library, which costs 0.1 s

    try:
        page = fetch(url, network)
    except NotFetched as error:
        return Given(problem=str(error))
    return Given(page.content, _suffix(page.url, page.suffix), page.charset)


def _suffix(url: str, declared: str) -> str:
    """What a page is. Servers call most of the formats that are text plain text; then its name tells."""
    named = PurePosixPath(urlsplit(url).path).suffix.lower()
    return named if declared == ".txt" and named in READERS and named not in _MAGIC.values() else declared
