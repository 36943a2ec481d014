"""Render a Crossref record to BibTeX as real people write it, and damage one field of it in a known way."""

from __future__ import annotations

import html
import random
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from benchmarks.abbreviating import iso4

ENTRY_TYPES = {
    "journal-article": "article",
    "proceedings-article": "inproceedings",
    "book-chapter": "incollection",
    "reference-entry": "incollection",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "posted-content": "misc",
    "report": "techreport",
    "dissertation": "phdthesis",
    "dataset": "misc",
    "standard": "misc",
}
ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u030c": "v", "\u0327": "c",
    "\u030a": "r", "\u0328": "k", "\u0304": "=", "\u0307": ".", "\u030b": "H",
}  # fmt: skip
LETTERS = {"ø": r"{\o}", "Ø": r"{\O}", "ł": r"{\l}", "Ł": r"{\L}", "ß": r"{\ss}", "æ": r"{\ae}", "ı": r"{\i}"}
TAG = re.compile(r"</?(?:i|b|em|strong|u|s|sub|sup|sc|scp|small|span|p|br|title|jats:\w+|mml:\w+|m[a-z]{1,8})\b[^<>]*>")
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A BibTeX entry before it is written: plain text, one field a row."""

    key: str
    type: str
    authors: tuple[tuple[str, str], ...]
    title: str
    container: str
    fields: Mapping[str, str] = field(default_factory=dict)
    others: bool = False
    venue: frozenset[str] = frozenset()
    """What tells the journal from others: its ISSNs and full names."""

    def with_field(self, name: str, value: str) -> Entry:
        """The entry with one field set."""
        return replace(self, fields={**self.fields, name: value})


def plain(text: str) -> str:
    """Crossref's text as a person would copy it: no tags, no entities, one blank."""
    for _ in range(3):
        text = html.unescape(TAG.sub("", text))
    return " ".join(text.replace("\\/", "/").split())


def latex(text: str, *, accents: bool) -> str:
    """Escape for BibTeX; with accents as commands if asked."""
    text = re.sub(r"([&%#$_])", r"\\\1", text)
    if not accents:
        return text
    return "".join(_accent(char) for char in text)


def _accent(char: str) -> str:
    if char in LETTERS:
        return LETTERS[char]
    decomposed = unicodedata.normalize("NFD", char)
    if len(decomposed) == 2 and decomposed[1] in ACCENTS and decomposed[0].isascii():
        letter = {"i": r"\i", "j": r"\j"}.get(decomposed[0], decomposed[0])
        return "{\\" + ACCENTS[decomposed[1]] + "{" + letter + "}}"
    return char


def _first(record: Record, name: str) -> str:
    value = record.get(name)
    texts = value if isinstance(value, list) else [value]
    return next((plain(text) for text in texts if isinstance(text, str) and text.strip()), "")


def _years(record: Record) -> list[int]:
    years = []
    for name in ("published-print", "published-online", "issued", "posted"):
        parts = (record.get(name) or {}).get("date-parts") or [[None]]
        if parts and parts[0] and parts[0][0]:
            years.append(int(parts[0][0]))
    return years


def authors_of(record: Record) -> tuple[tuple[str, str], ...]:
    """The family and given names of the persons who wrote it."""
    people = record.get("author") or []
    return tuple((plain(p.get("family") or ""), plain(p.get("given") or "")) for p in people if p.get("family"))


def usable(record: Record) -> bool:
    """Whether a person could cite this record: it has a type we render, a title, a named author and a year."""
    groups = any(p.get("name") and not p.get("family") for p in record.get("author") or [])
    return (
        record.get("type") in ENTRY_TYPES
        and len(_first(record, "title")) > 3
        and bool(authors_of(record))
        and not groups
        and bool(_years(record))
    )


def entry_of(record: Record, key: str, chance: random.Random) -> Entry:
    """The record as a person might type it; every choice is right."""
    container = _container(record, chance)
    fields = {"year": str(chance.choice(_years(record)))}
    for name, variable in (("volume", "volume"), ("number", "issue")):
        if record.get(variable) and record["type"] in {"journal-article", "proceedings-article"}:
            fields[name] = plain(str(record[variable]))
    if pages := _pages(record, chance):
        fields["pages"] = pages
    doi = str(record["DOI"]).replace("\\/", "/")
    forms = (doi, doi, doi, doi.upper(), f"https://doi.org/{doi}", f"http://dx.doi.org/{doi}")
    fields["doi"] = chance.choice(forms)
    authors = authors_of(record)
    kept = chance.randint(1, 6) if len(authors) > 3 and chance.random() < 0.3 else len(authors)
    return Entry(
        key=key,
        type=ENTRY_TYPES[record["type"]],
        authors=tuple(_typed_name(name, chance) for name in authors[:kept]),
        title=_title(record, chance),
        container=container,
        fields=fields,
        others=kept < len(authors),
        venue=_venue(record),
    )


def _venue(record: Record) -> frozenset[str]:
    titles = record.get("container-title") or []
    return frozenset({*(record.get("ISSN") or []), *(plain(t).casefold() for t in titles if isinstance(t, str))})


def _container(record: Record, chance: random.Random) -> str:
    titles = [plain(t) for t in record.get("container-title") or [] if isinstance(t, str) and t.strip()]
    if not titles:
        return ""
    full = titles[-1]
    if record["type"] != "journal-article":
        return full
    short = [_first(record, "short-container-title"), iso4(full)]
    admissible = [one for one in short if one and one.casefold() != full.casefold()]
    return chance.choice(admissible) if admissible and chance.random() < 0.4 else full


def _title(record: Record, chance: random.Random) -> str:
    title, subtitle = _first(record, "title"), _first(record, "subtitle")
    if subtitle and subtitle.casefold() not in title.casefold() and chance.random() < 0.7:
        title = f"{title}: {subtitle}"
    elif ": " in title and chance.random() < 0.15:
        title = title.split(": ", 1)[0]
    way = chance.random()
    if way < 0.2:
        return title[:1] + title[1:].lower() if title.isascii() else title
    if way < 0.35:
        return " ".join("{" + w + "}" if w.isalpha() and w[:1].isupper() else w for w in title.split())
    return title


def _pages(record: Record, chance: random.Random) -> str:
    page = plain(str(record.get("page") or record.get("article-number") or ""))
    span = re.fullmatch(r"(\d+)-(\d+)", page)
    if not span:
        return page.replace("-", "--") if chance.random() < 0.5 else page
    first, last = span.groups()
    if len(first) == len(last) and int(first) < int(last) and len(first) > 1 and chance.random() < 0.25:
        same = next(i for i in range(len(first)) if first[i] != last[i])
        last = last[same:]
    return first + chance.choice(["--", "--", "-", "–"]) + last if first != last or chance.random() < 0.5 else first


def _typed_name(name: tuple[str, str], chance: random.Random) -> tuple[str, str]:
    family, given = name
    if chance.random() < 0.45 and given:
        letters = [word[0] for word in re.split(r"[\s.\-]+", given) if word[:1].isupper()]
        if letters:
            given = chance.choice([". ", "."]).join(letters) + "." if chance.random() < 0.7 else "".join(letters)
    return family, given


def written(entry: Entry, chance: random.Random) -> str:
    """The entry as BibTeX text."""
    accents = chance.random() < 0.4
    reverse = chance.random() < 0.75
    names = [_written_name(name, reverse=reverse, accents=accents) for name in entry.authors]
    container = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}.get(entry.type)
    title = entry.title if "$" in entry.title or "{" in entry.title else latex(entry.title, accents=accents)
    title = re.sub(r"(?<!\\)([&%#])", r"\\\1", title)
    rows = {"author": " and ".join(names + ["others"] * entry.others), "title": title}
    if container and entry.container:
        rows[container] = latex(entry.container, accents=accents)
    rows |= {name: value if name == "doi" else latex(value, accents=False) for name, value in entry.fields.items()}
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items() if value)
    return f"@{entry.type}{{{entry.key},\n{body}\n}}\n"


def _written_name(name: tuple[str, str], *, reverse: bool, accents: bool) -> str:
    family, given = (latex(part, accents=accents) for part in name)
    if not given:
        return "{" + family + "}" if " " in family else family
    if reverse or " " in family or "," in given:
        return f"{family}, {given}"
    return f"{given} {family}"
