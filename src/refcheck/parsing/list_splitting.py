"""Several references in one block: lines, *1. … 2. …* in one paragraph, semicolons in a footnote.

A block becomes parts, each of them one reference as far as can be told; lines that were broken inside a reference are
joined again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from refcheck.parsing.blocks import Block, joined
from refcheck.parsing.list_labels import Form, label_of, lead_in
from refcheck.parsing.list_scoring import LIKELY, LONGEST, POSSIBLE, begins_like_reference, evident, score

LONGEST_BLOCK = 400_000
"""Characters of a block in which a whole list may stand; longer ones are no article."""
_LEAST_ENUMERATED = 25
"""Characters of the shortest reference in an enumeration within a paragraph."""
_GOOD_LINES = 0.6
"""The share of lines that must look like references by themselves for each line to be one."""
_MOST_SEMICOLONS = 40
_MOST_PLACES = 5
"""Places where a number of an enumeration may stand that are tried."""
_NARROWEST, _WIDEST = 50, 130
"""Characters of the lines of a text that was wrapped by a program."""
_MOST_LINES = 80
"""Lines of one reference; what has more is a text."""

_LINE = re.compile(r"[^\n]+")
_ENUMERATION = re.compile(
    r"(?:(?<=[\s.;,])|^)(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.)](?!\d)|([¹²³⁰⁴-⁹]{1,3}|[₀-₉]{1,3}))"
    r"[ \u00a0]{0,3}(?=[^\s\d])"
)
_SEMICOLON = re.compile(r"[;；]\s+")
_TERMINAL = re.compile(r"[.!?)\]\d/。）]['\"”’]?\s*$")
_HYPHEN = re.compile(r"[^\W\d_]{2}[-‐\xad]$")
_ADDRESS_END = re.compile(r"(?:https?://|www\.|10\.\d{4,9}/)\S*$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a block: where it begins and ends, and by how much it is indented."""

    start: int
    end: int
    text: str
    indent: int


def split(block: Block) -> list[Block]:
    """The parts of a block, each of which is at most one reference; labels are still in their texts."""
    if len(block.text) > LONGEST_BLOCK:
        return [block]
    parts = _by_lines(block) if "\n" in block.text.strip() else [block]
    return [piece for part in parts for one in _by_numbers(part) for piece in _by_semicolons(one)]


# ------------------------------------------------------------------------------------------------------- lines


def _by_lines(block: Block) -> list[Block]:
    lines = list(_lines(block.text))
    starts = _starts(lines, block.text)
    bounds = [*starts, len(lines)]
    return [_unbroken(block, lines[first:last]) for first, last in pairwise(bounds)]


def _lines(text: str) -> Iterator[_Line]:
    for found in _LINE.finditer(text):
        stripped = found[0].strip()
        if stripped:
            indent = len(found[0]) - len(found[0].lstrip())
            start = found.start() + indent
            yield _Line(start, start + len(stripped), stripped, indent)


def _starts(lines: Sequence[_Line], text: str) -> list[int]:
    """The numbers of the lines at which a reference begins, the first one always."""
    for method in (_numbered, _bulleted, _hanging, _each_line):
        starts = method(lines)
        if len(starts) > 1:
            return sorted({0, *starts})
    return sorted({0, *_apart(lines, text), *_complete(lines)})


def _numbered(lines: Sequence[_Line]) -> list[int]:
    labels = [label_of(line.text) for line in lines]
    certain = [at for at, label in enumerate(labels) if label.form in {Form.NUMBER, Form.KEY}]
    if len(certain) > 1:
        return _sequence(certain, [label.number for label in labels])
    bare = [at for at, label in enumerate(labels) if label.form is Form.BARE]
    return _sequence(bare, [label.number for label in labels]) if len(bare) > 2 else []


def _sequence(lines: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """Those of the lines whose numbers count up one by one; keys have the number 0 and count nothing."""
    taken: list[int] = []
    for at in lines:
        if not taken or numbers[at] in {0, numbers[taken[-1]] + 1}:
            taken.append(at)
    return taken


def _bulleted(lines: Sequence[_Line]) -> list[int]:
    return [at for at, line in enumerate(lines) if label_of(line.text).form is Form.BULLET]


def _each_line(lines: Sequence[_Line]) -> list[int]:
    if sum(evident(line.text) for line in lines) < _GOOD_LINES * len(lines):
        return []
    good = [score(line.text) >= LIKELY for line in lines]
    if sum(good) < 2 or sum(good) < _GOOD_LINES * len(lines):
        return []
    return [at for at, line in enumerate(lines) if good[at] or not _continues(lines[at - 1].text, line.text)]


def _hanging(lines: Sequence[_Line]) -> list[int]:
    """With two depths of indentation, references begin at that of the first line."""
    depths = {line.indent for line in lines[1:]}
    first = lines[0].indent
    deeper = [at for at, line in enumerate(lines) if line.indent != first]
    if len(depths | {first}) < 2 or not deeper:
        return []
    starts = [at for at, line in enumerate(lines) if line.indent == first]
    sound = sum(begins_like_reference(lines[at].text) for at in starts)
    return starts if len(starts) > 1 and sound >= len(starts) / 2 else []


def _apart(lines: Sequence[_Line], text: str) -> list[int]:
    """Lines after an empty one, unless the one before breaks off."""
    return [
        at
        for at in range(1, len(lines))
        if text.count("\n", lines[at - 1].end, lines[at].start) > 1
        and not _continues(lines[at - 1].text, lines[at].text)
    ]


def _complete(lines: Sequence[_Line]) -> list[int]:
    """Lines that begin like a reference where the one before is complete, or after one that was not filled."""
    starts, begun = _after_short_lines(lines), 0
    for at in range(1, len(lines)):
        if not _TERMINAL.search(lines[at - 1].text[-40:]) or not begins_like_reference(lines[at].text):
            continue
        before = " ".join(line.text for line in lines[max(begun, at - _MOST_LINES) : at])
        if evident(before) and score(before) >= POSSIBLE:
            starts.append(at)
            begun = at
    return starts


def _after_short_lines(lines: Sequence[_Line]) -> list[int]:
    """Lines after one that ends a sentence although the next word would have fitted on it."""
    widest = max(line.indent + len(line.text) for line in lines)
    if not _NARROWEST <= widest <= _WIDEST:
        return []
    return [
        at
        for at in range(1, len(lines))
        if len(lines[at - 1].text) + 1 + len(lines[at].text.split(maxsplit=1)[0]) <= widest - lines[at].indent
        and _TERMINAL.search(lines[at - 1].text[-40:])
        and not lines[at].text[0].islower()
    ]


def _continues(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the one before."""
    if line[:4] in {"http", "www.", "doi:", "DOI:", "doi ", "DOI "}:
        return True
    return line[:1].islower() or (not _TERMINAL.search(before[-40:]) and not begins_like_reference(line))


def _unbroken(block: Block, lines: Sequence[_Line]) -> Block:
    """The lines of one reference as one line; a word that was hyphenated at the end of a line is whole again."""
    if len(lines) > _MOST_LINES:
        return block.part(lines[0].start, lines[-1].end)
    whole = block.part(lines[0].start, lines[0].end)
    for line in lines[1:]:
        whole = _appended(whole, block.part(line.start, line.end))
    return whole


def _appended(whole: Block, other: Block) -> Block:
    if _ADDRESS_END.search(whole.text[-120:]) and not other.text[:1].isupper() and whole.text[-1] in "-/._=?&":
        return joined([whole, other], "")
    if _HYPHEN.search(whole.text[-3:]) and other.text[:1].islower():
        return joined([whole.part(0, len(whole.text) - 1), other], "")
    if whole.text[-1:] in "-–" and other.text[:1].isalnum():
        return joined([whole, other], "")
    return joined([whole, other], " ")


def together(first: Block, second: Block) -> Block:
    """Two blocks that hold one reference, as one."""
    return _appended(first, second)


# ------------------------------------------------------------------------------------------------ within a line


def _by_numbers(block: Block) -> list[Block]:
    text = block.text
    if len(text) < 2 * _LEAST_ENUMERATED or not _enumerable(text):
        return [block]
    bounds = [*_enumerated(text), len(text)]
    return [block.part(*_trimmed(text, start, end)) for start, end in pairwise(bounds)] if len(bounds) > 2 else [block]


def _enumerable(text: str) -> bool:
    found = _ENUMERATION.match(text.lstrip())
    return found is not None


def _enumerated(text: str) -> list[int]:
    """Where the references of *1. … 2. … 3. …* begin: the first place of each number that leaves one before it."""
    places: dict[int, list[int]] = {}
    first = 0
    for found in _ENUMERATION.finditer(text):
        number = label_of(found[0] + "A").number
        first = first or number
        places.setdefault(number, []).append(found.start())
    starts = places[first][:1]
    while later := [place for place in places.get(first + len(starts), ()) if place > starts[-1]][:_MOST_PLACES]:
        last = starts[-1]
        starts.append(next((place for place in later if _is_part(text[last:place])), later[0]))
    while len(starts) > 1 and not _is_part(text[starts[-1] :]):
        starts.pop()
    parts = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    sound = sum(_is_part(part) for part in parts)
    return starts if len(starts) > 1 and sound >= _GOOD_LINES * len(parts) else [0]


def _is_part(text: str) -> bool:
    return len(text) >= _LEAST_ENUMERATED and score(text[label_of(text).end :].strip()) >= POSSIBLE


def _by_semicolons(block: Block) -> list[Block]:
    text = block.text
    if ";" not in text or len(text) > 2 * LONGEST:
        return [block]
    bounds = [0]
    for found in islice(_SEMICOLON.finditer(text), _MOST_SEMICOLONS):
        before = text[bounds[-1] : found.start()]
        if _is_whole(before) and _is_whole(text[found.end() :]):
            bounds.append(found.end())
    if len(bounds) == 1:
        return [block]
    parts = [block.part(*_trimmed(text, start, end)) for start, end in pairwise([*bounds, len(text)])]
    label = label_of(text).text or block.label
    return [replace(part, label=part.label or label) for part in parts]


def _is_whole(text: str) -> bool:
    """Whether a part of a footnote is a reference of its own: it begins like one, has a year, and scores."""
    bare = text[label_of(text).end :].strip(" ;")
    bare = bare[lead_in(bare) :]
    return begins_like_reference(bare) and evident(bare) and score(bare[:LONGEST]) >= LIKELY


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    stripped = part.strip(" \t\n;")
    lead = part.find(stripped) if stripped else 0
    return start + lead, start + lead + len(stripped)
