"""Every case of every rule, through the real reader, the real records and the real matching."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from refcheck.model import Applicability, Finding, Severity
from refcheck.readers import READERS
from tests.rules.case_files import DIRECTORY, Case, document_of, findings_of, read_cases

RULE_CASES = [case for path in sorted(DIRECTORY.glob("REF*.toml")) for case in read_cases(path)]
TRAPS = list(read_cases(DIRECTORY / "traps.toml"))


def facts(finding: Finding, wanted: Mapping[str, object]) -> dict[str, object]:
    """The facts of a finding under the names that the cases use; only those that a case names."""
    evidence, fix = finding.evidence, finding.fix
    known: dict[str, object] = {
        "severity": str(finding.severity),
        "confidence": str(finding.confidence),
        "key": finding.key,
        "line": finding.line,
        "variable": evidence.variable if evidence else "",
        "ours": evidence.ours if evidence else "",
        "theirs": evidence.theirs if evidence else "",
        "doi": evidence.doi if evidence else "",
        "source": evidence.source if evidence else "",
        "fix": fix.value if fix else "",
        "safe": fix is not None and fix.applicability is Applicability.SAFE,
        "message": finding.message,
    }
    if str(wanted.get("message", "")) in finding.message:
        known["message"] = wanted.get("message", "")
    return {name: known[name] for name in wanted}


@pytest.mark.parametrize("case", RULE_CASES, ids=str)
def test_the_rule_says_what_the_case_expects(case: Case) -> None:
    found = [finding for finding in findings_of(case) if finding.code == case.file]
    said = [
        facts(finding, wanted) for finding, wanted in zip(found, [*case.expected, *[{"message": ""}] * 9], strict=False)
    ]
    assert said == list(case.expected)


@pytest.mark.parametrize("case", [case for case in RULE_CASES if case.fixed], ids=str)
def test_the_fix_of_the_rule_is_written_into_the_entry(case: Case) -> None:
    document = document_of(case)
    text = document.text
    for finding in findings_of(case):
        if finding.code == case.file and finding.fix is not None:
            reference = next(one for one in document.references if one.key == finding.key)
            text = READERS[".bib"].set_field(text, reference, finding.fix.variable, finding.fix.value)
    assert [piece for piece in case.fixed if piece not in text] == []


@pytest.mark.parametrize("case", TRAPS, ids=str)
def test_refcheck_does_not_cry_wolf(case: Case) -> None:
    loud = [finding for finding in findings_of(case) if finding.severity > Severity.INFO]
    assert [f"{finding.name}: {finding.message}" for finding in loud] == []


@pytest.mark.parametrize("case", [case for case in TRAPS if case.table.get("allowed") is not None], ids=str)
def test_a_trap_gives_no_remark_but_those_allowed(case: Case) -> None:
    allowed = case.table["allowed"]
    assert isinstance(allowed, list)
    assert {finding.code for finding in findings_of(case)} <= set(allowed)
