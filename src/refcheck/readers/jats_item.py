"""A citation of JATS (``element-citation``, ``mixed-citation`` …) as an `Item`, with the places of its variables.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/element-citation.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from refcheck.model import Date, Field, Item, Name, Names, Span
from refcheck.readers.bibtex_dates import read_issued
from refcheck.readers.bibtex_identifiers import read_arxiv, read_doi, read_pmid, read_url
from refcheck.readers.tables import mapping
from refcheck.readers.tagged_lines import names_of
from refcheck.readers.xml_tree import Element

_TITLES = ("article-title", "chapter-title", "part-title", "data-title")
_PERSONS = ("name", "string-name", "collab", "institution", "anonymous")
_CITATIONS = frozenset({"element-citation", "mixed-citation", "nlm-citation", "citation", "related-article"})
_NOT_LETTERS = re.compile(r"[^a-z]")
_STOP = frozenset({*_TITLES, "source", "name", "string-name", "person-group", *_CITATIONS})
_IDENTIFIERS = {"doi": "DOI", "pmid": "PMID", "arxiv": "arXiv", "isbn": "ISBN", "issn": "ISSN"}
_ADDRESSES = ("ext-link", "uri")
_TRAILING = " .,;:"


def is_structured(citation: Element) -> bool:
    """Whether the parts of a citation are marked, and not only its text written."""
    if citation.first(*_TITLES, "pub-id") is not None:
        return True
    return citation.first("source") is not None and citation.first("year", *_PERSONS) is not None


def read_item(citation: Element) -> Item:
    """What a citation says about the work."""
    kind = mapping("jats_types.tsv").get(_kind(citation), "")
    title, source = _texts(citation, *_TITLES, "trans-title"), _texts(citation, "source")
    if kind in ("book", "book-chapter"):
        kind = "book-chapter" if title else "book"
    preprint = _is_preprint(kind, source)
    words = _identifier_fields(citation)
    return Item(
        type="posted-content" if preprint else kind,
        subtype="preprint" if preprint else "",
        title=title or source,
        author=_names(citation, author=True),
        editor=_names(citation, author=False),
        issued=_dates(citation),
        container_title=source if title else (),
        collection_title=_texts(citation, "series"),
        event_title=_texts(citation, "conf-name"),
        volume=_first(citation, "volume"),
        issue=_first(citation, "issue"),
        page=_page(citation),
        number=_first(citation, "elocation-id"),
        edition=_first(citation, "edition"),
        publisher=_first(citation, "publisher-name"),
        publisher_place=_first(citation, "publisher-loc"),
        doi=read_doi(words),
        isbn=_numbers(citation, "isbn"),
        issn=_numbers(citation, "issn"),
        url=read_url(words),
        pmid=read_pmid(words),
        arxiv=read_arxiv(words),
    )


def _kind(citation: Element) -> str:
    names = ("publication-type", "citation-type", "publication-format")
    written = next((value for name in names if (value := citation.attribute(name))), "")
    return _NOT_LETTERS.sub("", written.lower())


def _is_preprint(kind: str, source: Iterable[str]) -> bool:
    servers = mapping("preprint_servers.tsv")
    return kind == "posted-content" or any(name.split()[0].rstrip(".,:;").lower() in servers for name in source)


def _parts(citation: Element, *names: str) -> Iterator[Element]:
    return citation.descendants(*names, stop=_STOP)


def _texts(citation: Element, *names: str) -> tuple[str, ...]:
    written = (part.text().strip(_TRAILING) for part in _parts(citation, *names))
    return tuple(dict.fromkeys(text for text in written if text))


def _first(citation: Element, *names: str) -> str:
    return next(iter(_texts(citation, *names)), "")


def _numbers(citation: Element, kind: str) -> tuple[str, ...]:
    marked = (one.text() for one in _parts(citation, "pub-id") if one.attribute("pub-id-type").lower() == kind)
    return tuple(dict.fromkeys((*_texts(citation, kind), *(text for text in marked if text))))


def _page(citation: Element) -> str:
    first, last = _first(citation, "fpage"), _first(citation, "lpage")
    if first and last and first != last:
        return f"{first}-{last}"
    return first or last or _first(citation, "page-range")


def _dates(citation: Element) -> tuple[Date, ...]:
    parts = {name: _first(citation, name) for name in ("year", "month", "day")}
    if parts["year"]:
        return read_issued(parts)
    words = _first(citation, "date", "string-date")
    return read_issued({"date": words}) if words else ()


# --------------------------------------------------------------------------------------------------------- names


def _names(citation: Element, *, author: bool) -> Names:
    """The authors, or the editors; names outside of any group are the authors'."""
    groups = [group for group in _parts(citation, "person-group") if _is_of(group, author=author)]
    if groups or not author:
        members = [one for group in groups for one in group.descendants(*_PERSONS, "etal", stop=frozenset(_PERSONS))]
    else:
        members = list(_parts(citation, *_PERSONS, "etal"))
    names = tuple(name for one in members if one.local != "etal" and (name := _name(one)) != Name())
    return Names(names, truncated=any(one.local == "etal" for one in members))


def _is_of(group: Element, *, author: bool) -> bool:
    role = group.attribute("person-group-type").lower()
    return role in ("author", "allauthors", "all-authors", "") if author else role == "editor"


def _name(person: Element) -> Name:
    family, given = person.first("surname"), person.first("given-names")
    if family is None:
        written = person.text().strip(_TRAILING)
        if person.local != "string-name" or not written:
            return Name(literal=written)
        return names_of([written]).listed[0] if names_of([written]).listed else Name()
    prefix, suffix = person.first("prefix"), person.first("suffix")
    particle = prefix.text() if prefix is not None and prefix.text().islower() else ""
    return Name(
        " ".join(part for part in (particle, family.text()) if part),
        given.text() if given is not None else "",
        suffix.text() if suffix is not None else "",
    )


# --------------------------------------------------------------------------------------------------- identifiers


def _identifier_fields(citation: Element) -> dict[str, str]:
    """The parts that hold identifiers, under the names which BibTeX has for such fields."""
    found = dict[str, str]()
    for part in citation.descendants("pub-id", "object-id", "article-id"):
        kind = (part.attribute("pub-id-type") or part.attribute("object-id-type")).lower()
        if kind in _IDENTIFIERS:
            found.setdefault(_IDENTIFIERS[kind].lower(), part.text())
    for part in citation.descendants(*_ADDRESSES):
        address = part.attribute("href") or part.text()
        kind = part.attribute("ext-link-type").lower()
        name = {"doi": "doi", "pmid": "pmid"}.get(kind) or ("ee" if "doi.org/" in address else "url")
        found.setdefault(name, address)
    found["note"] = " ".join(part.text() for part in _parts(citation, "comment"))
    found["journaltitle"] = _first(citation, "source")
    return {name: value for name, value in found.items() if value}


# -------------------------------------------------------------------------------------------------------- fields


def read_fields(citation: Element, text: str) -> tuple[Field, ...]:
    """The parts of a citation with their places, in the order of the text."""
    fields = [_field(part, variable, text) for part, variable in _variables(citation)]
    for author in (True, False):
        fields.extend(_field_of_names(citation, text, author=author))
    return tuple(sorted(fields, key=lambda one: one.span.start))


def _variables(citation: Element) -> Iterator[tuple[Element, str]]:
    variables = mapping("jats_variables.tsv")
    titled = citation.first(*_TITLES) is not None
    for part in _parts(citation, *variables):
        variable = variables[part.local]
        yield part, "title" if variable == "container-title" and not titled else variable
    for part in citation.descendants("pub-id"):
        variable = _IDENTIFIERS.get(part.attribute("pub-id-type").lower(), "")
        yield part, variable
    for part in citation.descendants(*_ADDRESSES):
        yield part, "DOI" if part.attribute("ext-link-type").lower() == "doi" else "URL"


def _field(part: Element, variable: str, text: str) -> Field:
    return Field(part.local, text[part.inner_start : part.inner_end], Span(part.inner_start, part.inner_end), variable)


def _field_of_names(citation: Element, text: str, *, author: bool) -> Iterator[Field]:
    groups = [group for group in _parts(citation, "person-group") if _is_of(group, author=author)]
    named = groups or (list(_parts(citation, *_PERSONS)) if author else [])
    if named:
        start, end = named[0].start, named[-1].end
        yield Field(named[0].local, text[start:end], Span(start, end), "author" if author else "editor")
