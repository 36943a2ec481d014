"""What a reader is: it makes a `Document` of a file, and writes one value back.

CannotWrite
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

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


@runtime_checkable
class BinaryReader(Reader, Protocol):
    """A format that is no text: the document's ``text`` is what was extracted, and ``read`` takes that."""

    def read_content(self, path: str, content: bytes) -> Document:
        """The references of a file; never raises on what it holds."""
        ...


@runtime_checkable
class CollectionReader(Reader, Protocol):
    """A format of which one file may hold several documents."""

    def read_all(self, path: str, text: str) -> list[Document]:
        """Every document of a text, at least one."""
        ...


@runtime_checkable
class ParticularReader(Reader, Protocol):
    """A format whose suffix belongs to many others: in a folder only files which begin like it are read."""

    def recognises(self, beginning: str) -> bool:
        """Whether a file that begins so is of this format."""
        ...
