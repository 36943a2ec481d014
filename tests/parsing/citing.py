"""References and blocks for the tests on citations, in short."""

from __future__ import annotations

from refcheck.model import Citation, Date, Item, Name, Names, Reference, Span
from refcheck.parsing.blocks import Block, Kind, Mark, Piece
from refcheck.parsing.citations import find_citations


def reference(key: str, authors: str, year: str, *, label: str = "", text: str = "", typed: bool = True) -> Reference:
    """A reference by authors (``Pokorny T; Preller K; …``: cut off) of a year, with or without a letter."""
    named = [one.strip() for one in authors.split(";")]
    names = tuple(_name(one) for one in named if one != "…")
    issued = (Date(int(year[:4])),) if year[:4].isdigit() else (Date(literal=year),)
    item = Item(author=Names(names, truncated="…" in named), issued=issued, title=(f"The title of {key}",))
    written = text or f"{authors.replace(';', ',')} ({year}). The title of {key}. Coastal Letters, 41(2), 747-757."
    return Reference(key, item, Span(0, 0), text=written, label=label, typed=typed)


def _name(text: str) -> Name:
    if text.startswith("{"):
        return Name(literal=text.strip("{}"))
    family, _, given = text.rpartition(" ")
    return Name(family=family or given, given=given if family else "")


def paragraph(text: str, *, offset: int = 0, marks: tuple[Mark, ...] = (), kind: Kind = Kind.PARAGRAPH) -> Block:
    """A block that stands verbatim in the file."""
    return Block(kind, (Piece(text, Span(offset, offset + len(text))),), marks=marks)


def raised(text: str) -> Block:
    """A paragraph in which what stands between tildes is raised: ``empathy~1,2~``."""
    plain = ""
    marks: list[Mark] = []
    for place, piece in enumerate(text.split("~")):
        if place % 2:
            marks.append(Mark(len(plain), len(plain) + len(piece), "superscript"))
        plain += piece
    return paragraph(plain, marks=tuple(marks))


LISTED = (
    reference("pokorny2017", "Pokorny T; Preller K; Kometer M; Dziobek I", "2017"),
    reference("mason2019", "Mason N; Mischler E", "2019"),
    reference("lind2010a", "Lind K", "2010a"),
    reference("lind2010b", "Lind K", "2010b"),
    reference("smith2010", "Smith J", "2010"),
    reference("smith2012", "Smith J", "2012"),
    reference("berg2010", "van den Berg T", "2010"),
    reference("obrien2015", "O'Brien A; Müller B", "2015"),
    reference("carhart2018", "Carhart-Harris R; Goodwin G", "2018"),
    reference("doblin2002", "Doblin R", "2002"),
    reference("who2019", "{World Health Organization}", "2019"),
    reference("fao2020", "{Food and Agriculture Organization}", "2020"),
)


def cited(text: str, references: tuple[Reference, ...] = LISTED) -> list[Citation]:
    """The citations in a paragraph."""
    return list(find_citations([paragraph(text)], references))


def links(text: str, references: tuple[Reference, ...] = LISTED) -> list[tuple[str, str]]:
    """Each citation as it stands in the paragraph, and the keys it leads to."""
    return [(text[one.span.start : one.span.end], " ".join(one.keys)) for one in cited(text, references)]
