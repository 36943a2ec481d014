"""Check the word lists of claims, or put them in order: `python scripts/vocabulary.py --write`.

Checked are: sections and concepts in alphabetical order, no name twice, no name for two concepts of one class (unless
one is a kind of the other), every class that a concept belongs to is there, names in several classes only where
`vocabulary_shared.txt` says that both senses are meant, and the size of all lists together.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from refcheck.claims.tables import DIRECTORY
from refcheck.claims.vocabulary import FILES, Entry, entries, key_of, vocabulary

SHARED = Path(__file__).with_name("vocabulary_shared.txt")
LARGEST = 150_000


def ordered(text: str) -> str:
    """The text of a list in order, without names that are there already in another number or spelling."""
    heading: list[str] = []
    sections: dict[str, list[str]] = {}
    lines = heading
    for line in text.splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line, [])
        elif line.strip():
            lines.append(line)
    parts = [*heading]
    for name, under in sorted(sections.items()):
        parts += [name, *sorted({_line(one) for one in under}, key=lambda one: (one.lstrip("*").casefold(), one))]
    return "\n".join(parts) + "\n"


def _line(line: str) -> str:
    name, forms, parents = [*line.split("\t"), "", ""][:3]
    known = {key_of(name.removeprefix("*"))}
    kept = []
    for form in sorted(filter(None, forms.split("; ")), key=str.casefold):
        if key_of(form) not in known:
            known.add(key_of(form))
            kept.append(form)
    return "\t".join((name, "; ".join(kept), "; ".join(sorted(filter(None, parents.split("; ")))))).rstrip("\t")


def faults() -> Iterator[str]:
    """What is wrong with the lists, a line each."""
    for name in FILES:
        text = (DIRECTORY / name).read_text("utf-8")
        if ordered(text) != text:
            yield f"{name} is not in order; run python scripts/vocabulary.py --write"
    concepts = {(one.kind, one.name) for one in entries()}
    for one in entries():
        yield from (
            f"{one.kind}: {one.name} belongs to {parent}, which is not there"
            for parent in one.parents
            if (one.kind, parent) not in concepts
        )
    yield from _doubles()
    size = sum(path.stat().st_size for path in DIRECTORY.iterdir())
    if size > LARGEST:
        yield f"the lists have {size} bytes, {LARGEST} are allowed"


def _doubles() -> Iterator[str]:
    named: dict[object, list[Entry]] = {}
    for entry in entries():
        for form in {key_of(one) for one in (entry.name, *entry.forms)}:
            named.setdefault(form, []).append(entry)
    shared = set(SHARED.read_text("utf-8").splitlines())
    for several in named.values():
        for one, other in combinations(several, 2):
            if one.kind == other.kind:
                if not vocabulary().compatible(one.concept, other.concept):
                    yield f"{one.kind}: {one.name} and {other.name} have a name in common"
            elif " ".join(sorted((one.kind, other.kind))) not in shared:
                yield f"{one.name} is in {one.kind} and in {other.kind}, which {SHARED.name} does not mention"


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the lists in order")
    if parser.parse_args().write:
        for name in FILES:
            path = DIRECTORY / name
            path.write_text(ordered(path.read_text("utf-8")), "utf-8")
    found = sorted(set(faults()))
    print(*found, sep="\n", end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
