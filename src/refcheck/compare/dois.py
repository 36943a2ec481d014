"""DOIs: what writers and tools add to them is taken off; what may have happened to them is undone on trial.

A DOI is compared in ASCII lower case (https://www.doi.org/doi-handbook/HTML/case-sensitivity.html).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from urllib.parse import unquote

from refcheck.compare.tables import rows

_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_SHORT_DOI = re.compile(r"(?:doi|https?://(?:dx\.)?doi\.org/|doi\.org/)?[\s:]*(10/[a-z0-9]{2,12})[.,;]?", re.IGNORECASE)
_START = re.compile(r"(?<!\d)(?<!\d\.)10\.\s?\d{4,9}(?:\.\d+)*\s*/")
_TAG = re.compile(
    r"</(?:a|b|i|p|span|em|strong|ext-link|uri|pub-id|article-id|doi|li|td)>|<(?:br|p|span|em|strong|doi)\s*/?>"
    r"|<(?:a|p|span|ext-link|uri|pub-id|article-id)\s[^<>]*>",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_PERCENT_SIGNS = re.compile(r"%(?:2[0-9a-f]|3[a-f]|40|5[b-f]|60|7[b-e])", re.IGNORECASE)
_LATEX_LINK = re.compile(r"\\(?:url|href|path|nolinkurl|doi)\s*\{([^{}]*)\}(?:\s*\{[^{}]*\})?")
_QUERY = re.compile(r"\?[\w.]+=.*$")
_FRAGMENT = re.compile(r"#[A-Za-z][\w-]*$")
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}
_TRAILING = ".,;:'\"’”»*"
_JOINING = "/-_.:;(<"
_MOST_WRAPPINGS = 5
"""A DOI that was encoded more often than this is beyond repair."""
_LONGEST_TAIL = 9
"""So many digits at most are taken off the end: a PubMed number of eight, and one of a page."""


def is_doi(text: str) -> bool:
    """Whether the text is a DOI and nothing else (a short DOI, ``10/abc``, is not: see `is_short_doi`)."""
    return _DOI.fullmatch(text) is not None


def is_short_doi(text: str) -> bool:
    """Whether the text is a short DOI (https://shortdoi.org), which only doi.org can resolve."""
    return re.fullmatch(r"10/[a-z0-9]{2,12}", text) is not None


def _lowered(text: str) -> str:
    """The text with its ASCII letters in lower case; other letters are left alone."""
    return "".join(char.lower() if char.isascii() else char for char in text)


def _without_latex(text: str) -> str:
    """The text with LaTeX's links, escapes, named signs and braces resolved."""
    text = _LATEX_LINK.sub(r"\1", text)
    for command, sign in rows("doi_latex.tsv"):
        text = text.replace(command, sign)
    return text.replace("\\", "").replace("{", "").replace("}", "")


def _without_entities(text: str) -> str:
    for _ in range(3):
        text = html.unescape(text)
    return text


def _decoded(text: str) -> str:
    """The text without percent-encoding, if it has any that no DOI has on purpose."""
    if _PERCENT_SIGNS.search(text) or (_QUOTED.search(text) and not _START.search(text)):
        return unquote(text, errors="replace")
    return text


def _joined(text: str) -> str:
    """The first word, and what a blank or line break has torn off from it."""
    first, *others = text.split()
    for piece in others:
        torn = first[-1] in _JOINING or piece[0] in "/-_"
        if not torn or not any(char.isdigit() for char in piece) or _START.match(piece):
            break
        first += piece
    return first


def _without_tail(text: str) -> str:
    """The text without punctuation and unbalanced brackets at its end."""
    while text:
        last = text[-1]
        unbalanced = last in _CLOSING and text.count(last) > text.count(_CLOSING[last])
        if last not in _TRAILING and not unbalanced:
            break
        text = text[:-1]
    return text


@lru_cache(maxsize=4096)
def clean_doi(raw: str) -> str:
    """The DOI in a text, plain and in lower case; empty if there is none.

    URLs, prefixes, LaTeX, HTML, percent-encoding, blanks and trailing punctuation are taken off, also where they were
    put on twice. A short DOI (``10/abc``) stays as it is.
    """
    found = raw
    for _ in range(_MOST_WRAPPINGS):
        before, found = found, _unwrapped(found)
        if found == before:
            break
    return found


def _unwrapped(raw: str) -> str:
    text = _without_latex(_without_entities(raw.translate(_INVISIBLE)))
    text = _decoded(_TAG.sub(" ", text)).strip()
    short = _SHORT_DOI.fullmatch(text)
    if short is not None:
        return short[1].lower()
    start = _START.search(text)
    if start is None:
        return ""
    linked = "://" in text[: start.start()]
    rest = "".join(start.group().split()) + text[start.end() :].lstrip()
    found = _QUERY.sub("", _joined(rest))
    found = _without_tail(_FRAGMENT.sub("", found) if linked else found)
    return _lowered(found) if is_doi(found) else ""


def _cut(doi: str) -> Iterator[str]:
    """The DOI without endings that belong to a web address, one after another."""
    for (ending,) in rows("doi_endings.txt"):
        found = re.search(rf"(?:{ending})$", doi)
        if found is not None and found.start() > 0:
            shorter = doi[: found.start()]
            yield shorter
            yield from _cut(shorter)


def _respelled(doi: str) -> Iterator[str]:
    """The DOI with whole signs replaced: dashes, doubled or single colons, a prefix written twice."""
    again = re.search(r".(10\.\d{4,9}/.+)", doi)
    if again is not None:
        yield again[1]
    yield re.sub("[\u2010-\u2015\u2212]", "-", doi)
    yield doi.replace("--", "-")
    yield re.sub(r"(?<!:):(?!:)", "::", doi)
    yield doi.replace("::", ":")


def _shortened(doi: str) -> Iterator[str]:
    """The DOI without digits that were glued to its end (a PubMed number, a page)."""
    digits = re.search(r"\d+$", doi)
    for count in range(1, min(_LONGEST_TAIL, len(digits.group()) if digits else 0) + 1):
        yield doi[:-count]


def _misread(doi: str) -> Iterator[str]:
    """The DOI with one letter taken for a digit, or the other way round, beside a digit or letter of the other kind."""
    start = doi.find("/") + 1
    for place, char in enumerate(doi):
        other = {"o": "0", "0": "o", "l": "1", "1": "l"}.get(char)
        beside = doi[max(place - 1, start) : place] + doi[place + 1 : place + 2]
        wanted = str.isdigit if char in "ol" else str.isalpha
        if other is not None and place >= start and any(wanted(one) for one in beside):
            yield doi[:place] + other + doi[place + 1 :]


def doi_repairs(doi: str) -> tuple[str, ...]:
    """What a DOI that does not exist may have been, the likeliest first; to be believed only if the title agrees."""
    doi = _lowered(doi)
    found: dict[str, None] = {}
    for repair in (_cut, _respelled, _shortened, _misread):
        for candidate in repair(doi):
            plain = _without_tail(candidate).rstrip("-_/")
            if plain != doi and is_doi(plain):
                found.setdefault(plain)
    return tuple(found)


@cache
def _versions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((prefix, re.compile(f"(?:{version})$")) for prefix, version in rows("doi_versions.tsv"))


def _family(doi: str) -> str:
    """The DOI without the version that some repositories put at its end."""
    doi = _lowered(doi)
    for prefix, version in _versions():
        if doi.startswith(prefix):
            return version.sub("", doi)
    return doi


def same_doi_family(ours: str, theirs: str) -> bool:
    """Whether two DOIs are one, or versions of one deposit (``10.1101/…v1`` and ``…v2``)."""
    return bool(ours) and _family(ours) == _family(theirs)
