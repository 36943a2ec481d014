"""Bringing an index up to date: newer records, and Retraction Watch's list."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from refcheck.index.build import Builder, Built, Tell
from refcheck.index.description import read_description
from refcheck.index.retraction_watch import read_statements
from refcheck.index.snapshot import snapshot_files

LIST = ".csv"


def update(paths: Iterable[Path], directory: Path, *, jobs: int = 1, tell: Tell = lambda _: None) -> Built:
    """The index with the records of more files; of two records of one work the one that Crossref touched last counts.

    A ``.csv`` file is Retraction Watch's list.

    Raises:
        IndexProblem: if there is no index, nothing to read, or another process builds there.
    """
    paths = list(paths)
    base = read_description(directory)
    lists = [path for path in paths if path.suffix == LIST]
    others = [path for path in paths if path.suffix != LIST]
    statements = [one for path in lists for one in read_statements(path)]
    files = snapshot_files(others) if others else []
    builder = Builder(directory, base=base, jobs=jobs, tell=tell)
    return builder.run(files, sources=[str(path) for path in paths], statements=statements)
