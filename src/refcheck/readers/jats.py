"""The reader of JATS, the XML of journal articles (and of its predecessor, the NLM document type)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from refcheck.model import Citation, CitationForm, Document, Reference, Span, Unreadable
from refcheck.parsing.blocks import Kind
from refcheck.parsing.reference_string import parse as parse_string
from refcheck.parsing.suppressions import read_suppressions
from refcheck.parsing.unlisted import NO_LIST
from refcheck.readers.base import CannotWrite
from refcheck.readers.cited import Pointer, citations_in, with_ranges
from refcheck.readers.jats_item import is_structured, read_fields, read_item
from refcheck.readers.jats_text import Pointing, passage, passages
from refcheck.readers.xml_tree import Element, Tree

__all__ = ["read_tree", "set_field"]

_CITATIONS = ("element-citation", "mixed-citation", "nlm-citation", "citation")
_MARKED_BEST = ("element-citation", "nlm-citation", "mixed-citation", "citation")
_NUMBER = re.compile(r"\d{1,4}[a-z]?")
_LABEL = " \t\r\n[]()."
_RUNNING_TEXT = ("front", "body", "back", "floats-group", "sub-article", "response")
_PAGES = re.compile(r"\s*[-‐‑‒–—]+\s*")
_YEAR = re.compile(r"\d{4}")
_NOT_ONE_ELEMENT = frozenset({"author", "editor"})


def read_tree(path: str, text: str, tree: Tree) -> list[Document]:
    """Every article of a tree, at least one document."""
    problems = (Unreadable(Span(tree.position, tree.position), tree.fault),) if tree.fault else ()
    articles = list(_articles(tree.root)) if tree.root is not None else []
    if not articles:
        missing = Unreadable(Span(0, 0), "there is no JATS article in the file")
        return [Document(path, text, problems=problems or (missing,))]
    names = [path] if len(articles) == 1 else [f"{path}#{number}" for number in range(1, len(articles) + 1)]
    read_articles = [_document(name, text, article) for name, article in zip(names, articles, strict=True)]
    suppressions = read_suppressions(text, [one for article in read_articles for one in article.references])
    *others, last = (replace(article, suppressions=suppressions) for article in read_articles)
    return [*others, replace(last, problems=(*last.problems, *problems))]


def _articles(root: Element) -> Iterator[Element]:
    if root.local == "article":
        yield root
    else:
        yield from root.descendants("article", stop=frozenset({"article"}))


def _document(path: str, text: str, article: Element) -> Document:
    entries = [(entry.attribute("id"), tuple(_references(entry, text))) for entry in article.descendants("ref")]
    references = _distinct(one for _, several in entries for one in several)
    citations = tuple(_citations(article, text, _targets(entries, references)))
    return Document(
        path,
        text,
        references,
        citations=tuple(sorted(citations, key=lambda one: (one.span.start, one.span.end))),
        problems=() if references else (Unreadable(Span(article.start, article.start), NO_LIST),),
        running_text=article.first("body") is not None,
        extent=Span(article.start, article.end),
    )


# ------------------------------------------------------------------------------------------------ the references


def _references(entry: Element, text: str) -> Iterator[Reference]:
    """The references of one entry of the list, most often one."""
    label = next((child.text().strip(_LABEL) for child in entry.elements() if child.local == "label"), "")
    key = entry.attribute("id") or f"ref-{label}"
    for place, citation in enumerate(_citations_of(entry)):
        own = citation.attribute("id") or f"{key}-{place + 1}"
        yield _reference(citation, text, own if place else key, label)


def _distinct(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """The references, those whose key another one has with a number behind it."""
    found = dict[str, Reference]()
    numbers = Counter[str]()
    for one in references:
        key = one.key
        while key in found:
            numbers[one.key] += 1
            key = f"{one.key}-{numbers[one.key] + 1}"
        found[key] = replace(one, key=key)
    return tuple(found.values())


def _citations_of(entry: Element) -> list[Element]:
    """The citations of an entry, of alternatives the best marked; an entry without any is taken as it is."""
    found = list[Element]()
    for child in entry.elements():
        if child.local == "citation-alternatives":
            inner = list(child.descendants(*_CITATIONS))
            found.extend(sorted(inner, key=lambda one: _MARKED_BEST.index(one.local))[:1])
        elif child.local in _CITATIONS:
            found.append(child)
    if not found:
        found = list(entry.descendants(*_CITATIONS)) or list(entry.descendants("p"))[:1]
    return [one for one in found if one.text()]


def _reference(citation: Element, text: str, key: str, label: str) -> Reference:
    block = passage(citation, Kind.ITEM, text).block
    span = Span(citation.start, citation.end)
    if is_structured(citation) or not block.pieces:
        fields = read_fields(citation, text)
        return Reference(key, read_item(citation), span, fields, block.text or citation.text(), label)
    parsed = parse_string(block, text)
    return Reference(key, parsed.item, span, parsed.fields, block.text, label, typed=True, certainty=parsed.certainty)


# ------------------------------------------------------------------------------------------------- the citations


@dataclass(frozen=True, slots=True)
class _Targets:
    """What a cross-reference may point at: keys by the identifier of an entry, labels by key."""

    keys: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]


def _targets(entries: Sequence[tuple[str, tuple[Reference, ...]]], references: Sequence[Reference]) -> _Targets:
    keys: dict[str, tuple[str, ...]] = {one.key: (one.key,) for one in references}
    keys.update((name, tuple(one.key for one in several)) for name, several in entries if name and several)
    return _Targets(keys, {one.key: one.label for one in references})


def _citations(article: Element, text: str, targets: _Targets) -> Iterator[Citation]:
    """The citations marked in the text; those of an entry with several parts point at all of them."""
    for part in article.elements():
        if part.local not in _RUNNING_TEXT:
            continue
        for found in passages(part, text):
            pointers = [
                pointer
                for one in found.pointings
                if one.element.attribute("ref-type") == "bibr"
                for pointer in _pointers(one, found.block.text, targets)
            ]
            yield from citations_in(found.block, with_ranges(found.block.text, pointers, targets.labels))


def _pointers(pointing: Pointing, text: str, targets: _Targets) -> Iterator[Pointer]:
    written = text[pointing.start : pointing.end].strip()
    form = CitationForm.KEY
    if _NUMBER.fullmatch(written.strip(_LABEL)):
        written, form = written.strip(_LABEL), CitationForm.NUMERIC
    for name in pointing.element.attribute("rid").split() or [""]:
        for key in targets.keys.get(name, ()):
            label = written if form is CitationForm.NUMERIC else targets.labels[key] or key
            yield Pointer(pointing.start, pointing.end, (key,), label, form)
        if name not in targets.keys:
            yield Pointer(pointing.start, pointing.end, (), written or name, form)


# ----------------------------------------------------------------------------------------------------- the fixes


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """The text with one element of one citation changed; raises `CannotWrite` where that is not safe."""
    fields = [field for field in reference.fields if field.variable == variable]
    if not fields:
        raise CannotWrite("a new element would need a place that the file's own schema gives it")
    if any(text[one.span.start : one.span.end] != one.raw for one in fields):
        raise CannotWrite("the file has changed since it was read")
    if variable in _NOT_ONE_ELEMENT or any("<" in one.raw for one in fields):
        raise CannotWrite(f"there are elements inside the value of `{fields[0].name}`")
    values = _values(variable, " ".join(value.split()), len(fields))
    for field, new in sorted(zip(fields, values, strict=True), key=lambda pair: -pair[0].span.start):
        text = text[: field.span.start] + escape(new) + text[field.span.end :]
    return text


def _values(variable: str, value: str, count: int) -> list[str]:
    """The value for one element, or for each of the two that hold first and last page."""
    if not value.isprintable() or not value:
        raise CannotWrite("an empty value or one with control characters cannot be written")
    if variable == "page" and count == 2:
        pages = _PAGES.split(value, maxsplit=1)
        if len(pages) == 2:
            return pages
    if variable == "issued":
        year = _YEAR.match(value)
        if year is None:
            raise CannotWrite("the new date has no year")
        value = year.group()
    if count > 1:
        raise CannotWrite("the value stands in several elements")
    return [value]
