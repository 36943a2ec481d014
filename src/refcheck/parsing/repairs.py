"""What the model takes for one variable and the form of the string shows to be another.

A repair takes the stretch chosen for each variable and changes the choice. Each knows one form of printing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from refcheck.parsing.lexicon import markers
from refcheck.parsing.segments import Segment
from refcheck.parsing.tokens import Units

Chosen = dict[str, Segment]
"""The stretch of each variable."""

OPEN_RANGE = re.compile(r"[-‐‑–—−]{1,2}(?=$|[\s.,;)\]])")
"""The dash of a range that was cut off: ``1-``."""
SHORTEST_TITLE = 3
"""Letters that the first word behind a list of names must have to be the beginning of a title."""
LONGEST_INITIALS = 3
_PLACE = ("volume", "issue", "page", "number")
_CLOSING = {"“": "”", '"': '"', "„": "“", "«": "»"}
_SLASHES = "//"
_YEAR = 4
"""The digits of one."""


def repair(units: Units, chosen: Chosen) -> None:
    """Change what the form of the string shows to be wrong."""
    for one in _REPAIRS:
        one(units, chosen)


def _drop_kind_in_brackets(units: Units, chosen: Chosen) -> None:
    """One word in brackets says what kind of work it is: ``[Manual]``."""
    one = chosen.get("container-title")
    if one is not None and one.first == one.last:
        before, after = units.gaps[one.first], units.gaps[one.last + 1]
        if before.endswith("[") and after.startswith("]"):
            del chosen["container-title"]


def _take_lone_number_for_issue(units: Units, chosen: Chosen) -> None:
    """A number in brackets or after *no.* is an issue: ``Letters, (4), 805``."""
    if "volume" not in chosen or "issue" in chosen:
        return
    one = chosen["volume"]
    before, after = units.gaps[one.first], units.gaps[one.last + 1]
    marker = units.texts[one.first if one.first < one.last else max(0, one.first - 1)].lower()
    marked = markers().get(marker) == "issue" and one.last > 0
    bracketed = before.endswith("(") and after.startswith(")") and units.texts[one.first].isdigit()
    if marked or bracketed or "№" in before:
        chosen["issue"] = replace(chosen.pop("volume"), label="issue")


def _take_open_range_for_page(units: Units, chosen: Chosen) -> None:
    """A number with nothing behind its dash is the first page, whatever else it was taken for: ``Letters 443–.``."""
    for label in ("volume", "issue", "number"):
        if "page" not in chosen and label in chosen and OPEN_RANGE.match(units.gaps[chosen[label].last + 1]):
            chosen["page"] = replace(chosen.pop(label), label="page")


def _take_names_for_editors(units: Units, chosen: Chosen) -> None:
    """The names in front may be those of editors: ``Cove, J., & MacDonald, G. (Eds.)``."""
    one = chosen.get("author")
    if one is None or "editor" in chosen or one.first == one.last:
        return
    if markers().get(units.texts[one.last].lower()) == "editor":
        chosen["editor"] = replace(chosen.pop("author"), label="editor")


def _part_at_slashes(units: Units, chosen: Chosen) -> None:
    """What stands behind ``//`` is the container, as GOST R 7.0.5 has it: ``Inside Ports // Harbour Lett. 2002``."""
    place = next((one for one in range(1, len(units)) if units.gaps[one].strip(" .") == _SLASHES), 0)
    if not place:
        return
    for label, one in list(chosen.items()):
        if label in {"author", "title"} and one.last >= place:
            if one.first < place:
                chosen[label] = _cut(units, one, place)
            else:
                del chosen[label]
    named = ("author", "title", "container-title")
    others = [one.first for label, one in chosen.items() if label not in named and one.first > place]
    years = [at for at in range(place + 1, len(units)) if len(units.texts[at]) == _YEAR and units.texts[at].isdigit()]
    behind = min([*others, *years], default=0)
    if behind:
        whole = replace(next(iter(chosen.values())), label="container-title", first=place, start=units.starts[place])
        chosen["container-title"] = _cut(units, whole, behind)


def _end_names_at_others(units: Units, chosen: Chosen) -> None:
    """What stands behind *et al.* is no name any more: ``Miko B. A. и др. Personal Hygiene``."""
    names, title = chosen.get("author"), chosen.get("title")
    if names is None or (title is not None and title.first != names.last + 1):
        return
    others = [one for one in range(names.first + 1, names.last) if markers().get(units.texts[one].lower()) == "others"]
    if others:
        first = others[-1] + 1
        chosen["author"] = _cut(units, names, first)
        chosen["title"] = replace(title or names, label="title", first=first, start=units.starts[first])


def _part_title_from_names(units: Units, chosen: Chosen) -> None:
    """The words behind the last initials of a list of names are the title: ``Kaufman, J. P. Letter. Archives``."""
    names, title = chosen.get("author"), chosen.get("title")
    if names is None or len(units.texts[names.first]) == 1 or (title and title.first != names.last + 1):
        return
    initials = [place for place in range(names.first, names.last) if _is_initial(units, place)]
    if not initials or not _follows_family(units, names.first, initials):
        return
    last, first = initials[-1], initials[-1] + 1
    word, behind = units.texts[first], units.gaps[first + 1 : names.last + 1]
    if len(word) < SHORTEST_TITLE or word.islower() or any("," in gap for gap in behind):
        return
    chosen["author"] = replace(names, last=last, end=units.ends[last] + units.gaps[first].startswith("."))
    chosen["title"] = replace(title or names, label="title", first=first, start=units.starts[first])


def _is_initial(units: Units, place: int) -> bool:
    text, gap = units.texts[place], units.gaps[place + 1]
    return len(text) <= LONGEST_INITIALS and text.isalpha() and text.isupper() and "," not in gap and gap != ""


def _follows_family(units: Units, first: int, initials: Sequence[int]) -> bool:
    """Whether the last of the initials stand behind a family, and not before one: ``and K. Jones`` is a name."""
    place = initials[-1]
    while place - 1 in initials:
        place -= 1
    return place > first and len(units.texts[place - 1]) > 1 and markers().get(units.texts[place - 1].lower()) != "and"


def _end_title_at_its_quote(units: Units, chosen: Chosen) -> None:
    """What stands behind the closing quote of a title is the container, or the beginning of it."""
    title = chosen.get("title")
    if title is None:
        return
    closing = _CLOSING.get(units.gaps[title.first][-1:])
    ends = [place for place in range(title.first + 1, title.last + 1) if closing and closing in units.gaps[place]]
    if len(ends) != 1 or "," not in units.gaps[ends[0]]:
        return
    container = chosen.get("container-title")
    if container is None or container.first == title.last + 1:
        rest = replace(container or title, label="container-title", first=ends[0], start=units.starts[ends[0]])
        chosen["container-title"] = rest
        chosen["title"] = _cut(units, title, ends[0])


def _part_container_from_title(units: Units, chosen: Chosen) -> None:
    """What stands behind *, in:* is the container: ``A Good Harbour, in: Textbook of Docks``."""
    title = chosen.get("title")
    if title is None or "container-title" in chosen:
        return
    for place in range(title.first + 1, title.last):
        parted = units.gaps[place].startswith((",", ".")) and ":" in units.gaps[place + 1]
        if parted and units.texts[place].lower() == "in":
            first = place + 1
            chosen["container-title"] = replace(title, label="container-title", first=first, start=units.starts[first])
            chosen["title"] = _cut(units, title, place)
            return


def _take_container_for_title(_: Units, chosen: Chosen) -> None:
    """Behind names and without a place, what has no title in front of it is itself the title: a book."""
    if "title" not in chosen and {"author", "container-title"} <= chosen.keys() and chosen.keys().isdisjoint(_PLACE):
        chosen["title"] = replace(chosen.pop("container-title"), label="title")


def _cut(units: Units, one: Segment, place: int) -> Segment:
    """The stretch up to the unit before a place."""
    return replace(one, last=place - 1, end=units.ends[place - 1])


_REPAIRS: tuple[Callable[[Units, Chosen], None], ...] = (
    _drop_kind_in_brackets,
    _take_lone_number_for_issue,
    _take_open_range_for_page,
    _take_names_for_editors,
    _part_at_slashes,
    _end_names_at_others,
    _part_title_from_names,
    _end_title_at_its_quote,
    _part_container_from_title,
    _take_container_for_title,
)
