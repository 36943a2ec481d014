"""What an entry takes over from others: biblatex's ``crossref`` (called crossref_field here) and ``xdata``.

``xref`` inherits nothing. Chains that lead back to themselves end where they meet a known entry again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from refcheck.readers.tables import rows

_LONGEST_CHAIN = 10
_MOST_XDATA = 50
_DATE_PARTS = frozenset({"date", "year", "month", "day"})


@dataclass(frozen=True, slots=True)
class Fields:
    """An entry's fields under biblatex's names, as LaTeX text; a field given twice has its first value."""

    type: str
    values: Mapping[str, str] = field(default_factory=dict)


Entries = Mapping[str, Fields]


def by_key(entries: Iterable[tuple[str, Fields]]) -> dict[str, Fields]:
    """The entries under their citation keys and their aliases (``ids``); the first of two equal keys counts."""
    table: dict[str, Fields] = {}
    aliases: list[tuple[str, Fields]] = []
    for key, fields in entries:
        table.setdefault(key.lower(), fields)
        aliases.extend((alias, fields) for alias in _listed(fields.values.get("ids", "")))
    for alias, fields in aliases:
        table.setdefault(alias.lower(), fields)
    return table


def inherit(child: Fields, entries: Entries) -> Fields:
    """The child with everything it inherits."""
    if "crossref" not in child.values and "xdata" not in child.values:
        return child
    chain = _chain(child, entries)
    inherited = _with_xdata(chain[-1], entries)
    for younger in reversed(chain[:-1]):
        inherited = _from_parent(_with_xdata(younger, entries), inherited)
    return inherited


def _chain(child: Fields, entries: Entries) -> Sequence[Fields]:
    """The child, its parent, the parent of that, and so on."""
    chain = [child]
    while len(chain) < _LONGEST_CHAIN:
        parent = entries.get(chain[-1].values.get("crossref", "").strip().lower())
        if parent is None or any(parent is known for known in chain):
            break
        chain.append(parent)
    return chain


def _from_parent(child: Fields, parent: Fields) -> Fields:
    values = dict(child.values)
    has_date = not _DATE_PARTS.isdisjoint(values)
    for name, value in parent.values.items():
        if has_date and name in _DATE_PARTS:
            continue
        for heir in _heirs(parent.type, child.type, name):
            values.setdefault(heir, value)
    return Fields(child.type, values)


@cache
def _heirs(parent: str, child: str, name: str) -> tuple[str, ...]:
    """The names under which a child gets a parent's field."""
    renamed = [
        new
        for parents, children, old, new in rows("inheritance.tsv")
        if old == name and _fits(parent, parents) and _fits(child, children)
    ]
    if "-" in renamed:
        return ()
    if name == "author":
        return ("author", *renamed)
    return tuple(renamed) or (name,)


def _fits(entry_type: str, listed: str) -> bool:
    return listed == "*" or entry_type in listed.split(",")


def _with_xdata(entry: Fields, entries: Entries) -> Fields:
    values = dict(entry.values)
    for container in _xdata(entry, entries):
        for name, value in container.values.items():
            if name not in ("ids", "xdata"):
                values.setdefault(name, value)
    return Fields(entry.type, values)


def _xdata(entry: Fields, entries: Entries) -> Iterator[Fields]:
    """The data containers of an entry, and theirs, each once."""
    seen: list[Fields] = [entry]
    waiting = _listed(entry.values.get("xdata", ""))
    while waiting and len(seen) < _MOST_XDATA:
        container = entries.get(waiting.pop(0).lower())
        if container is None or any(container is known for known in seen):
            continue
        seen.append(container)
        yield container
        waiting.extend(_listed(container.values.get("xdata", "")))


def _listed(keys: str) -> list[str]:
    return [key.strip() for key in keys[:10_000].split(",") if key.strip()]
