"""The part of a sentence that belongs to a citation.

What a narrative citation reports follows it (*Lind (2021) found …*), unless nothing follows or *by* goes before; what
one in brackets vouches for goes before it, since the previous citation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from refcheck.claims.nouns import Claim
from refcheck.claims.words import plain, tells
from refcheck.model import Span

FEWEST_WORDS = 4
"""A stretch of fewer words between two citations says nothing of its own."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_BY = re.compile(r"\b(?:by|from|of|in|with|to|see|following)\s*$", re.IGNORECASE)


def claim_of(sentence: str, mark: Span, others: Sequence[Span], *, narrative: bool) -> Claim:
    """The claim of the citation at ``mark``; ``others`` are the further citations in the sentence.

    ``mark`` covers the names of a narrative citation as well.
    """
    blanked = _without(sentence, [mark, *others])
    earlier = [one.end for one in others if one.end <= mark.start]
    later = [one.start for one in others if one.start >= mark.end]
    begin = next((end for end in sorted(earlier, reverse=True) if says(blanked[end : mark.start])), 0)
    before = blanked[begin : mark.start]
    if not narrative:
        return Claim(before, blanked, narrative=False)
    stop = next((start for start in sorted(later) if says(blanked[mark.end : start])), len(sentence))
    after = blanked[mark.end : stop]
    told = says(after, 2) and (begins_with_report(after) or not (_BY.search(before) and says(before)))
    if not told:
        return Claim(before, blanked, narrative=False)
    return Claim(after, blanked, narrative=True, told_before=before)


def begins_with_report(text: str) -> bool:
    """Whether one of the first words is a verb of reporting: *(2017) found that*, *and his group have shown*."""
    return any(tells(plain(word)) for word in _WORD.findall(text[:60])[:3])


def says(text: str, least: int = FEWEST_WORDS) -> bool:
    """Whether a stretch of text says something of its own."""
    return len(_WORD.findall(text)) >= least


def _without(sentence: str, marks: Sequence[Span]) -> str:
    """The sentence with blanks in the place of its citations, so that every place stays what it was."""
    letters = list(sentence)
    for mark in marks:
        letters[mark.start : mark.end] = " " * (mark.end - mark.start)
    return "".join(letters)
