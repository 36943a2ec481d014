"""An item as a BibTeX entry, in UTF-8."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from refcheck.compare.text import fold
from refcheck.model import Item, Name, Names

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        **{char: "\\" + char for char in "{}&%$#_"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_IN_A_BOOK = frozenset({"incollection", "inproceedings"})
_WORDS_WITHOUT_MEANING = frozenset({"a", "an", "the", "on", "of", "in", "der", "die", "das", "le", "la", "les"})


def to_bibtex(item: Item) -> str:
    """The entry, with the first value of each variable."""
    kind = _types().get(item.type, "misc")
    fields = [(name, value) for name, value in _fields(item, kind) if value]
    width = max((len(name) for name, _ in fields), default=0)
    lines = "".join(f"  {name:{width}} = {{{value}}},\n" for name, value in fields)
    return f"@{kind}{{{citation_key(item)},\n{lines}}}\n"


def citation_key(item: Item) -> str:
    """The usual key: family name of the first author, year, first word of the title that means something."""
    first = item.author.listed[0] if item.author.listed else None
    family = fold(first.family or first.literal).replace(" ", "") if first else ""
    year = next((str(date.year) for date in item.issued if date.year), "")
    words = [word for word in fold(item.title[0]).split() if word not in _WORDS_WITHOUT_MEANING] if item.title else []
    key = "".join([family, year, *words[:1]])
    return "".join(char for char in key if char.isascii() and char.isalnum()) or "work"


def _fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    container = _escaped(item.container_title[0]) if item.container_title else ""
    date = item.issued[0] if item.issued else None
    yield "author", _names(item.author)
    yield "editor", _names(item.editor)
    yield "title", _protected(item.title[0]) if item.title else ""
    yield "booktitle" if kind in _IN_A_BOOK else "journal", container
    yield "series", _escaped(item.collection_title[0]) if item.collection_title else ""
    yield "year", str(date.year) if date and date.year else ""
    yield "volume", _escaped(item.volume)
    yield "number", _escaped(item.issue)
    yield "pages", _escaped(item.page or item.number).replace("–", "--").replace("-", "--").replace("----", "--")
    yield "edition", _escaped(item.edition)
    yield (
        "institution" if kind == "techreport" else "school" if kind == "phdthesis" else "publisher",
        _escaped(item.publisher),
    )
    yield "isbn", _escaped(item.isbn[0]) if item.isbn else ""
    yield "doi", _doi(item.doi)


def _names(names: Names) -> str:
    everyone = [*names.listed, *([names.last] if names.last else [])]
    written = [_name(name) for name in everyone]
    return " and ".join([*written, *(["others"] if names.truncated else [])])


def _name(name: Name) -> str:
    return f"{{{_escaped(name.literal)}}}" if name.literal else _person(name.family, name.suffix, name.given)


def _person(*parts: str) -> str:
    return ", ".join(_escaped(part) for part in parts if part)


def _escaped(text: str) -> str:
    text = "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cs"})
    return text.translate(_SPECIAL)


def _doi(doi: str) -> str:
    """A DOI as it is: styles and readers take it verbatim. Braces alone would break the entry."""
    return doi.replace("{", "%7B").replace("}", "%7D")


def _protected(title: str) -> str:
    """The title; words with capitals after their first letter keep them whatever the style does."""
    return " ".join(_word(word) for word in title.split())


def _word(word: str) -> str:
    escaped = _escaped(word)
    return f"{{{escaped}}}" if any(char.isupper() for char in word[1:]) else escaped


@cache
def _types() -> Mapping[str, str]:
    """BibTeX's entry type of each of Crossref's types."""
    lines = files(__package__).joinpath("bibtex_types.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)
