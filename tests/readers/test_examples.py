"""The example post says the same in each of its formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts.example_documents import DOCUMENTS, stale

from refcheck.model import CheckedDocument, Citation, Document, Finding, Item, Name
from refcheck.pipeline import verify
from refcheck.readers import read_bytes
from refcheck.settings import Settings
from refcheck.sources.settings import NetworkSettings

ROOT = Path(__file__).parents[2]
KEYS = ["pokorny2017", "mason2019", "mithoefer2018", "carhartharris2018", "timmermann2019", "preller2017"]
LAST = {
    "mithoefer2018": Name("Doblin", "R."),
    "carhartharris2018": Name("Taylor", "D."),
    "timmermann2019": Name("Carhart-Harris", "R. L."),
    "preller2017": Name("Seifritz", "E."),
}
BIBLIOGRAPHY = {one.key: one.item for one in read_bytes("refs.bib", (ROOT / "refs.bib").read_bytes()).references}
formats = pytest.mark.parametrize("name", DOCUMENTS)


def read(name: str) -> Document:
    return read_bytes(name, (ROOT / "examples" / name).read_bytes())


def told(item: Item) -> dict[str, object]:
    """What an item says, as far as a typed reference and an entry of BibTeX can say the same."""
    return {
        "title": item.title[0],
        "container": item.container_title[0],
        "year": item.issued[0].year,
        "volume": item.volume,
        "issue": item.issue,
        "page": item.page.replace("–", "-"),
        "author": [(name.family, name.given) for name in item.author.listed],
        "truncated": item.author.truncated,
    }


@formats
def test_six_references_are_read_and_nothing_else(name: str) -> None:
    document = read(name)
    assert [one.key for one in document.references] == KEYS
    assert [one.label for one in document.references] == ["1", "2", "3", "4", "5", "6"]
    assert document.problems == ()


@formats
@pytest.mark.parametrize("key", KEYS)
def test_every_variable_is_that_of_the_bibliography(name: str, key: str) -> None:
    reference = next(one for one in read(name).references if one.key == key)
    assert told(reference.item) == told(BIBLIOGRAPHY[key])
    assert reference.item.author.last == LAST.get(key)


@formats
def test_every_field_knows_its_place(name: str) -> None:
    document = read(name)
    for reference in document.references:
        for field in reference.fields:
            assert document.text[field.span.start : field.span.end] == field.raw


@formats
def test_three_citations_point_at_their_references(name: str) -> None:
    citations = read(name).citations
    assert [one.keys for one in citations] == [(key,) for key in KEYS[:3]]
    assert [opening(one) for one in citations] == ["In one such", "There, Mason et", "Soldiers, firefighters and"]


def opening(citation: Citation) -> str:
    return " ".join(citation.sentence.split()[:3])


@pytest.fixture(scope="module")
def checked() -> dict[str, CheckedDocument]:
    """Every example after the check against the records beside it."""
    settings = Settings(
        works=(ROOT / "examples" / "works.jsonl",), network=NetworkSettings(offline=True), ignore=("missing-field",)
    )
    report = verify([ROOT / "examples" / name for name in DOCUMENTS], settings=settings)
    return {Path(one.document.path).name: one for one in report.documents}


def found(checked: CheckedDocument, code: str) -> list[Finding]:
    return [one for one in checked.all_findings if one.code == code]


@formats
def test_the_cut_off_pages_and_the_other_substance_are_the_only_warnings(
    checked: dict[str, CheckedDocument], name: str
) -> None:
    warnings = [one for one in checked[name].all_findings if str(one.severity) != "info"]
    assert [
        (one.code, one.key, one.evidence.ours, one.evidence.theirs) for one in warnings if one.evidence is not None
    ] == [("REF605", "pokorny2017", "LSD", "Psilocybin"), ("REF210", "timmermann2019", "1-", "16324")]


@formats
def test_a_doi_is_proposed_for_each(checked: dict[str, CheckedDocument], name: str) -> None:
    assert [one.key for one in found(checked[name], "REF104")] == KEYS


@formats
def test_the_last_names_behind_the_dots_are_doubted(checked: dict[str, CheckedDocument], name: str) -> None:
    assert [one.key for one in found(checked[name], "REF204")] == ["carhartharris2018", "preller2017"]


@formats
def test_what_is_never_cited_is_noted(checked: dict[str, CheckedDocument], name: str) -> None:
    assert [one.key for one in found(checked[name], "REF601")] == KEYS[3:]


def test_the_examples_are_those_that_the_script_writes() -> None:
    assert stale() == []
