"""Sentences with their citations between ⟦ and ⟧; the last one is the citation of the work, unless ⟪ ⟫ mark it."""

from __future__ import annotations

import re

from refcheck.claims.compare import conflict
from refcheck.claims.nouns import Cited, Claim, Conflict
from refcheck.claims.segment import claim_of
from refcheck.claims.settings import ClaimSettings
from refcheck.claims.vocabulary import vocabulary
from refcheck.model import Span

_MARKS = re.compile(r"[⟦⟪](.*?)[⟧⟫]")


def claim(marked: str) -> Claim:
    """The claim of the marked citation; narrative if it does not begin with a bracket."""
    sentence, spans, own = "", [], None
    position = 0
    for found in _MARKS.finditer(marked):
        sentence += marked[position : found.start()]
        span = Span(len(sentence), len(sentence) + len(found[1]))
        sentence, position = sentence + found[1], found.end()
        spans.append(span)
        if found.group().startswith("⟪"):
            own = span
    sentence += marked[position:]
    mark = own or spans[-1]
    others = [one for one in spans if one is not mark]
    return claim_of(sentence, mark, others, narrative=sentence[mark.start] not in "([")


def compare(marked: str, *titles: str, further: tuple[str, ...] = (), settings: ClaimSettings | None = None) -> str:
    """``kind: ours / theirs``, or nothing."""
    found = found_in(marked, *titles, further=further, settings=settings)
    return "" if found is None else f"{found.kind}: {found.ours} / {found.theirs}"


def found_in(
    marked: str, *titles: str, further: tuple[str, ...] = (), settings: ClaimSettings | None = None
) -> Conflict | None:
    """The conflict of a sentence with the titles of the works that it cites."""
    return conflict(claim(marked), Cited(titles, further), vocabulary(settings or ClaimSettings()))
