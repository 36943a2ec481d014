"""The nouns of refcheck: what is read, what is found, what is reported.

Everything here is a frozen value. A reader and a source both produce an `Item`, so nothing between them knows
BibTeX or Crossref JSON. The names are those of CSL (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables);
types of works are spelled as Crossref spells them (``journal-article``, ``book-chapter``, ``posted-content`` …).

A variable may have several admissible values: an online and a print year, a full and a short journal name.
They are kept as tuples, **the one to show and to propose first**.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum

# ---------------------------------------------------------------------------------------------- what is cited


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in the text of a document: ``text[start:end]``."""

    start: int
    end: int


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


# ------------------------------------------------------------------------------------------- what the writer wrote


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
    """The entry verbatim."""

    def field(self, variable: str) -> Field | None:
        """The first field that feeds a CSL variable."""
        return next((one for one in self.fields if one.variable == variable), None)


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer in the text, its sentence, and the references it points at."""

    span: Span
    sentence: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A piece of a document that could not be read, and why."""

    span: Span
    message: str
    key: str = ""


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

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        start = self.text.rfind("\n", 0, offset) + 1
        return self.text.count("\n", 0, offset) + 1, offset - start + 1


# ------------------------------------------------------------------------------------------- what a source answered


@dataclass(frozen=True, slots=True)
class Update:
    """A statement that one work updates another: a retraction, a correction, a new version.

    ``type`` as Crossref spells it (``retraction``, ``expression_of_concern`` …); ``asserted_by`` is ``publisher`` or
    ``retraction-watch``.
    """

    doi: str
    type: str
    label: str = ""
    asserted_by: str = ""
    date: Date = Date()
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Crossref's ``relation``: ``type`` such as ``is-preprint-of`` and the identifier it points at."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Work:
    """A source's record of a work, and the day on which the source gave it."""

    item: Item
    source: str
    retrieved: datetime.date
    updates: tuple[Update, ...] = ()
    """What this work does to others (``update-to``): it is a notice."""
    updated_by: tuple[Update, ...] = ()
    """What others do to this work (``updated-by``)."""
    relations: tuple[Relation, ...] = ()
    aliases: tuple[str, ...] = ()


# ------------------------------------------------------------------------------------------------- the match


class By(Enum):
    """How a work was found."""

    DOI = "doi"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Found:
    """The cited work. ``certain`` is false where its record agrees too little to be sure (the DOI may be wrong)."""

    work: Work
    by: By
    score: float = 0.0
    certain: bool = True
    runner_up: Work | None = None


class OtherWorkKind(Enum):
    """What the DOI leads to instead of the cited work."""

    UNRELATED = "another work"
    NOTICE = "a notice about the work"
    PART = "a part or supplement of the work"
    WHOLE = "the whole of which the work is a part"


@dataclass(frozen=True, slots=True)
class OtherWork:
    """The DOI leads elsewhere; ``instead`` is the work that a search found for the reference, if any."""

    work: Work
    kind: OtherWorkKind
    instead: Work | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """Every source that was asked has answered, and none has the work.

    ``nearest`` is the most similar work that a search gave; ``instead`` is the cited work itself, when a search found
    it although the DOI does not exist. ``neighbour`` is another work of the same venue and year that the source does
    list: so it would list this one.
    """

    asked: tuple[str, ...]
    nearest: Work | None = None
    instead: Work | None = None
    neighbour: Work | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """The DOI exists at a registration agency which gives no metadata to compare with."""

    doi: str
    agency: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """No verdict: a source did not answer, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsearchable:
    """No source was asked, because the reference says too little: neither a DOI nor a title. No failure, no absence."""

    reason: str


Match = Found | OtherWork | Absent | Registered | Unchecked | Unsearchable

# ------------------------------------------------------------------------------------------------- the findings


class Severity(IntEnum):
    """How much a finding matters. Errors and warnings count for the exit code, info never does."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        """The lower-case word used in every report."""
        return self.name.lower()


class Confidence(IntEnum):
    """How sure refcheck is that the finding is right."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    def __str__(self) -> str:
        """The lower-case word used in every report."""
        return self.name.lower()


class Applicability(Enum):
    """Whether a fix may be applied without a look (``safe``) or only on request (``unsafe``)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Fix:
    """A CSL variable and its new value in plain text; the reader knows how to write it."""

    variable: str
    value: str
    applicability: Applicability = Applicability.UNSAFE


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule says. ``severity`` and ``confidence`` default to the rule's own."""

    message: str
    variable: str = ""
    ours: str = ""
    theirs: str = ""
    fix: Fix | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None
    span: Span | None = None
    """Where, if not at the field of ``variable``."""
    key: str = ""
    """Which reference, for rules that look at a whole document."""
    work: Work | None = None
    """The work that ``theirs`` comes from, if not the matched one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Both values, and who gave the second one when."""

    variable: str
    ours: str
    theirs: str
    source: str = ""
    doi: str = ""
    retrieved: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its place, its rule and its evidence: one line of a report."""

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    path: str
    key: str
    line: int
    column: int
    span: Span
    evidence: Evidence | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class CheckedReference:
    """One reference, what was found for it, and what is to be said of it."""

    reference: Reference
    match: Match
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """One document after the check. ``findings`` holds those that belong to no reference; see `all_findings`."""

    document: Document
    references: tuple[CheckedReference, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Every finding in the order of the document."""
        found = [*self.findings, *(one for checked in self.references for one in checked.findings)]
        return tuple(sorted(found, key=lambda one: (one.span.start, one.code)))


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run, documents in the order given."""

    documents: tuple[CheckedDocument, ...]
    notices: tuple[str, ...] = ()
    """What the user should know about the run itself: a stopped host, the public pool …"""
    interrupted: bool = False
    statistics: Mapping[str, int] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of every document."""
        return tuple(one for document in self.documents for one in document.all_findings)

    @property
    def unchecked(self) -> tuple[CheckedReference, ...]:
        """The references for which no verdict was possible."""
        return tuple(
            one for document in self.documents for one in document.references if isinstance(one.match, Unchecked)
        )
