"""What a rule is.

A rule is one module: its docstring is the rule's page, `check` is the rule. The table of all rules is in
`refcheck.rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from refcheck.model import Confidence, Document, Match, Opinions, Problem, Reference, Severity
from refcheck.rules.claiming import CitingText

ReferenceCheck = Callable[[Reference, Match], Iterator[Problem]]
DocumentCheck = Callable[[Document], Iterator[Problem]]
ClaimCheck = Callable[[CitingText], Iterator[Problem]]
OpinionCheck = Callable[[CitingText, Opinions], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its names, how much it matters, and what it checks: a reference, a document, or a text and its works."""

    code: str
    name: str
    severity: Severity
    page: str
    """The documentation, Markdown."""
    check: ReferenceCheck | None = None
    check_document: DocumentCheck | None = None
    check_claims: ClaimCheck | None = None
    """The check of the text against the cited works."""
    check_opinions: OpinionCheck | None = None
    """The check of what a judge said of the text and the cited works, if one was asked."""
    confidence: Confidence = Confidence.HIGH
