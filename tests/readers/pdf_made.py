"""PDF files made for tests, byte by byte."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

SIZE = 10.0
LEADING = 12.0
TOP, LEFT = 740.0, 72.0

Placed = tuple[float, float, float, str]
"""Where a run of text stands (from the left, from below), how large it is, and its letters."""


def column(*lines: str, left: float = LEFT, top: float = TOP, size: float = SIZE) -> list[Placed]:
    """Lines below each other; an empty one leaves a gap, and two blanks at its front indent one."""
    return [
        (left + 10 * (len(line) - len(line.lstrip())), top - place * LEADING, size, line.strip())
        for place, line in enumerate(lines)
        if line.strip()
    ]


def pdf(*pages: Sequence[Placed]) -> bytes:
    """A file with these pages, in Helvetica and WinAnsi."""
    return objects(*(stream("\n".join(_shown(one) for one in page).encode("cp1252")) for page in pages))


def stream(content: bytes, dictionary: str = "") -> bytes:
    return f"<< /Length {len(content)} {dictionary}>>\nstream\n".encode() + content + b"\nendstream"


def objects(*contents: bytes, trailer: str = "") -> bytes:
    """A file whose pages have these streams of content."""
    numbers = range(4, 4 + 2 * len(contents), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in zip(numbers, contents, strict=True):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number + 1} 0 R "
        parts += [(page + "/Resources << /Font << /F 3 0 R >> >> >>").encode(), content]
    written = [f"{number} 0 obj\n".encode() + part + b"\nendobj\n" for number, part in enumerate(parts, 1)]
    head = b"%PDF-1.4\n"
    places = list(accumulate(map(len, written), initial=len(head)))
    table = "".join(f"{place:010} 00000 n \n" for place in places[:-1])
    end = (
        f"xref\n0 {len(places)}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(places)} /Root 1 0 R {trailer}>>\nstartxref\n{places[-1]}\n%%EOF\n"
    )
    return head + b"".join(written) + end.encode()


def _shown(one: Placed) -> str:
    x, y, size, text = one
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F {size} Tf {x} {y} Td ({escaped}) Tj ET"
