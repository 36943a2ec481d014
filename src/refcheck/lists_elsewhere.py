"""Texts whose reference list is another file: their claims are compared with the works of the bibliography."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from refcheck.model import Document, Match, Reference, Span

Matched = tuple[Document, Sequence[Match]]
_NOWHERE = Span(0, 0)


def with_cited(matched: Iterable[Matched]) -> list[Matched]:
    """The documents and their matches; texts also have the references that they cite from other files of the run.

    Those have no place in the text. A key that several files give to different references is nobody's.
    """
    documents = list(matched)
    listed = _by_key(documents)
    return [_with_cited(document, matches, listed) for document, matches in documents]


def _by_key(matched: Iterable[Matched]) -> Mapping[str, tuple[Reference, Match]]:
    found: dict[str, list[tuple[Reference, Match]]] = {}
    for document, matches in matched:
        if not document.running_text:
            for reference, match in zip(document.references, matches, strict=True):
                found.setdefault(reference.key, []).append((reference, match))
    return {
        key: several[0] for key, several in found.items() if all(one[0].item == several[0][0].item for one in several)
    }


def _with_cited(document: Document, matches: Sequence[Match], listed: Mapping[str, tuple[Reference, Match]]) -> Matched:
    own = {reference.key for reference in document.references}
    cited = dict.fromkeys(key for citation in document.citations for key in citation.keys)
    wanted = [listed[key] for key in cited if key in document.known_keys and key not in own and key in listed]
    if not document.running_text or not wanted:
        return document, matches
    further = (replace(reference, span=_NOWHERE, fields=()) for reference, _ in wanted)
    return (
        replace(document, references=(*document.references, *further)),
        [*matches, *(match for _, match in wanted)],
    )
