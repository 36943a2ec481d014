"""The bibliographies that documents name (``bibliography: refs.bib``): found, read once, and joined to the run.

Only files are looked for, never addresses. Pandoc looks beside the document, Jekyll, Hugo and Distill in a folder of
the site; so each folder above the document is tried, up to the one that is a repository.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from refcheck.model import Document, Span, Unreadable
from refcheck.readers import READERS

_SUFFIXES = frozenset({".bib", ".bbl", ".json", ".ris", ".nbib", ".xml", ".yaml", ".yml"})
"""Formats of bibliographies: what a document names may not make us read any other file."""
_FOLDERS = ("", "assets/bibliography", "_bibliography", "bibliography", "static", "assets")
"""Where in a site bibliographies are kept."""
_HIGHEST = 8
_MOST = 50
"""Bibliographies of one document; a book has fewer chapters with one each."""


def with_bibliographies(documents: Sequence[Document], read: Callable[[str], list[Document]]) -> list[Document]:
    """The documents, each with the keys of its bibliographies, and behind them those that were not among them."""
    known: dict[str, list[Document]] = {}
    for document in documents:
        known.setdefault(os.path.realpath(document.path), []).append(document)
    added: list[Document] = []
    result = []
    for document in documents:
        keys: set[str] = set()
        problems = []
        for name in document.bibliographies[:_MOST]:
            file = _file(document, name)
            if file is None:
                problems.append(_missing(document, name))
                continue
            if os.path.realpath(file) not in known:
                known[os.path.realpath(file)] = read(file)
                added += known[os.path.realpath(file)]
            keys |= {one.key for read_one in known[os.path.realpath(file)] for one in read_one.references}
        result.append(_joined(document, keys, problems))
    return [*result, *added]


def _joined(document: Document, keys: set[str], problems: Sequence[Unreadable]) -> Document:
    if not keys and not problems:
        return document
    return replace(document, known_keys=document.known_keys | keys, problems=(*document.problems, *problems))


def _missing(document: Document, name: str) -> Unreadable:
    place = max(0, document.text.find(name))
    message = f"the bibliography `{name}` was not found, so nothing in it was checked"
    return Unreadable(Span(place, min(place + len(name), len(document.text))), message)


def _file(document: Document, name: str) -> str | None:
    """The file that a name means, if it is a bibliography and there."""
    if "://" in document.path or "://" in name or "\0" in name:
        return None
    suffix = PurePath(name).suffix.lower()
    names = [name] if suffix in _SUFFIXES and suffix in READERS else [f"{name}.bib"]
    return next((str(place) for one in names for place in _places(Path(document.path), one) if _is_file(place)), None)


def _places(document: Path, name: str) -> Iterator[Path]:
    folder = document.parent
    for _ in range(_HIGHEST):
        for inner in _FOLDERS:
            yield folder / inner / name.lstrip("/") if inner else folder / name
        if (folder / ".git").exists():
            return
        folder = folder / ".." if not folder.is_absolute() else folder.parent


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
