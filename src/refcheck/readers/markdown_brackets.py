"""Brackets in Markdown: links, images, notes, groups of citations, links of a wiki, or just brackets."""

from __future__ import annotations

import html
import re

from refcheck.model import Span
from refcheck.readers.markdown_scan import Bracket, Pointer, Scan

_FOOTNOTE = re.compile(r"\[\^([^\s\[\]^]{1,120})\]")
_WIKI = re.compile(r"\[\[([^\[\]\r\n|]{1,300})(?:\|([^\[\]\r\n]{0,300}))?\]\]")
_WIKI_KEY = re.compile(r"@([\w][\w:./+-]*)")
_DESTINATION = re.compile(
    r"""\(\s*(?:<([^<>\r\n]*)>
        |((?:\{\{[^{}\r\n]*+\}\}|[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+\))*+))
        (?:\s+(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?\s*\)""",
    re.VERBOSE | re.DOTALL,
)
_LABEL = re.compile(r"\[([^\[\]^][^\[\]]{0,300})?\]")
_ATTRIBUTES = re.compile(r"\{:?\s*[.#:\w][^{}\r\n]{0,300}\}|\{:?\s*\}")
_NUMBERS = re.compile(r"[\d,;\s\u2013-]{1,60}")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LONGEST_LINK = 4000
_MOST_OPEN = 1000


def open_bracket(scan: Scan, start: int, opener: str) -> int:
    """Read what needs no closing bracket of its own, or wait for it."""
    if opener != "^[":
        inside = start + len(opener) - 1
        end = _footnote(scan, inside) if opener == "[" else 0
        end = end or _wiki_link(scan, start, inside)
        if end:
            return end
    if len(scan.brackets) < _MOST_OPEN:
        scan.brackets.append(Bracket(start, opener, len(scan.pointers)))
    return start + len(opener)


def close_bracket(scan: Scan, start: int) -> int:
    """Decide what the brackets that close here are."""
    if not scan.brackets:
        return start + 1
    bracket = scan.brackets.pop()
    if bracket.opener == "^[":
        return _inline_note(scan, bracket, start)
    end = _inline_link(scan, bracket, start) or _reference_link(scan, bracket, start)
    if end:
        return _after_attributes(scan, end)
    if bracket.pointers < len(scan.pointers):
        _group(scan, bracket, start)
    elif scan.text.startswith("{", start + 1) and _attributes_end(scan, start + 1):
        _without_brackets(scan, bracket, start)
        return _after_attributes(scan, start + 1)
    else:
        _shortcut_link(scan, bracket, start)
    return start + 1


# ------------------------------------------------------------------------------------------------------------ notes


def _footnote(scan: Scan, start: int) -> int:
    found = _FOOTNOTE.match(scan.text, start, scan.end)
    if found is None or not (found.group(1) in scan.setting.notes or found.group(1).isdigit()):
        return 0
    scan.drop(start, found.end())
    scan.pointers.append(Pointer(start, found.end(), found.group(1), note=True))
    return found.end()


def _inline_note(scan: Scan, bracket: Bracket, close: int) -> int:
    scan.add_note(Span(bracket.start, close + 1), Span(bracket.inside, close))
    return close + 1


# ------------------------------------------------------------------------------------------------------------ links


def _inline_link(scan: Scan, bracket: Bracket, close: int) -> int:
    if not scan.text.startswith("(", close + 1):
        return 0
    found = _DESTINATION.match(scan.text, close + 1, min(scan.end, close + _LONGEST_LINK))
    if found is None:
        return 0
    written = found.group(1) if found.group(1) is not None else found.group(2)
    _link(scan, bracket, close, html.unescape(_ESCAPE.sub(r"\1", written)))
    scan.drop(close + 1, found.end())
    return found.end()


def _reference_link(scan: Scan, bracket: Bracket, close: int) -> int:
    found = _LABEL.match(scan.text, close + 1, scan.end)
    if found is None:
        return 0
    label = found.group(1) or scan.text[bracket.inside : min(close, bracket.inside + 999)]
    target = scan.setting.targets.get(normalised(label))
    if target is None:
        return 0
    _link(scan, bracket, close, target)
    scan.drop(close + 1, found.end())
    return found.end()


def _shortcut_link(scan: Scan, bracket: Bracket, close: int) -> None:
    if scan.setting.targets and close - bracket.inside < 999:
        target = scan.setting.targets.get(normalised(scan.text[bracket.inside : close]))
        if target is not None:
            _link(scan, bracket, close, target)


def _link(scan: Scan, bracket: Bracket, close: int, target: str) -> None:
    """A link or an image: an image shows nothing to read, unless its caption cites."""
    if bracket.opener == "![" and bracket.pointers == len(scan.pointers):
        scan.drop(bracket.start, close + 1)
        return
    _without_brackets(scan, bracket, close)
    if bracket.opener == "[":
        # The name of a person on another site, as in [@name](address), is no citation.
        scan.pointers[bracket.pointers :] = [one for one in scan.pointers[bracket.pointers :] if one.note]
        scan.link(bracket.inside, close, target)


def _without_brackets(scan: Scan, bracket: Bracket, close: int) -> None:
    """Drop the brackets, unless they hold numbers: ``[3]`` is how a person reads a citation."""
    if _NUMBERS.fullmatch(scan.text, bracket.inside, close):
        return
    scan.drop(bracket.start, bracket.inside)
    scan.drop(close, close + 1)


def normalised(label: str) -> str:
    """A label of a link as definitions are looked up: blanks and case do not matter."""
    return " ".join(label.split()).upper()


# --------------------------------------------------------------------------------------------- citations and wikis


def _group(scan: Scan, bracket: Bracket, close: int) -> None:
    """``[see @doe99, pp. 33-35; also @smith04]``: all of them belong together."""
    for pointer in scan.pointers[bracket.pointers :]:
        if not pointer.note:
            pointer.explicit = True
            pointer.group = Span(bracket.start, close + 1)


def _wiki_link(scan: Scan, start: int, inside: int) -> int:
    found = _WIKI.match(scan.text, inside, scan.end)
    if found is None or not any(char.isalpha() for char in found.group(1)) or scan.text.startswith("(", found.end()):
        return 0
    key = _WIKI_KEY.fullmatch(found.group(1))
    if key:
        scan.cite(found.start(1), found.end(1), key.group(1), Span(start, found.end()))
    elif start < inside:
        scan.drop(start, found.end())
    else:
        shown = 2 if found.group(2) else 1
        scan.drop(start, found.start(shown))
        scan.drop(found.end(shown), found.end())
    return found.end()


# ------------------------------------------------------------------------------------------------------- attributes


def _attributes_end(scan: Scan, start: int) -> int:
    found = _ATTRIBUTES.match(scan.text, start, scan.end)
    return found.end() if found else 0


def _after_attributes(scan: Scan, start: int) -> int:
    """Where the text goes on after ``{target="_blank"}``, which pandoc and kramdown allow after a link."""
    end = _attributes_end(scan, start) if scan.text.startswith("{", start) else 0
    if end:
        scan.drop(start, end)
    return end or start
