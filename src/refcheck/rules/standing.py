"""What stands in the text of a typed reference, whatever field we took it for.

The fields of a typed reference are our reading of it. Where a field disagrees with the record, but the record's value
stands in the text, it is we who misread, and nothing is said. What another field already accounts for does not count:
the 2 of *pages 2-12* is no excuse for a wrong issue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from refcheck.compare.containers import compare_container
from refcheck.compare.dates import compare_year
from refcheck.compare.names import compare_authors
from refcheck.compare.numbering import compare_issue, compare_volume
from refcheck.compare.pages import compare_pages, truncated
from refcheck.compare.person_names import family_keys
from refcheck.compare.text import fold, unify
from refcheck.compare.titles import compare_title
from refcheck.compare.verdict import Level, Verdict
from refcheck.model import Item, Name, Reference
from refcheck.parsing.name_lists import holds_et_al
from refcheck.rules.paging import begun

SHORTEST_CONTAINER = 4
"""Letters of a container's name that may be looked for in pieces of the text; shorter ones are initials."""
MOST_PIECES = 8
"""An abbreviated name has not more stops in it."""
FEW = 3
"""Of a list that is cut off, so many names must all be those of the record; of a longer one we may have misread one."""
LATEST_START = 3
"""So many words may stand before the first family: initials, a given name."""

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\b10\.\d{4,9}/\S+", re.IGNORECASE)
_ACCESS = re.compile(
    r"\b(?:retrieved|accessed|last visited|abgerufen|zugegriffen|zugriff|consulté|consultado|visitato)\b[^.;]{0,60}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d–-])(\d{4})(?:[a-z]\b|(?![\d]|[–-]\d))")
_PAGE = r"[A-Za-z]{0,3}\d{1,9}"
_RANGE = re.compile(rf"\b{_PAGE}\s*[-–—‐‑−]{{1,3}}\s*{_PAGE}\b|\b{_PAGE}\b")
_RANGES = re.compile(
    rf"\b{_PAGE}\s*[-–—‐‑−]{{1,3}}\s*{_PAGE}(?:[,;]\s?{_PAGE}(?:\s*[-–—‐‑−]{{1,3}}\s*{_PAGE})?){{1,9}}\b"
)
_PIECE = re.compile(r"[^.,;:()\[\]“”\"\d]+[.,;:]?")
_VOLUME_AND_ISSUE = "{volume}\\s*\\(\\s*{issue}\\s*\\)"
_ELLIPSIS = ("…", "...", ". . .")


def misread(reference: Reference, theirs: Item, variable: str, kind: str) -> bool:
    """Whether a difference of some kind is in our reading of a typed reference, not in what its writer wrote."""
    if not reference.typed or kind in _READ_RIGHTLY:
        return False
    if kind == "added" and not _added_by_us(reference, theirs):
        return False
    return stands_in_text(reference, theirs, variable)


_READ_RIGHTLY = frozenset({"given", "exchanged", "last-author"})
"""Differences that do not come from taking one piece of the text for another."""


def _added_by_us(reference: Reference, theirs: Item) -> bool:
    """Whether the names that the record lacks stand behind the title: those of editors, say."""
    text = f" {fold(reference.text)} "
    title = min((place for one in theirs.title if (place := text.find(f" {fold(one)} ")) > 0), default=-1)
    before = text[:title].split()
    known = [family_keys(name.family or name.literal) for name in theirs.author.listed]
    added = [one for one in reference.item.author.listed if all(family_keys(one.family).isdisjoint(k) for k in known)]
    return title > 0 and all(_place_of(one, before, 0) < 0 for one in added)


def stands_in_text(reference: Reference, theirs: Item, variable: str) -> bool:
    """Whether the record's value of a variable stands in the text of a typed reference."""
    if not reference.typed:
        return False
    check = _CHECKS.get(variable)
    return check is not None and check(reference, theirs)


# ------------------------------------------------------------------------------------------------ what is left


def _free_text(reference: Reference, theirs: Item, variable: str) -> str:
    """The text without addresses and without the fields of other variables that agree with the record."""
    text = _ADDRESS.sub(" ", reference.text)
    behind = 0
    for one in sorted(reference.fields, key=lambda field: field.span.start):
        place = text.find(one.raw, behind) if one.raw else -1
        if place < 0:
            continue
        behind = place + len(one.raw)
        if one.variable != variable and _agrees(one.variable, reference.item, theirs):
            text = text[:place] + "·" * len(one.raw) + text[behind:]
    return text


def _agrees(variable: str, ours: Item, theirs: Item) -> bool:
    compare = _COMPARISONS.get(variable)
    return compare is not None and compare(ours, theirs).level in {Level.SAME, Level.STYLE}


_COMPARISONS: Mapping[str, Callable[[Item, Item], Verdict]] = {
    "title": compare_title,
    "author": compare_authors,
    "issued": compare_year,
    "container-title": compare_container,
    "volume": compare_volume,
    "issue": compare_issue,
    "page": compare_pages,
    "number": compare_pages,
}


# ------------------------------------------------------------------------------------------------- the variables


def _year(reference: Reference, theirs: Item) -> bool:
    text = _ACCESS.sub(" ", _free_text(reference, theirs, "issued"))
    written = {int(one) for one in _YEAR.findall(text)}
    return any(date.year in written for date in theirs.issued)


def _volume(reference: Reference, theirs: Item) -> bool:
    return not _is_clear(reference) and _holds_number(_free_text(reference, theirs, "volume"), theirs.volume)


def _issue(reference: Reference, theirs: Item) -> bool:
    return _pages_apart(reference, theirs) or (
        not _is_clear(reference) and _holds_number(_free_text(reference, theirs, "issue"), theirs.issue)
    )


def _is_clear(reference: Reference) -> bool:
    """Whether volume and issue stand side by side as ``20(9)``: that cannot be misread."""
    volume, issue = re.escape(reference.item.volume), re.escape(reference.item.issue)
    if not volume or not issue:
        return False
    return re.search(_VOLUME_AND_ISSUE.format(volume=volume, issue=issue), reference.text) is not None


def _holds_number(text: str, number: str) -> bool:
    wanted = fold(number).lstrip("0")
    words = {word.lstrip("0") for word in fold(text).split()}
    return bool(wanted) and (wanted in words or (" " in wanted and f" {wanted} " in f" {fold(text)} "))


def _pages_apart(reference: Reference, theirs: Item) -> bool:
    """Whether pages of which there are several were taken for an issue and a page: *5, 8, 12*."""
    whole = f"{reference.item.issue}, {reference.item.page}"
    if not reference.item.issue or whole not in reference.text:
        return False
    return compare_pages(Item(page=whole), theirs).level in {Level.SAME, Level.STYLE}


def _pages(reference: Reference, theirs: Item) -> bool:
    if _pages_apart(reference, theirs):
        return True
    text = unify(_free_text(reference, theirs, "page"))
    written = {one.group() for pattern in (_RANGE, _RANGES) for one in pattern.finditer(text)}
    if truncated(reference.item.page):
        written.discard(begun(reference.item.page))  # it stands there, with nothing behind its dash
    return any(compare_pages(Item(page=one), theirs).level is Level.SAME for one in written)


def _title(reference: Reference, theirs: Item) -> bool:
    spaced, compact = f" {fold(reference.text)} ", fold(reference.text).replace(" ", "")
    titles = theirs.title if reference.item.title else (*theirs.title, *map(_main_title, theirs.title))
    return any(_is_within(fold(title), spaced, compact) for title in titles)


def _main_title(title: str) -> str:
    """A title without its subtitle: all that many give of it."""
    return title.partition(": ")[0]


def _is_within(title: str, spaced: str, compact: str) -> bool:
    if not title:
        return False
    return f" {title} " in spaced or (len(title) >= 20 and title.replace(" ", "") in compact)


def _container(reference: Reference, theirs: Item) -> bool:
    if _is_of_title(reference, theirs):
        return True
    spaced = f" {fold(_ADDRESS.sub(' ', reference.text))} "
    if any(f" {fold(one)} " in spaced for one in theirs.container_title if fold(one)):
        return True
    return any(
        compare_container(Item(type=theirs.type, container_title=(piece,)), theirs).level in {Level.SAME, Level.STYLE}
        for piece in _pieces(_free_text(reference, theirs, "container-title"))
    )


def _is_of_title(reference: Reference, theirs: Item) -> bool:
    """Whether the end of the title, as the record has it, was taken for the container: *… in Italy*."""
    read = f" {next((fold(one) for one in reference.item.container_title), '')} "
    return any(f" {fold(title)} ".endswith(read) for title in theirs.title)


def _pieces(text: str) -> Iterator[str]:
    """Every run of pieces between stops that may be the name of a journal (*Int. J. Neuropsychopharmacol.*)."""
    found = [(one.start(), one.end()) for one in _PIECE.finditer(text)]
    for first, (start, _) in enumerate(found):
        for last in range(first, min(len(found), first + MOST_PIECES)):
            if last > first and found[last][0] != found[last - 1][1]:
                break
            piece = text[start : found[last][1]].strip(" ,;:·")
            if "·" not in piece and len(fold(piece)) >= SHORTEST_CONTAINER and piece[:1].isupper():
                yield piece


def _authors(reference: Reference, theirs: Item) -> bool:
    """Whether the text begins with the authors of the record in their order, as far as it names them."""
    words = fold(reference.text).split()
    place, found = 0, 0
    for name in theirs.author.listed:
        at = _place_of(name, words, place)
        if at < 0:
            break
        if found == 0 and not _is_beginning(words[:at], name):
            return False
        place, found = at + 1, found + 1
    if found == len(theirs.author.listed):
        return bool(found)
    read = len(reference.item.author.listed)
    return is_cut(reference.text) and found >= max(1, read if read <= FEW else read - 1)


def _place_of(name: Name, words: list[str], start: int) -> int:
    """The place of a family in the words of a text, from a place on; -1 if it is not there."""
    keys = family_keys(name.family or name.literal)
    longest = max((len(fold(name.family or name.literal).split()), 1))
    for place in range(start, len(words)):
        if any("".join(words[place : place + length]) in keys for length in range(1, longest + 1)):
            return place
    return -1


def _is_beginning(words: list[str], name: Name) -> bool:
    """Whether words before the first family are its initials, given names or the number of the reference."""
    given = set(fold(name.given).split())
    return len(words) <= LATEST_START and all(len(word) <= 2 or word.isdigit() or word in given for word in words)


def last_author_stands(reference: Reference, theirs: Item) -> bool:
    """Whether the record's last author stands behind the ellipsis of a typed reference."""
    if not reference.typed or not theirs.author.listed:
        return False
    behind = max((reference.text.find(sign) for sign in _ELLIPSIS), default=-1)
    words = fold(reference.text[max(0, behind) :]).split()
    return _place_of(theirs.author.listed[-1], words, 0) >= 0


def is_cut(text: str) -> bool:
    """Whether a reference says that it does not name all authors."""
    return any(sign in text for sign in _ELLIPSIS) or holds_et_al(text)


def _publisher(reference: Reference, theirs: Item) -> bool:
    return bool(fold(theirs.publisher)) and f" {fold(theirs.publisher)} " in f" {fold(reference.text)} "


_CHECKS: Mapping[str, Callable[[Reference, Item], bool]] = {
    "title": _title,
    "author": _authors,
    "issued": _year,
    "container-title": _container,
    "volume": _volume,
    "issue": _issue,
    "page": _pages,
    "number": _pages,
    "publisher": _publisher,
    "type": lambda reference, theirs: True,  # noqa: ARG005 - nobody types the type of a work
}
