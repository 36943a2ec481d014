"""The parts of the machine-readable reports; the schema is ``schema/report-v1.json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import assert_never

from refcheck.model import (
    Absent,
    CheckedReference,
    Citation,
    Document,
    Evidence,
    Finding,
    Fix,
    Found,
    Match,
    OtherWork,
    Registered,
    Report,
    Unchecked,
    Unsearchable,
    Work,
)
from refcheck.reports.counts import counts
from refcheck.writers.base import Json
from refcheck.writers.csl_json import to_csl

VERSION = 1
"""Of the form of the reports. It grows when something goes away or changes its meaning, not when something is added."""

Record = Mapping[str, Json]


def reference_record(document: Document, checked: CheckedReference) -> Record:
    """One reference, its match and its findings."""
    reference = checked.reference
    line, _ = document.position(reference.span.start)
    return {
        "key": reference.key,
        "label": reference.label,
        "line": line,
        "text": reference.text,
        "typed": reference.typed,
        "certainty": round(reference.certainty, 3),
        "match": match_record(checked.match),
        "findings": [finding_record(one) for one in checked.findings],
    }


def citation_record(document: Document, citation: Citation) -> Record:
    """One pointer in the text: where, how, in which sentence, and the keys of what it may point at."""
    line, column = document.position(citation.span.start)
    return {
        "line": line,
        "column": column,
        "form": citation.form.value,
        "keys": citation.keys,
        "label": citation.label,
        "families": citation.families,
        "year": citation.year,
        "sentence": citation.sentence,
    }


def match_record(match: Match) -> Record:
    """What was found for a reference. ``outcome`` says which further members there are."""
    match match:
        case Found():
            return {
                "outcome": "found",
                "by": match.by.value,
                "certain": match.certain,
                "probability": None if match.probability is None else round(match.probability, 4),
                "work": work_record(match.work),
            }
        case OtherWork():
            return {
                "outcome": "other-work",
                "kind": match.kind.name.lower(),
                "work": work_record(match.work),
                "instead": work_record(match.instead),
            }
        case Absent():
            return {
                "outcome": "absent",
                "asked": match.asked,
                "nearest": work_record(match.nearest),
                "instead": work_record(match.instead),
                "lender": work_record(match.lender),
            }
        case Registered():
            return {"outcome": "registered", "doi": match.doi, "agency": match.agency}
        case Unchecked():
            return {"outcome": "unchecked", "reason": match.reason}
        case Unsearchable():
            return {"outcome": "unsearchable", "reason": match.reason}
        case _:
            assert_never(match)


def work_record(work: Work | None) -> Record | None:
    """A work: its address, who gave it when, and its description as CSL JSON."""
    if work is None:
        return None
    return {
        "doi": work.item.doi,
        "source": work.source,
        "retrieved": work.retrieved.isoformat(),
        "csl": to_csl(work.item),
    }


def finding_record(finding: Finding) -> Record:
    """A finding with its evidence and its fix."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "confidence": str(finding.confidence),
        "message": finding.message,
        "key": finding.key or None,
        "line": finding.line,
        "column": finding.column,
        "evidence": _evidence(finding.evidence) if finding.evidence is not None else None,
        "fix": _fix(finding.fix) if finding.fix is not None else None,
    }


def _evidence(evidence: Evidence) -> Record:
    return {
        "variable": evidence.variable,
        "ours": evidence.ours,
        "theirs": evidence.theirs,
        "source": evidence.source,
        "doi": evidence.doi,
        "retrieved": evidence.retrieved.isoformat() if evidence.retrieved is not None else None,
    }


def _fix(fix: Fix) -> Record:
    return {"variable": fix.variable, "value": fix.value, "applicability": fix.applicability.value}


def summary_record(report: Report) -> Record:
    """The numbers of the run, and whether it came to its end."""
    numbers = asdict(counts(report))
    sources: Record = dict(numbers.pop("sources"))
    return {**numbers, "sources": sources, "interrupted": report.interrupted, "notices": report.notices}
