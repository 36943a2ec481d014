"""The lists of reference_lists.txt as blocks and the references expected of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from refcheck.model import Span
from refcheck.parsing.blocks import Block, Kind, Link, Piece

_KINDS = {"p": Kind.PARAGRAPH, "li": Kind.ITEM, "fn": Kind.FOOTNOTE, "td": Kind.CELL, "nav": Kind.NOISE}
_MARKED = re.compile(r"⟦([^|⟧]*)\|([^⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class Case:
    """A list, and the labels and texts of its references, the latter without anything but letters and digits."""

    name: str
    blocks: tuple[Block, ...]
    expected: tuple[tuple[str, str], ...]


def bare(text: str) -> str:
    """Letters and digits alone, so that typography does not matter."""
    return "".join(char for char in text.lower() if char.isalnum())


def block(
    text: str,
    kind: Kind = Kind.PARAGRAPH,
    *,
    group: str = "",
    label: str = "",
    hint: str = "",
    level: int = 0,
    links: Sequence[tuple[str, str]] = (),
    start: int = 0,
) -> Block:
    """A block of one piece; ``links`` are pairs of words in the text and where they lead."""
    placed = tuple(Link(text.index(words), text.index(words) + len(words), target) for words, target in links)
    return Block(kind, (Piece(text, Span(start, start + len(text))),), level, group, label, hint, links=placed)


def cases() -> list[Case]:
    """Every case of the file."""
    text = (Path(__file__).parent / "reference_lists.txt").read_text("utf-8")
    return [_case(part) for part in text.split("\n=== ")[1:]]


def _case(text: str) -> Case:
    name, *lines = text.strip().split("\n")
    whole = "\n".join(lines)
    expected = tuple((found[1], _expected(found[2])) for found in _MARKED.finditer(whole))
    return Case(name, tuple(_blocks(lines)), expected)


def _expected(text: str) -> str:
    words = re.sub(r"\np\t|⏎→?", " ", text)
    number = re.match(r"\s*(?:\[[^\]]+\]|\(\d\)|\d\.|[¹²³]|\d(?= [A-Z])|See |\^(?: a b)?)\s*", words)
    return bare(words[number.end() :] if number else words)


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    before, group, count, offset = "", "", 0, 0
    ordered = any(line.startswith(("li\t⟦1|", "hinted li\t⟦1|")) for line in lines)
    for at, line in enumerate(lines):
        kind, _, written = line.partition("\t")
        if kind != before and kind not in {"p", "hinted p"}:
            group, count = f"group-{at}", 0
        before, count = kind, count + 1
        words = re.sub(r"⟦[^|⟧]*\||⟧", "", written).replace("⏎", "\n").replace("→", "    ")
        words = words.replace("⟦", "")
        yield _block(kind, words, group, str(count) if ordered and "li" in kind else "", offset)
        offset += len(words) + 1


def _block(kind: str, words: str, group: str, label: str, offset: int) -> Block:
    name = kind.removeprefix("hinted ")
    hint = "references" if kind.startswith("hinted") else ""
    if name.startswith("h") and name[1:].isdigit():
        return block(words, Kind.HEADING, level=int(name[1]), start=offset)
    if name == "fn":
        label, _, words = words.partition("|")
    return block(words, _KINDS[name], group="" if name == "p" else group, label=label, hint=hint, start=offset)
