"""Whether an index is what it says it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from isal import isal_zlib

from refcheck.index.description import PARTS, StoredFile, read_description
from refcheck.index.store import Index

SAMPLED = 200
_CHUNK = 2**22


def stored_files(generation: Path, known: Mapping[str, StoredFile] = MappingProxyType({})) -> dict[str, StoredFile]:
    """All files of a generation by their names within it, as they are now; records that are ``known`` are not read."""
    files = {
        file.relative_to(generation).as_posix(): file
        for file in sorted(generation.rglob("*"))
        if file.is_file() and not file.name.endswith(".lock")
    }
    kept = {name: stored for name, stored in known.items() if name.startswith(f"{PARTS}/")}
    return {name: kept.get(name) or _stored(file) for name, file in files.items()}


def _stored(file: Path) -> StoredFile:
    checksum = 0
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            checksum = isal_zlib.crc32(chunk, checksum)
    return StoredFile(file.stat().st_size, checksum)


def verify(directory: Path) -> list[str]:
    """What is wrong with an index: files that are not as they were written, records that are not found again.

    Raises:
        IndexProblem: if there is no complete index, or one of another schema version.
    """
    description = read_description(directory)
    generation = directory / description.generation
    found = stored_files(generation)
    changed = [name for name, stored in description.files.items() if found.get(name) != stored]
    problems = [f"{generation / name} is missing or not as it was written" for name in changed]
    return problems or sample_problems(Index.open(directory))


def sample_problems(index: Index) -> list[str]:
    """What is wrong with the numbers of an index, and with records all over it: each must be found by its DOI."""
    return list(_sample_problems(index))


def _sample_problems(index: Index) -> Iterator[str]:
    described = index.description.records + index.description.superseded
    if index.searchable != described:
        yield f"{index.searchable} records can be searched, {described} were read"
    for record in index.sample(SAMPLED):
        doi = str(record["DOI"])
        if index.by_doi(doi) is None:
            yield f"the record of {doi} is not found by its DOI"
