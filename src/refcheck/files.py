"""Which files a run reads, and reading them.

A file that is named is expected to hold references; where none is found, that is an error. A folder is walked for every
format that may hold references, and most of its texts and pages never had any: there the same is a note, so that
nothing goes unsaid and nothing is shouted. A text in a folder that cites works but has no list is a warning. The
bibliographies that documents name belong to the run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from refcheck.bibliographies import with_bibliographies
from refcheck.given import Given
from refcheck.model import Document, Span, Unreadable
from refcheck.parsing.unlisted import AMONG_OTHERS
from refcheck.readers import BEGINNING, READERS, is_expected, read_all, reader_for

LARGEST = 256 * 2**20
"""Bytes of a file: no bibliography is so long, and a device or a mistake must not fill the memory."""

_NOT_WALKED = frozenset({"node_modules", "site-packages", "__pycache__"})
"""Folders of other people's files."""


def read_documents(paths: Sequence[str | Path], given: Mapping[str, Given] | None = None) -> list[Document]:
    """The documents at the paths, folders searched, each file once.

    ``given`` holds the content of what is no file (standard input, a page of the web) by its path. A file that cannot
    be read becomes a document with nothing but this problem.
    """
    contents = given or {}
    files = dict[str, str]()
    named = set[str]()
    for path in paths:
        for file in [str(path)] if str(path) in contents else _files(Path(path)):
            place = file if file in contents else os.path.realpath(file)
            files.setdefault(place, file)
            if file == str(path):
                named.add(place)
    documents = [
        document if place in named else _found(document)
        for place, file in files.items()
        for document in _documents(file, contents.get(file))
    ]
    return with_bibliographies(documents, lambda file: _documents(file, None))


def not_read(document: Document) -> bool:
    """Whether nothing at all of a file could be read."""
    return not document.text and bool(document.problems)


def _found(document: Document) -> Document:
    """A document that nobody named: that it holds no list of references is no error."""
    problems = (replace(one, severity=AMONG_OTHERS.get(one.message, one.severity)) for one in document.problems)
    return replace(document, problems=tuple(problems))


def _files(path: Path) -> Iterator[str]:
    """A file itself; of a folder, what a reader reads, sorted. Hidden folders and files are left alone."""
    if not path.is_dir():
        yield str(path)
        return
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith(".") and name not in _NOT_WALKED)
        for name in sorted(names):
            file = str(Path(folder, name))
            if not name.startswith(".") and Path(name).suffix.lower() in READERS and _is_for_us(file):
                yield file


def _is_for_us(file: str) -> bool:
    """Whether to read a file that nobody named; one that cannot be opened is, so that this is reported."""
    try:
        with Path(file).open("rb") as opened:
            return is_expected(file, opened.read(BEGINNING))
    except OSError:
        return True


def _documents(path: str, given: Given | None) -> list[Document]:
    if given is not None and given.problem:
        return _unreadable(path, given.problem)
    # The whole path stays in front: what a document names is looked for beside it.
    name = path + given.suffix if given is not None else path
    if reader_for(name) is None:
        return _unreadable(path, f"refcheck reads {', '.join(READERS)} files; the ending of this one is another")
    try:
        content = _content(path) if given is None else given.content
    except OSError as error:
        return _unreadable(path, f"the file cannot be read: {error.strerror or error}")
    if len(content) > LARGEST:
        return _unreadable(path, f"the file is larger than {LARGEST // 2**20} MB")
    documents = read_all(name, content, charset=given.charset if given is not None else "")
    return [replace(one, path=path + one.path.removeprefix(name)) for one in documents]


def _content(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(LARGEST + 1)


def _unreadable(path: str, message: str) -> list[Document]:
    return [Document(path=path, text="", problems=(Unreadable(Span(0, 0), message),))]
