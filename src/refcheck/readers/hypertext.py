"""The reader of web pages: posts and papers in HTML, as written or as saved from a site."""

from __future__ import annotations

import html
import re

from refcheck.model import Document, Reference
from refcheck.parsing.article import read_article, too_large
from refcheck.readers.html_blocks import read_blocks
from refcheck.readers.typed_fields import Syntax, replace_field

__all__ = ["HTML", "read", "set_field"]

_CLOSING = re.compile(r"(?:\s*</(?:i|em|b|strong|span|cite|u|font|a|small|bdi)\s*>)*", re.IGNORECASE)


def _escaped(value: str) -> str:
    return html.escape(value, quote=False)


HTML = Syntax(_escaped, re.compile(r"[<>]"), _CLOSING)


def read(path: str, text: str) -> Document:
    """The references and citations of a page; never raises on what the text holds."""
    return too_large(path, text) or read_article(path, text, read_blocks(text))


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """The page with one value of a typed reference replaced, or a DOI put at its end; raises `CannotWrite`."""
    return replace_field(text, reference, variable, value, HTML)
