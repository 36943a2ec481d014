"""What a rule is.

A rule is one module: its docstring is the rule's page, `check` is the rule. The table of all rules is in
`refcheck.rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from refcheck.model import Confidence, Document, Match, Problem, Reference, Severity

ReferenceCheck = Callable[[Reference, Match], Iterator[Problem]]
DocumentCheck = Callable[[Document], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its names, how much it matters, and its check of one reference or of one document."""

    code: str
    name: str
    severity: Severity
    page: str
    """The documentation, Markdown."""
    check: ReferenceCheck | None = None
    check_document: DocumentCheck | None = None
    confidence: Confidence = Confidence.HIGH
