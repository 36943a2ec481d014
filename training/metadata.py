"""Invented works: their metadata are drawn from the lists in ``data/lists.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from refcheck.compare.tables import rows as comparison_rows

_DATA = Path(__file__).parent / "data"
_SLOT = re.compile(r"\{(\w+)\}")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Person:
    """A name; ``given`` holds full given names and initials in order. A group has no given name."""

    family: str
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InventedWork:
    """What a template can print; a variable that is missing is not there."""

    authors: tuple[Person, ...]
    editors: tuple[Person, ...]
    variables: dict[str, str] = field(default_factory=dict)


@cache
def lists() -> dict[str, tuple[str, ...]]:
    """The lists, by name."""
    lines = (_DATA / "lists.tsv").read_text("utf-8").splitlines()
    named = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: tuple(members.split(" | ")) for name, members in named}


def filled(pattern: str, random: Random) -> str:
    """A pattern with a random member of the list in each slot."""

    def member(slot: re.Match[str]) -> str:
        if slot[1] == "number":
            return str(random.randint(2, 30))
        if slot[1] == "year":
            return str(random.randint(1700, 2020))
        return random.choice(lists()[slot[1]])

    return _SLOT.sub(member, pattern)


def invent(kind: str, language: str, random: Random) -> InventedWork:
    """A work of a kind (``article``, ``book`` …) in a language."""
    chosen = random.choice
    year = int(random.triangular(1930, 2025, 2014))
    container, short = _container(kind, language, random)
    first = random.choice((random.randint(1, 99), random.randint(100, 2500), random.randint(2500, 30000)))
    variables = {
        "title": _title(language, random),
        "container": container,
        "short": short,
        "year": f"{year}{random.choice('ab') if random.random() < 0.06 else ''}",
        "year2": str(year),
        "month": chosen(MONTHS),
        "mon": chosen(MONTHS)[:3],
        "day": str(random.randint(1, 28)),
        "volume": str(year) if random.random() < 0.02 else str(chosen((random.randint(1, 40), random.randint(1, 500)))),
        "issue": _issue(random),
        "first": str(first),
        "last": str(first + random.randint(1, 30)),
        "number": _number(random),
        "publisher": chosen(lists()["university" if kind in {"thesis", "report"} else "publisher"]),
        "place": chosen(lists()["place"]),
        "edition": str(random.randint(2, 9)),
        "genre": _genre(kind, random),
        "doi": f"10.5555/{chosen(('j.', 's', 'abc.', ''))}{random.randint(1000, 99999)}"
        f".{year}.{random.randint(10, 9999)}",
        "url": _url(random),
        "pmid": str(random.randint(100000, 39999999)),
        "arxiv": f"{random.randint(7, 24):02}{random.randint(1, 12):02}.{random.randint(10000, 99999)}",
        "isbn": "978-0-306-40615-7",
    }
    missing = {"issue": 0.3, "doi": 0.55, "edition": 0.75, "arxiv": 0.4}
    kept = {name: value for name, value in variables.items() if random.random() >= missing.get(name, 0)}
    authors = _people(random, language, chosen((1, 1, 2, 2, 3, 4, 5, 6, 7, 9, 14)), groups=True)
    return InventedWork(authors, _people(random, language, chosen((1, 1, 2, 3))), kept)


def _issue(random: Random) -> str:
    return random.choice((str(random.randint(1, 12)),) * 8 + ("1-2", "3–4", "Suppl 1", "S1", "Pt 2", "suppl. 2"))


def _number(random: Random) -> str:
    return random.choice(
        (
            f"e{random.randint(1000, 99999)}",
            f"e0{random.randint(100000, 299999)}",
            str(random.randint(1000, 99999)),
            f"0{random.randint(10000, 99999)}",
        )
    )


def _genre(kind: str, random: Random) -> str:
    if kind == "report":
        return random.choice(("Technical Report", "Working Paper", "Research Report", "Discussion Paper", "Tech. Rep."))
    return random.choice(
        (
            "Doctoral dissertation",
            "PhD thesis",
            "Ph.D. dissertation",
            "Master's thesis",
            "Unpublished doctoral dissertation",
            "PhD diss.",
            "dissertation",
        )
    )


def _url(random: Random) -> str:
    words = [random.choice(lists()["noun"]).replace(" ", "-") for _ in range(3)]
    host = random.choice(("www.", "")) + f"{words[0]}{random.choice(('.org', '.com', '.net', '.edu', '.de'))}"
    return f"{random.choice(('https://', 'http://', 'https://'))}{host}/{words[1]}/{random.randint(1, 9999)}-{words[2]}"


def _title(language: str, random: Random) -> str:
    title = filled(random.choice(lists()[language]), random)
    if language == "english" and random.random() < 0.35:
        title += ": " + filled(random.choice(lists()["english"]), random)
    if language == "english" and random.random() < 0.35:
        return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in title.split())
    title = title.capitalize() if language == "english" and random.random() < 0.3 else title
    return title[:1].upper() + title[1:]


_SMALL = frozenset(["of", "and", "in", "the", "a", "an", "on", "for", "to", "with", "by", "is", "from", "after"])


def _container(kind: str, language: str, random: Random) -> tuple[str, str]:
    """The name of what the work is part of, and its abbreviation."""
    if kind == "conference":
        return (_conference(random),) * 2
    if kind == "chapter":
        return (_title(language, random),) * 2
    if kind == "preprint":
        return (random.choice(("arXiv", "bioRxiv", "medRxiv", "PsyArXiv", "SSRN", "ChemRxiv")),) * 2
    if kind == "web":
        return (random.choice(lists()["site"]),) * 2
    own = {"german": "gjournal", "french": "fjournal", "spanish": "sjournal", "russian": "rjournal"}.get(language)
    if own:
        return (filled(random.choice(lists()[own]), random),) * 2
    if random.random() < 0.4:
        row = random.choice(
            [row for row in comparison_rows("journals.tsv") if not row[0].startswith("Proceedings of the 1")]
        )
        return row[0], random.choice(row)
    name = filled(random.choice(lists()["journal"]), random)
    name = " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in name.split())
    return name, name if random.random() < 0.3 else abbreviated(name, random)


def _conference(random: Random) -> str:
    topic = random.choice(lists()["conference"])
    number = random.randint(2, 40)
    ordinal = f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10 if number // 10 != 1 else 0, 'th') }"
    pattern = random.choice(
        (
            "Proceedings of the {ordinal} International Conference on {topic}",
            "Proceedings of the {ordinal} Annual Meeting of the Association for {topic}",
            "Proceedings of the International Conference on {topic} ({acronym})",
            "{ordinal} International Conference on {topic}",
            "Proceedings of {acronym}",
            "Proc. {ordinal} Int. Conf. on {topic}",
            "Proceedings of the IEEE Conference on {topic}",
            "Advances in {topic} Systems",
            "{year} IEEE International Conference on {topic} ({acronym})",
            "International Workshop on {topic}",
            "{acronym} '{short}: Proceedings of the {ordinal} Symposium on {topic}",
            "Symposium on {topic}",
            "{acronym}",
        )
    )
    year = random.randint(1985, 2024)
    return pattern.format(
        ordinal=ordinal,
        topic=topic,
        acronym=random.choice(lists()["acronym"][15:]),
        year=year,
        short=f"{year % 100:02}",
    )


def abbreviated(name: str, random: Random) -> str:
    """A journal's name cut as catalogues cut it, with or without stops."""
    words = [word for word in name.replace("&", "").split() if word.lower() not in _SMALL and word.lower() != "the"]
    if len(words) == 1:
        return words[0]
    stop = random.choice((".", ".", ""))
    special = {"Journal": "J", "Proceedings": "Proc", "International": "Int", "European": "Eur", "Research": "Res"}
    short = [special.get(word) or (word if len(word) < 6 else word[: random.choice((3, 4, 4, 5))]) for word in words]
    return " ".join(one + (stop if one != word else "") for one, word in zip(short, words, strict=True)).strip()


def _people(random: Random, language: str, count: int, *, groups: bool = False) -> tuple[Person, ...]:
    if groups and random.random() < 0.05:
        return (Person(random.choice(lists()["group"])),)
    return tuple(_person(random, language) for _ in range(count))


def _person(random: Random, language: str) -> Person:
    family = random.choice(lists()["rfamily" if language == "russian" else "family"])
    given = [random.choice(lists()["given"])] if language != "russian" else [random.choice("АБВГДЕИКЛМНОПРСТ")]
    if random.random() < 0.5:
        given.append(random.choice("ABCDEFGHJKLMNPRSTW") if language != "russian" else random.choice("АВГДИМНПС"))
    if random.random() < 0.04:
        given.append(random.choice("ABCDEFGHJKLMNPRSTW"))
    return Person(family, tuple(given))
