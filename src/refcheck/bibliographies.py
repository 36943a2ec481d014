"""The files that documents name (bibliographies, chapters): found, read once, and joined to the run.

A document and the files it includes are one text with one reference list: each of them gets to know its keys, and each
bibliography what is cited from it.

Only files are looked for, never addresses. Pandoc looks beside the document, Jekyll, Hugo and Distill in a folder of
the site, LaTeX beside the document that includes all others; so each folder above the document is tried, up to the one
that is a repository.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from refcheck.model import Citation, Document, Severity, Span, Unreadable
from refcheck.parsing.unlisted import NO_LIST, NO_LIST_BUT_CITATIONS
from refcheck.readers import READERS

_SUFFIXES = frozenset({".bib", ".bbl", ".json", ".ris", ".nbib", ".xml", ".yaml", ".yml"})
"""Formats of bibliographies: what a document names may not make us read any other file."""
_SUFFIXES_OF_PARTS = frozenset({".tex", ".bbl"})
_FOLDERS = ("", "assets/bibliography", "_bibliography", "bibliography", "static", "assets")
"""Where in a site bibliographies are kept."""
_IN_PROJECTS = frozenset({".qmd", ".rmd", ".md"})
_PROJECT = "_quarto.yml"
_LARGEST_PROJECT = 1_000_000
_HIGHEST = 8
_MOST = 50
"""Bibliographies of one document; a book has fewer chapters with one each."""
_MOST_PARTS = 500
_EVERY = "*"
"""What ``nocite`` says for all references."""


def with_bibliographies(documents: Sequence[Document], read: Callable[[str], list[Document]]) -> list[Document]:
    """The documents, each with the keys of its reference list, and behind them the files that were not among them."""
    shelf = _Shelf(read)
    for document in documents:
        shelf.put(os.path.realpath(document.path), [document])
    for members in _texts(shelf):
        _join(members, shelf)
    return shelf.documents


@dataclass(slots=True)
class _Shelf:
    """The documents of the run by their places, which stay; files are read once."""

    read: Callable[[str], list[Document]]
    documents: list[Document] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    projects: dict[Path, tuple[str, ...]] = field(default_factory=dict)

    def put(self, file: str, documents: Sequence[Document]) -> None:
        """Add documents of a file."""
        new = range(len(self.documents), len(self.documents) + len(documents))
        self.places.setdefault(file, []).extend(new)
        self.documents += documents

    def at(self, path: Path) -> list[int]:
        """The places of a file's documents."""
        file = os.path.realpath(path)
        if file not in self.places:
            self.put(file, self.read(str(path)))
        return self.places[file]

    def of_project(self, path: Path) -> tuple[str, ...]:
        """The bibliographies that the settings of a project name."""
        if path not in self.projects:
            from refcheck.readers.front_matter import bibliographies_of_project  # noqa: PLC0415 - YAML costs 20 ms

            with path.open("rb") as file:
                content = file.read(_LARGEST_PROJECT)
            self.projects[path] = bibliographies_of_project(content.decode("utf-8", "replace"))
        return self.projects[path]


# ---------------------------------------------------------------------------------------------------- the parts


def _texts(shelf: _Shelf) -> list[list[int]]:
    """The places of the documents, those together of which one includes the others."""
    included_by: dict[int, int] = {}
    place = 0
    while place < len(shelf.documents):
        for part in _parts(place, shelf) if len(included_by) < _MOST_PARTS else ():
            if _root(place, included_by) != part:
                included_by.setdefault(part, place)
        place += 1
    texts = defaultdict[int, list[int]](list)
    for place in range(len(shelf.documents)):
        texts[_root(place, included_by)].append(place)
    return list(texts.values())


def _root(place: int, included_by: dict[int, int]) -> int:
    while place in included_by:
        place = included_by[place]
    return place


def _parts(place: int, shelf: _Shelf) -> Iterator[int]:
    """The documents that one includes; it notes those which are not there."""
    for name in shelf.documents[place].parts[:_MOST_PARTS]:
        document = shelf.documents[place]
        suffix = PurePath(name).suffix.lower()
        file = _first_file(document.path, [name if suffix in _SUFFIXES_OF_PARTS else f"{name}.tex"], ("",))
        if file is not None:
            yield from shelf.at(file)
        elif suffix in {"", *_SUFFIXES_OF_PARTS}:
            missing = _missing(document, name, f"the part `{name}` was not found, so nothing in it was read")
            problems = (*document.problems, replace(missing, severity=Severity.INFO))
            shelf.documents[place] = replace(document, problems=problems)


# --------------------------------------------------------------------------------------------- the bibliographies


def _join(members: Sequence[int], shelf: _Shelf) -> None:
    """Tell the documents of one text what its reference list holds, and the list what is cited.

    The bibliographies of a project are not told: other documents of it may cite the rest.
    """
    lists = [] if len(members) == 1 else list(members)
    shared: list[int] = []
    for member in members:
        document = shelf.documents[member]
        lists += _named(member, document.bibliographies, document.path, shelf)
        project = _project_of(document)
        shared += _named(member, shelf.of_project(project), str(project), shelf) if project is not None else ()
    keys = frozenset(one.key for place in (*lists, *shared) for one in shelf.documents[place].references)
    for member in members:
        shelf.documents[member] = _with_keys(shelf.documents[member], keys)
    cited = frozenset(key for one in members for citation in shelf.documents[one].citations for key in citation.keys)
    for place in lists:
        document = shelf.documents[place]
        own = {one.key for one in document.references}
        shelf.documents[place] = replace(document, cited_keys=document.cited_keys | (cited & own))


def _named(place: int, names: Sequence[str], named_in: str, shelf: _Shelf) -> Iterator[int]:
    """The bibliographies that a document, or the settings of its project, name; it notes those which are not there."""
    for name in names[:_MOST]:
        file = _bibliography(named_in, name)
        if file is not None:
            yield from shelf.at(file)
        else:
            document = shelf.documents[place]
            missing = _missing(document, name, f"the bibliography `{name}` was not found, so nothing in it was checked")
            shelf.documents[place] = replace(document, problems=(*document.problems, missing))


def _with_keys(document: Document, keys: frozenset[str]) -> Document:
    """A document whose reference list has these keys, wherever it is."""
    if not keys:
        return document
    return replace(
        document,
        known_keys=document.known_keys | keys,
        citations=tuple(_spelled_out(document.citations, keys)),
        problems=tuple(one for one in document.problems if one.message not in {NO_LIST, NO_LIST_BUT_CITATIONS}),
    )


def _spelled_out(citations: Iterable[Citation], keys: frozenset[str]) -> Iterator[Citation]:
    for citation in citations:
        if citation.label == _EVERY:
            yield from (replace(citation, keys=(key,), label=key) for key in sorted(keys))
        else:
            yield citation


def _missing(document: Document, name: str, message: str) -> Unreadable:
    place = document.text.find(name)
    return Unreadable(Span(place, place + len(name)) if place >= 0 else Span(0, 0), message)


# ------------------------------------------------------------------------------------------------------ the files


def _bibliography(named_in: str, name: str) -> Path | None:
    """The file that a name means, if it is a bibliography and there; else what BibTeX once made for the document."""
    suffix = PurePath(name).suffix.lower()
    names = [name if suffix in _SUFFIXES and suffix in READERS else f"{name}.bib"]
    path = PurePath(named_in)
    if path.suffix.lower() == ".tex":
        names.append(f"{path.stem}.bbl")
    return _first_file(named_in, names, _FOLDERS)


def _project_of(document: Document) -> Path | None:
    """The settings of the Quarto project that a document belongs to."""
    if PurePath(document.path).suffix.lower() not in _IN_PROJECTS:
        return None
    return _first_file(document.path, [_PROJECT], ("",))


def _first_file(named_in: str, names: Iterable[str], folders: Sequence[str]) -> Path | None:
    """The first file of these names in or above the folder of the file that names it."""
    if "://" in named_in:
        return None
    allowed = (name for name in names if "://" not in name and "\0" not in name)
    places = (place for name in allowed for place in _places(Path(named_in).parent, name, folders))
    return next((place for place in places if _is_file(place)), None)


def _places(folder: Path, name: str, folders: Sequence[str]) -> Iterator[Path]:
    for _ in range(_HIGHEST):
        for inner in folders:
            yield folder / inner / name.lstrip("/") if inner else folder / name
        if (folder / ".git").exists():
            return
        folder = folder / ".." if not folder.is_absolute() else folder.parent


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
