r"""The reader of LaTeX documents: ``\cite`` and its family, ``thebibliography``, the bibliographies they name.

``.bbl`` files that BibTeX makes hold the same ``thebibliography``; those of biber are read by `tex_entries`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from refcheck.model import Citation, Document, Reference, Span, Unreadable
from refcheck.parsing.article import read_article, too_large
from refcheck.parsing.blocks import Block, Kind
from refcheck.parsing.reference_string import parse
from refcheck.parsing.suppressions import read_suppressions
from refcheck.parsing.unlisted import NO_LIST, NO_LIST_BUT_CITATIONS
from refcheck.readers.base import CannotWrite
from refcheck.readers.bibtex_escape import to_latex
from refcheck.readers.cited import citations_in
from refcheck.readers.tex_entries import holds_entries, read_entries
from refcheck.readers.tex_scan import Argument, argument_at, masked, skip_arguments, skip_optional
from refcheck.readers.tex_text import Passage, passage
from refcheck.readers.typed_fields import Syntax, replace_field

__all__ = ["read", "set_field"]

_BIBLIOGRAPHY = re.compile(r"\\(?:bibliography|addbibresource|addglobalbib|addsectionbib)(?![A-Za-z])")
_PART = re.compile(r"\\(?:input|include|subfile)(?![A-Za-z])")
_LIST = re.compile(r"\\begin\s*\{thebibliography\*?\}")
_LIST_END = re.compile(r"\\end\s*\{thebibliography\*?\}")
_ENTRY = re.compile(r"\\(?:bibitem|(?P<harvard>harvarditem))(?![A-Za-z])")
_NO_NAME = re.compile(r"[\\#\x00{}]")
_BODY = re.compile(r"\\begin\s*\{document\}")
_BODY_END = re.compile(r"\\end\s*\{document\}")
_BREAK = re.compile(
    r"\n[ \t]*\n\s*|\\par\b|\\(?:begin|end)\s*\{[^{}]{0,80}\}|\\item\b|\\maketitle\b"
    r"|\\(?P<level>part|chapter|(?:sub)*section|(?:sub)?paragraph|title|caption)\*?(?=\s*[\[{])"
)
_NO_CITE = re.compile(r"\\nocite\s*\{([^{}]*)\}")
_LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4}
_SYNTAX = Syntax(lambda value: to_latex("title", value, dash="--"), re.compile(r"[\\{}$~]"), re.compile(r"(?!)"))


def read(path: str, text: str) -> Document:
    """The references and citations of a LaTeX text; never raises on what the text holds."""
    refused = too_large(path, text)
    if refused is not None:
        return refused
    seen = masked(text)
    if holds_entries(seen):
        return Document(path, text, tuple(read_entries(text, seen)))
    bibliographies = tuple(dict.fromkeys(_files(seen, _BIBLIOGRAPHY)))
    parts = tuple(dict.fromkeys(_files(seen, _PART)))
    entries = list(_entries(text, seen))
    passages = list(_passages(text, seen))
    citations = [one for found in passages for one in citations_in(found.block, found.pointers)]
    if not entries and not citations and not bibliographies:
        return replace(_without_commands(path, text, [found.block for found in passages]), parts=parts)
    references = tuple(_references(text, entries))
    cited = [*citations, *_listed_only(seen, [one.key for one in references])]
    problems = () if references or bibliographies else (Unreadable(citations[0].span, NO_LIST_BUT_CITATIONS),)
    return Document(
        path,
        text,
        references,
        citations=tuple(sorted(cited, key=lambda one: (one.span.start, one.span.end))),
        problems=problems,
        suppressions=read_suppressions(text, references),
        running_text=not _is_list_alone(path),
        bibliographies=bibliographies,
        parts=parts,
    )


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """The text with one value of a typed reference replaced; raises `CannotWrite`."""
    if not reference.typed:
        raise CannotWrite("biber made this file; change the .bib file that it was made from")
    return replace_field(text, reference, variable, value, _SYNTAX)


def _is_list_alone(path: str) -> bool:
    return path.lower().endswith(".bbl")


def _without_commands(path: str, text: str, blocks: Sequence[Block]) -> Document:
    """A text in which nothing is cited by command: its list, if any, was typed."""
    if _is_list_alone(path):
        return Document(path, text, problems=(Unreadable(Span(0, 0), NO_LIST),))
    return read_article(path, text, blocks)


# ------------------------------------------------------------------------------------------------ the references


def _files(seen: str, command: re.Pattern[str]) -> Iterator[str]:
    """The files that a command names."""
    for found in command.finditer(seen):
        argument = argument_at(seen, skip_optional(seen, found.end()))
        if argument is not None:
            names = (name.strip() for name in seen[argument.start : argument.end].split(","))
            yield from (name for name in names if name and not _NO_NAME.search(name))


def _lists(seen: str) -> Iterator[Argument]:
    """Each ``thebibliography``, from behind its beginning to its end."""
    position = 0
    while found := _LIST.search(seen, position):
        close = _LIST_END.search(seen, found.end())
        position = close.end() if close else len(seen)
        yield Argument(found.end(), close.start() if close else len(seen))


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a list: its key, where its command stands, and its text."""

    key: str
    start: int
    block: Block


def _entries(text: str, seen: str) -> Iterator[_Entry]:
    """The entries of every list, numbered through."""
    number = 0
    for whole in _lists(seen):
        heads = list(_ENTRY.finditer(seen, whole.start, whole.end))
        for place, head in enumerate(heads):
            number += 1
            stop = heads[place + 1].start() if place + 1 < len(heads) else whole.end
            after = skip_arguments(seen, skip_optional(seen, head.end(), most=1), 2 if head["harvard"] else 0)
            key = argument_at(seen, after)
            begin = key.end + 1 if key is not None and key.end < stop else after
            found = passage(text, seen, Kind.ITEM, Argument(begin, stop))
            if found.block.pieces:
                name = "".join(seen[key.start : key.end].split()) if key is not None and key.end < stop else ""
                yield _Entry(name or f"ref-{number}", head.start(), replace(found.block, label=str(number)))


def _references(text: str, entries: Sequence[_Entry]) -> Iterator[Reference]:
    for entry in entries:
        parsed = parse(entry.block, text)
        yield Reference(
            entry.key,
            parsed.item,
            Span(entry.start, entry.block.span.end),
            parsed.fields,
            entry.block.text,
            label=entry.block.label,
            typed=True,
            certainty=parsed.certainty,
        )


def _listed_only(seen: str, keys: Sequence[str]) -> Iterator[Citation]:
    r"""``\nocite``: references to be listed without being cited; where the list is elsewhere, ``*`` stands for all."""
    for found in _NO_CITE.finditer(seen):
        names = [name.strip() for name in found.group(1).split(",") if name.strip()]
        for key in keys if "*" in names and keys else names:
            yield Citation(Span(found.start(), found.end()), "", (key,), label=key)


# ------------------------------------------------------------------------------------------------ the running text


def _passages(text: str, seen: str) -> Iterator[Passage]:
    """The paragraphs and headings of the document, without its bibliography."""
    begin, end = _BODY.search(seen), _BODY_END.search(seen)
    start, stop = begin.end() if begin else 0, end.start() if end else len(seen)
    position = start
    for whole in [*_lists(seen), Argument(stop, stop)]:
        if whole.start > position:
            yield from _paragraphs(text, seen, position, min(whole.start, stop))
        position = max(position, whole.end)


def _paragraphs(text: str, seen: str, start: int, stop: int) -> Iterator[Passage]:
    position = start
    kind = Kind.PARAGRAPH
    for found in _BREAK.finditer(seen, start, stop):
        if found.start() < position:
            continue
        yield from _with_notes(text, seen, kind, Argument(position, found.start()))
        position = found.end()
        level = found["level"]
        kind = Kind.ITEM if found.group() == "\\item" else Kind.PARAGRAPH
        if level and level != "caption":
            argument = argument_at(seen, skip_optional(seen, position))
            if argument is not None and argument.end < stop:
                for one in _with_notes(text, seen, Kind.HEADING, argument):
                    yield replace(one, block=replace(one.block, level=_LEVELS.get(level, 5)))
                position = argument.end + 1
    yield from _with_notes(text, seen, kind, Argument(position, stop))


def _with_notes(text: str, seen: str, kind: Kind, place: Argument) -> Iterator[Passage]:
    """A passage and the footnotes in it; nothing of one without text."""
    found = passage(text, seen, kind, place)
    notes = [passage(text, seen, Kind.FOOTNOTE, note, depth=1) for note in found.notes]
    yield from (one for one in (found, *notes) if one.block.pieces)
