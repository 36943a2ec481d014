"""The frame of a page: counters, buttons, notices. Neither text nor references."""

from __future__ import annotations

import re
from functools import cache

from refcheck.compare.text import fold
from refcheck.parsing import tables
from refcheck.parsing.blocks import Block, Kind

_SHORT = 45
"""Characters; sentences that cite anything are longer."""
_LONG = 400
_SENTENCE_END = re.compile(r"[.!?…。！？:;,]['\"”’)\]]*\s*$")
_MAY_CITE = re.compile(r"\(.*\d.*\)|\[.*\w.*\]|[¹²³⁰⁴-⁹]|@|\d{4}")


@cache
def _phrases() -> dict[bool, re.Pattern[str]]:
    lines = [row[0] for row in tables.rows("page_noise.txt")]
    anywhere = "|".join(re.escape(line[1:]) for line in lines if line.startswith("*"))
    first = "|".join(re.escape(line) for line in lines if not line.startswith("*"))
    return {True: re.compile(rf"\b(?:{anywhere})\b"), False: re.compile(rf"(?:\d+ )?(?:{first})\b")}


def is_page_noise(text: str) -> bool:
    """Whether a text belongs to the frame of a page by its words."""
    if len(text) > _LONG:
        return False
    if "©" in text[:_SHORT]:
        return True
    key = fold(text)
    if _phrases()[True].search(key):
        return True
    return len(text) <= _SHORT and _phrases()[False].match(key) is not None


def is_short_noise(block: Block) -> bool:
    """Whether a block that is no reference is too short to be text, and cites nothing."""
    if len(block.text) > _SHORT:
        return False
    if block.kind is Kind.HEADING:
        return is_page_noise(block.text)
    if block.kind is Kind.FOOTNOTE or block.kind is Kind.ITEM:
        return False
    if any(mark.kind == "superscript" for mark in block.marks) or _MAY_CITE.search(block.text):
        return False
    return not _SENTENCE_END.search(block.text) or is_page_noise(block.text)
