"""The way through: files, documents, matches, findings, a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from refcheck.files import not_read, read_documents
from refcheck.fix import Fixed
from refcheck.given import pages
from refcheck.model import CheckedDocument, CheckedReference, Document, Finding, Match, Report
from refcheck.resolve import Resolution
from refcheck.rules import unreadable_entry
from refcheck.rules.base import Rule
from refcheck.rules.run import check_document, check_reference
from refcheck.rules.select import EVERYTHING, select_rules
from refcheck.settings import Settings
from refcheck.sources.base import Source
from refcheck.sources.opening import ask
from refcheck.suppress import suppress


def verify(paths: Sequence[str | Path] | str | Path, *, settings: Settings | None = None) -> Report:
    """Check the references of files and folders, and of pages at addresses, as ``refcheck verify`` does.

    Without ``settings`` the defaults hold: every rule, no settings files, no answer cache.
    """
    several = [paths] if isinstance(paths, str | Path) else paths
    chosen = settings or Settings()
    return verify_documents(read_documents(several, pages(map(str, several), chosen.network)), chosen)


def verify_documents(
    documents: Sequence[Document], settings: Settings, *, progress: Callable[[int], None] | None = None
) -> Report:
    """Check documents that have been read. ``progress`` hears how many references have their match."""
    references = [reference for document in documents for reference in document.references]
    resolution = Resolution(references, [], progress=progress)

    async def resolve(sources: Sequence[Source]) -> None:
        nonlocal resolution
        resolution = Resolution(references, sources, progress=progress)
        await resolution.run()

    asked = ask(settings.network, settings.works, resolve) if references else None
    matches = iter(resolution.matches)
    checked = tuple(_checked(one, [next(matches) for _ in one.references], settings) for one in documents)
    if asked is None:
        return Report(checked)
    return Report(checked, notices=asked.notices, interrupted=asked.interrupted)


def check_again(report: Report, fixed: Sequence[Fixed], settings: Settings) -> Report:
    """The report on the corrected documents: the same matches, without the findings that were put right."""
    documents = tuple(
        _without(_checked(one.after, [each.match for each in before.references], settings), before, one.applied)
        for before, one in zip(report.documents, fixed, strict=True)
    )
    return replace(report, documents=documents)


def _checked(document: Document, matches: Sequence[Match], settings: Settings) -> CheckedDocument:
    rules = (unreadable_entry.RULE,) if not_read(document) else _rules(settings)
    references = tuple(
        CheckedReference(
            reference, match, suppress(check_reference(rules, document, reference, match), document, settings)
        )
        for reference, match in zip(document.references, matches, strict=True)
    )
    return CheckedDocument(document, references, suppress(check_document(rules, document), document, settings))


def _rules(settings: Settings) -> tuple[Rule, ...]:
    return select_rules(settings.select or (EVERYTHING,), settings.ignore)


def _without(after: CheckedDocument, before: CheckedDocument, applied: Sequence[Finding]) -> CheckedDocument:
    """A fix may answer a finding that the old match would repeat: a DOI that was replaced still has its old work."""
    references = tuple(
        replace(one, findings=tuple(_remaining(one, [finding for finding in old.findings if finding in applied])))
        for one, old in zip(after.references, before.references, strict=True)
    )
    return replace(after, references=references)


def _remaining(checked: CheckedReference, applied: Sequence[Finding]) -> Iterator[Finding]:
    answered = {(one.code, one.fix.variable if one.fix else "") for one in applied}
    return (one for one in checked.findings if (one.code, one.fix.variable if one.fix else "") not in answered)
