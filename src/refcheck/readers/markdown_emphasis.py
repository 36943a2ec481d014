"""Emphasis: which runs of ``*`` and ``_`` are marks, and which are characters.

The rules of CommonMark for what may open and close; pairs are found with one stack for each character.
"""

from __future__ import annotations

import re

from refcheck.readers.markdown_scan import Delimiter, Scan

_RUN = re.compile(r"\*+|_+")


def delimiter_run(scan: Scan, start: int) -> int:
    """Note a run of delimiters; whether it is a mark turns out at the end of the paragraph."""
    found = _RUN.match(scan.text, start, scan.end)
    end = found.end() if found else start + 1
    before = scan.text[start - 1 : start] or " "
    after = scan.text[end : end + 1] or " "
    left = not after.isspace() and (after.isalnum() or not before.isalnum())
    right = not before.isspace() and (before.isalnum() or not after.isalnum())
    char = scan.text[start]
    if char == "_":
        opens, closes = left and (not right or not before.isalnum()), right and (not left or not after.isalnum())
    else:
        opens, closes = left, right
    if opens or closes:
        scan.delimiters.append(Delimiter(start, end, char, opens, closes))
    return end


def pair_delimiters(scan: Scan) -> None:
    """Drop the delimiters that form pairs, and mark what they enclose."""
    open_runs: dict[str, list[Delimiter]] = {"*": [], "_": []}
    for run in scan.delimiters:
        waiting = open_runs[run.char]
        if run.closes:
            _close(scan, waiting, run)
        if run.opens and run.start < run.end:
            waiting.append(run)


def _close(scan: Scan, waiting: list[Delimiter], run: Delimiter) -> None:
    while waiting and run.start < run.end:
        opener = waiting[-1]
        width = 2 if min(opener.end - opener.start, run.end - run.start) >= 2 else 1
        scan.drop(opener.end - width, opener.end)
        scan.drop(run.start, run.start + width)
        scan.mark(opener.end, run.start, "strong" if width == 2 else "emphasis")
        opener.end -= width
        run.start += width
        if opener.start == opener.end:
            waiting.pop()
