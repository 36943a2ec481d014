"""From the blocks of an article to a document: its reference list, each reference, and the citations in the text.

Three readings follow each other: `reference_list` finds the list and splits it, `reference_string` reads each entry,
`citations` finds what in the rest of the text points at them. A reader of a format makes the blocks, and hands over
what its format already knows for certain.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from refcheck.model import Citation, Document, Reference, Span, Unreadable
from refcheck.parsing.blocks import Block
from refcheck.parsing.citations import find_citations
from refcheck.parsing.keys import citation_keys
from refcheck.parsing.reference_list import find
from refcheck.parsing.reference_string import parse
from refcheck.parsing.suppressions import read_suppressions
from refcheck.parsing.unlisted import NO_LIST, NO_LIST_BUT_CITATIONS

LARGEST_TEXT = 64_000_000
"""Characters of a document; books have a hundredth of that."""


@dataclass(frozen=True, slots=True)
class Apart:
    """What a format holds besides its running text.

    ``references`` are those it gives as data, with their keys; ``bibliographies`` are the files it names. Where there
    are any, a typed list is not missed.
    """

    references: tuple[Reference, ...] = ()
    bibliographies: tuple[str, ...] = ()


def read_article(
    path: str,
    text: str,
    blocks: Sequence[Block],
    *,
    citations: Sequence[Citation] = (),
    apart: Apart = Apart(),
) -> Document:
    """The document that the blocks are the text of; ``citations`` are those that the format marks as such."""
    found = find(blocks)
    references = (*apart.references, *_typed(found.entries, text, apart.references))
    cited = (*citations, *_unmarked(find_citations(found.rest, references), citations))
    expected = not references and not apart.bibliographies
    return Document(
        path,
        text,
        references,
        citations=tuple(sorted(cited, key=lambda one: (one.span.start, one.span.end))),
        problems=(_no_list(cited),) if expected else (),
        suppressions=read_suppressions(text, references),
        running_text=True,
        bibliographies=apart.bibliographies,
    )


def too_large(path: str, text: str) -> Document | None:
    """The document that says so, if a text is longer than any article."""
    if len(text) <= LARGEST_TEXT:
        return None
    message = f"the file is too large: {len(text):,} characters, at most {LARGEST_TEXT:,} are read"
    return Document(path, text, problems=(Unreadable(Span(0, 0), message),))


def _unmarked(found: Iterable[Citation], marked: Sequence[Citation]) -> Iterator[Citation]:
    """The citations found in the text without those in which the format marks one: ``[@lind2021]`` is not *[2021]*."""
    spans = sorted({(one.span.start, one.span.end) for one in marked})
    ends = list(accumulate((end for _, end in spans), max))
    for citation in found:
        before = bisect_left(spans, (citation.span.end, 0))
        if not before or ends[before - 1] <= citation.span.start:
            yield citation


def _typed(entries: Sequence[Block], text: str, others: Sequence[Reference]) -> list[Reference]:
    parsed = [parse(entry, text) for entry in entries]
    keys = citation_keys([one.item for one in parsed], taken=frozenset(one.key for one in others))
    return [
        Reference(
            key,
            one.item,
            entry.span,
            one.fields,
            entry.text,
            label=entry.label,
            typed=True,
            certainty=one.certainty,
        )
        for key, entry, one in zip(keys, entries, parsed, strict=True)
    ]


def _no_list(citations: Sequence[Citation]) -> Unreadable:
    if citations:
        return Unreadable(citations[0].span, NO_LIST_BUT_CITATIONS)
    return Unreadable(Span(0, 0), NO_LIST)
