"""A BibTeX entry as an `Item`: its fields, own and inherited, as CSL variables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from refcheck.model import Item, Names
from refcheck.readers.bibtex_dates import read_issued
from refcheck.readers.bibtex_identifiers import read_arxiv, read_doi, read_pmid, read_url
from refcheck.readers.bibtex_names import read_names
from refcheck.readers.inheritance import Fields
from refcheck.readers.latex import to_plain
from refcheck.readers.tables import mapping, rows

_NO_WORK = "-"
_ENDS_A_TITLE = (".", "?", "!", ":")
_LIST_OF_NUMBERS = re.compile(r"[,;/]|\band\b|\s{2,}")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_PART_TYPES = frozenset({"inbook", "incollection", "bookinbook", "suppbook", "suppcollection", "inreference"})
_PROCEEDINGS_TYPES = frozenset({"inproceedings", "conference"})
_NUMBER_OF_SERIES = frozenset(
    {"book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference", "mvreference"}
)
_NUMBER_OF_REPORT = frozenset({"techreport", "report", "patent", "manual", "standard", "thesis", "phdthesis"})


def crossref_type(entry_type: str) -> str:
    """Crossref's name for a type of entry, or empty where it may be anything."""
    found = mapping("bibtex_types.tsv").get(entry_type, "")
    return "" if found == _NO_WORK else found


def is_work(entry_type: str) -> bool:
    """Whether entries of this type stand for a work, and not for settings or shared data."""
    return mapping("bibtex_types.tsv").get(entry_type) != _NO_WORK


@cache
def inner_name(field_name: str) -> str:
    """The name biblatex has for a field: ``journal`` is ``journaltitle``."""
    return _inner_names().get(field_name, field_name)


@cache
def variable_of(field_name: str, entry_type: str) -> str:
    """The CSL variable that a field feeds in an entry of some type, or empty."""
    for name, _, variable, types in rows("bibtex_fields.tsv"):
        if name == field_name and (not types or entry_type in types.split(",")):
            return variable
    return ""


@cache
def _inner_names() -> dict[str, str]:
    return {name: inner for name, inner, _, _ in rows("bibtex_fields.tsv")}


def read_item(fields: Fields) -> Item:
    """What the entry says about the work, in plain Unicode."""
    return _ItemReader(fields).read()


@dataclass(slots=True)
class _ItemReader:
    """Reads the variables of one entry, and remembers which hold LaTeX that was not understood."""

    fields: Fields
    doubtful: set[str] = field(default_factory=set)

    def read(self) -> Item:
        values = self.fields.values
        containers = self.containers()
        arxiv = read_arxiv(values)
        preprint = self.is_preprint(containers, arxiv)
        return Item(
            type="posted-content" if preprint else self.type_of_work(),
            subtype="preprint" if preprint else "",
            title=self.titles(),
            author=self.names("author"),
            editor=self.names("editor"),
            issued=read_issued(values),
            container_title=containers,
            collection_title=_present([self.plain("series", "collection-title")]),
            event_title=_present([self.plain("eventtitle", "event-title")]),
            volume=self.plain("volume", "volume"),
            issue=self.issue(),
            page=self.plain("pages", "page"),
            number=self.plain("eid", "number"),
            edition=self.plain("edition", "edition"),
            publisher=self.plain("publisher", "publisher") or self.plain("institution", "publisher"),
            publisher_place=self.plain("location", "publisher-place"),
            doi=read_doi(values),
            isbn=self.several("isbn"),
            issn=self.several("issn"),
            url=read_url(values),
            pmid=read_pmid(values),
            arxiv=arxiv,
            language=self.plain("langid", "language") or self.plain("language", "language"),
            doubtful=frozenset(self.doubtful),
        )

    def plain(self, name: str, variable: str) -> str:
        """A field as plain text; what could not be understood makes its variable doubtful."""
        source = self.fields.values.get(name, "")
        if not source or source.startswith("xdata="):
            return ""
        value = to_plain(source)
        if not value.understood:
            self.doubtful.add(variable)
        return value.text

    def names(self, variable: str) -> Names:
        source = self.fields.values.get(variable, "")
        if not source.strip():
            return Names()
        read = read_names(source)
        if not read.understood:
            self.doubtful.add(variable)
        return read.names

    def several(self, name: str) -> tuple[str, ...]:
        return _present(_LIST_OF_NUMBERS.split(self.plain(name, name.upper())))

    # ------------------------------------------------------------------------------------------------- the title

    def titles(self) -> tuple[str, ...]:
        title = self.plain("title", "title")
        with_subtitle = _joined(title, self.plain("subtitle", "title"))
        candidates = [title, with_subtitle, _joined(with_subtitle, self.plain("titleaddon", "title"))]
        if self.fields.type in _PART_TYPES:
            chapter = self.plain("chapter", "title")
            candidates.append(chapter if _LETTERS.search(chapter) else "")
        return _present(candidates)

    def containers(self) -> tuple[str, ...]:
        variable = "container-title"
        journal = self.plain("journaltitle", variable)
        book = self.plain("booktitle", variable)
        main = self.plain("maintitle", variable)
        candidates = [
            journal,
            _joined(journal, self.plain("journalsubtitle", variable)),
            book or self.book_of_chapter(),
            _joined(book, self.plain("booksubtitle", variable)),
            self.plain("shortjournal", variable),
        ]
        if main and (book or not self.fields.type.startswith("mv")):
            candidates += [main, _joined(main, self.plain("mainsubtitle", variable)), _joined(main, book)]
        return _present(candidates)

    def book_of_chapter(self) -> str:
        """Classic ``@inbook`` has the book's title in ``title``, the part in ``chapter`` or only in ``pages``."""
        return self.plain("title", "title") if self.is_classic_inbook() else ""

    def is_classic_inbook(self) -> bool:
        return self.fields.type == "inbook" and not self.fields.values.get("booktitle")

    # -------------------------------------------------------------------------------------------------- the type

    def type_of_work(self) -> str:
        return "" if self.is_classic_inbook() else crossref_type(self.fields.type)

    def is_preprint(self, containers: Iterable[str], arxiv: str) -> bool:
        names = mapping("preprint_servers.tsv")
        containers = tuple(containers)
        if any(_first_word(container) in names for container in containers):
            return True
        not_elsewhere = self.fields.type in ("misc", "online", "unpublished", "electronic", "article", "preprint")
        return bool(arxiv) and not containers and not_elsewhere

    def issue(self) -> str:
        values, entry_type = self.fields.values, self.fields.type
        if "issue" in values and "number" not in values:
            return self.plain("issue", "issue")
        if entry_type in _NUMBER_OF_SERIES or entry_type in _NUMBER_OF_REPORT:
            return ""
        # The number of a chapter or paper counts its series, unless there is only a volume for it to belong to.
        if entry_type in _PART_TYPES | _PROCEEDINGS_TYPES and ("series" in values or "volume" not in values):
            return ""
        return self.plain("number", "issue")


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0].rstrip(".,:;").lower() if text else ""


def _joined(title: str, more: str) -> str:
    if not title or not more:
        return ""
    return f"{title} {more}" if title.endswith(_ENDS_A_TITLE) else f"{title}: {more}"


def _present(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
