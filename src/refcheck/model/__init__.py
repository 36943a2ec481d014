"""The nouns of refcheck: what is read, what is found, what is reported.

Everything here is a frozen value. A reader and a source both produce an `Item`, so nothing between them knows
BibTeX or Crossref JSON. The names are those of CSL (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables);
types of works are spelled as Crossref spells them (``journal-article``, ``book-chapter``, ``posted-content`` …).

A variable may have several admissible values: an online and a print year, a full and a short journal name.
They are kept as tuples, **the one to show and to propose first**.
"""

from __future__ import annotations

from refcheck.model.documents import Citation, CitationForm, Document, Field, Reference, Span, Suppression, Unreadable
from refcheck.model.findings import (
    CheckedDocument,
    CheckedReference,
    Evidence,
    Finding,
    Fix,
    Offers,
    Problem,
    Report,
    Wanted,
)
from refcheck.model.items import Date, Item, Name, Names
from refcheck.model.levels import Applicability, Confidence, Severity
from refcheck.model.opinions import Opinion, Opinions, Question, Ruling
from refcheck.model.works import (
    Absent,
    By,
    Found,
    Match,
    OtherWork,
    OtherWorkKind,
    Registered,
    Relation,
    Unchecked,
    Unsearchable,
    Update,
    Work,
)

__all__ = [
    "Absent",
    "Applicability",
    "By",
    "CheckedDocument",
    "CheckedReference",
    "Citation",
    "CitationForm",
    "Confidence",
    "Date",
    "Document",
    "Evidence",
    "Field",
    "Finding",
    "Fix",
    "Found",
    "Item",
    "Match",
    "Name",
    "Names",
    "Offers",
    "Opinion",
    "Opinions",
    "OtherWork",
    "OtherWorkKind",
    "Problem",
    "Question",
    "Reference",
    "Registered",
    "Relation",
    "Report",
    "Ruling",
    "Severity",
    "Span",
    "Suppression",
    "Unchecked",
    "Unreadable",
    "Unsearchable",
    "Update",
    "Wanted",
    "Work",
]
