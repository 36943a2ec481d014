"""What the rules on claims share: which claims are compared, and how a message says what was compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from refcheck.model import Document, Match
from refcheck.rules.wording import listed

if TYPE_CHECKING:
    from refcheck.claims.works import CitedClaim


def is_compared(document: Document) -> bool:
    """Whether there is an English text that cites."""
    if not document.running_text or not document.citations:
        return False
    from refcheck.claims.language import is_english  # noqa: PLC0415 - needed for running text only

    return is_english(document.own_text)


def claims_of(document: Document, matches: Mapping[str, Match]) -> Iterator[CitedClaim]:
    """The claims of an English text with the works that vouch for them."""
    if is_compared(document):
        from refcheck.claims.works import cited_claims  # noqa: PLC0415 - word lists, needed for running text only

        yield from cited_claims(document, matches)


def compared(cited: CitedClaim) -> str:
    """What was compared, in the words of a message: ``the cited title (no abstract in crossref)``."""
    what = "the cited title" if len(cited.works) == 1 else "any of their titles"
    if all(one.abstract for one in cited.works):
        return f"{what} or abstract"
    sources = dict.fromkeys(one.work.source for one in cited.works if one.work is not None and not one.abstract)
    if sources:
        return f"{what} (no abstract in {listed(tuple(sources))})"
    return f"{what} (only the reference list was compared)"
