"""What is raised when an index cannot be used or built."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from refcheck.errors import RefcheckError


class IndexProblem(RefcheckError):  # noqa: N818 - named for what it says
    """The directory holds no index, or none that this version can read, or it could not be built."""


@contextmanager
def writing() -> Iterator[None]:
    """What is done with the files of an index; what the disk refuses becomes a sentence."""
    try:
        yield
    except OSError as failure:
        raise IndexProblem(
            f"The index cannot be written: {failure}.",
            "Make room there, and give the same command again: what is complete stays.",
        ) from failure
