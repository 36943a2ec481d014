"""The reader of PDF files, which needs the extra ``pdf``: lines are put together to paragraphs and read as a text.

The text of the document is what was extracted; it cannot be written back.
"""

from __future__ import annotations

from refcheck.model import Document, Reference, Span, Unreadable
from refcheck.readers import text as plain_text
from refcheck.readers.base import CannotWrite
from refcheck.readers.pdf_lines import BadFile, read_lines
from refcheck.readers.pdf_paragraphs import as_text

__all__ = ["read", "read_content", "recognises", "set_field"]


def read(path: str, text: str) -> Document:
    """The references in a text that was extracted before."""
    return plain_text.read(path, text)


def recognises(beginning: str) -> bool:
    """No: in a folder most PDF files are figures, the print of a text beside them, or other people's articles."""
    del beginning
    return False


def set_field(text: str, reference: Reference, variable: str, value: str) -> str:
    """Refuses: a PDF is no text."""
    del text, reference, variable, value
    raise CannotWrite("PDF files are not edited: make the change where the PDF was made")


def read_content(path: str, content: bytes) -> Document:
    """The references and citations of a PDF; never raises on what it holds."""
    try:
        lines = read_lines(content)
    except BadFile as error:
        return Document(path, "", problems=(Unreadable(Span(0, 0), str(error)),))
    return read(path, as_text(lines))
