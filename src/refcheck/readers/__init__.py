"""Readers by suffix: each turns the text of a file into a `Document` and can write a field back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import cast

from refcheck.model import Document
from refcheck.readers.base import BinaryReader, CannotWrite, CollectionReader, ParticularReader, Reader
from refcheck.readers.encoding import Decoded, decode, encode

__all__ = [
    "READERS", "CannotWrite", "Decoded", "Reader", "decode", "encode", "is_edited", "is_expected", "read_all",
    "read_bytes", "reader_for",
]  # fmt: skip

BEGINNING = 65_536
"""Bytes that show whether a file of a common suffix is one for us."""

_MODULES = {
    ".bib": "bibtex",
    ".txt": "text",
    ".html": "hypertext",
    ".htm": "hypertext",
    ".xhtml": "hypertext",
    ".md": "markdown",
    ".markdown": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".mdx": "markdown",
    ".json": "csl_json",
    ".ris": "ris",
    ".nbib": "nbib",
    ".tex": "tex",
    ".bbl": "tex",
    ".xml": "xml",
    ".docx": "docx",
    ".docm": "docx",
    ".doc": "docx",
    ".pdf": "pdf",
}


_NOT_EDITED = frozenset({".nbib", ".docx", ".docm", ".doc", ".pdf"})
"""Formats that other programs own: their readers refuse every edit."""


class _Readers(Mapping[str, Reader]):
    """The table above; a module is imported when it is first asked for, since some are heavy."""

    def __getitem__(self, suffix: str) -> Reader:
        return _imported(_MODULES[suffix])

    def __contains__(self, suffix: object) -> bool:
        return suffix in _MODULES

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


READERS: Mapping[str, Reader] = _Readers()


@cache
def _imported(module: str) -> Reader:
    return cast("Reader", import_module(f"{__name__}.{module}"))


def reader_for(path: str) -> Reader | None:
    """The reader of a file, by the suffix of its name; ``export.xml#post`` is a document inside of ``export.xml``."""
    return READERS.get(PurePath(path).suffix.lower().partition("#")[0])


def is_edited(path: str) -> bool:
    """Whether a fix may be written there: a page on the web and a post inside of an export are no files of ours."""
    suffix = PurePath(path).suffix.lower()
    return "://" not in path and suffix in READERS and suffix not in _NOT_EDITED


def is_expected(path: str, beginning: bytes) -> bool:
    """Whether a file found in a folder is for us: its reader may want to see how it begins."""
    reader = reader_for(path)
    if isinstance(reader, ParticularReader):
        return reader.recognises(decode(beginning).text)
    return reader is not None


def read_all(path: str, content: bytes, *, charset: str = "") -> list[Document]:
    """The documents of a file, most often one; a suffix nobody reads raises `ValueError`.

    ``charset`` is the encoding that the content was sent with.
    """
    reader = reader_for(path)
    if reader is None:
        msg = f"no reader for {path!r}; known suffixes: {', '.join(READERS)}"
        raise ValueError(msg)
    if isinstance(reader, BinaryReader):
        return [reader.read_content(path, content)]
    decoded = decode(content, charset=charset)
    if isinstance(reader, CollectionReader):
        documents = reader.read_all(path, decoded.text)
    else:
        documents = [reader.read(path, decoded.text)]
    return [replace(document, encoding=decoded.encoding) for document in documents]


def read_bytes(path: str, content: bytes) -> Document:
    """A file's content as a document, the first if it holds several; an unknown suffix raises `ValueError`."""
    return read_all(path, content)[0]
