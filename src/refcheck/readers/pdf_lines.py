"""The lines of a PDF, in the order in which they were written, with their places on the pages."""

from __future__ import annotations

import importlib
import io
import logging
import math
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

MISSING = "reading PDF needs the extra: pip install 'refcheck-cli[pdf]'"
LARGEST = 64 * 2**20
"""Bytes of a file."""
MOST_PAGES = 1500
SECONDS = 60.0
"""A page of an article takes a tenth of a second."""
_SMALLER = 0.92
_HIGHER = 0.12
"""A raised number is smaller than its line by this factor and higher by this part of the size."""
_NUMBERS = re.compile(r"\s*\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\s*")
_RAISED = str.maketrans("0123456789,-", "⁰¹²³⁴⁵⁶⁷⁸⁹˒–")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\0": ""}  # typed in no text
)
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError,
    TypeError, ValueError, zlib.error,
)  # fmt: skip
"""What pypdf raises besides its own errors where a file is not what it says."""


class BadFile(Exception):  # noqa: N818 - says what the file is
    """The file is no PDF that can be read; the text is one sentence for the writer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text, its page, where it begins (``y`` counts upwards) and the size of its letters."""

    text: str
    page: int
    x: float
    y: float
    size: float


def read_lines(content: bytes) -> list[Line]:
    """Every line of a file; raises `BadFile`."""
    if len(content) > LARGEST:
        raise BadFile(f"the PDF is larger than {LARGEST // 2**20} MB")
    try:
        pypdf = importlib.import_module("pypdf")
        errors = importlib.import_module("pypdf.errors")
    except ImportError:
        raise BadFile(MISSING) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on the file are not for the user
    try:
        lines = list(_lines(pypdf.PdfReader(io.BytesIO(content))))
    except (errors.FileNotDecryptedError, errors.DependencyError):
        raise BadFile("the PDF is protected by a password: save it without one") from None
    except (errors.PyPdfError, *_FAULTS):
        raise BadFile("the PDF is damaged, or it is none: make or print it anew") from None
    if not lines:
        raise BadFile("the PDF holds no text, only pictures of it: recognise the text (OCR) first")
    return lines


def _lines(reader: PdfReader) -> Iterator[Line]:
    stop = time.monotonic() + SECONDS
    if len(reader.pages) > MOST_PAGES:
        raise BadFile(f"the PDF has more than {MOST_PAGES:,} pages")

    def watch(*_: object) -> None:
        if time.monotonic() > stop:
            raise BadFile(f"the PDF was not read to its end within {SECONDS:.0f} seconds")

    for number, page in enumerate(reader.pages):
        taker = _Taker(number)
        page.extract_text(visitor_text=taker.take, visitor_operand_before=watch)
        taker.end()
        yield from taker.lines


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters of one size at one height."""

    text: str
    x: float
    y: float
    size: float


@dataclass(slots=True)
class _Taker:
    """Takes the runs of a page and makes lines of them."""

    page: int
    lines: list[Line] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)

    def take(self, text: str, outer: Sequence[float], inner: Sequence[float], _: object, size: float) -> None:
        """Take a run of text, which begins where two matrices say."""
        a, b, c, d, e, f = outer
        x, y = inner[4], inner[5]
        scale = math.sqrt(abs((a * d - b * c) * (inner[0] * inner[3] - inner[1] * inner[2])))
        for number, part in enumerate(text.split("\n")):
            if number:
                self.end()
            if part:
                self.runs.append(_Run(part, a * x + c * y + e, b * x + d * y + f, (size or 1.0) * scale))

    def end(self) -> None:
        """The line ends here."""
        written = [run for run in self.runs if run.text.strip()]
        if written:
            main = max(written, key=lambda run: len(run.text.strip()))
            text = "".join(_shown(run, main) for run in self.runs)
            clean = " ".join(text.translate(_LIGATURES).split())
            self.lines += [Line(clean, self.page, written[0].x, main.y, main.size)] if clean else []
        self.runs = []


def _shown(run: _Run, main: _Run) -> str:
    """The text of a run; raised numbers in the characters that are raised ones."""
    raised = run.size < _SMALLER * main.size and run.y > main.y + _HIGHER * main.size
    return run.text.translate(_RAISED) if raised and _NUMBERS.fullmatch(run.text) else run.text
