"""The claims of a document: each citation, or group of citations, with the part of the sentence that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from refcheck.claims.acronyms import acronyms, expand
from refcheck.claims.nouns import Claim
from refcheck.claims.segment import begins_with_report, claim_of, says
from refcheck.model import Citation, CitationForm, Document, Span

_AND_OTHERS = re.compile(
    r"[^\W\d_][\w'’-]*(?:\s+(?:and|&)\s+[^\W\d_][\w'’-]*)?,?\s+(?:et\s+al\.?,?|and\s+(?:colleagues|co-?workers))\s*$"
)
_NAMES = 80
"""Letters that the names before a number take up at most."""
_OPENING = "(["
_LONGEST = 3_000
"""A longer sentence is a table or a page without stops."""
_TAG = re.compile(r"<[^<>]{1,500}>")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Citations that vouch together for one claim."""

    citations: tuple[Citation, ...]
    claim: Claim


@dataclass(frozen=True, slots=True)
class _Mark:
    """A citation, or a bracket of them, in the text of its sentence."""

    span: Span
    citations: tuple[Citation, ...]
    narrative: bool


def clusters(document: Document) -> Iterator[Cluster]:
    """The claims in the text, in its order."""
    known = acronyms(document.own_text) if document.citations else {}
    for _, citations in groupby(document.citations, key=lambda one: (one.sentence_span, one.sentence)):
        yield from _of_sentence(list(citations), document.text, known)


def _of_sentence(citations: Sequence[Citation], text: str, known: Mapping[str, str]) -> Iterator[Cluster]:
    begin, end = _reach(citations)
    if end - begin > _LONGEST:
        return
    sentence = _TAG.sub(lambda tag: " " * len(tag.group()), text[begin:end])
    marks = _together(_marks(citations, sentence, begin), sentence)
    for mark in marks:
        others = [one.span for one in marks if one is not mark]
        claim = claim_of(sentence, mark.span, others, narrative=mark.narrative)
        if known:
            claim = claim.changed(lambda part: expand(part, known))
        yield Cluster(mark.citations, claim)


def _reach(citations: Sequence[Citation]) -> tuple[int, int]:
    """Where a sentence and its citations, some of which may stand behind its end, begin and end in the text."""
    spans = [one.group or one.span for one in citations]
    if citations[0].sentence_span is not None:
        spans.append(citations[0].sentence_span)
    return min(one.start for one in spans), max(one.end for one in spans)


def _marks(citations: Sequence[Citation], sentence: str, begin: int) -> list[_Mark]:
    """Each bracket or single citation with its place in the sentence, in their order."""
    marks: list[_Mark] = []
    for whole, group in groupby(citations, key=lambda one: one.group or one.span):
        marks.append(_mark(tuple(group), Span(whole.start - begin, whole.end - begin), sentence))
    return sorted(marks, key=lambda one: one.span.start)


def _mark(members: tuple[Citation, ...], span: Span, sentence: str) -> _Mark:
    """The mark; the names before a number (*Lind et al. [3] found*) belong to it."""
    form = members[0].form
    if form is CitationForm.NARRATIVE:
        return _Mark(span, members, narrative=True)
    names = _AND_OTHERS.search(sentence, max(0, span.start - _NAMES), span.start)
    told = begins_with_report(sentence[span.end :])
    bare = form is CitationForm.KEY and sentence[span.start : span.start + 1] not in _OPENING
    if form is not CitationForm.PARENTHETICAL and told and (names or bare):
        return _Mark(Span(names.start() if names else span.start, span.end), members, narrative=True)
    return _Mark(span, members, narrative=False)


def _together(marks: Sequence[_Mark], sentence: str) -> list[_Mark]:
    """The marks; those between which nothing is said are one: *[3], [5]*, *A (2010) and B (2012) found*."""
    merged: list[_Mark] = []
    for mark in marks:
        previous = merged[-1] if merged else None
        if previous is None or says(sentence[previous.span.end : mark.span.start]):
            merged.append(mark)
            continue
        span = Span(previous.span.start, mark.span.end)
        merged[-1] = _Mark(span, (*previous.citations, *mark.citations), mark.narrative)
    return merged
