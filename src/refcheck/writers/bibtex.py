"""Items as BibTeX entries, in UTF-8; what they say can be read by BibTeX, by biber, and by us."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from refcheck.compare.text import fold
from refcheck.model import Date, Item, Name, Names
from refcheck.writers.base import Entry, pairs

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # BibTeX counts braces also behind a backslash, so that one without a partner would break the entry.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        **{char: "\\" + char for char in "&%$#_"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_A_BOOK = frozenset({"incollection", "inproceedings"})
_WORDS_WITHOUT_MEANING = frozenset({"a", "an", "the", "on", "of", "in", "der", "die", "das", "le", "la", "les"})
_BETWEEN_PAGES = re.compile(r"(?<=\w)[^\S\n]*(?:-{1,3}|[‐‑‒–—−])[^\S\n]*(?=\w)")
_DASH = re.compile("[‒–—]")
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_HARMFUL = frozenset({"Cc", "Cs"})


def write(entries: Sequence[Entry]) -> str:
    """A bibliography; notes stand above their entry, where BibTeX passes over them."""
    return "\n".join(
        "".join(f"% {_comment(note)}\n" for note in one.notes) + to_bibtex(one.item, one.key) for one in entries
    )


def to_bibtex(item: Item, key: str = "") -> str:
    """The entry, with the first value of each variable."""
    kind = _kind(item)
    fields = [(name, value) for name, value in _fields(item, kind) if value]
    width = max((len(name) for name, _ in fields), default=0)
    lines = "".join(f"  {name:{width}} = {value},\n" for name, value in fields)
    return f"@{kind}{{{key or citation_key(item)},\n{lines}}}\n"


def citation_key(item: Item) -> str:
    """The usual key: family name of the first author, year, first word of the title that means something."""
    first = item.author.listed[0] if item.author.listed else None
    family = fold(first.family or first.literal).replace(" ", "") if first else ""
    year = next((str(date.year) for date in item.issued if date.year), "")
    words = [word for word in fold(item.title[0]).split() if word not in _WORDS_WITHOUT_MEANING] if item.title else []
    key = "".join([family, year, *words[:1]])
    return "".join(char for char in key if char.isascii() and char.isalnum()) or "work"


def _kind(item: Item) -> str:
    """The type of the entry. Where that of the work is not known, a volume tells an article from all else."""
    if not item.type and item.container_title and (item.volume or item.issue):
        return "article"
    return pairs("bibtex_types.tsv").get(item.type, "misc")


def _comment(note: str) -> str:
    """A note that BibTeX passes over: for it an entry begins at every ``@``, in a comment too."""
    return _plain(note).replace("@", "(at)")


# ------------------------------------------------------------------------------------------------------ the fields


def _fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    """The names of the fields and their values as they are written."""
    yield "author", _braced(_names(item.author))
    yield "editor", _braced(_names(item.editor))
    yield "title", _braced(_protected(item.title[0])) if item.title else ""
    yield "booktitle" if kind in _IN_A_BOOK else "journal", _first(item.container_title)
    yield "series", _first(item.collection_title)
    yield "eventtitle", _first(item.event_title)
    yield from _date(item.issued[0] if item.issued else Date())
    yield "volume", _text(item.volume)
    yield "number", _text(item.issue)
    yield "pages", _text(_DASH.sub("--", _BETWEEN_PAGES.sub("--", item.page or item.number)))
    yield "eid", _text(item.number if item.page else "")
    yield "edition", _text(item.edition)
    yield _PUBLISHERS.get(kind, "publisher"), _text(item.publisher)
    yield "address", _text(item.publisher_place)
    yield "isbn", _first(item.isbn)
    yield "issn", _first(item.issn)
    yield "doi", _verbatim(item.doi)
    yield from _eprint(item)
    yield "pmid", _verbatim(item.pmid)
    yield "url", _verbatim(item.url)
    yield "language", _text(item.language)


def _date(date: Date) -> Iterator[tuple[str, str]]:
    yield "year", _text(str(date.year) if date.year else date.literal)
    yield "month", _MONTHS[date.month - 1] if date.month and date.year else ""
    yield "day", _text(str(date.day)) if date.day and date.month and date.year else ""


def _eprint(item: Item) -> Iterator[tuple[str, str]]:
    yield "eprint", _verbatim(item.arxiv)
    yield "archiveprefix", "{arXiv}" if item.arxiv else ""


def _names(names: Names) -> str:
    """The list. BibTeX has no way to say that a name after an ellipsis is the last one, so it stays away."""
    written = [_name(name) for name in names.listed]
    return " and ".join([*written, *(["others"] if names.truncated or names.last else [])])


def _name(name: Name) -> str:
    if name.literal or not name.family:
        return _braced(_escaped(name.literal or name.given))
    if name.given or name.suffix:
        return ", ".join(_part(part) for part in (name.family, name.suffix, name.given) if part)
    return _alone(name.family)


def _part(text: str) -> str:
    """A part of a name; BibTeX would divide it at a comma and at *and*."""
    divides = "," in text or "and" in text.lower().split()
    return _braced(_escaped(text)) if divides else _escaped(text)


def _alone(family: str) -> str:
    """A family name without a given name. Of several words BibTeX would take the first for given names."""
    words = family.split()
    divided = len(words) > 1 and not words[0][:1].islower()
    return _braced(_escaped(family)) if divided else _part(family)


def _protected(title: str) -> str:
    """The title; words with capitals after their first letter keep them whatever the style does."""
    return " ".join(_word(word) for word in title.split())


def _word(word: str) -> str:
    return _braced(_escaped(word)) if any(char.isupper() for char in word[1:]) else _escaped(word)


# ------------------------------------------------------------------------------------------------------ the values


def _first(values: tuple[str, ...]) -> str:
    return _text(values[0]) if values else ""


def _text(value: str) -> str:
    return _braced(_escaped(value))


def _braced(written: str) -> str:
    return f"{{{written}}}" if written else ""


def _escaped(text: str) -> str:
    return _plain(text).translate(_SPECIAL)


def _plain(text: str) -> str:
    """One line without control characters."""
    return " ".join("".join(char for char in text if char.isspace() or not _is_harmful(char)).split())


def _is_harmful(char: str) -> bool:
    return unicodedata.category(char) in _HARMFUL


def _verbatim(identifier: str) -> str:
    """A DOI or an address as it is: styles and readers take it verbatim. Braces alone would break the entry."""
    return _braced(_plain(identifier).replace("{", "%7B").replace("}", "%7D"))
