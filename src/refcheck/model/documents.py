"""What the writer wrote: references, citations, and the document that holds them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from refcheck.model.items import Item
from refcheck.model.levels import Severity


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in the text of a document: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """One field as the writer spelled it: ``text[span.start:span.end] == raw``.

    ``variable`` is the CSL variable that the field feeds (``container-title``, ``page``, ``DOI``), or empty.
    """

    name: str
    raw: str
    span: Span
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a bibliography."""

    key: str
    item: Item
    span: Span
    fields: tuple[Field, ...] = ()
    text: str = ""
    """The entry verbatim; a typed reference as a person reads it, without the markup of the format."""
    label: str = ""
    """What the list calls it: its number, or the name of its footnote."""
    typed: bool = False
    """Whether it was typed as running text, so that its fields are our reading of it."""
    certainty: float = 1.0
    """The probability that a typed reference was read rightly, 0 to 1."""

    def field(self, variable: str) -> Field | None:
        """The first field that feeds a CSL variable."""
        return next((one for one in self.fields if one.variable == variable), None)


class CitationForm(Enum):
    """How a citation points at its reference."""

    NARRATIVE = "narrative"
    """*Pokorny et al. (2017) found …*"""
    PARENTHETICAL = "parenthetical"
    """*… (Pokorny et al., 2017)*"""
    NUMERIC = "numeric"
    """*[3]*, or a superscript."""
    NOTE = "note"
    """A footnote or an endnote."""
    KEY = "key"
    """A citation key: ``\\cite{pokorny2017}``, ``[@pokorny2017]``."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One pointer in the text, its sentence, and the references it may point at.

    Each member of a group such as ``(A 2010; B 2012)`` or ``[3-5]`` is a citation of its own; ``group`` is the span of
    all of them. ``keys`` holds the citation keys of the references it may point at: none (there is no such
    reference), one, or several (it is ambiguous).
    """

    span: Span
    sentence: str
    keys: tuple[str, ...] = ()
    form: CitationForm = CitationForm.KEY
    families: tuple[str, ...] = ()
    """The family names as written, for citations by author and year."""
    year: str = ""
    """The year as written, with its letter: ``2017a``."""
    label: str = ""
    """The number, the footnote's name or the citation key as written."""
    sentence_span: Span | None = None
    group: Span | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A piece of a document that could not be read, and why."""

    span: Span
    message: str
    key: str = ""
    severity: Severity | None = None
    """How much it matters, if less than the rule says."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A writer's wish not to be told: rules (codes or names; empty = all) at a place in the document."""

    span: Span
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of one file."""

    path: str
    text: str
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    problems: tuple[Unreadable, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    encoding: str = "utf-8"
    running_text: bool = False
    """Whether there is a text in which the references ought to be cited."""
    bibliographies: tuple[str, ...] = ()
    """Files of references that the document names, as it names them."""
    known_keys: frozenset[str] = frozenset()
    """The citation keys of the bibliographies that the document names and that were read."""
    parts: tuple[str, ...] = ()
    """Files of text that the document includes, as it names them: the chapters of a book."""
    cited_keys: frozenset[str] = frozenset()
    """The keys by which other documents of the run, which name this one as their bibliography, cite from it."""

    extent: Span | None = None
    """Where the document stands in its text, if that holds others too: a post in the export of a site."""

    @property
    def own_text(self) -> str:
        """The text without what belongs to other documents."""
        return self.text if self.extent is None else self.text[self.extent.start : self.extent.end]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        starts = _line_starts(self.text)
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=4)
def _line_starts(text: str) -> tuple[int, ...]:
    """Where each line begins. An export of a whole site is one text for thousands of documents."""
    return (0, *(end.end() for end in re.finditer("\n", text)))
