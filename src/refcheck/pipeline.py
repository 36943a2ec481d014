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
from refcheck.model import CheckedDocument, CheckedReference, Document, Finding, Match, Offers, Opinions, Report
from refcheck.offers import find_offers, with_offers
from refcheck.resolve import Resolution
from refcheck.rules import claim_contradicts_work, judged_claim, unreadable_entry
from refcheck.rules.base import Rule
from refcheck.rules.claiming import CitingText, citing_text
from refcheck.rules.run import check_claims, check_document, check_reference
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
    texts: Sequence[CitingText] = ()
    offers: Offers = {}

    async def resolve(sources: Sequence[Source]) -> None:
        nonlocal resolution, texts, offers
        resolution = Resolution(references, sources, progress=progress)
        await resolution.run()
        texts = _texts(_matched(documents, resolution.matches), settings)
        if claim_contradicts_work.RULE in _rules(settings):
            offers = await find_offers(texts, on_this_machine(sources))

    asked = ask(settings.network, settings.works, resolve, index=settings.index) if references else None
    matched = _matched(documents, resolution.matches)
    texts = texts or _texts(matched, settings)
    if asked is None:
        return Report(_checked(matched, texts, settings))
    heard = Heard() if asked.interrupted else _heard(texts, settings)
    checked = with_offers(_checked(matched, texts, settings, heard.opinions), texts, offers)
    notices = (*asked.notices, *_not_compared(texts), *heard.notices)
    interrupted = asked.interrupted or heard.interrupted
    return Report(checked, notices=notices, interrupted=interrupted, opinions=heard.opinions, offers=offers)


def _matched(documents: Sequence[Document], matches: Sequence[Match]) -> list[Matched]:
    """Each document with the matches of its references."""
    left = iter(matches)
    return [(one, [next(left) for _ in one.references]) for one in documents]


def _texts(matched: Iterable[Matched], settings: Settings) -> list[CitingText]:
    """Each document as a text, with the works as well that it cites from other files."""
    return [citing_text(document, matches, settings.claims) for document, matches in with_cited(matched)]


def _heard(texts: Iterable[CitingText], settings: Settings) -> Heard:
    """What the judge says of the sentences, if the user wants one and wants to hear of it."""
    if not settings.judge.enabled or judged_claim.RULE not in _rules(settings):
        return Heard()
    questions = (one.question for text in texts for one in judged_claim.asked(text))
    return hear(questions, settings.judge, settings.network)


def _not_compared(texts: Iterable[CitingText]) -> Iterator[str]:
    """Which texts are not in English, so that their sentences are not compared with the works they cite; said once."""
    others = [f"{one.document.path} ({one.other_language})" for one in texts if one.other_language]
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
    texts = _texts(matched, settings)
    checked = with_offers(_checked(matched, texts, settings, report.opinions), texts, report.offers)
    documents = (_without(after, before, one.applied) for after, (before, one) in zip(checked, pairs, strict=True))
    return replace(report, documents=tuple(documents))


def _checked(
    matched: Sequence[Matched], texts: Sequence[CitingText], settings: Settings, opinions: Opinions | None = None
) -> tuple[CheckedDocument, ...]:
    return tuple(_checked_document(one, text, settings, opinions) for one, text in zip(matched, texts, strict=True))


def _checked_document(
    matched: Matched, text: CitingText, settings: Settings, opinions: Opinions | None
) -> CheckedDocument:
    """The findings on a document and on what it says of the works that it cites."""
    document, matches = matched
    rules = (unreadable_entry.RULE,) if not_read(document) else _rules(settings)
    references = tuple(
        CheckedReference(
            reference, match, suppress(check_reference(rules, document, reference, match), document, settings)
        )
        for reference, match in zip(document.references, matches, strict=True)
    )
    found = (*check_document(rules, document), *check_claims(rules, text, opinions))
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
