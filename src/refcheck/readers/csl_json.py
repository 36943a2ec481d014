"""The reader of CSL JSON: what Zotero, Mendeley, citation-js and pandoc exchange, and the ``items`` of Zotero's API."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from refcheck.model import Document, Field, Reference, Span, Unreadable
from refcheck.readers.csl_item import read_item, variable_of
from refcheck.readers.csl_json_writer import set_field
from refcheck.readers.json_scanner import Node, scan

__all__ = ["read", "recognises", "set_field"]

_LARGEST_TEXT = 64_000_000
_NOT_CSL = "this is no CSL JSON: neither a list of items nor an object that holds one"
_BEGINS_LIKE_A_LIST = re.compile(r"\s*(?:\[\s*\{|\{\s*\"(?:items|references)\"\s*:\s*\[\s*\{)")
_TYPE = re.compile(
    r"\"type\"\s*:\s*\"(?:article(?:-journal|-magazine|-newspaper)?|book|chapter|paper-conference|thesis|report|webpage"
    r"|dataset|entry(?:-\w+)?|post(?:-weblog)?|manuscript|bill|legal_case|legislation|patent|software|standard|speech"
    r"|motion_picture|review(?:-book)?|personal_communication|periodical|document)\""
)
_LISTS = ("items", "references", "itemData", "data")


def recognises(beginning: str) -> bool:
    """Whether a file that begins so is CSL JSON: a list of objects, one of which names a type of CSL."""
    return _BEGINS_LIKE_A_LIST.match(beginning) is not None and _TYPE.search(beginning) is not None


def read(path: str, text: str) -> Document:
    """The items of a CSL JSON text, and what could not be read; never raises on what the text holds."""
    if len(text) > _LARGEST_TEXT:
        message = f"the file is too large: {len(text):,} characters, at most {_LARGEST_TEXT:,} are read"
        return Document(path, text, problems=(Unreadable(Span(0, 0), message),))
    scanned = scan(text)
    items = [node for node in _items(scanned.root) if node.end >= 0]
    problems = []
    if scanned.fault is not None:
        place = min(scanned.fault.position, len(text))
        problems.append(Unreadable(Span(place, place), f"the JSON cannot be read: {scanned.fault.message}"))
    elif not items and not _is_empty_list(scanned.root):
        problems.append(Unreadable(Span(0, 0), _NOT_CSL))
    return Document(path, text, tuple(_reference(text, node) for node in items), problems=tuple(problems))


def _is_empty_list(root: Node) -> bool:
    return root.opener == "[" and not root.members


def _items(root: Node) -> Iterator[Node]:
    """The items, wherever the file has them: a list, a list in an object, an object of items by id, or one item."""
    if root.opener == "[":
        yield from (node for one in root.members if (node := _unwrapped(one.value)) is not None)
        return
    for name in _LISTS:
        inner = root.member(name)
        if inner is not None and inner.opener == "[":
            yield from _items(inner)
            return
    if _is_item(root):
        yield root
    else:
        yield from (one.value for one in root.members if _is_item(one.value))


def _unwrapped(node: Node) -> Node | None:
    """An item itself; Zotero's API wraps it in ``csljson``."""
    inner = node.member("csljson")
    if inner is not None and inner.opener == "{":
        return inner
    return node if _is_item(node) else None


def _is_item(node: Node) -> bool:
    kind = node.member("type")
    named = node.member("title") or node.member("DOI") or node.member("container-title") or node.member("author")
    known = kind is None or isinstance(kind.scalar, str)
    return node.opener == "{" and known and bool(named or (kind and node.member("id")))


def _reference(text: str, node: Node) -> Reference:
    values = node.plain()
    fields = tuple(
        Field(
            one.name,
            text[one.value.start : one.value.end],
            Span(one.value.start, one.value.end),
            variable_of(one.name),
        )
        for one in node.members
    )
    key = next((node.member(name) for name in ("citation-key", "id") if node.member(name)), None)
    return Reference(
        str(key.scalar) if key is not None and key.scalar is not None else "",
        read_item(values if isinstance(values, Mapping) else {}),
        Span(node.start, node.end),
        fields,
        text[node.start : node.end],
    )
