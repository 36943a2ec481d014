"""Shorthand to read small BibTeX texts in tests."""

from __future__ import annotations

from hypothesis import strategies as st

from refcheck.model import Document, Item, Reference
from refcheck.readers import bibtex


def document(text: str) -> Document:
    return bibtex.read("refs.bib", text)


def reference(text: str) -> Reference:
    (only,) = document(text).references
    return only


def item(fields: str, entry_type: str = "article") -> Item:
    return reference(f"@{entry_type}{{key, {fields}}}").item


PIECES = st.sampled_from(
    [
        *("@article{", "@book{key,", "@string{a = ", "@comment{", "@preamble{", "@inbook(", "@", "{", "}", '"', ")"),
        *(",", "=", "#", "%", "\n", "\r\n", "\\", "\\{", '\\"', "\\}", " and ", "others", "...", "~", "$", "^_"),
        *("title", "author", "year = 2003", "date = {2001-02/2003}", "crossref = {key}", "xdata = {key}", "jan", "key"),
        *("Smith, J.", "van der Zee", "\\'{\\i}", "\\emph", "\\url{", "\\href{}{}", "&amp;", "--", "``", "é", "\u0301"),
        *("% refcheck: ignore REF205\n", "10.5555/a_b", "doi = {10.5555/x}", "pages = {1--2}", " ", "\t", "\x00", "1"),
    ]
)
BIBTEX_LIKE = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)
