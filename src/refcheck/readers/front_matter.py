"""Front matter: what YAML or TOML at the head of an article, or between its paragraphs, says of its references."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

from refcheck.model import Field, Reference, Span, Unreadable
from refcheck.parsing.blocks import Block, Kind, Piece
from refcheck.readers.csl_item import read_item, variable_of
from refcheck.readers.json_scanner import Member, Node
from refcheck.readers.markdown_keys import keys_in
from refcheck.readers.yaml_nodes import NotYaml, read_yaml

_OPENING = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n")
_CLOSINGS = {"---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
             "+++": re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE)}  # fmt: skip
_METADATA = re.compile(r"^---[ \t]*\r?\n(?=[^\s-])", re.MULTILINE)
_TELLING = re.compile(r"^(?:references|bibliography|nocite)[ \t]*[:=]", re.MULTILINE)
_MOST_BLOCKS = 20
_PROGRAM = "`r "


@dataclass(slots=True)
class FrontMatter:
    """What the metadata of an article say; ``spans`` are the places of the metadata, the first at its head."""

    start: int = 0
    """Where the article begins."""
    spans: list[Span] = field(default_factory=list)
    bibliographies: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    """References that stand in the metadata as plain text."""
    uncited: list[tuple[str, Span]] = field(default_factory=list)
    """The keys of ``nocite``, which are listed although the text does not cite them."""
    problems: list[Unreadable] = field(default_factory=list)


def read_front_matter(text: str) -> FrontMatter:
    """The metadata of an article; never raises."""
    matter = FrontMatter()
    for number, (fence, span) in enumerate(_metadata(text)):
        if number == 0 and span.start <= len("\ufeff---"):
            matter.start = _after_line(text, span.end)
        matter.spans.append(span)
        if _TELLING.search(text, span.start, span.end):
            _read(matter, text, fence, span)
    return matter


def bibliographies_of_project(text: str) -> tuple[str, ...]:
    """The bibliographies that a project's settings (``_quarto.yml``) name; none if they cannot be read."""
    try:
        root = read_yaml(text, 0)
    except NotYaml:
        return ()
    return tuple(one for member in root.members if member.name == "bibliography" for one in _texts(member.value))


def _metadata(text: str) -> Iterator[tuple[str, Span]]:
    """The metadata at the head, then what YAML pandoc would read between the paragraphs."""
    opening = _OPENING.match(text)
    position = 0
    if opening:
        closing = _CLOSINGS[opening.group(1)].search(text, opening.end())
        if closing:
            yield opening.group(1), Span(opening.end(), closing.start())
            position = closing.end()
    if _TELLING.search(text, position) is None:
        return
    for _ in range(_MOST_BLOCKS):
        block = _METADATA.search(text, position)
        closing = _CLOSINGS["---"].search(text, block.end()) if block else None
        if block is None or closing is None:
            return
        telling = _TELLING.search(text, block.end(), closing.start())
        if telling:
            yield "---", Span(block.end(), closing.start())
        position = closing.end() if telling else block.end()


def _after_line(text: str, position: int) -> int:
    """Behind the line that closes the metadata."""
    end = text.find("\n", position)
    return end + 1 if end >= 0 else len(text)


def _read(matter: FrontMatter, text: str, fence: str, span: Span) -> None:
    written = text[span.start : span.end]
    try:
        root = _toml(written, span) if fence == "+++" else read_yaml(written, span.start)
    except NotYaml as broken:
        place = min(broken.position, span.end)
        message = f"the metadata of the article cannot be read, so the references named there were not: {broken}"
        matter.problems.append(Unreadable(Span(place, place), message))
        return
    for member in root.members:
        _take(matter, text, member.name, member.value)


def _take(matter: FrontMatter, text: str, name: str, value: Node) -> None:
    if name == "bibliography":
        matter.bibliographies += [one for one in _texts(value) if _PROGRAM not in one]
    elif name == "nocite":
        matter.uncited += [(key, Span(value.start, value.end)) for one in _texts(value) for key in keys_in(one)]
    elif name == "references" and value.opener == "[":
        for number, member in enumerate(value.members):
            if member.value.opener == "{":
                matter.references.append(_reference(text, member.value))
            elif isinstance(member.value.scalar, str) and member.value.scalar.strip():
                matter.blocks.append(_block(text, member.value, number))


def _texts(value: Node) -> list[str]:
    """A text, or each of a list or of named ones."""
    if not value.opener:
        return [value.scalar] if isinstance(value.scalar, str) and value.scalar.strip() else []
    return [text for member in value.members if not member.value.opener for text in _texts(member.value)]


def _reference(text: str, node: Node) -> Reference:
    fields = tuple(
        Field(one.name, text[one.value.start : one.value.end], Span(one.value.start, one.value.end),
              variable_of(one.name))
        for one in node.members
    )  # fmt: skip
    key = node.member("id") or node.member("citation-key")
    values = {one.name: one.value.plain() for one in node.members}
    return Reference(
        key.scalar if key is not None and isinstance(key.scalar, str) else "",
        read_item(values),
        Span(node.start, node.end),
        fields,
        text[node.start : node.end],
    )


def _block(text: str, node: Node, number: int) -> Block:
    value = " ".join(str(node.scalar).split())
    start = text.find(value, node.start, node.end)
    span = Span(start, start + len(value)) if start >= 0 else Span(node.start, node.end)
    return Block(
        Kind.ITEM, (Piece(value, span),), level=1, group="front-matter", label=str(number + 1), hint="references"
    )


# -------------------------------------------------------------------------------------------------------------- TOML


def _toml(written: str, span: Span) -> Node:
    """The texts at the top and in Hugo's ``params``; all of them stand where the metadata stand."""
    try:
        values = tomllib.loads(written.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NotYaml(span.start, str(error)) from error
    params = values.get("params")
    every = {**(params if isinstance(params, dict) else {}), **values}
    members = [Member(name, span.start, _listed(value, span)) for name, value in every.items()]
    return Node(span.start, span.end, opener="{", members=members)


def _listed(value: object, span: Span) -> Node:
    """A text or a list of texts; anything else is of no use here."""
    if isinstance(value, list):
        members = [Member("", span.start, _listed(one, span)) for one in value if isinstance(one, str)]
        return Node(span.start, span.end, opener="(", members=members)
    return Node(span.start, span.end, scalar=value if isinstance(value, str) else None)
