"""Headings of reference lists, and of what is not one, in many languages."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache

from refcheck.compare.text import fold
from refcheck.parsing import tables


class Section(Enum):
    """What a heading promises."""

    STRONG = "strong"
    """A list of references."""
    WEAK = "weak"
    """Sources or notes, references among them."""
    MORE = "more"
    """Works that the text need not cite: further reading."""
    STOP = "stop"
    """What may look like a list and is none: related posts, comments, how to cite the page itself."""
    END = "end"
    """The end of a list: acknowledgements, the author."""
    NONE = ""


LONGEST_HEADING = 60
"""Characters."""
_NUMBERING = re.compile(r"(?:(?:\d{1,2}|[ivx]{1,4}|[a-z])(?: \d{1,2})* )?")
_TRAILING = re.compile(r"(?: (?:edit|edit source|bearbeiten|modifier|show|hide|toggle)){0,3}(?: \d{1,4})?$")
_AND = re.compile(r" (?:and|und|et|y|e|en|och|og|ja|ve|i|и|та|or) ")
_INLINE = re.compile(r"\s*([^\W\d_][^\n:：]{0,40}?)\s*(?:[:：]|\n)\s*")
_STRENGTH = (Section.STOP, Section.STRONG, Section.WEAK, Section.MORE, Section.END)


@cache
def _known() -> dict[str, Section]:
    known: dict[str, Section] = {}
    for kind, _, phrases in tables.rows("headings.tsv"):
        for phrase in phrases.split("|"):
            known.setdefault(fold(phrase), Section(kind))
    return known


@lru_cache(maxsize=4096)
def section_of(heading: str) -> Section:
    """What a heading, or a short line in its place, promises; `Section.NONE` if nothing."""
    if len(heading) > LONGEST_HEADING:
        return Section.NONE
    key = _TRAILING.sub("", fold(heading))
    known = _known()
    found = known.get(key) or known.get(_NUMBERING.sub("", key, count=1))
    return found or _of_parts(_NUMBERING.sub("", key, count=1))


def is_promising(section: Section) -> bool:
    """Whether references are to be expected below a heading."""
    return section is Section.STRONG or section is Section.WEAK


def _of_parts(key: str) -> Section:
    """The strongest of *Sources and further reading*, if every part is known."""
    parts = [_known().get(part) for part in _AND.split(key)]
    if len(parts) < 2 or None in parts:
        return Section.NONE
    return next(one for one in _STRENGTH if one in parts)


def inline_heading(text: str) -> tuple[Section, int]:
    """What the words before the first colon or line end promise, and where the text after them begins."""
    found = _INLINE.match(text)
    if found is None:
        return Section.NONE, 0
    section = section_of(found[1])
    return (section, found.end()) if section is not Section.NONE else (Section.NONE, 0)
