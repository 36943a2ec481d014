"""Markdown in tests: what a reader makes of a text, in short."""

from __future__ import annotations

from refcheck.model import Citation
from refcheck.parsing.blocks import Block
from refcheck.readers.front_matter import read_front_matter
from refcheck.readers.markdown import Body, read_body


def body(text: str, path: str = "post.md") -> Body:
    return read_body(path, text, read_front_matter(text))


def blocks(text: str, path: str = "post.md") -> list[Block]:
    return body(text, path).blocks


def block(text: str, path: str = "post.md") -> Block:
    """The only block of a text."""
    (one,) = blocks(text, path)
    return one


def shown(text: str, path: str = "post.md") -> str:
    """What a person reads of a single paragraph."""
    return block(text, path).text


def marked(text: str, kind: str, path: str = "post.md") -> list[str]:
    """The parts of a paragraph that are set in some way."""
    one = block(text, path)
    return [one.text[mark.start : mark.end] for mark in one.marks if mark.kind == kind]


def links(text: str) -> list[tuple[str, str]]:
    """The links of a paragraph: what is shown, and where it leads."""
    one = block(text)
    return [(one.text[link.start : link.end], link.target) for link in one.links]


def citations(text: str, path: str = "post.md") -> list[Citation]:
    return body(text, path).citations


def keys(text: str, path: str = "post.md") -> list[str]:
    return [one.label for one in citations(text, path)]
