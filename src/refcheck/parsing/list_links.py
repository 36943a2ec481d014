"""The link texts that publishers' pages append to each reference: *CrossRef*, *PubMed*, *Google Scholar*."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from string import ascii_lowercase, ascii_uppercase

from refcheck.parsing import tables
from refcheck.parsing.blocks import Block, Link
from refcheck.parsing.list_labels import end_without_back_links

_TAIL = 60
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
"""Unlike `str.lower`, this keeps the length."""
_MOST = 12
"""Link texts after one reference; real pages have at most seven."""
_CLOSING = re.compile(r"[\s\u00a0|·•,;]*$")


@cache
def _phrases() -> dict[str, bool]:
    """Every link text, the longest first, and whether it may be cut without being a link."""
    ordered = sorted(tables.rows("link_texts.tsv"), key=lambda row: -len(row[1]))
    return {phrase: kind == "alone" for kind, phrase in ordered}


@cache
def _endings() -> tuple[str, ...]:
    return tuple(_phrases())


@dataclass(frozen=True, slots=True)
class _Found:
    """A link text at the end of a block, and whether it can be nothing else."""

    start: int
    sure: bool


def without_link_texts(block: Block, start: int = 0) -> Block:
    """The block from ``start``, without what links follow its reference; their targets stay, at the end of the text."""
    end = _end(block)
    if start == 0 and end == len(block.text):
        return block
    kept = block.part(start, end)
    length = len(kept.text)
    cut = tuple(Link(length, length, link.target) for link in block.links if link.start >= end)
    return replace(kept, links=(*kept.links, *cut)) if cut else kept


def only_link_texts(block: Block) -> bool:
    """Whether nothing else stands in a block: a paragraph of links beside the reference."""
    return bool(block.text.strip()) and _end(block) == 0


def _end(block: Block) -> int:
    """Where the reference ends: link texts are cut one by one, ambiguous ones only beside a certain one."""
    text = block.text
    certain = end = end_without_back_links(text)
    beside = False
    for _ in range(_MOST):
        found = _link_text(block, end)
        if found is None:
            break
        beside = beside or found.sure
        end = _before(text, found.start)
        if beside:
            certain = end
    return end_without_back_links(text[:certain])


def _link_text(block: Block, end: int) -> _Found | None:
    tail = block.text[max(0, end - _TAIL) : end]
    words = tail.rstrip("])").rstrip()
    brackets = len(tail) - len(words)
    key = (words if brackets else words.removesuffix(".")).translate(_LOWER)
    if not key.endswith(_endings()):
        return None
    phrase = next(one for one in _phrases() if key.endswith(one))
    start = end - len(tail) + len(key) - len(phrase)
    before = block.text[max(0, start - 1) : start]
    if before.isalnum() or (before == "-"):
        return None
    opened = before in {"[", "("} and brackets > 0
    alone = _phrases()[phrase]
    return _Found(start - opened, alone or before == "[" or _is_link(block, start, start + len(phrase)))


def _is_link(block: Block, start: int, end: int) -> bool:
    """Whether a link covers just these words, not a whole reference that ends in them."""
    return any(start - 1 <= link.start <= start + 1 and link.end >= end - 1 for link in block.links)


def _before(text: str, start: int) -> int:
    found = _CLOSING.search(text, max(0, start - 20), start)
    return found.start() if found else start
