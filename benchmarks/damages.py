"""One labelled error in one field of a reference, and the rules that must say it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.bibtex_rendering import Entry

Damage = Callable[[Entry, Sequence[Entry], random.Random], Entry | None]
"""Takes the entry, the other entries, a generator; gives the damaged entry, or None where it does not apply."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A damage and the rules of which at least one must be reported for it, at warning or above unless `info`."""

    damage: Damage
    rules: frozenset[str]
    info: bool = False


def _word_of(entry: Entry, chance: random.Random) -> str:
    words = re.findall(r"[A-Za-z]{6,}", entry.title)
    return chance.choice(words) if words else ""


def title_word(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    ours = _word_of(entry, chance)
    theirs = _word_of(chance.choice(others), chance)
    unlike = ours and theirs and ours[:3].casefold() != theirs[:3].casefold() and theirs not in entry.title
    return replace(entry, title=entry.title.replace(ours, theirs, 1)) if unlike else None


def title_other(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    other = chance.choice(others)
    return replace(entry, title=other.title) if other.title.casefold() != entry.title.casefold() else None


def _stranger(entry: Entry, others: Sequence[Entry], chance: random.Random) -> tuple[str, str] | None:
    known = {family.casefold() for family, _ in entry.authors}
    family, given = chance.choice(chance.choice(others).authors)
    apart = len(family) > 3 and all(family.casefold()[:4] != one[:4] for one in known)
    return (family, given) if apart else None


def first_author(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    stranger = _stranger(entry, others, chance)
    return replace(entry, authors=(stranger, *entry.authors[1:])) if stranger else None


def later_author(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    stranger = _stranger(entry, others, chance)
    if stranger is None or len(entry.authors) < 3:
        return None
    place = chance.randrange(1, len(entry.authors))
    return replace(entry, authors=(*entry.authors[:place], stranger, *entry.authors[place + 1 :]))


def author_dropped(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    if len(entry.authors) < 3 or entry.others:
        return None
    place = chance.randrange(1, len(entry.authors))
    return replace(entry, authors=(*entry.authors[:place], *entry.authors[place + 1 :]))


def author_added(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    stranger = _stranger(entry, others, chance)
    if stranger is None or entry.others or len(entry.authors) < 2:
        return None
    return replace(entry, authors=(*entry.authors, stranger))


def author_order(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    if len(entry.authors) < 2 or len({family.casefold() for family, _ in entry.authors}) < len(entry.authors):
        return None
    place = chance.randrange(len(entry.authors) - 1)
    names = list(entry.authors)
    names[place], names[place + 1] = names[place + 1], names[place]
    return replace(entry, authors=tuple(names))


def year(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    wrong = int(entry.fields["year"]) + chance.choice([-11, -9, -5, -4, -3, -2, 2, 3, 4, 5, 9, 11])
    return entry.with_field("year", str(min(wrong, 2026))) if wrong <= 2026 else None


def year_by_one(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    return entry.with_field("year", str(int(entry.fields["year"]) + chance.choice([-1, 1])))


def container(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    other = chance.choice(others)
    if entry.type != "article" or other.type != "article" or not entry.container or not other.container:
        return None
    same = entry.venue & other.venue or entry.container.casefold()[:4] == other.container.casefold()[:4]
    return None if same else replace(entry, container=other.container)


def _other_number(value: str, chance: random.Random) -> str:
    number = int(value)
    return str(chance.choice([n for n in (number + 1, number + 10, max(1, number - 1), number * 2) if n != number]))


def _number(name: str) -> Damage:
    def damaged(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
        value = entry.fields.get(name, "")
        return entry.with_field(name, _other_number(value, chance)) if value.isdigit() else None

    return damaged


_RANGE = re.compile(r"(\d+)(-{1,2}|–)(\d+)")


def _full_range(entry: Entry) -> tuple[int, int] | None:
    match = _RANGE.fullmatch(entry.fields.get("pages", ""))
    if not match or len(match[3]) < len(match[1]):
        return None
    return int(match[1]), int(match[3])


def first_page(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    pages = _full_range(entry)
    if not pages or pages[1] - pages[0] < 1:
        return None
    first = chance.choice([pages[0] + 1, max(1, pages[0] - chance.randint(1, 9)), pages[0] + 1])
    return entry.with_field("pages", f"{first}--{pages[1]}") if first != pages[0] and first <= pages[1] else None


def last_page(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    pages = _full_range(entry)
    return entry.with_field("pages", f"{pages[0]}--{pages[1] + chance.randint(1, 9)}") if pages else None


def truncated_pages(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    pages = _full_range(entry)
    return entry.with_field("pages", f"{pages[0]}" + chance.choice(["-", "--", "–"])) if pages else None


def doi_of_other_work(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    other = chance.choice(others)
    apart = other.title.casefold() != entry.title.casefold()
    return entry.with_field("doi", other.fields["doi"]) if apart else None


def doi_not_existing(entry: Entry, others: Sequence[Entry], chance: random.Random) -> Entry | None:
    return entry.with_field("doi", entry.fields["doi"] + str(chance.randint(100, 999)) + "x")


KINDS: Mapping[str, Kind] = {
    "title: one word": Kind(title_word, frozenset({"REF201"})),
    "title: of another work": Kind(title_other, frozenset({"REF201", "REF102"})),
    "author: first": Kind(first_author, frozenset({"REF202"})),
    "author: a later one": Kind(later_author, frozenset({"REF202", "REF204"})),
    "author: one dropped": Kind(author_dropped, frozenset({"REF204", "REF202"})),
    "author: one added": Kind(author_added, frozenset({"REF204", "REF202"})),
    "author: order": Kind(author_order, frozenset({"REF203", "REF202"})),
    "year": Kind(year, frozenset({"REF205"})),
    "year: by one": Kind(year_by_one, frozenset({"REF205"})),
    "journal": Kind(container, frozenset({"REF206"})),
    "volume": Kind(_number("volume"), frozenset({"REF207"})),
    "issue": Kind(_number("number"), frozenset({"REF208"})),
    "pages: first": Kind(first_page, frozenset({"REF209"})),
    "pages: last": Kind(last_page, frozenset({"REF209"})),
    "pages: cut off": Kind(truncated_pages, frozenset({"REF210"})),
    "DOI: of another work": Kind(doi_of_other_work, frozenset({"REF102", "REF107"})),
    "DOI: does not exist": Kind(doi_not_existing, frozenset({"REF101"})),
}
