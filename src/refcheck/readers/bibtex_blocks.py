"""All blocks of a BibTeX text: the entries and strings, and what could not be read.

bibtexparser splits the text into blocks; heads of blocks which it passes over (``@string`` with the brace on the next
line) are found beside it. Where a head stands at the beginning of a line, a block before it that is still open ends
there, so a missing brace costs one entry and not the rest of the file.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from bibtexparser.model import ImplicitComment
from bibtexparser.splitter import Splitter

from refcheck.model import Span, Unreadable
from refcheck.readers.bibtex_scanner import HEAD, ScannedEntry, ScannedField, balanced_end, scan_entry, scan_string

# What it logs about broken blocks we report ourselves, with their places.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_LINE_HEAD = re.compile(r"^[ \t]*(?=@)", re.MULTILINE)
_ENTRY_FOLLOWS = re.compile(r"\s*+[^,={}\"@]{0,300}+[,=}]")
"""After the head of an entry comes a key, which ends at a comma, a brace, or at the = of a field."""
_COMMENTED_LINE = re.compile(r"^[ \t]*%[^\n]*@[^\n]*", re.MULTILINE)
_SURPLUS = re.compile(r"[\s,})]*+[^\s\"#%'(),={}@]++\s*+=\s*+[{\"]")
_WIDEST_INDENT = 1000
_NOT_ENTRIES = {"comment", "preamble", "string"}


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of one text, each in its order."""

    entries: tuple[ScannedEntry, ...]
    strings: tuple[ScannedField, ...]
    problems: tuple[Unreadable, ...]


def read_blocks(text: str) -> Blocks:
    """Every block of the text; never raises."""
    reading = _Reading(text)
    for start, limit in _regions(text):
        reading.block(start, limit)
    return Blocks(tuple(reading.entries), tuple(reading.strings), tuple(reading.problems))


def next_head(text: str, position: int) -> int:
    """Where the next block begins at the start of a line; the end of the text if none does."""
    heads = (found.end() for found in _LINE_HEAD.finditer(text, position))
    return next((head for head in heads if _is_head(text, head)), len(text))


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """The start of every head, and where its block must have ended."""
    masked = _COMMENTED_LINE.sub(lambda line: line.group().replace("@", " "), text)
    line_heads = _line_heads(masked)
    starts = sorted({*line_heads, *_split(masked)})
    at_line = set(line_heads)
    limits = iter([*line_heads, len(text)])
    limit = next(limits)
    for start, following in pairwise([*starts, len(text)]):
        while limit <= start:
            limit = next(limits)
        # A head within a line ends at any other head, so that no text is read again for each of many.
        yield start, limit if start in at_line else following


def _line_heads(text: str) -> list[int]:
    return [found.end() for found in _LINE_HEAD.finditer(text) if _is_head(text, found.end())]


def _is_head(text: str, start: int) -> bool:
    head = HEAD.match(text, start)
    if head is None:
        return False
    return head.group(1).lower() in _NOT_ENTRIES or _ENTRY_FOLLOWS.match(text, head.end()) is not None


def _split(text: str) -> Iterator[int]:
    """The starts of the blocks that bibtexparser finds, which tells their text but not their offset."""
    position = 0
    for block in Splitter(text).split().blocks:
        if isinstance(block, ImplicitComment) or not block.raw:
            continue
        start = text.find(block.raw, position)
        if start >= 0:
            yield start
            position = start + 1


@dataclass(slots=True)
class _Reading:
    """The blocks read so far, and how far the text has been used up."""

    text: str
    end: int = 0
    entries: list[ScannedEntry] = field(default_factory=list)
    strings: list[ScannedField] = field(default_factory=list)
    problems: list[Unreadable] = field(default_factory=list)

    def block(self, start: int, limit: int) -> None:
        head = HEAD.match(self.text, start)
        if head is None or start < self.end:
            return
        match head.group(1).lower():
            case "comment" | "preamble" as kind:
                self.free_text(head, kind, limit)
            case "string":
                self.string(head, limit)
            case _:
                self.entry(head, limit)

    def free_text(self, head: re.Match[str], kind: str, limit: int) -> None:
        end = balanced_end(self.text, head.end() - 1, limit) if head.group(2) == "{" else head.end()
        self.end = end if end > 0 else head.end()
        # An open @comment hides nothing from BibTeX: what follows it is read.
        if end < 0 and kind == "preamble":
            self.problem(head.start(), head.end(), "the @preamble that begins here is never closed: a } is missing")

    def string(self, head: re.Match[str], limit: int) -> None:
        scanned = scan_string(self.text, head, limit)
        self.end = scanned.end
        if scanned.broken or not scanned.fields:
            message = "the @string that begins here cannot be read: a quote or brace in its value does not balance"
            self.problem(scanned.start, scanned.end, message)
        else:
            self.strings.extend(scanned.fields)
            self.defects(scanned)

    def entry(self, head: re.Match[str], limit: int) -> None:
        scanned = scan_entry(self.text, head, limit)
        if (scanned.broken or not scanned.fields) and not self.begins_line(scanned.start):
            return  # an @ in the middle of a text
        self.end = scanned.end
        self.defects(scanned)
        if scanned.broken:
            self.problem(scanned.start, scanned.end, scanned.broken, scanned.key)
            return
        self.entries.append(scanned)
        surplus = _SURPLUS.match(self.text, scanned.end, limit)
        if surplus:
            message = f"the entry `{scanned.key}` ends before this field: there is one closing brace too many before it"
            place = self.text.find("=", scanned.end)
            self.problem(self.text.rfind("\n", 0, place) + 1, surplus.end(), message)

    def begins_line(self, start: int) -> bool:
        before = self.text[max(self.end, start - _WIDEST_INDENT) : start]
        return not before[before.rfind("\n") + 1 :].strip()

    def defects(self, scanned: ScannedEntry) -> None:
        if not scanned.broken:
            for defect in scanned.defects:
                self.problem(defect.position, defect.position + 1, defect.message)

    def problem(self, start: int, end: int, message: str, key: str = "") -> None:
        end = max(start, min(end, len(self.text)))
        shortened = start + len(self.text[start:end].rstrip())
        self.problems.append(Unreadable(Span(start, shortened), message, key))
