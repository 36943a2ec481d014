"""The parts of a Word document (a ZIP of XML files), unpacked within limits."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from refcheck.readers.encoding import decode
from refcheck.readers.xml_tree import Element, parse

LARGEST_PART = 32 * 2**20
"""Bytes of one part when unpacked; a book of a thousand pages has half of that."""
MOST_TAGS = 1_500_000
"""Of one part: each takes some memory."""
_MAIN = re.compile(r"word/document\d*\.xml")
_OLD_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Word up to 2003 begin, and those that a password protects."""
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_RICH_TEXT = b"{\\rtf"


class BadArchive(Exception):  # noqa: N818 - says what the file is
    """The file is no Word document that can be read; the text is one sentence for the writer."""


@dataclass(frozen=True, slots=True)
class Story:
    """A part that holds text, and the addresses of its links by their identifiers."""

    root: Element
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a document is read; a part that is missing is `None`."""

    body: Story
    footnotes: Story | None
    endnotes: Story | None
    numbering: Element | None
    styles: Element | None


def open_parts(content: bytes) -> Parts:
    """The parts of a document; raises `BadArchive`."""
    _refuse_others(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _parts(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise BadArchive("the Word document is damaged: open it in Word and save it again as .docx") from error


def _refuse_others(content: bytes) -> None:
    if content.startswith(_OLD_FILE):
        if _PROTECTED in content:
            raise BadArchive("the Word document is protected by a password: save it without one")
        raise BadArchive("this is a document of old Word (.doc): open it in Word and save it as .docx")
    if content.startswith(_RICH_TEXT):
        raise BadArchive("this is rich text (RTF): open it in Word and save it as .docx")
    if not content.startswith(b"PK"):
        raise BadArchive("this is no Word document: open it in a word processor and save it as .docx")


def _parts(archive: zipfile.ZipFile) -> Parts:
    names = frozenset(archive.namelist())
    body = next((_story(archive, names, name) for name in sorted(names) if _MAIN.fullmatch(name)), None)
    if body is None:
        raise BadArchive("this is no Word document: open it in a word processor and save it as .docx")
    return Parts(
        body,
        _story(archive, names, "word/footnotes.xml"),
        _story(archive, names, "word/endnotes.xml"),
        _tree(archive, names, "word/numbering.xml"),
        _tree(archive, names, "word/styles.xml"),
    )


def _story(archive: zipfile.ZipFile, names: frozenset[str], name: str) -> Story | None:
    root = _tree(archive, names, name)
    if root is None:
        return None
    return Story(root, dict(_links(_tree(archive, names, name.replace("word/", "word/_rels/") + ".rels"))))


def _tree(archive: zipfile.ZipFile, names: frozenset[str], name: str) -> Element | None:
    if name not in names:
        return None
    with archive.open(name) as part:
        # The size that the archive states may be a lie.
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART or content.count(b"<") > MOST_TAGS:
        raise BadArchive(f"the part {name} of the Word document is too large to be read")
    tree = parse(decode(content).text)
    if tree.fault:
        raise BadArchive(f"the part {name} of the Word document cannot be read: {tree.fault}")
    return tree.root


def _links(root: Element | None) -> Iterator[tuple[str, str]]:
    for one in root.elements() if root is not None else ():
        if one.attribute("TargetMode") == "External":
            yield one.attribute("Id"), one.attribute("Target")
