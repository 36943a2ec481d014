"""What is told to the writer."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from refcheck.model.documents import Document, Reference, Span
from refcheck.model.levels import Applicability, Confidence, Severity
from refcheck.model.opinions import Opinions
from refcheck.model.works import Match, Unchecked, Work


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
class Wanted:
    """What a sentence names where the title of its work excludes it: another work may be meant, which names it."""

    path: str
    named: str
    claim: str
    """The part of the sentence that belongs to the citation."""


Offers = Mapping[Wanted, tuple[Work, ...]]
"""Works that name what is wanted, best first."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run, documents in the order given."""

    documents: tuple[CheckedDocument, ...]
    notices: tuple[str, ...] = ()
    """What the user should know about the run itself: a stopped host, the public pool …"""
    interrupted: bool = False
    statistics: Mapping[str, int] = field(default_factory=dict)
    opinions: Opinions = field(default_factory=dict)
    """What the judge said, if one was asked."""
    offers: Offers = field(default_factory=dict)
    """What the sources on this machine have that a sentence may mean in place of what it cites."""

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
