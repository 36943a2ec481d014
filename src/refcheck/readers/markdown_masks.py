"""What a Markdown file holds besides its text: it is overwritten with blanks, so that every place stays where it is.

Comments of Obsidian, code in tags of Jekyll and Hugo, the fences of pandoc's divisions, the programs in MDX.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from refcheck.model import Span

_SIGNS = re.compile(
    r"^[ \t]{0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^\r\n]*)$|^[ \t]*(?P<division>:{3,})[^\r\n]*$"
    r"|(?<!\S)(?P<comment>%%)(?!%)"
    r"|\{%-?\s*(?P<liquid>highlight|comment)\b|\{\{[<%]\s*(?P<shortcode>highlight)\b",
    re.MULTILINE,
)
_ENDS = {
    "highlight": re.compile(r"\{%-?\s*endhighlight\s*-?%\}"),
    "comment": re.compile(r"\{%-?\s*endcomment\s*-?%\}"),
    "shortcode": re.compile(r"\{\{[<%]\s*/highlight\s*[>%]\}\}"),
    "%%": re.compile(r"%%"),
}
_PROGRAM = re.compile(r"^(?:import|export)\b[^\r\n]*(?:\r?\n[^\r\n]+)*", re.MULTILINE)
_PART = re.compile(r"[^\r\n]+|[\r\n]")
_REST_OF_LINE = re.compile(r"[^\r\n]{0,200}")


def blank(text: str, spans: Iterable[Span]) -> str:
    """The text with ranges overwritten; the ends of lines stay."""
    pieces, position = [], 0
    for span in sorted(spans, key=lambda one: one.start):
        start = max(position, span.start)
        pieces.append(text[position:start])
        pieces += [_cover(text, part) for part in _PART.finditer(text, start, span.end)]
        position = max(position, span.end)
    return "".join([*pieces, text[position:]])


def _cover(text: str, part: re.Match[str]) -> str:
    """Blanks, or characters without width where more stands on the line: blanks would indent that."""
    if part.group() in "\r\n":
        return part.group()
    rest = _REST_OF_LINE.match(text, part.end())
    alone = rest is None or not rest.group().strip()
    return (" " if alone else "\u200b") * len(part.group())


def masks(text: str, start: int, *, programs: bool) -> list[Span]:
    """The ranges that are no text of the article; ``programs`` where lines of a program stand between paragraphs."""
    found = list(_signs(text, start))
    if programs:
        found += [Span(one.start(), one.end()) for one in _PROGRAM.finditer(text, start)]
    return found


def _signs(text: str, start: int) -> Iterator[Span]:
    fence, position = "", start
    never: set[str] = set()
    for sign in _SIGNS.finditer(text, start):
        if sign.start() < position:
            continue
        if sign["fence"]:
            fence = _fence_after(fence, sign)
        elif not fence and sign["division"]:
            yield Span(sign.start(), sign.end())
        elif not fence:
            end = _end(text, sign, never)
            if end >= 0:
                yield Span(sign.start(), end)
                position = end


def _fence_after(fence: str, sign: re.Match[str]) -> str:
    """The fence that is open behind a line of backticks or tildes; empty if none is."""
    if not fence:
        return "" if "`" in sign["info"] and sign["fence"].startswith("`") else sign["fence"]
    return "" if sign["fence"].startswith(fence) and not sign["info"].strip() else fence


def _end(text: str, sign: re.Match[str], never: set[str]) -> int:
    """Where what begins here ends, or -1; what has no end once has none later."""
    kind = "%%" if sign["comment"] else sign["liquid"] or "shortcode"
    if kind in never:
        return -1
    found = _ENDS[kind].search(text, sign.end())
    if found is None:
        never.add(kind)
    return found.end() if found else -1
