"""What a reader is: it makes a `Document` of a file, and writes one value back.

CannotWrite
"""

from __future__ import annotations

from typing import Protocol

from refcheck.model import Document, Reference


class CannotWrite(Exception):  # noqa: N818 - named for what it says: the edit is refused, nothing is broken
    """A value that cannot be written without harm; ``reason`` is one sentence for the writer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Reader(Protocol):
    """A format that can be read, and in which a field can be changed. Each is a module of this package."""

    def read(self, path: str, text: str) -> Document:
        """The references of a text; never raises on what the text holds."""
        ...

    def set_field(self, text: str, reference: Reference, variable: str, value: str) -> str:
        """The text with one variable of one reference changed; raises `CannotWrite` where that is not safe."""
        ...
