"""What is compared, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from refcheck.claims.words import Words, words_of


@dataclass(frozen=True)
class Claim:
    """The part of a sentence that belongs to a citation, and the whole sentence without its citations.

    ``told_before`` is what stands before the names of a narrative citation.
    """

    said: str
    whole: str
    narrative: bool
    told_before: str = ""

    @cached_property
    def segment(self) -> Words:
        """The part that belongs to the citation."""
        return Words(self.said)

    @cached_property
    def sentence(self) -> Words:
        """The whole sentence."""
        return Words(self.whole)

    @cached_property
    def before(self) -> Words:
        """What stands before the names of a narrative citation."""
        return Words(self.told_before)

    def changed(self, change: Callable[[str], str]) -> Claim:
        """The claim with its texts changed."""
        return Claim(change(self.said), change(self.whole), self.narrative, change(self.told_before))


class Cited:
    """What is known of the cited works: the titles, and whatever else a source gives (subtitles, abstracts)."""

    def __init__(self, titles: Sequence[str], further: Sequence[str] = ()) -> None:
        """Hold the texts of one work, or of all works that a group of citations points at."""
        self.titles = tuple(map(words_of, titles))
        self._further = tuple(further)

    @cached_property
    def further(self) -> tuple[Words, ...]:
        """Abstracts, subtitles and other titles."""
        return tuple(words_of(text) for text in self._further if text)

    @property
    def texts(self) -> tuple[Words, ...]:
        """Every text."""
        return (*self.titles, *self.further)

    @cached_property
    def plain(self) -> frozenset[str]:
        """Every word of every text."""
        return frozenset(word for text in self.texts for word in text.plain)


@dataclass(frozen=True, slots=True)
class Conflict:
    """The sentence says ``ours`` where the title says ``theirs``, which exclude each other.

    ``kind`` is the class of both, or the name of the comparison that found them; ``claim`` is the text compared.
    """

    kind: str
    ours: str
    theirs: str
    title: str
    claim: str
