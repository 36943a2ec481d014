"""What a raw BibTeX value stands for: delimiters removed, macros replaced, pieces joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from refcheck.readers.bibtex_scanner import ScannedField, balanced_end
from refcheck.readers.tables import mapping

_WORD = re.compile(r"[^\s\"#{}]+")
_LONGEST_EXPANSION = 100_000
"""Macros may double themselves in each line; no honest value is near this length."""


def read_macros(strings: Iterable[ScannedField]) -> dict[str, str]:
    """What each macro stands for: those of the standard styles (months, journals), then the file's own in order."""
    macros = dict(mapping("bibtex_macros.tsv"))
    for string in strings:
        expanded = expand(string, macros)
        if expanded is not None:
            macros[string.name.lower()] = expanded
    return macros


def expand(field: ScannedField, macros: Mapping[str, str]) -> str | None:
    """The text of a value, still LaTeX; ``None`` if it holds a macro that nobody has defined."""
    if field.delimiter in ("{", '"'):
        return field.raw[1:-1]
    if field.delimiter == "":
        return _bare(field.raw, macros)
    pieces = [_bare(piece, macros) if bare else piece for piece, bare in _pieces(field.raw)]
    known = [piece for piece in pieces if piece is not None]
    return "".join(known)[:_LONGEST_EXPANSION] if len(known) == len(pieces) else None


def _bare(word: str, macros: Mapping[str, str]) -> str | None:
    if word[:1].isdigit() or " " in word or not word:
        return word
    return macros.get(word.lower())


def _pieces(raw: str) -> list[tuple[str, bool]]:
    """The pieces of a concatenation; true marks a bare word."""
    pieces: list[tuple[str, bool]] = []
    position = 0
    while position < len(raw):
        if raw[position] in '{"':
            end = balanced_end(raw, position, len(raw))
            end = end if end > 0 else len(raw)
            pieces.append((raw[position + 1 : end - 1], False))
            position = end
        elif word := _WORD.match(raw, position):
            pieces.append((word.group(), True))
            position = word.end()
        else:
            position += 1
    return pieces
