"""The reader of Markdown, as pandoc, Quarto, R Markdown, Jekyll, Hugo, Obsidian, Distill and MDX have it.

A typed reference list is found in the text; references in the front matter are read as data; of those in a ``.bib``
file only its name is told. A project's ``_quarto.yml`` is not looked at here: a reader reads one text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from refcheck.model import Citation, CitationForm, Document, Reference, Span
from refcheck.parsing.article import Apart, read_article, too_large
from refcheck.parsing.blocks import Block, Kind
from refcheck.readers.front_matter import FrontMatter, read_front_matter
from refcheck.readers.front_matter_writer import set_yaml_field
from refcheck.readers.markdown_blocks import build
from refcheck.readers.markdown_html import html_blocks, html_citations, with_hints
from refcheck.readers.markdown_inline import scan_lines
from refcheck.readers.markdown_masks import blank, masks
from refcheck.readers.markdown_scan import Scan, Setting
from refcheck.readers.markdown_structure import Leaf, read_structure
from refcheck.readers.typed_fields import Syntax, replace_field

__all__ = ["read", "read_body", "set_field"]

_CITES_BY_KEY = frozenset({".qmd", ".rmd"})
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_SYNTAX = Syntax(
    lambda value: value if "://" in value else _SPECIAL.sub(r"\\\1", value),
    re.compile(r"[*`<>\[\]\\]|&\w+;|\$|\n"),
    re.compile(
        r"(?:\]\([^()\r\n]*+(?:\([^()\r\n]*+\)[^()\r\n]*+)*+\)|\]\[[^\[\]\r\n]*+\]|\{[:.#][^{}\r\n]*+\}|[*_>`]+|</[a-z]+>)*+",
        re.IGNORECASE,
    ),
)


@dataclass(slots=True)
class Body:
    """The text of an article: its blocks, the citations in them that Markdown marks, the lists it shows."""

    blocks: list[Block] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    bibliographies: list[str] = field(default_factory=list)


def read(path: str, text: str) -> Document:
    """The references and citations of a Markdown text; never raises on what the text holds."""
    large = too_large(path, text)
    if large is not None:
        return large
    matter = read_front_matter(text)
    body = read_body(path, text, matter)
    bibliographies = tuple(dict.fromkeys((*matter.bibliographies, *body.bibliographies)))
    document = read_article(
        path,
        text,
        [*body.blocks, *matter.blocks],
        citations=[*body.citations, *_listed_only(matter)],
        apart=Apart(tuple(matter.references), bibliographies),
    )
    citations = tuple(_with_notes(document, body.blocks))
    return replace(document, citations=citations, problems=(*document.problems, *matter.problems))


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """The text with one value of a reference changed; raises `CannotWrite` where that is not safe."""
    if reference.typed:
        return replace_field(text, reference, variable, value, _SYNTAX)
    return set_yaml_field(text, reference, variable, value)


# ---------------------------------------------------------------------------------------------------------- the body


def read_body(path: str, text: str, matter: FrontMatter) -> Body:
    """The text behind the front matter."""
    suffix = PurePath(path).suffix.lower()
    programs = suffix == ".mdx"
    hidden = [*matter.spans, *masks(text, matter.start, programs=programs)]
    seen = blank(text, hidden) if hidden else text
    structure = read_structure(seen, matter.start)
    setting = Setting(structure.targets, structure.notes, braces=programs)
    body = Body()
    scanned = list(_scanned(seen, with_hints(structure.leaves, seen), setting))
    known = suffix in _CITES_BY_KEY or bool(matter.references or matter.bibliographies)
    explicit = known or any(one.explicit and not one.note for _, scan in scanned for one in scan.pointers)
    for leaf, scan in scanned:
        if not explicit:
            scan.pointers = [one for one in scan.pointers if one.explicit]
        _add(body, seen, leaf, scan)
    return body


def _scanned(text: str, leaves: Sequence[Leaf], setting: Setting) -> Iterator[tuple[Leaf, Scan]]:
    for leaf in leaves:
        if leaf.kind is Kind.NOISE and not leaf.is_html:
            continue
        filled = leaf.kind is not Kind.PARAGRAPH
        yield leaf, scan_lines(text, leaf.lines, setting, filled=filled)


def _add(body: Body, text: str, leaf: Leaf, scan: Scan) -> None:
    body.bibliographies += scan.bibliographies
    if leaf.is_html:
        blocks = html_blocks(text, leaf.span)
        body.blocks += blocks
        body.citations += html_citations(blocks, scan)
        return
    for built in build(scan, leaf):
        body.blocks += [built.block] if built.block is not None else []
        body.citations += built.citations


# ---------------------------------------------------------------------------------------------------- the citations


def _listed_only(matter: FrontMatter) -> Iterator[Citation]:
    """``nocite``: references to be listed without being cited; where the list is elsewhere, ``*`` stands for all."""
    for key, span in matter.uncited:
        every = [reference.key for reference in matter.references] if key == "*" and matter.references else [key]
        for one in every:
            yield Citation(span, "", (one,), CitationForm.KEY, label=one)


def _with_notes(document: Document, blocks: Sequence[Block]) -> Iterator[Citation]:
    """The citations; a note points at what it holds, and one that holds no reference is no citation."""
    notes = {block.label: block.span for block in blocks if block.kind is Kind.FOOTNOTE}
    references = sorted(document.references, key=lambda one: one.span.start)
    held = {name: _inside(references, span) for name, span in notes.items()}
    for citation in document.citations:
        if citation.form is not CitationForm.NOTE or citation.label not in held:
            yield citation
        elif held[citation.label]:
            yield replace(citation, keys=held[citation.label])


def _inside(references: Sequence[Reference], span: Span) -> tuple[str, ...]:
    """The keys of the references in a range; ``references`` come in the order of the text."""
    first = bisect_left(references, span.start, key=lambda one: one.span.start)
    last = bisect_left(references, span.end, key=lambda one: one.span.start)
    return tuple(one.key for one in references[first:last] if one.span.end <= span.end)
