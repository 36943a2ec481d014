"""One work, by its DOI or by a reference as somebody wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from refcheck.compare.identifiers import clean_doi
from refcheck.compare.text import fold
from refcheck.compare.titles import compare_title
from refcheck.compare.verdict import Level
from refcheck.matching_reading import reread
from refcheck.model import Absent, By, Found, Item, Match, OtherWork, Reference, Span, Unchecked, Work
from refcheck.parsing.blocks import Block, Kind, Piece
from refcheck.parsing.reference_string import parse
from refcheck.resolve import INTERRUPTED, ONLY_LOCAL, resolve
from refcheck.settings import Settings
from refcheck.sources.base import Silence, Source
from refcheck.sources.opening import ask

_WORDS_THAT_NAME_A_WORK = 4
"""A title of fewer words occurs in references to other works too: author and year must then be there as well."""


def lookup(text: str, settings: Settings) -> Match:
    """The work that a text names. A work found by its DOI is taken as it is: there is nothing to compare it with."""
    outcome: Match = INTERRUPTED
    doi = clean_doi(text)

    async def find(sources: Sequence[Source]) -> None:
        nonlocal outcome
        outcome = await (_by_doi(doi, sources) if doi else _by_text(text, sources))

    ask(settings.network, settings.works, find, index=settings.index)
    return outcome


async def _by_doi(doi: str, sources: Sequence[Source]) -> Match:
    (match,) = await resolve([Reference(key="", item=Item(doi=doi), span=Span(0, 0))], sources)
    return Found(match.work, By.DOI) if isinstance(match, OtherWork) else match


async def _by_text(text: str, sources: Sequence[Source]) -> Match:
    """The work that is meant by a reference, or by the bare title of a work, which is no reference."""
    reference = _typed(text)
    (match,) = await resolve([reference], sources)
    if isinstance(match, OtherWork) or (isinstance(match, Found) and _has_its_title(reference, match.work.item)):
        return match
    titled = await _by_title(text, sources)
    return titled if isinstance(titled, Found) or not isinstance(match, Absent) else match


def _typed(text: str) -> Reference:
    """A reference as `verify` would read it in an article."""
    entry = Block(Kind.PARAGRAPH, (Piece(text, Span(0, len(text))),))
    parsed = parse(entry, text)
    return Reference("", parsed.item, entry.span, parsed.fields, text, typed=True, certainty=parsed.certainty)


async def _by_title(text: str, sources: Sequence[Source]) -> Match:
    asked: list[str] = []
    nearest: Work | None = None
    silence = ""
    for source in sources:
        works = await source.search(Item(), text)
        if isinstance(works, Silence):
            silence = works.reason
            continue
        found = next((work for work in works if _named(work.item, text)), None)
        if found is not None:
            return Found(found, By.SEARCH)
        nearest = nearest or next(iter(works), None)
        asked.append(source.name)
    if silence:
        return Unchecked(silence)
    return Absent(tuple(asked), nearest) if any(source.complete for source in sources) else ONLY_LOCAL


def _has_its_title(reference: Reference, theirs: Item) -> bool:
    """Whether the title is the work's: `verify` tells of the word that differs, here it may be another work's title."""
    return compare_title(reread(reference.item, reference.text, theirs), theirs).level <= Level.MINOR


def _named(item: Item, text: str) -> bool:
    """Whether the text has the work's title, and its first author or its year; for a short title both."""
    words = f" {fold(text)} "
    titles = [title for title in map(fold, item.title) if title and f" {title} " in words]
    if not titles:
        return False
    author = next((f" {fold(name.family or name.literal)} " in words for name in item.author.listed), False)
    year = any(f" {date.year} " in words for date in item.issued if date.year)
    longest = max(titles, key=len)
    if len(longest.split()) < _WORDS_THAT_NAME_A_WORK:
        return author and year
    return author or year or longest == words.strip()
