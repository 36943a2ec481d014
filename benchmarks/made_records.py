"""Millions of records in the shape of Crossref's dump, made from some thousands of real works by recombination.

``python -m benchmarks.made_records WORKS.jsonl.gz --records 1000000 --out DIRECTORY`` writes files of 5,000 records,
``N.jsonl.gz``, as Crossref does. The same seed gives the same records. How one is made:

- type, publisher, containers, ISSN and language are those of one work; its dates move by up to 12 years, volume, issue
  and pages are drawn anew about theirs.
- the title is the beginning of one title and the end of another, so words keep their frequencies and stand beside words
  they stand beside. A word that the works hold only once is joined from the beginning of one such word and the end of
  another: in a larger collection there are other rare words, not more of the same.
- there are as many authors as the work has, families and given names of others; rare families as rare words.
- references (15 on average), an abstract (one record in three), affiliations, licences, links, the history of the text
  and deposit dates are added in Crossref's shape, so that a record takes the time to decode that a real one does: 10 kB
  of JSON, between the two sizes that are published for whole dumps (6.7 and 12.6 kB a record).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from isal import igzip

Record = dict[str, Any]
"""A record as JSON has it."""
IN_A_FILE = 5_000
SEED = 2026
REFERENCES = 15
ASSERTIONS = 9
YEARS = 12
_KEPT = ("type", "publisher", "container-title", "short-container-title", "ISSN", "issn-type", "language", "subject")
_RARE = 1
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Material:
    """What records are made of."""

    works: list[Record]
    titles: list[list[str]]
    rare_words: list[str]
    families: list[str]
    rare_families: list[str]
    given: list[str]
    references: list[bytes]

    @classmethod
    def of(cls, works: Sequence[Record]) -> Material:
        """The parts of some works."""
        titles = [title.split() for work in works for title in work.get("title") or () if title]
        people = [one for work in works for one in work.get("author") or ()]
        families = [one["family"] for one in people if one.get("family")]
        return cls(
            works=list(works),
            titles=titles,
            rare_words=_rare([word for title in titles for word in title]),
            families=families,
            rare_families=_rare(families),
            given=[one["given"] for one in people if one.get("given")],
            references=[_encode(_reference(number, work)) for number, work in enumerate(works)],
        )


def _rare(words: Sequence[str]) -> list[str]:
    return sorted(word for word, count in Counter(words).items() if count <= _RARE and word.isalpha() and len(word) > 5)


def _reference(number: int, work: Record) -> Record:
    authors = [one.get("family", "") for one in work.get("author") or ()]
    title, container, year = _first(work, "title"), _first(work, "container-title"), str(_year(work))
    text = f"{', '.join(authors[:6])} ({year}). {title}. {container}, {work.get('volume', '')}, {work.get('page', '')}."
    reference: Record = {"key": f"{number}_CR{number % 60}", "doi-asserted-by": "publisher", "unstructured": text}
    if number % 3:
        reference |= {"issue": work.get("issue", "1"), "first-page": str(work.get("page", "1")).split("-")[0]}
        reference |= {"volume": work.get("volume", "1"), "author": authors[0] if authors else "", "DOI": work["DOI"]}
        reference |= {"year": year, "journal-title": container, "article-title": title}
    return reference


def _first(work: Record, key: str) -> str:
    return next(iter(work.get(key) or ()), "")


def _year(work: Record) -> int:
    return next(iter(((work.get("issued") or {}).get("date-parts") or [[None]])[0]), None) or 2000


def read_works(path: Path) -> list[Record]:
    """The works of a ``.jsonl.gz``."""
    with gzip.open(path) as file:
        return [json.loads(line) for line in file]


def made_file(material: Material, number: int, *, records: int = IN_A_FILE, seed: int = SEED) -> Iterator[bytes]:
    """The lines of file ``number``; the same whatever other files are made."""
    maker = Maker(material, random.Random(seed * 1_000_003 + number))
    return (maker.line(number * IN_A_FILE + one) for one in range(records))


class Maker:
    """Makes one record after the other."""

    def __init__(self, material: Material, chance: random.Random) -> None:
        self._material = material
        self._chance = chance
        self._rare_words = frozenset(material.rare_words)
        self._rare_families = frozenset(material.rare_families)

    def line(self, number: int) -> bytes:
        """A record as a line of a dump."""
        record = self.record(number)
        start = self._chance.randrange(len(self._material.references))
        count = min(int(self._chance.expovariate(1 / REFERENCES)), 300)
        references = b",".join(self._material.references[start : start + count])
        return b'%b,"reference-count":%d,"reference":[%b]}' % (_encode(record)[:-1], count, references)

    def record(self, number: int) -> Record:
        """The record, without its references."""
        chance = self._chance
        model = chance.choice(self._material.works)
        year = max(1900, min(2026, _year(model) + chance.randint(-YEARS, YEARS)))
        doi = f"10.5555/{chance.choice('abcdefgh')}{chance.randrange(2000, 3000)}.{year}.{number:09}"
        page = chance.randrange(1, 3000)
        record: Record = {
            "indexed": _moment(2026, chance),
            "DOI": doi,
            "prefix": "10.5555",
            "URL": f"https://doi.org/{doi}",
        }
        record |= {key: model[key] for key in _KEPT if key in model}
        record |= {
            "title": [self._title()],
            "author": [self._author(at) for at in range(len(model.get("author") or ()))],
            "issued": {"date-parts": [[year, chance.randint(1, 12), chance.randint(1, 28)][: chance.randint(1, 3)]]},
            "volume": str(max(1, year - 1900 + chance.randint(-60, 20))),
            "issue": str(chance.randint(1, 24)),
            "page": f"{page}-{page + chance.randint(0, 20)}",
        }
        record["published-print"] = record["published"] = record["issued"]
        return record | self._unread(doi, year)

    def _title(self) -> str:
        first, second = self._chance.choice(self._material.titles), self._chance.choice(self._material.titles)
        words = first[: len(first) // 2 + 1] + second[len(second) // 2 :]
        return " ".join(self._blend(word, self._rare_words, self._material.rare_words) for word in words)

    def _blend(self, word: str, rare: frozenset[str], others: Sequence[str]) -> str:
        if word not in rare:
            return word
        other = self._chance.choice(others)
        return word[: len(word) // 2] + other[len(other) // 2 :].lower()

    def _author(self, at: int) -> Record:
        family = self._chance.choice(self._material.families)
        return {
            "given": self._chance.choice(self._material.given),
            "family": self._blend(family, self._rare_families, self._material.rare_families),
            "sequence": "additional" if at else "first",
            "affiliation": [{"name": f"Department of {family} Studies, University of {family}"}],
            "role": [{"vocabulary": "crossref", "role": "author"}],
        }

    def _unread(self, doi: str, year: int) -> Record:
        """What a dump holds that no check reads."""
        chance = self._chance
        unread: Record = {
            "source": "Crossref",
            "is-referenced-by-count": chance.randrange(100),
            "content-domain": {"domain": [], "crossmark-restriction": False},
            "created": _moment(year, chance),
            "deposited": _moment(2025, chance),
            "license": [_licence(year, chance, version) for version in ("vor", "am", "tdm")],
            "link": [_link(doi, use) for use in ("text-mining", "similarity-checking", "unspecified")],
            "assertion": [_assertion(year, chance, order) for order in range(ASSERTIONS)],
            "resource": {"primary": {"URL": f"https://example.org/articles/{doi}"}},
            "member": "99999",
            "score": 0,
        }
        if not chance.randrange(3):
            unread["abstract"] = f"<jats:p>{' '.join(self._title() for _ in range(12))}</jats:p>"
        return unread


def _licence(year: int, chance: random.Random, version: str) -> Record:
    address = "https://creativecommons.org/licenses/by/4.0/"
    return {"start": _moment(year, chance), "content-version": version, "delay-in-days": 0, "URL": address}


def _link(doi: str, use: str) -> Record:
    address = f"https://example.org/articles/{doi}.pdf"
    return {"URL": address, "content-type": "application/pdf", "content-version": "vor", "intended-application": use}


def _assertion(year: int, chance: random.Random, order: int) -> Record:
    group = {"name": "ArticleHistory", "label": "Article History"}
    return {
        "value": f"{chance.randint(1, 28)} {chance.choice(('March', 'June', 'October'))} {year}",
        "order": order,
        "name": f"step_{order}",
        "label": "A step of the publication's history",
        "group": group,
    }


def _moment(year: int, chance: random.Random) -> Record:
    month, day, second = chance.randint(1, 10), chance.randint(1, 28), chance.randrange(86400)
    clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    days = (year - 1970) * 365 + (year - 1969) // 4 + (month - 1) * 30 + day
    return {
        "date-parts": [[year, month, day]],
        "date-time": f"{year}-{month:02}-{day:02}T{clock}Z",
        "timestamp": (days * 86400 + second) * 1000,
    }


def write_file(works: Path, out: Path, number: int, records: int = IN_A_FILE) -> None:
    """One file of a dump."""
    lines = b"".join(line + b"\n" for line in made_file(_material(works), number, records=records))
    (out / f"{number}.jsonl.gz").write_bytes(igzip.compress(lines, compresslevel=2))


_materials: dict[Path, Material] = {}


def _material(works: Path) -> Material:
    if works not in _materials:
        _materials[works] = Material.of(read_works(works))
    return _materials[works]


def make(works: Path, out: Path, records: int, *, jobs: int = 2) -> list[Path]:
    """A dump of so many records (in whole files); files that are there already are kept."""
    out.mkdir(parents=True, exist_ok=True)
    files = [out / f"{number}.jsonl.gz" for number in range(-(-records // IN_A_FILE))]
    missing = [number for number, file in enumerate(files) if not file.is_file()]
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(partial(write_file, works, out), missing))
    return files


def main() -> None:
    """Write a dump."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("works", type=Path)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    files = make(arguments.works, arguments.out, arguments.records)
    size = sum(file.stat().st_size for file in files)
    print(f"{len(files)} files, {size / len(files) / IN_A_FILE:.0f} bytes a record")


if __name__ == "__main__":
    main()
