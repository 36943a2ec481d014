"""The description of one work, as a writer or a source gives it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A person (``family``, ``given``; particles such as *van der* begin the ``family``) or a group (``literal``)."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    def __str__(self) -> str:
        """The name as a reference list shows it: ``Pokorny, Thomas``."""
        if self.literal:
            return self.literal
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names in order.

    ``truncated`` says that more names follow which were not written (``and others``, ``et al.``, ``…``); ``last`` is
    the name after an ellipsis, as in APA's *A, B, … & Z*.
    """

    listed: tuple[Name, ...] = ()
    truncated: bool = False
    last: Name | None = None

    def __bool__(self) -> bool:
        """Whether any name is there."""
        return bool(self.listed) or self.last is not None


@dataclass(frozen=True, slots=True)
class Date:
    """A date as precise as its source, or words in its place (``literal``: *in press*)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    literal: str = ""
    kind: str = ""
    """Where it comes from: ``print``, ``online``, ``posted``, ``original`` … or empty."""

    def __str__(self) -> str:
        """ISO 8601 as far as known: ``2021-03``."""
        if self.year is None:
            return self.literal
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])


@dataclass(frozen=True, slots=True)
class Item:
    """The description of one work: CSL variables in plain Unicode, without the markup of the format they came from.

    Tuples hold every admissible value, the one to show first. ``doubtful`` names the variables (CSL spelling) whose
    value may be damaged or misread: LaTeX that was not understood, a deposit in capitals, mojibake.
    """

    type: str = ""
    subtype: str = ""
    title: tuple[str, ...] = ()
    author: Names = Names()
    editor: Names = Names()
    issued: tuple[Date, ...] = ()
    container_title: tuple[str, ...] = ()
    collection_title: tuple[str, ...] = ()
    event_title: tuple[str, ...] = ()
    volume: str = ""
    issue: str = ""
    page: str = ""
    number: str = ""
    """The article number (Crossref's ``article-number``, biblatex's ``eid``)."""
    edition: str = ""
    publisher: str = ""
    publisher_place: str = ""
    doi: str = ""
    isbn: tuple[str, ...] = ()
    issn: tuple[str, ...] = ()
    url: str = ""
    pmid: str = ""
    arxiv: str = ""
    language: str = ""
    doubtful: frozenset[str] = frozenset()
