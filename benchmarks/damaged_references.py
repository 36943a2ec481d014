"""References to known works, whole and damaged in known ways: typed as a string in one of ten styles, and structured.

A damage is done to the description of the work before it is printed, or to the printed string. Every reference knows
the work that it means; a chimera and a reference to a work that is kept out of the index mean none.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.abbreviating import iso4
from benchmarks.rendered_styles import STYLES, printed
from refcheck.model import Reference, Span
from refcheck.parsing.blocks import Block, Kind, Piece
from refcheck.parsing.reference_string import parse
from refcheck.readers import read_bytes

Csl = dict[str, Any]
"""A description of a work as CSL JSON."""
Damage = Callable[[Csl, Sequence[Csl], random.Random], Csl | None]
"""Takes the description, those of other works, a generator; nothing where it does not apply."""

STYLE_NAMES = (
    "APA",
    "Vancouver/NLM",
    "AMA",
    "MLA",
    "Chicago author-date",
    "Harvard",
    "IEEE",
    "Springer",
    "ACS",
    "GOST",
)
LETTERS_A_SLIP = 30
"""One letter in so many is a slip of the hand."""
FEWEST_WORDS = 5
"""Words that a title must have to be cut off, and those that are left at least."""
ABSENT, CHIMERA = "absent", "chimera"


@dataclass(frozen=True, slots=True)
class Asked:
    """A reference, what was done to it, and the DOIs of the works it was made of; ``wanted`` is the one it means."""

    kind: str
    reference: Reference
    wanted: str
    made_of: tuple[str, ...]


# ------------------------------------------------------------------------------------------------------ the damages


def whole(item: Csl, others: Sequence[Csl], chance: random.Random) -> Csl | None:
    return item


def title_cut(item: Csl, others: Sequence[Csl], chance: random.Random) -> Csl | None:
    words = item["title"].split()
    if len(words) < FEWEST_WORDS + 2:
        return None
    return {**item, "title": " ".join(words[: max(FEWEST_WORDS, int(len(words) * chance.uniform(0.5, 0.8)))])}


def no_author(item: Csl, others: Sequence[Csl], chance: random.Random) -> Csl | None:
    return {**item, "author": []}


def wrong_year(item: Csl, others: Sequence[Csl], chance: random.Random) -> Csl | None:
    year = int(item["issued"]["date-parts"][0][0]) + chance.choice([-9, -5, -3, -2, -1, -1, 1, 1, 2, 3, 5, 9])
    return {**item, "issued": {"date-parts": [[year]]}}


def journal_abbreviated(item: Csl, others: Sequence[Csl], chance: random.Random) -> Csl | None:
    short = iso4(item["container-title"])
    return {**item, "container-title": short} if short != item["container-title"] else None


def no_title(item: Csl, others: Sequence[Csl], chance: random.Random) -> Csl | None:
    return {**item, "title": ""} if item.get("volume") and item.get("page") else None


def slips(item: Csl, others: Sequence[Csl], chance: random.Random) -> Csl | None:
    names = [{**name, "family": slipped(name["family"], chance)} for name in item["author"]]
    return {**item, "title": slipped(item["title"], chance), "author": names}


def chimera(item: Csl, others: Sequence[Csl], chance: random.Random) -> Csl | None:
    """The title of one work, the authors of another, and the place of either, or half of each."""
    other = chance.choice(others)
    known = {name["family"].casefold() for name in item["author"]}
    if known & {name["family"].casefold() for name in other["author"]} or other["title"] == item["title"]:
        return None
    first, second = chance.choice([(item, item), (other, other), (item, other)])
    place: Csl = {key: first[key] for key in ("container-title", "issued") if key in first}
    numbers: Csl = {key: second[key] for key in ("volume", "issue", "page") if key in second}
    return {
        **place,
        **numbers,
        "id": item["id"],
        "type": item["type"],
        "title": item["title"],
        "author": other["author"],
    }


def slipped(text: str, chance: random.Random) -> str:
    """The text with some letters dropped, doubled, exchanged with the next or replaced; figures are left alone."""
    letters = list(text)
    places = [place for place, letter in enumerate(letters[:-1]) if letter.isalpha() and letters[place + 1].isalpha()]
    for place in chance.sample(places, k=min(len(places), max(1, len(text) // LETTERS_A_SLIP))):
        letter, following = letters[place], letters[place + 1]
        letters[place] = chance.choice(["", letter * 2, following + letter, chance.choice("aeinorst")])
    return "".join(letters)


def shuffled(text: str, chance: random.Random) -> str:
    """The parts between full stops and commas in another order."""
    parts = [part.strip(" .,") for part in re.split(r"(?<=[a-z)\d][.,])\s", text)]
    chance.shuffle(parts)
    return ". ".join(part for part in parts if part) + "."


_DESCRIPTIONS: Mapping[str, Damage] = {
    "as it is": whole,
    "slips of the hand": slips,
    "title cut off": title_cut,
    "no author": no_author,
    "wrong year": wrong_year,
    "journal abbreviated": journal_abbreviated,
    "no title": no_title,
    CHIMERA: chimera,
    ABSENT: whole,
}
_STRINGS: Mapping[str, tuple[Damage, Callable[[str, random.Random], str]]] = {
    **{kind: (damage, lambda text, _: text) for kind, damage in _DESCRIPTIONS.items()},
    "slips of the hand": (whole, slipped),
    "shuffled": (whole, shuffled),
}
KINDS = tuple(_STRINGS)
"""What is done to references; strings can also be shuffled."""


# ---------------------------------------------------------------------------------------------------- the references


def typed_references(
    kinds: Mapping[str, Sequence[Csl]], others: Sequence[Csl], styles: Path, chance: random.Random
) -> Iterator[Asked]:
    """Strings as a reader of articles would read them, the works of each kind shared out among the styles."""
    for kind, items in kinds.items():
        damage, spoil = _STRINGS[kind]
        for number, name in enumerate(STYLE_NAMES):
            damaged = _damaged(damage, items[number :: len(STYLE_NAMES)], others, chance)
            file = styles / f"{STYLES[name]}.csl"
            made_of = {item["id"]: parts for item, parts in damaged}
            for key, text in printed([item for item, _ in damaged], file).items():
                bare = _without_doi(html.unescape(text))
                yield Asked(kind, typed(spoil(bare, chance)), _wanted(kind, key), made_of[key])


def structured_references(
    kinds: Mapping[str, Sequence[Csl]], others: Sequence[Csl], chance: random.Random
) -> Iterator[Asked]:
    """The same as CSL JSON, as a reader of files would read it."""
    for kind, items in kinds.items():
        if kind not in _DESCRIPTIONS:
            continue
        for item, parts in _damaged(_DESCRIPTIONS[kind], items, others, chance):
            bare = {name: value for name, value in item.items() if name != "DOI" and value}
            (reference,) = read_bytes("reference.json", json.dumps([bare]).encode()).references
            yield Asked(kind, reference, _wanted(kind, item["id"]), parts)


def _damaged(
    damage: Damage, items: Sequence[Csl], others: Sequence[Csl], chance: random.Random
) -> list[tuple[Csl, tuple[str, ...]]]:
    damaged = ((item, damage(item, others, chance)) for item in items)
    return [(spoiled, _made_of(spoiled, item, others)) for item, spoiled in damaged if spoiled is not None]


def _made_of(spoiled: Csl, item: Csl, others: Sequence[Csl]) -> tuple[str, ...]:
    lent = next((one["id"] for one in others if one["author"] is spoiled["author"] and one is not item), None)
    return (item["id"],) if lent is None else (item["id"], lent)


def _wanted(kind: str, doi: str) -> str:
    return "" if kind in {ABSENT, CHIMERA} else doi


def _without_doi(text: str) -> str:
    return re.sub(r"\s*(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?10\.\d{4,}/\S+", "", text, flags=re.IGNORECASE)


def typed(text: str) -> Reference:
    """A string as a reference, read as in an article."""
    entry = Block(Kind.PARAGRAPH, (Piece(text, Span(0, len(text))),))
    parsed = parse(entry, text)
    return Reference("", parsed.item, entry.span, parsed.fields, text, typed=True, certainty=parsed.certainty)
