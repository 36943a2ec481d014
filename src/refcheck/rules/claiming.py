"""What the rules on claims share: the text and its claims, and how a message says what was compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from refcheck.claims.settings import ClaimSettings
from refcheck.model import Document, Match, Span
from refcheck.rules.wording import listed

if TYPE_CHECKING:
    from refcheck.claims.nouns import Conflict
    from refcheck.claims.works import CitedClaim


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim that excludes what the titles of its works say, and what excludes what."""

    cited: CitedClaim
    conflict: Conflict

    @property
    def span(self) -> Span:
        """The first of the citations."""
        return self.cited.cluster.citations[0].span


@dataclass(frozen=True)
class CitingText:
    """A document, the matches of the works that it cites by their keys, and what is worked out of them but once."""

    document: Document
    matches: Mapping[str, Match]
    settings: ClaimSettings

    @cached_property
    def other_language(self) -> str:
        """The language of a text that cites, if it is not English: its claims are not compared."""
        if not self._cites:
            return ""
        from refcheck.claims.language import ENGLISH, language_of  # noqa: PLC0415 - needed for running text only

        language = language_of(self.document.own_text)
        return "" if language == ENGLISH else language

    @property
    def is_compared(self) -> bool:
        """Whether there is an English text that cites."""
        return self._cites and not self.other_language

    @property
    def _cites(self) -> bool:
        return self.document.running_text and bool(self.document.citations)

    @property
    def claims(self) -> Iterator[CitedClaim]:
        """The claims of an English text with the works that vouch for them."""
        if self.is_compared:
            from refcheck.claims.works import cited_claims  # noqa: PLC0415 - word lists, needed for running text only

            yield from cited_claims(self.document, self.matches)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The claims that exclude what the titles of their works say."""
        return tuple(self._contradictions())

    def _contradictions(self) -> Iterator[Contradiction]:
        for cited in self.claims:
            from refcheck.claims.compare import compare_claim  # noqa: PLC0415 - as above

            found = compare_claim(cited.cluster.claim, cited.works, self.settings)
            if found is not None:
                yield Contradiction(cited, found)


def citing_text(document: Document, matches: Sequence[Match], settings: ClaimSettings) -> CitingText:
    """A document with the matches of its references; the first of those with one key counts."""
    references = list(zip(document.references, matches, strict=True))
    return CitingText(document, {reference.key: match for reference, match in reversed(references)}, settings)


def compared(cited: CitedClaim) -> str:
    """What was compared, in the words of a message: ``the cited title (no abstract in crossref)``."""
    what = "the cited title" if len(cited.works) == 1 else "any of their titles"
    if all(one.abstract for one in cited.works):
        return f"{what} or abstract"
    sources = dict.fromkeys(one.work.source for one in cited.works if one.work is not None and not one.abstract)
    if sources:
        return f"{what} (no abstract in {listed(tuple(sources))})"
    return f"{what} (only the reference list was compared)"
