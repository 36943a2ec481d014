"""Synthetic reference strings: invented works printed through the templates of ``data/templates.tsv``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from refcheck.parsing.identifiers import find_identifiers
from refcheck.parsing.tokens import split
from training.corpora import Labelled, Stretch, unit_labels
from training.metadata import InventedWork, Person, invent

_TEMPLATES = Path(__file__).parent / "data" / "templates.tsv"
_PIECE = re.compile(r"\{(\w+)(?::(\w+))?\}")
_OPTIONAL = re.compile(r"⟨([^⟨⟩]*)⟩")
_LABELS = {
    "author": "author",
    "editor": "editor",
    "title": "title",
    "container": "container-title",
    "short": "container-title",
    "year": "issued",
    "year2": "issued",
    "month": "issued",
    "mon": "issued",
    "day": "issued",
    "volume": "volume",
    "bold": "volume",
    "issue": "issue",
    "pages": "page",
    "first": "page",
    "number": "page",
    "publisher": "publisher",
    "place": "publisher-place",
    "edition": "edition",
    "genre": "genre",
}
SEED = 20261123


@dataclass(frozen=True, slots=True)
class Template:
    """One row of the table of templates."""

    kind: str
    names: str
    pages: str
    text: str


@cache
def templates() -> tuple[Template, ...]:
    """The templates in order."""
    lines = _TEMPLATES.read_text("utf-8").splitlines()
    return tuple(Template(*line.split("\t")) for line in lines if line and not line.startswith("#"))


def generate(count: int, seed: int = SEED) -> Iterator[Labelled]:
    """So many labelled strings: the same ones for the same seed."""
    random = Random(seed)
    for _ in range(count):
        yield render(random.choice(templates()), random)


def render(template: Template, random: Random) -> Labelled:
    """One string with its labels."""
    language = _language(template, random)
    work = invent(template.kind, language, random)
    text, stretches = _printed(template, work, random)
    text, stretches = _damaged(text, stretches, random)
    units = split(text, find_identifiers(text))
    return Labelled(text, f"synthetic {template.names}", units, tuple(unit_labels(units, stretches)))


def _language(template: Template, random: Random) -> str:
    own = {
        "german": "german",
        "slash": "german",
        "french": "french",
        "capsfrench": "french",
        "spanish": "spanish",
        "gost": "russian",
    }
    usual = own.get(template.names, "english")
    if usual == "russian" and ("P. {" in template.text or random.random() < 0.2):
        return "english"
    if usual != "english":
        return usual if random.random() < 0.85 else "english"
    return random.choices(("english", "german", "french", "spanish"), (92, 3, 3, 2))[0]


def _printed(template: Template, work: InventedWork, random: Random) -> tuple[str, list[Stretch]]:
    pattern = _OPTIONAL.sub(lambda part: part[1] if _has_all(part[1], work) else "", template.text)
    text = ""
    stretches: list[Stretch] = []
    place = 0
    for piece in _PIECE.finditer(pattern):
        text += pattern[place : piece.start()]
        place = piece.end()
        value = _value(piece[1], piece[2] or "", template, work, random)
        if value.endswith(".") and pattern[place : place + 1] == ".":
            value = value[:-1]
        if piece[1] in _LABELS and value:
            label = "number" if piece[1] == "number" and template.kind == "report" else _LABELS[piece[1]]
            stretches.append(Stretch(label, len(text), len(text) + len(value)))
        text += value
    return text + pattern[place:], _joined(stretches)


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Parts of one date as one stretch."""
    found: list[Stretch] = []
    for one in stretches:
        if found and found[-1].label == one.label == "issued" and one.start - found[-1].end <= 3:
            found[-1] = Stretch(one.label, found[-1].start, one.end)
        else:
            found.append(one)
    return found


def _has_all(part: str, work: InventedWork) -> bool:
    return all(
        piece[1] in work.variables or piece[1] in {"pages", "author", "editor"} for piece in _PIECE.finditer(part)
    )


def _value(name: str, form: str, template: Template, work: InventedWork, random: Random) -> str:
    if name == "author":
        return names(work.authors, template.names, random)
    if name == "editor":
        return _editors(work.editors, form, template, random)
    if name == "pages":
        return _pages(work, template.pages, random)
    if name == "edition":
        return _edition(int(work.variables.get(name, "2")), form, random)
    if name == "bold":
        return random.choice("ABCD") + work.variables["volume"]
    value = work.variables.get(name, "")
    if name == "doi" and form == "url":
        return random.choice(("https://doi.org/", "https://doi.org/", "http://dx.doi.org/", "doi:")) + value
    return value or {"issue": "3", "edition": "2", "doi": "10.5555/12345678", "arxiv": "1812.01234"}.get(name, "")


def _pages(work: InventedWork, form: str, random: Random) -> str:
    first, last = work.variables["first"], work.variables["last"]
    dash = random.choice("-–-–—" if random.random() < 0.97 else ("--", " - ", " – "))
    if form == "open":
        return first + dash
    if form == "short" and len(first) == len(last) > 1:
        same = next((place for place, (one, other) in enumerate(zip(first, last, strict=True)) if one != other), 0)
        last = last[same:]
    if random.random() < 0.02:
        return f"{random.choice('eSL')}{first}{dash}{random.choice('eSL')}{last}"
    return first if random.random() < 0.05 else f"{first}{dash}{last}"


def _edition(number: int, form: str, random: Random) -> str:
    ordinal = f"{number}{ {2: 'nd', 3: 'rd'}.get(number, 'th') }"
    if form == "german":
        return f"{number}. Auflage" if random.random() < 0.5 else f"{number}., überarb. Aufl"
    if form == "bare":
        return str(number)
    return f"{ordinal} edn" if form == "edn" else f"{ordinal} ed."


# ------------------------------------------------------------------------------------------------------------- names


def _initials(person: Person, separator: str, stop: str = ".") -> str:
    return separator.join("-".join(part[0] + stop for part in given.split("-")) for given in person.given)


def _inverted(person: Person) -> str:
    return f"{person.family}, {_initials(person, ' ')}" if person.given else person.family


def _tight(person: Person) -> str:
    return f"{person.family}, {_initials(person, '')}" if person.given else person.family


def _bare(person: Person) -> str:
    return f"{person.family} {_initials(person, '', '').replace('-', '')}" if person.given else person.family


def _dotted(person: Person) -> str:
    return f"{person.family} {_initials(person, '')}" if person.given else person.family


def _leading(person: Person) -> str:
    return f"{_initials(person, ' ')} {person.family}" if person.given else person.family


def _leading_tight(person: Person) -> str:
    return f"{_initials(person, '')} {person.family}" if person.given else person.family


def _full(person: Person) -> str:
    return " ".join((*(one + "." if len(one) == 1 else one for one in person.given), person.family))


def _full_inverted(person: Person) -> str:
    given = " ".join(one + "." if len(one) == 1 else one for one in person.given)
    return f"{person.family}, {given}" if given else person.family


def _caps(person: Person) -> str:
    return f"{person.family.upper()}, {_initials(person, ' ')}" if person.given else person.family.upper()


def _caps_full(person: Person) -> str:
    return f"{person.family.upper()} {person.given[0]}" if person.given else person.family


@dataclass(frozen=True, slots=True)
class NameForm:
    """How a list of names is printed."""

    first: Callable[[Person], str]
    others: Callable[[Person], str]
    separator: str
    final: tuple[str, ...]
    """What stands before the last of several names."""
    most: int = 99
    """More names than this are cut off with *et al.*."""


FORMS = {
    "apa": NameForm(_inverted, _inverted, ", ", (", & ", " & ", ", and ", ", & ")),
    "vancouver": NameForm(_bare, _bare, ", ", (", ",), 6),
    "springer": NameForm(_bare, _bare, ", ", (", ",), 8),
    "mla": NameForm(_full_inverted, _full, ", ", (", and ",), 2),
    "chicago": NameForm(_full_inverted, _full, ", ", (", and ",), 10),
    "plain": NameForm(_full, _full, ", ", (", and ", " and ", ", ")),
    "harvard": NameForm(_tight, _tight, ", ", (" and ", ", and ", " & ")),
    "ieee": NameForm(_leading, _leading, ", ", (", and ", " and ", ", "), 8),
    "initials": NameForm(_leading_tight, _leading_tight, ", ", (" and ", ", ")),
    "nature": NameForm(_inverted, _inverted, ", ", (" & ",), 6),
    "cell": NameForm(_tight, _tight, ", ", (", and ", " & ", ", "), 10),
    "acs": NameForm(_inverted, _inverted, "; ", ("; ",)),
    "aps": NameForm(_leading, _leading, ", ", (", and ", " and "), 8),
    "lncs": NameForm(_tight, _tight, ", ", (", ",), 10),
    "german": NameForm(_full_inverted, _full_inverted, "; ", ("; ", " und ", "; ")),
    "slash": NameForm(_full_inverted, _full_inverted, "/", ("/", " / ")),
    "french": NameForm(_tight, _tight, ", ", (" et ", ", ")),
    "capsfrench": NameForm(_caps_full, _caps_full, ", ", (" et ", ", ")),
    "spanish": NameForm(_inverted, _inverted, ", ", (" y ", ", y ", " y ")),
    "caps": NameForm(_caps, _caps, "; ", ("; ",), 3),
    "capscomma": NameForm(_caps, _caps, ", ", (" and ", ", ")),
    "gost": NameForm(_dotted, _dotted, ", ", (", ",), 4),
    "etal": NameForm(_bare, _bare, ", ", (", ",), 1),
    "wikipedia": NameForm(_full_inverted, _full_inverted, "; ", ("; ",), 8),
}


def names(people: Sequence[Person], form: str, random: Random) -> str:
    """A list of names in one of the `FORMS`."""
    style = FORMS[form]
    printed = [style.first(people[0]), *(style.others(one) for one in people[1:])]
    if len(printed) == 1:
        return printed[0]
    if form == "apa" and len(printed) >= 7 and random.random() < 0.6:
        dots = random.choice((", ... & ", ", … ", ", . . . ", ", ... ", ",... & ", ", …, & "))
        return ", ".join(printed[:6]) + dots + printed[-1]
    if len(printed) > style.most or random.random() < 0.05:
        kept = random.choice((1, 1, 3)) if style.most < 3 or random.random() < 0.3 else min(style.most, len(printed))
        mark = " и др." if form == "gost" and printed[0][0] > "Ѐ" else random.choice((" et al.", ", et al.", " et al."))
        return style.separator.join(printed[:kept]) + mark
    return style.separator.join(printed[:-1]) + random.choice(style.final) + printed[-1]


def _editors(people: Sequence[Person], form: str, template: Template, random: Random) -> str:
    if form == "role":
        mark = "(Eds.)" if len(people) > 1 else "(Ed.)"
        return f"{names(people, template.names, random)} {mark}"
    if form == "in":
        printed = [_leading(one) for one in people]
        return (
            printed[0] if len(printed) == 1 else ", ".join(printed[:-1]) + random.choice((", & ", " & ")) + printed[-1]
        )
    return names(people, {"": template.names}.get(form, form), random)


# ------------------------------------------------------------------------------------------------------------ damage


def _damaged(text: str, stretches: list[Stretch], random: Random) -> tuple[str, list[Stretch]]:
    """What lists and bloggers add: a number in front, a link or a remark at the end, a stop that is missing."""
    chance = random.random()
    if chance < 0.05 and text.endswith("."):
        text = text[:-1]
    elif chance < 0.10:
        text += random.choice(
            (
                " [PubMed]",
                " [Link]",
                " (open access)",
                " Available at SSRN.",
                " [CrossRef] [Google Scholar]",
                " PDF",
                " Epub 2012 Mar 4.",
                " View article",
                " [in German]",
            )
        )
    if random.random() < 0.06:
        label = random.choice(("[{}] ", "{}. ", "({}) ", "{} ", "[{}]")).format(random.randint(1, 99))
        inner = next(place for place, char in enumerate(label) if char.isdigit())
        moved = [Stretch(one.label, one.start + len(label), one.end + len(label)) for one in stretches]
        stretches = [Stretch("citation-label", inner, len(label.rstrip(" .)]"))), *moved]
        text = label + text
    return text, stretches
