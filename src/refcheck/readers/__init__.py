"""Readers by suffix: each turns the text of a file into a `Document` and can write a field back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from refcheck.model import Document
from refcheck.readers import bibtex
from refcheck.readers.base import CannotWrite, Reader
from refcheck.readers.encoding import Decoded, decode, encode

__all__ = ["READERS", "CannotWrite", "Decoded", "Reader", "decode", "encode", "read_bytes", "reader_for"]

READERS: Mapping[str, Reader] = {".bib": bibtex}


def reader_for(path: str) -> Reader | None:
    """The reader of a file, by the suffix of its name."""
    return READERS.get(PurePath(path).suffix.lower())


def read_bytes(path: str, content: bytes) -> Document:
    """A file's content as a document; a suffix nobody reads raises `ValueError`."""
    reader = reader_for(path)
    if reader is None:
        msg = f"no reader for {path!r}; known suffixes: {', '.join(READERS)}"
        raise ValueError(msg)
    decoded = decode(content)
    return replace(reader.read(path, decoded.text), encoding=decoded.encoding)
