"""Which findings the writer does not want to hear: comments in the document, and settings by file and by reference."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from refcheck.model import Document, Finding
from refcheck.rules import find_rule
from refcheck.rules.select import is_selected
from refcheck.settings import RulesByPattern, Settings


def suppress(findings: Iterable[Finding], document: Document, settings: Settings) -> tuple[Finding, ...]:
    """The findings that remain."""
    by_file = _for_file(settings.per_file_ignores, document.path)
    return tuple(
        finding
        for finding in findings
        if not _named(finding, by_file)
        and not _named(finding, _for_key(settings.per_reference_ignores, finding.key))
        and not _inline(finding, document)
    )


def _named(finding: Finding, names: Iterable[str]) -> bool:
    rule = find_rule(finding.code)
    return rule is not None and is_selected(rule, names)


def _inline(finding: Finding, document: Document) -> bool:
    return any(
        one.span.start <= finding.span.start < max(one.span.end, one.span.start + 1)
        and (not one.rules or _named(finding, one.rules))
        for one in document.suppressions
    )


def _for_file(ignores: RulesByPattern, path: str) -> tuple[str, ...]:
    absolute, name = Path(path).absolute().as_posix(), PurePath(path).name
    return tuple(
        rule
        for pattern, rules in ignores.items()
        if fnmatchcase(absolute if "/" in pattern else name, pattern)
        for rule in rules
    )


def _for_key(ignores: RulesByPattern, key: str) -> tuple[str, ...]:
    return tuple(rule for pattern, rules in ignores.items() if key and fnmatchcase(key, pattern) for rule in rules)
