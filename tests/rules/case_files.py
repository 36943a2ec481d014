"""Cases of the rules: TOML files with an entry, the record of a source, and what is to be said.

A file has a base entry (`entry`: the fields) and a base record (`record`: a Crossref message); each case changes some
of their fields, or gives the entry verbatim (`bibtex`), or an article with its typed reference list (`text`, in the
format of `suffix`, plain text if there is none). `match` says how the record comes to the reference:

- `doi` (the default): it is the answer for the DOI, and `refcheck.matching` decides what it means
- `search`, `uncertain`: found without a DOI; found by DOI with little agreement
- `absent`, `absent-instead`, `absent-nearest`, `absent-neighbour`, `absent-lender`, `absent-nearest-lender`: every
  source denied it; a search gave the record
- `notice`, `part`, `whole`, `other`: the DOI leads there; `part-instead`, `other-instead`: and a search gave the record
- `unchecked`, `registered`, `unsearchable`: nothing to compare with

`opinion` is what a judge says of every claim that it would be asked about.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from refcheck import matching
from refcheck.claims.settings import ClaimSettings
from refcheck.model import (
    Absent,
    By,
    CheckedReference,
    Document,
    Finding,
    Found,
    Item,
    Match,
    Opinion,
    Opinions,
    OtherWork,
    OtherWorkKind,
    Registered,
    Ruling,
    Unchecked,
    Unsearchable,
    Work,
)
from refcheck.readers import READERS
from refcheck.rules import RULES
from refcheck.rules.claiming import CitingText, citing_text
from refcheck.rules.judged_claim import asked
from refcheck.rules.run import check_claims, check_document, check_reference
from refcheck.sources.crossref_work import to_work

DIRECTORY = Path(__file__).parent / "cases"
RETRIEVED = datetime.date(2026, 11, 2)

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the document, how the record comes to its references, and what is expected."""

    file: str
    name: str
    source: str
    record: Table
    match: str
    table: Table
    suffix: str = ".bib"

    @property
    def expected(self) -> Sequence[Table]:
        """The findings that the rule of the file must give, in order; only the facts named are compared."""
        return cast("Sequence[Table]", self.table.get("findings", []))

    @property
    def fixed(self) -> Sequence[str]:
        """Pieces of text that the entry holds after all fixes of the rule."""
        return cast("Sequence[str]", self.table.get("fixed", []))

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


def read_cases(path: Path) -> Iterator[Case]:
    """All cases of a file."""
    content = tomllib.loads(path.read_text("utf-8"))
    entry, record = content.get("entry", {}), content.get("record", {})
    for table in content["case"]:
        merged = {name: value for name, value in {**record, **table.get("record", {})}.items() if value != ""}
        if "text" in table:
            suffix, usual = table.get("suffix", ".txt"), "search" if merged else "unchecked"
            yield Case(path.stem, table["name"], table["text"], merged, table.get("match", usual), table, suffix)
            continue
        bibtex = table.get("bibtex") or _entry(table.get("type", "article"), {**entry, **table.get("entry", {})})
        yield Case(path.stem, table["name"], bibtex, merged, table.get("match", "doi"), table)


def _entry(type_: str, fields: Mapping[str, str]) -> str:
    """An entry with the fields; an empty value leaves its field out."""
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{type_}{{lind2021,\n{''.join(lines)}}}\n"


def document_of(case: Case) -> Document:
    """The document, read by the real reader."""
    return READERS[case.suffix].read(f"refs{case.suffix}", case.source)


def check_case(case: Case) -> list[CheckedReference]:
    """Every reference of a case with the findings of all rules."""
    document = document_of(case)
    return [
        CheckedReference(one, match, check_reference(RULES, document, one, match))
        for one, match in ((one, _match(case, one.item)) for one in document.references)
    ]


def findings_of(case: Case) -> list[Finding]:
    """The findings of all rules, of those on the whole document too."""
    document, checked = document_of(case), check_case(case)
    text = citing_text(document, [one.match for one in checked], ClaimSettings())
    claims = check_claims(RULES, text, _opinions(case, text))
    return [*check_document(RULES, document), *claims, *(finding for one in checked for finding in one.findings)]


def _opinions(case: Case, text: CitingText) -> Opinions:
    """What the judge of the case says of each claim that it gets."""
    said = cast("Mapping[str, str] | None", case.table.get("opinion"))
    if said is None:
        return {}
    opinion = Opinion("a model", Ruling(said["ruling"]), said["claim_quote"], said["work_quote"])
    return {one.question: opinion for one in asked(text)}


def _match(case: Case, item: Item) -> Match:
    if case.match in _WITHOUT_RECORD:
        return _WITHOUT_RECORD[case.match]
    work = to_work(case.record, source="crossref", retrieved=RETRIEVED)
    return _WITH_RECORD[case.match](item, work)


def _elsewhere(kind: OtherWorkKind) -> Callable[[Item, Work], Match]:
    return lambda _, work: OtherWork(work, kind)


def _instead(kind: OtherWorkKind) -> Callable[[Item, Work], Match]:
    boats = {"DOI": "10.5555/boat.1999.3", "type": "journal-article", "title": ["Wooden Boats"]}
    other = to_work(boats, source="crossref", retrieved=RETRIEVED)
    return lambda _, work: OtherWork(other, kind, instead=work)


_ASKED = ("crossref", "doi.org")
_WITHOUT_RECORD: dict[str, Match] = {
    "absent": Absent(_ASKED),
    "unchecked": Unchecked("api.crossref.org did not answer"),
    "registered": Registered("10.5555/tide.2021.14", "mEDRA"),
    "unsearchable": Unsearchable("neither a DOI nor a title"),
}
_WITH_RECORD: dict[str, Callable[[Item, Work], Match]] = {
    "doi": matching.by_doi,
    "search": lambda _, work: Found(work, By.SEARCH, score=9.0),
    "uncertain": lambda _, work: Found(work, By.DOI, certain=False),
    "uncertain-search": lambda _, work: Found(work, By.SEARCH, certain=False),
    "absent-instead": lambda _, work: Absent(_ASKED, instead=work),
    "absent-nearest": lambda _, work: Absent(_ASKED, nearest=work),
    "absent-neighbour": lambda _, work: Absent(_ASKED, neighbour=work),
    "absent-lender": lambda _, work: Absent(_ASKED, lender=work),
    "absent-nearest-lender": lambda _, work: Absent(_ASKED, nearest=work, lender=work),
    "other": _elsewhere(OtherWorkKind.UNRELATED),
    "notice": _elsewhere(OtherWorkKind.NOTICE),
    "part": _elsewhere(OtherWorkKind.PART),
    "whole": _elsewhere(OtherWorkKind.WHOLE),
    "other-instead": _instead(OtherWorkKind.UNRELATED),
    "part-instead": _instead(OtherWorkKind.PART),
}
