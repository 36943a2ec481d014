r"""Plain text to a BibTeX value: ``&`` becomes ``\&``, page ranges get the file's dash, words keep their braces."""

from __future__ import annotations

import re

from refcheck.readers.base import CannotWrite

_VERBATIM = frozenset({"DOI", "URL"})
_NAMES = frozenset({"author", "editor"})
_SPECIAL = {"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "~": r"\textasciitilde{}",
            "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}  # fmt: skip
_SPECIAL_PATTERN = re.compile(r"[&%#_$~^\\]")
_BETWEEN_PAGES = re.compile(r"(?<=\w)\s*(?:-{1,3}|[‐‑‒–—−])\s*(?=\w)")
_DASH = re.compile(r"\w\s*(-{1,3}|[–—])\s*\w")
_PROTECTED = re.compile(r"\{([^{}\\$]{1,80})\}")
_NAME_SEPARATOR = re.compile(r"\s*;\s*")


def to_latex(variable: str, value: str, *, dash: str) -> str:
    """The value as it stands between the delimiters of a field; raises `CannotWrite` for braces without partner."""
    value = " ".join(value.split())
    if not value:
        raise CannotWrite("an empty value cannot be written")
    if not value.isprintable():
        raise CannotWrite("the value holds control characters")
    if not _balanced(value):
        raise CannotWrite("the value holds braces that do not balance")
    if variable in _VERBATIM:
        return value
    if variable == "page":
        value = _BETWEEN_PAGES.sub("-", value)
    if variable in _NAMES:
        value = _NAME_SEPARATOR.sub(" and ", value)
    escaped = _SPECIAL_PATTERN.sub(lambda found: _SPECIAL[found.group()], value)
    return escaped.replace("-", dash) if variable == "page" else escaped


def protect(written: str, before: str) -> str:
    """The new value with the braces that the old one had around words which both hold, or around the whole."""
    if before.startswith("{") and before.endswith("}") and _balanced(before[1:-1]):
        return "{" + written + "}"
    for word in dict.fromkeys(_PROTECTED.findall(before)):
        written = re.sub(rf"(?<![\w{{]){re.escape(word)}(?![\w}}])", lambda found: "{" + found.group() + "}", written)
    return written


def dash_of(*values: str) -> str:
    """The dash that stands between pages in the first of the values that has one; two hyphens if none has."""
    for value in values:
        found = _DASH.search(value)
        if found:
            return found.group(1)
    return "--"


def _balanced(text: str) -> bool:
    depth = 0
    for brace in re.finditer(r"[{}]", text):
        depth += 1 if brace.group() == "{" else -1
        if depth < 0:
            return False
    return depth == 0
