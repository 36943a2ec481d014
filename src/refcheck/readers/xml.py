"""The reader of ``.xml``: journal articles in JATS, and exports of WordPress. What it is, its root element says."""

from __future__ import annotations

import re

from refcheck.model import Document, Reference, Span, Unreadable
from refcheck.readers import jats, wordpress
from refcheck.readers.base import CannotWrite
from refcheck.readers.xml_tree import parse, root_name

__all__ = ["read", "read_all", "recognises", "set_field"]

_ARTICLES = frozenset({"article", "pmc-articleset", "articles"})
_SIGNS_OF_JATS = re.compile(r"JATS|NLM//DTD|article-type=|dtd-version=|<(?:front|article-meta|journal-meta|ref-list)\b")
_SIGN_OF_WORDPRESS = "wordpress.org/export/"
_OTHER = "this XML is neither a JATS article nor an export of WordPress"


def recognises(beginning: str) -> bool:
    """Whether a file that begins so is one of the formats."""
    return _is_jats(beginning) or _is_wordpress(beginning)


def _is_jats(beginning: str) -> bool:
    return root_name(beginning) in _ARTICLES and _SIGNS_OF_JATS.search(beginning) is not None


def _is_wordpress(beginning: str) -> bool:
    return root_name(beginning) == "rss" and _SIGN_OF_WORDPRESS in beginning


def read(path: str, text: str) -> Document:
    """The first document of a text; never raises."""
    return read_all(path, text)[0]


def read_all(path: str, text: str) -> list[Document]:
    """Every document of a text, at least one; never raises."""
    tree = parse(text)
    if tree.root is not None and tree.root.local in _ARTICLES:
        return jats.read_tree(path, text, tree)
    if tree.root is not None and tree.root.local == "rss":
        return wordpress.read_tree(path, text, tree)
    return [Document(path, text, problems=(Unreadable(Span(tree.position, tree.position), tree.fault or _OTHER),))]


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """The text with one variable of one reference changed; raises `CannotWrite` where that is not safe."""
    match root_name(text):
        case "article":
            return jats.set_field(text, reference, variable, value)
        case "rss":
            raise CannotWrite("an export of WordPress is not edited; change the post itself")
        case _:
            raise CannotWrite("a collection of articles is not edited")
