"""Citations that a format marks as such: the sentence of each, and those that stand in one bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from refcheck.model import Citation, CitationForm
from refcheck.parsing.blocks import Block
from refcheck.parsing.sentences import sentence_at, sentence_spans

_BETWEEN = re.compile(r"[\s,;&\[\]()‐‑‒–—-]{0,8}|\s(?:and|und|et|y)\s")
_DASH = re.compile(r"[\s\[\]]*[‐‑‒–—-][\s\[\]]*")
_MOST_IN_A_RANGE = 100


@dataclass(frozen=True, slots=True)
class Pointer:
    """A range of the text of a block that points at references."""

    start: int
    end: int
    keys: tuple[str, ...]
    label: str
    form: CitationForm = CitationForm.KEY


def citations_in(block: Block, pointers: Sequence[Pointer]) -> Iterator[Citation]:
    """The citations of one block; ``pointers`` stand in the order of its text."""
    sentences = sentence_spans(block.text) if pointers else ()
    for group in _groups(block.text, pointers):
        whole = block.source(group[0].start, max(one.end for one in group)) if len(group) > 1 else None
        for pointer in group:
            sentence = sentence_at(sentences, pointer.start)
            yield Citation(
                block.source(pointer.start, pointer.end),
                block.text[sentence.start : sentence.end],
                pointer.keys,
                pointer.form,
                label=pointer.label,
                sentence_span=block.source(sentence.start, sentence.end),
                group=whole,
            )


def _groups(text: str, pointers: Sequence[Pointer]) -> Iterator[list[Pointer]]:
    """The pointers that stand in one bracket, or one after the other with nothing but signs between."""
    group: list[Pointer] = []
    for pointer in pointers:
        if group and not _BETWEEN.fullmatch(text[group[-1].end : pointer.start]):
            yield group
            group = []
        group.append(pointer)
    if group:
        yield group


def with_ranges(text: str, pointers: Sequence[Pointer], labels: Mapping[str, str]) -> list[Pointer]:
    """The pointers and, where only a dash stands between two, those which it stands for: *[3]–[5]* is also 4.

    ``labels`` are those of the references by key, in the order of the list.
    """
    order = list(labels)
    places = {key: place for place, key in enumerate(order)}
    found: list[Pointer] = []
    for pointer in pointers:
        before = found[-1] if found else None
        if before is not None and _DASH.fullmatch(text[before.end : pointer.start]):
            first, last = (places.get(one.keys[0], -1) if one.keys else -1 for one in (before, pointer))
            between = order[first + 1 : last] if 0 <= first < last <= first + _MOST_IN_A_RANGE else []
            found += [Pointer(before.start, pointer.end, (key,), labels[key], pointer.form) for key in between]
        found.append(pointer)
    return found
