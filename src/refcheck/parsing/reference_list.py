"""Find the reference list of an article and split it.

What the format knows comes first (a container of references, footnotes), then headings in many languages, then the
content alone: a list is recognised by the company of its items, see `list_choice`. Silence about references that were
not read is the worst error of all, a menu taken for a list the second worst.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from refcheck.parsing.blocks import Block, Kind, Link
from refcheck.parsing.list_candidates import Candidate, candidates, finished
from refcheck.parsing.list_choice import Chosen, choose
from refcheck.parsing.list_headings import Section
from refcheck.parsing.list_noise import is_short_noise
from refcheck.parsing.list_scoring import POSSIBLE, evident, score
from refcheck.parsing.list_splitting import together


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """The references of an article, a block for each, and the running text without them."""

    entries: tuple[Block, ...]
    rest: tuple[Block, ...]


def find(blocks: Sequence[Block]) -> ReferenceList:
    """The entries of the reference list, each with exactly its text and its number as label, and the rest."""
    found, headings = candidates(blocks)
    chosen = choose(found)
    entries = tuple(entry for one in chosen if (entry := _entry(one)).text)
    return ReferenceList(entries, tuple(_rest(blocks, found, chosen, headings if entries else ())))


def _entry(chosen: Chosen) -> Block:
    block = finished(chosen.first)
    for more in chosen.more:
        block = together(block, finished(more))
    end = len(block.text)
    links = tuple(Link(end, end, link.target) for one in chosen.links for link in one.block.links)
    return replace(block, links=(*block.links, *links)) if links else block


def _rest(
    blocks: Sequence[Block], found: Sequence[Candidate], chosen: Sequence[Chosen], headings: Sequence[int]
) -> Iterator[Block]:
    """The blocks without references, and without what only looks like one."""
    taken = {id(one) for entry in chosen for one in (entry.first, *entry.more, *entry.links)}
    gone = taken | {id(one) for one in found if _cites_the_page(one)}
    touched = {one.home for one in found if id(one) in gone}
    left: dict[int, list[Block]] = {}
    for one in found:
        if one.home in touched and id(one) not in gone and one.text and not one.links_only:
            left.setdefault(one.home, []).append(one.block)
    of_lists = frozenset(headings)
    for home, block in enumerate(blocks):
        if block.kind is Kind.NOISE or home in of_lists:
            continue
        parts = left.get(home, []) if home in touched else [block]
        yield from (part for part in parts if part.text and not is_short_noise(part))


def _cites_the_page(one: Candidate) -> bool:
    """Whether a block looks like a reference below *How to cite* or *Related articles*."""
    return one.section is Section.STOP and evident(one.text) and score(one.text) >= POSSIBLE
