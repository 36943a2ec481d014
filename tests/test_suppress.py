from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from refcheck.model import Confidence, Document, Finding, Severity, Span, Suppression
from refcheck.settings import RulesByPattern, Settings
from refcheck.suppress import suppress

DOCUMENT = Document("refs/old.bib", "x" * 100)
FINDING = Finding(
    "REF205", "year-mismatch", Severity.WARNING, Confidence.HIGH, "", "refs/old.bib", "lind2021", 1, 11, Span(10, 14)
)


def heard(settings: Settings, document: Document = DOCUMENT) -> bool:
    return bool(suppress([FINDING], document, settings))


@pytest.mark.parametrize(
    "rules", [frozenset(), frozenset({"REF205"}), frozenset({"year-mismatch"}), frozenset({"REF2"})]
)
def test_a_comment_silences_the_rules_it_names_or_all(rules: frozenset[str]) -> None:
    assert not heard(Settings(), replace(DOCUMENT, suppressions=(Suppression(Span(0, 50), rules),)))


def test_a_comment_for_another_rule_silences_nothing() -> None:
    assert heard(Settings(), replace(DOCUMENT, suppressions=(Suppression(Span(0, 50), frozenset({"REF201"})),)))


@pytest.mark.parametrize("span", [Span(0, 10), Span(11, 50)])
def test_a_comment_elsewhere_silences_nothing(span: Span) -> None:
    assert heard(Settings(), replace(DOCUMENT, suppressions=(Suppression(span, frozenset()),)))


@pytest.mark.parametrize(
    ("ignores", "silent"),
    [
        ({"lind2021": ("year-mismatch",)}, True),
        ({"lind*": ("ALL",)}, True),
        ({"lind2021": ("REF1",)}, False),
        ({"berg2020": ("ALL",)}, False),
    ],
)
def test_settings_silence_rules_for_a_reference(ignores: RulesByPattern, silent: bool) -> None:
    assert heard(Settings(per_reference_ignores=ignores)) is not silent


@pytest.mark.parametrize(
    ("pattern", "silent"),
    [
        ("old.bib", True),
        ("*.bib", True),
        ("new.bib", False),
        (str(Path.cwd() / "refs" / "*.bib"), True),
        (str(Path.cwd() / "drafts" / "*.bib"), False),
    ],
)
def test_settings_silence_rules_for_files(pattern: str, silent: bool) -> None:
    assert heard(Settings(per_file_ignores={pattern: ("REF2",)})) is not silent
