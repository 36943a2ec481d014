"""What the user named: files and folders, standard input, addresses."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from refcheck.cli.common import STDIN
from refcheck.files import LARGEST, read_documents
from refcheck.given import Given, guessed_suffix, is_address, pages
from refcheck.model import Document
from refcheck.sources.settings import NetworkSettings


@dataclass(frozen=True, slots=True)
class Places:
    """The places by name, and the content of those that are no files."""

    names: Sequence[str]
    given: Mapping[str, Given]
    stdin_name: str = ""
    """What standard input is called, if it was read."""

    @property
    def failed(self) -> bool:
        """Whether a page did not come."""
        return any(one.problem for one in self.given.values())

    def documents(self) -> list[Document]:
        """What is there to be checked."""
        return read_documents(self.names, self.given)

    def writable(self, document: Document) -> bool:
        """Whether a corrected document has somewhere to go: its file, or standard output."""
        return not any(is_address(place) and document.path.startswith(place) for place in self.given)


def gather(places: Sequence[str], stdin_name: str, network: NetworkSettings) -> Places:
    """Read standard input and fetch pages where the user asks for it."""
    given = dict(pages(places, network))
    if STDIN not in places:
        return Places(places, given)
    content = sys.stdin.buffer.read(LARGEST + 1)
    name = stdin_name or f"stdin{guessed_suffix(content)}"
    names = [name if place == STDIN else place for place in places]
    return Places(names, {**given, name: Given(content)}, name)
