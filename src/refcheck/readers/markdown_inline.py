"""The text of a paragraph of Markdown: what a person reads, and where each character of it stands.

CommonMark (https://spec.commonmark.org/0.31.2/#inlines) with what pandoc, kramdown, Jekyll, Hugo, Obsidian and Distill
add to it. Every look ahead has a limit, so that no text costs more than its length.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from refcheck.readers.latex import to_plain
from refcheck.readers.markdown_brackets import close_bracket, open_bracket
from refcheck.readers.markdown_emphasis import delimiter_run, pair_delimiters
from refcheck.readers.markdown_keys import bare_key
from refcheck.readers.markdown_scan import Line, Scan, Setting
from refcheck.readers.markdown_tags import angle, brace

_TOKEN = re.compile(r"[\\`$\[\]*_<&@^~{=!]|https?://|www\.|\b10\.\d{4,9}/")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~ ])")
_BACKSLASHES_AT_END = re.compile(r"\\{1,2}(?=[\r\n])")
_BACKTICKS = re.compile(r"`+")
_MATH = re.compile(r"\$\$([^$]{1,2000})\$\$|\$(?![\s$])((?:[^$\\]|\\.){0,500}(?<!\s))\$(?!\d)", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ADDRESS = re.compile(r"(?:[^\s<>\[\]\"`|\\{}*]|\*(?=\w)){1,2000}+")
_AFTER_ADDRESS = ".,;:!?'_*~^\u2019\u201d"
_SUPERSCRIPT = re.compile(r"\^(?!\[)([^\s^]{1,40})\^|\^([\d,;\u2013\s\[\]-]{1,40})\^")
_SUBSCRIPT = re.compile(r"~([^\s~]{1,20})~(?!~)")
_STRUCK = re.compile(r"~~(?=\S)([^\r\n~]{1,500})~~")
_HIGHLIGHT = re.compile(r"==(?=\S)([^\r\n=]{1,500})==")
_LONGEST_FORMULA = 80
_PROGRAM_IN_CODE = re.compile(r"`(?:r|\{r\}|\{python\}|python|= ) ")


def scan_lines(text: str, lines: Sequence[Line], setting: Setting, *, filled: bool) -> Scan:
    """Everything that the lines of one paragraph hold; ``filled`` where the ends of its lines mean nothing."""
    end = lines[-1].end
    scan = Scan(text, end, setting)
    if text.find("`", lines[0].start, end) >= 0:
        scan.backticks = _backticks(text, lines[0].start, end)
    position = lines[0].start
    for number, line in enumerate(lines):
        position = _scan_line(scan, Line(max(position, line.start), line.end))
        if number + 1 < len(lines):
            _line_break(scan, line, lines[number + 1], filled=filled)
    pair_delimiters(scan)
    scan.edits.sort()
    scan.marks.sort()
    scan.links.sort()
    return scan


def _scan_line(scan: Scan, line: Line) -> int:
    position, text, search = line.start, scan.text, _TOKEN.search
    while position < line.end:
        found = search(text, position, line.end)
        if found is None:
            return position
        start = found.start()
        handler = _HANDLERS.get(text[start], _address)
        position = handler(scan, start)
    return position


def _line_break(scan: Scan, line: Line, following: Line, *, filled: bool) -> None:
    """A line that ends with two blanks or a backslash ends for the reader too; of others only a paragraph knows."""
    last = scan.edits[-1] if scan.edits else None
    if last is not None and last.end == line.end and last.text == "\n":
        scan.drop(line.end, following.start)
    elif filled and not scan.text.startswith("  ", line.end) and not scan.text.startswith("\\", line.end - 1):
        scan.replace(line.end, following.start, " ")
    else:
        scan.replace(line.end, following.start, "\n")


def _backticks(text: str, start: int, end: int) -> Mapping[int, Sequence[int]]:
    runs: dict[int, list[int]] = defaultdict(list)
    for run in _BACKTICKS.finditer(text, start, end):
        runs[run.end() - run.start()].append(run.start())
    return runs


# ------------------------------------------------------------------------------------------ one function per token


def _escape(scan: Scan, start: int) -> int:
    """An escaped sign; at the end of a line one backslash (CommonMark) or two (kramdown) break it."""
    line_end = _BACKSLASHES_AT_END.match(scan.text, start)
    if line_end:
        scan.drop(start, line_end.end())
        return line_end.end()
    found = _ESCAPED.match(scan.text, start, scan.end)
    if found:
        scan.drop(start, start + 1)
    return found.end() if found else start + 1


def _code(scan: Scan, start: int) -> int:
    run = _BACKTICKS.match(scan.text, start, scan.end)
    inside = run.end() if run else start + 1
    length = inside - start
    close = scan.next_backticks(length, inside)
    if close < 0:
        return inside
    if _PROGRAM_IN_CODE.match(scan.text, start, scan.end):
        scan.drop(start, close + length)
    else:
        scan.drop(start, inside)
        scan.drop(close, close + length)
        scan.mark(inside, close, "code")
    return close + length


def _math(scan: Scan, start: int) -> int:
    found = _MATH.match(scan.text, start, scan.end)
    if found is None:
        return start + 1
    formula = found.group(2) or ""
    plain = to_plain(f"${formula}$").text if len(formula) <= _LONGEST_FORMULA else ""
    scan.replace(start, found.end(), plain)
    scan.mark(start, found.end(), "math")
    return found.end()


def _entity(scan: Scan, start: int) -> int:
    found = _ENTITY.match(scan.text, start, scan.end)
    if found is None:
        return start + 1
    char = html.unescape(found.group())
    if char == found.group():
        return start + 1
    scan.replace(start, found.end(), char)
    return found.end()


def _address(scan: Scan, start: int) -> int:
    """A URL or DOI: whatever stands in it is no markup."""
    found = _ADDRESS.match(scan.text, start, scan.end)
    if found is None:
        return start + 1
    address = found.group().rstrip(_AFTER_ADDRESS)
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_AFTER_ADDRESS)
    if not address.startswith("10."):
        target = address if address.startswith("http") else f"http://{address}"
        scan.link(start, start + len(address), html.unescape(target))
    return start + max(1, len(address))


def _caret(scan: Scan, start: int) -> int:
    found = _SUPERSCRIPT.match(scan.text, start, scan.end)
    if found:
        return _wrapped(scan, found, 1, "superscript")
    if scan.text.startswith("[", start + 1) and start + 1 < scan.end:
        return open_bracket(scan, start, "^[")
    return start + 1


def _tilde(scan: Scan, start: int) -> int:
    found = _STRUCK.match(scan.text, start, scan.end)
    if found:
        return _wrapped(scan, found, 2, "deleted")
    found = _SUBSCRIPT.match(scan.text, start, scan.end)
    return _wrapped(scan, found, 1, "subscript") if found else start + 1


def _equals(scan: Scan, start: int) -> int:
    found = _HIGHLIGHT.match(scan.text, start, scan.end)
    return _wrapped(scan, found, 2, "highlight") if found else start + 1


def _wrapped(scan: Scan, found: re.Match[str], width: int, kind: str) -> int:
    """Delimiters of a fixed width around a text, which may itself hold markup."""
    scan.drop(found.start(), found.start() + width)
    scan.drop(found.end() - width, found.end())
    scan.mark(found.start() + width, found.end() - width, kind)
    if width == 1:
        return found.end()
    return found.start() + width


def _exclamation(scan: Scan, start: int) -> int:
    if scan.text.startswith("[", start + 1) and start + 1 < scan.end:
        return open_bracket(scan, start, "![")
    return start + 1


def _open(scan: Scan, start: int) -> int:
    return open_bracket(scan, start, "[")


_HANDLERS: Mapping[str, Callable[[Scan, int], int]] = {
    "\\": _escape, "`": _code, "$": _math, "[": _open, "]": close_bracket, "*": delimiter_run, "_": delimiter_run,
    "<": angle, "&": _entity, "@": bare_key, "^": _caret, "~": _tilde, "{": brace, "=": _equals, "!": _exclamation,
}  # fmt: skip
