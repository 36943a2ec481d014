"""Which files a run reads, and reading them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from refcheck.model import Document, Span, Unreadable
from refcheck.readers import READERS, read_bytes, reader_for

LARGEST = 256 * 2**20
"""Bytes of a file: no bibliography is so long, and a device or a mistake must not fill the memory."""


def read_documents(paths: Sequence[str | Path], given: Mapping[str, bytes] | None = None) -> list[Document]:
    """The documents at the paths, folders searched, each file once.

    ``given`` holds the content of what is no file (standard input) by its path. A file that cannot be read becomes a
    document with nothing but this problem.
    """
    contents = given or {}
    files = dict[str, str]()
    for path in paths:
        for file in [str(path)] if str(path) in contents else _files(Path(path)):
            files.setdefault(file if file in contents else os.path.realpath(file), file)
    return [_document(file, contents.get(file)) for file in files.values()]


def not_read(document: Document) -> bool:
    """Whether nothing at all of a file could be read."""
    return not document.text and bool(document.problems)


def _files(path: Path) -> Iterator[str]:
    """A file itself; of a folder, what a reader reads, sorted. Hidden folders and files are left alone."""
    if not path.is_dir():
        yield str(path)
        return
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in READERS:
                yield str(Path(folder, name))


def _document(path: str, content: bytes | None) -> Document:
    if reader_for(path) is None:
        return _unreadable(path, f"refcheck reads {', '.join(READERS)} files; the ending of this one is another")
    try:
        content = _content(path) if content is None else content
    except OSError as error:
        return _unreadable(path, f"the file cannot be read: {error.strerror or error}")
    if len(content) > LARGEST:
        return _unreadable(path, f"the file is larger than {LARGEST // 2**20} MB")
    return read_bytes(path, content)


def _content(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(LARGEST + 1)


def _unreadable(path: str, message: str) -> Document:
    return Document(path=path, text="", problems=(Unreadable(Span(0, 0), message),))
