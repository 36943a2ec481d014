r"""LaTeX as it is written: comments and verbatim text blanked out, the arguments of commands found.

A masked text has the length of the text, so that every place in it is a place in the file. What was masked is ``GAP``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLANKED = re.compile(
    r"(?<!\\)(?:\\\\)*+(?P<comment>%[^\n]*)"
    r"|(?P<verbatim>\\begin\{(?P<name>verbatim\*?|lstlisting|minted|comment|Verbatim|filecontents\*?|tikzpicture|alltt)\})"
    r"|(?P<never>\\iffalse(?![A-Za-z]))"
    r"|(?P<inline>\\(?:verb\*?|lstinline)(?P<quote>[^\w\s*{]))"
    r"|(?P<address>\\(?:url|path|href|nolinkurl)\s*\{)"
)
GAP = "\x00"
_NOT_A_LINE_END = re.compile(r"[^\n]")
_NESTING = 6
_LONGEST_INLINE = 2000


def _balanced(depth: int) -> str:
    """A pattern for braces with braces in them; what nests deeper is no argument, which keeps the search linear."""
    inner = r"(?!)" if not depth else _balanced(depth - 1)
    return rf"\{{(?:[^{{}}\\]++|\\.|{inner})*+\}}"


_ARGUMENT = re.compile(rf"[ \t]*+(?:\n[ \t]*+)?({_balanced(_NESTING)})", re.DOTALL)
_OPTIONAL = re.compile(rf"\s*+\[(?:[^\[\]{{}}\\]++|\\.|{_balanced(3)})*+\]|<[^<>{{}}\n]{{0,200}}+>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Argument:
    """What stands between two braces: ``text[start:end]``."""

    start: int
    end: int


def masked(text: str) -> str:
    """The text with comments and verbatim passages as gaps; line ends stay."""
    parts, position = [], 0
    while found := _BLANKED.search(text, position):
        start, end = _range(text, found)
        parts += [text[position:start], _NOT_A_LINE_END.sub(GAP, text[start:end])]
        position = max(end, found.start() + 1)
        if position > end:
            parts.append(text[end:position])
    parts.append(text[position:])
    return "".join(parts)


def _range(text: str, found: re.Match[str]) -> tuple[int, int]:
    """What is blanked out at a match; nothing where a percent sign belongs to an address."""
    if found["comment"] is not None:
        return found.start("comment"), found.end()
    if found["verbatim"] is not None:
        return found.end(), _place_of(f"\\end{{{found['name']}}}", text, found.end())
    if found["never"] is not None:
        return found.start(), _place_of("\\fi", text, found.end())
    if found["inline"] is not None:
        rest = text[found.end() : found.end() + _LONGEST_INLINE].partition("\n")[0]
        close = rest.find(found["quote"])
        return found.start(), found.end() + close + 1
    argument = argument_at(text, found.end() - 1)
    is_address = argument is not None and "\n" not in text[argument.start : argument.end]
    end = argument.end if argument is not None and is_address else found.end()
    return end, end


def _place_of(closing: str, text: str, position: int) -> int:
    """Where what closes begins, or the end of the text."""
    place = text.find(closing, position)
    return place if place >= 0 else len(text)


def argument_at(text: str, position: int) -> Argument | None:
    """The argument in braces that begins here, blanks before it left out; None if there is none or it never ends."""
    found = _ARGUMENT.match(text, position)
    return Argument(found.start(1) + 1, found.end() - 1) if found else None


def skip_arguments(text: str, position: int, count: int) -> int:
    """One past so many arguments in braces, as far as they are there."""
    for _ in range(count):
        argument = argument_at(text, position)
        if argument is None:
            break
        position = argument.end + 1
    return position


def skip_optional(text: str, position: int, *, most: int = 3) -> int:
    """One past the optional arguments that begin here, in brackets or (apacite, beamer) in angles."""
    for _ in range(most):
        found = _OPTIONAL.match(text, position)
        if found is None:
            break
        position = found.end()
    return position
