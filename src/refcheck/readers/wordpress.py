"""The reader of WordPress exports: each published post and page is a document, its content a piece of HTML.

https://wordpress.org/documentation/article/tools-export-screen/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from refcheck.model import Citation, Document, Reference, Span, Unreadable
from refcheck.parsing.blocks import Block, Kind, Piece
from refcheck.parsing.unlisted import AMONG_OTHERS
from refcheck.readers import hypertext
from refcheck.readers.html_scanner import Tag, scan
from refcheck.readers.xml_tree import Element, Tree

__all__ = ["read_tree"]

_TYPES = frozenset({"post", "page"})
_LINE_ENDS = re.compile(r"\r?\n(?P<several>(?:[ \t]*+\r?\n)++)?")
_BLOCK_EDITOR = "<!-- wp:"
_PREFORMATTED = frozenset({"pre", "textarea"})
_NO_POST = "the export holds no published post or page"
_NO_REFERENCES = "no reference list was found in any published post or page, so nothing was checked"


def read_tree(path: str, text: str, tree: Tree) -> list[Document]:
    """Every published post and page of an export, before them what is wrong with the whole."""
    posts = list(_posts(tree.root)) if tree.root is not None else []
    documents = [_document(name, text, post) for name, post in zip(_names(path, posts), posts, strict=True)]
    problems = [Unreadable(Span(tree.position, tree.position), tree.fault)] if tree.fault else []
    if not any(document.references for document in documents):
        problems.append(Unreadable(Span(0, 0), _NO_REFERENCES if posts else _NO_POST))
    return [Document(path, text, problems=tuple(problems)), *documents] if problems else documents


def _posts(root: Element) -> Iterator[Element]:
    for item in root.descendants("item", stop=frozenset({"item"})):
        if _value(item, "wp:post_type") in _TYPES and _value(item, "wp:status") == "publish":
            yield item


def _value(item: Element, name: str) -> str:
    found = _child(item, name)
    return found.text() if found is not None else ""


def _child(item: Element, name: str) -> Element | None:
    return next((child for child in item.elements() if child.name == name), None)


def _names(path: str, posts: list[Element]) -> Iterator[str]:
    """A path for each post, ``export.xml#name-of-the-post``; a page and a post may share their name."""
    seen = set[str]()
    for post in posts:
        name, number = _value(post, "wp:post_name"), _value(post, "wp:post_id")
        if name in seen or not name:
            name = "-".join(part for part in (name, number) if part)
        seen.add(name)
        yield f"{path}#{name}"


def _document(path: str, text: str, post: Element) -> Document:
    """A post as a page of its own, then put where it stands in the export."""
    encoded = _child(post, "content:encoded")
    content = Block(Kind.PARAGRAPH, tuple(_pieces(encoded, text)) if encoded is not None else ())
    if _BLOCK_EDITOR not in content.text:
        content = _with_breaks(content)
    placed = _placed(hypertext.read(path, content.text), text, content, post.start)
    return replace(placed, extent=Span(post.start, post.end))


# -------------------------------------------------------------------------------------------------- the content


def _pieces(encoded: Element, text: str) -> Iterator[Piece]:
    """The content as HTML; what stands as such in the export, in one piece."""
    start = end = -1
    for run in encoded.runs():
        if run.verbatim and run.start == end:
            end = run.end
            continue
        if start < end:
            yield Piece(text[start:end], Span(start, end))
        start = end = run.end
        if run.verbatim:
            start = run.start
        else:
            yield Piece(run.text, Span(run.start, run.end))
    if start < end:
        yield Piece(text[start:end], Span(start, end))


def _with_breaks(content: Block) -> Block:
    """The content of the classic editor, where line ends are line breaks and blank lines begin paragraphs."""
    pieces = list[Piece]()
    position = 0
    for start, end, tag in _breaks(content.text):
        pieces += content.part(position, start).pieces
        pieces.append(Piece(tag, content.source(start, end)))
        position = end
    return Block(content.kind, (*pieces, *content.part(position, len(content.text)).pieces))


def _breaks(page: str) -> Iterator[tuple[int, int, str]]:
    """The line ends between the tags, each with the tag that WordPress makes of it."""
    preformatted = 0
    for token in scan(page):
        if isinstance(token, Tag):
            if token.name in _PREFORMATTED:
                preformatted = max(0, preformatted + (-1 if token.closing else 1))
        elif not preformatted:
            for found in _LINE_ENDS.finditer(page, token.start, token.end):
                yield found.start(), found.end(), "<p>" if found["several"] else "<br>"


# --------------------------------------------------------------------------------------------------- the places


def _placed(document: Document, text: str, content: Block, elsewhere: int) -> Document:
    """A document read from the content of a post, with every place that in the export."""

    def place(span: Span) -> Span:
        if not content.text:
            return Span(elsewhere, elsewhere)
        start = min(span.start, len(content.text) - 1)
        found = content.source(start, max(start + 1, span.end))
        return found if span.start < span.end else Span(found.start, found.start)

    return replace(
        document,
        text=text,
        references=tuple(_reference(one, text, place) for one in document.references),
        citations=tuple(_citation(one, place) for one in document.citations),
        problems=tuple(
            replace(one, span=place(one.span), severity=AMONG_OTHERS.get(one.message, one.severity))
            for one in document.problems
        ),
        suppressions=tuple(replace(one, span=place(one.span)) for one in document.suppressions),
    )


def _reference(reference: Reference, text: str, place: Callable[[Span], Span]) -> Reference:
    fields = ((one, place(one.span)) for one in reference.fields)
    return replace(
        reference,
        span=place(reference.span),
        fields=tuple(replace(one, span=span, raw=text[span.start : span.end]) for one, span in fields),
    )


def _citation(citation: Citation, place: Callable[[Span], Span]) -> Citation:
    return replace(
        citation,
        span=place(citation.span),
        sentence_span=place(citation.sentence_span) if citation.sentence_span is not None else None,
        group=place(citation.group) if citation.group is not None else None,
    )
