"""The way through: files, documents, matches, findings, a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from refcheck.files import not_read, read_documents
from refcheck.fix import Fixed
from refcheck.given import pages
from refcheck.judge.hearing import Heard, hear
from refcheck.lists_elsewhere import Matched, with_cited
from refcheck.model import CheckedDocument, CheckedReference, Document, Finding, Match, Opinions, Report
from refcheck.offers import Offers, find_offers, with_offers
from refcheck.resolve import Resolution
from refcheck.rules import claim_contradicts_work, judged_claim, unreadable_entry
from refcheck.rules.base import Rule
from refcheck.rules.run import check_claims, check_document, check_reference, matches_by_key
from refcheck.rules.select import EVERYTHING, select_rules
from refcheck.settings import Settings
from refcheck.sources.base import Source
from refcheck.sources.opening import ask, on_this_machine
from refcheck.suppress import suppress

_MOST_NAMED = 3
"""Files named in one sentence."""


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
    offers: Offers = {}

    async def resolve(sources: Sequence[Source]) -> None:
        nonlocal resolution, offers
        resolution = Resolution(references, sources, progress=progress)
        await resolution.run()
        if claim_contradicts_work.RULE in _rules(settings):
            matched = with_cited(_matched(documents, resolution.matches))
            offers = await find_offers(matched, on_this_machine(sources), settings.claims)

    asked = ask(settings.network, settings.works, resolve, index=settings.index) if references else None
    matched = _matched(documents, resolution.matches)
    if asked is None:
        return Report(_checked(matched, settings))
    heard = Heard() if asked.interrupted else _heard(with_cited(matched), settings)
    checked = with_offers(_checked(matched, settings, heard.opinions), offers)
    notices = (*asked.notices, *_not_compared(documents), *heard.notices)
    interrupted = asked.interrupted or heard.interrupted
    return Report(checked, notices=notices, interrupted=interrupted, opinions=heard.opinions)


def _matched(documents: Sequence[Document], matches: Sequence[Match]) -> list[Matched]:
    """Each document with the matches of its references."""
    left = iter(matches)
    return [(one, [next(left) for _ in one.references]) for one in documents]


def _heard(matched: Iterable[Matched], settings: Settings) -> Heard:
    """What the judge says of the sentences, if the user wants one and wants to hear of it."""
    if not settings.judge.enabled or judged_claim.RULE not in _rules(settings):
        return Heard()
    questions = (
        one.question
        for document, matches in matched
        for one in judged_claim.asked(document, matches_by_key(document, matches))
    )
    return hear(questions, settings.judge, settings.network)


def _not_compared(documents: Sequence[Document]) -> Iterator[str]:
    """Which texts are not in English, so that their sentences are not compared with the works they cite; said once."""
    others = []
    for document in documents:
        if document.running_text and document.citations:
            from refcheck.claims.language import ENGLISH, language_of  # noqa: PLC0415 - needed for running text only

            language = language_of(document.own_text)
            if language not in {ENGLISH, ""}:
                others.append(f"{document.path} ({language})")
    if others:
        more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
        yield (
            f"Not in English: {', '.join(others[:_MOST_NAMED])}{more}. "
            "Their sentences were not compared with the works they cite."
        )


def check_again(report: Report, fixed: Sequence[Fixed], settings: Settings) -> Report:
    """The report on the corrected documents: the same matches, without the findings that were put right."""
    pairs = list(zip(report.documents, fixed, strict=True))
    matched = [(one.after, [each.match for each in before.references]) for before, one in pairs]
    checked = _checked(matched, settings, report.opinions)
    documents = (_without(after, before, one.applied) for after, (before, one) in zip(checked, pairs, strict=True))
    return replace(report, documents=tuple(documents))


def _checked(
    matched: Sequence[Matched], settings: Settings, opinions: Opinions | None = None
) -> tuple[CheckedDocument, ...]:
    return tuple(
        _checked_document(one, told, settings, opinions) for one, told in zip(matched, with_cited(matched), strict=True)
    )


def _checked_document(
    matched: Matched, told: Matched, settings: Settings, opinions: Opinions | None
) -> CheckedDocument:
    """The findings on a document; ``told`` has the works as well that the text cites from other files."""
    document, matches = matched
    rules = (unreadable_entry.RULE,) if not_read(document) else _rules(settings)
    references = tuple(
        CheckedReference(
            reference, match, suppress(check_reference(rules, document, reference, match), document, settings)
        )
        for reference, match in zip(document.references, matches, strict=True)
    )
    found = (*check_document(rules, document), *check_claims(rules, *told, settings.claims, opinions))
    return CheckedDocument(document, references, suppress(found, document, settings))


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
