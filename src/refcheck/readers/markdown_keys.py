"""Citation keys as pandoc and Quarto write them: ``@doe99`` (https://pandoc.org/MANUAL.html#citation-syntax)."""

from __future__ import annotations

import re
from functools import cache

from refcheck.readers.markdown_scan import Pointer, Scan
from refcheck.readers.tables import rows

_KEY = re.compile(r"@(?:\{([^{}\s]{1,300})\}|([^\W_][\w]*(?:[:.#$%&+?<>~/-]+\w+)*+|_\w*(?:[:.#$%&+?<>~/-]+\w+)*+))")
_BEFORE_A_KEY = re.compile(r"[\w.@/+]")
_CROSS_REFERENCE = re.compile(r"([a-z]+)[-:]")


def bare_key(scan: Scan, start: int) -> int:
    """A citation by key, unless the sign belongs to an e-mail address or to a figure of this document."""
    if start and _BEFORE_A_KEY.match(scan.text, start - 1):
        return start + 1
    found = _KEY.match(scan.text, start, scan.end)
    if found is None:
        return start + 1
    key = found.group(1) or found.group(2)
    if not is_cross_reference(key):
        scan.pointers.append(Pointer(start, found.end(), key, explicit=False))
    return found.end()


def keys_in(text: str) -> list[str]:
    """The keys in a line such as ``@doe99, @smith04``; ``*`` stands for all."""
    return [found.group(1) or found.group(2) for found in _KEY.finditer(text)] + ["*"] * ("@*" in text)


def is_cross_reference(key: str) -> bool:
    """Whether a key stands for a figure, table, section … of the same document: ``fig-model``."""
    found = _CROSS_REFERENCE.match(key)
    return found is not None and found.group(1) in _prefixes()


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(row[0] for row in rows("markdown_cross_references.tsv"))
