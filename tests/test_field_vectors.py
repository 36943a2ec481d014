"""The 88 vectors of the field study: real reader, real border, real comparison; one test for each case."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from refcheck.compare.containers import compare_container
from refcheck.compare.dates import compare_year
from refcheck.compare.identifiers import clean_doi, compare_isbn, compare_issn, doi_repairs
from refcheck.compare.names import compare_authors
from refcheck.compare.numbering import compare_issue, compare_volume
from refcheck.compare.pages import compare_pages
from refcheck.compare.publishers import compare_publisher
from refcheck.compare.titles import compare_title
from refcheck.compare.verdict import Level, Verdict
from refcheck.matching import by_doi, judge
from refcheck.model import Confidence, Document, Finding, Item, Severity, Work
from refcheck.readers import bibtex
from refcheck.rules import RULES
from refcheck.rules.run import check_reference
from refcheck.sources.crossref_work import to_work

VECTORS = json.loads((Path(__file__).parent / "field_vectors.json").read_text("utf-8"))

COMPARISONS: Mapping[str, Callable[[Item, Item], Verdict]] = {
    "author": compare_authors,
    "container": compare_container,
    "isbn": compare_isbn,
    "issn": compare_issn,
    "issue": compare_issue,
    "pages": compare_pages,
    "publisher": compare_publisher,
    "title": compare_title,
    "volume": compare_volume,
    "year": compare_year,
}

Case = Mapping[str, object]

CASES: dict[str, Case] = {
    f"{vector['number']}-{vector['field']}-{place}": {"field": vector["field"], **case}
    for vector in VECTORS
    for place, case in enumerate(vector["cases"])
}


def having(key: str) -> list[str]:
    """The names of the cases of which the study tells a certain thing."""
    return [name for name, case in CASES.items() if key in case]


def document(case: Case) -> Document:
    entry = case["entry"]
    assert isinstance(entry, dict)
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in entry["fields"].items())
    return bibtex.read("vectors.bib", f"@{entry['type']}{{vector,\n{fields}\n}}\n")


def work(case: Case) -> Work:
    record = case["record"]
    assert isinstance(record, dict)
    message = {"DOI": "10.5555/vector", "type": "journal-article", **record}
    found = to_work(message, source="crossref", retrieved=datetime.date(2026, 6, 1))
    aliases = case.get("aliases", [])
    assert isinstance(aliases, list)
    return dataclasses.replace(found, aliases=tuple(aliases))


def findings(case: Case) -> tuple[Finding, ...]:
    read = document(case)
    reference = read.references[0]
    found = check_reference(RULES, read, reference, by_doi(reference.item, work(case)))
    return tuple(one for one in found if one.code[:4] in {"REF1", "REF2", "REF3"})


def test_every_vector_of_the_study_is_there() -> None:
    assert [vector["number"] for vector in VECTORS] == list(range(1, 89))


@pytest.mark.parametrize("name", having("levels"))
def test_a_field_gets_the_level_of_the_study(name: str) -> None:
    case = CASES[name]
    compare = COMPARISONS[str(case.get("compare", case["field"]))]
    verdict = compare(document(case).references[0].item, work(case).item)
    allowed = case["levels"]
    assert isinstance(allowed, list)
    assert verdict.level in {Level[name] for name in allowed}, verdict


@pytest.mark.parametrize("name", having("kind"))
def test_a_field_gets_the_kind_of_the_study(name: str) -> None:
    case = CASES[name]
    verdict = COMPARISONS[str(case["field"])](document(case).references[0].item, work(case).item)
    assert verdict.kind == case["kind"]


@pytest.mark.parametrize("name", having("clean"))
def test_a_doi_is_cleaned(name: str) -> None:
    case = CASES[name]
    assert clean_doi(str(case["raw"])) == case["clean"]


@pytest.mark.parametrize("name", having("clean"))
def test_a_doi_that_was_read_is_cleaned(name: str) -> None:
    case = CASES[name]
    read = document({"entry": {"type": "article", "fields": {"doi": case["raw"]}}})
    assert clean_doi(read.references[0].item.doi) == case["clean"]


@pytest.mark.parametrize("name", having("repair"))
def test_a_doi_that_does_not_exist_has_a_repair(name: str) -> None:
    case = CASES[name]
    assert case["repair"] in doi_repairs(str(case["clean"]))


@pytest.mark.parametrize("name", having("codes"))
def test_the_rules_say_what_the_study_wants(name: str) -> None:
    case = CASES[name]
    assert [one.code for one in findings(case)] == case["codes"]


@pytest.mark.parametrize("name", having("mentions"))
def test_the_message_names_what_matters(name: str) -> None:
    case = CASES[name]
    messages = " ".join(one.message for one in findings(case))
    wanted = case["mentions"]
    assert isinstance(wanted, list)
    assert all(word in messages for word in wanted), messages


@pytest.mark.parametrize("name", having("severities"))
def test_the_finding_weighs_what_the_study_wants(name: str) -> None:
    case = CASES[name]
    assert [str(one.severity) for one in findings(case)] == case["severities"]


@pytest.mark.parametrize("name", having("fixed"))
def test_no_safe_fix_is_proposed_where_the_record_looks_mistyped(name: str) -> None:
    case = CASES[name]
    found = [one for one in findings(case) if one.severity > Severity.INFO]
    assert all(
        one.fix is None or one.confidence < Confidence.HIGH or one.fix.applicability.value == "unsafe" for one in found
    )


@pytest.mark.parametrize("name", having("identity"))
def test_the_identity_is_as_uncertain_as_the_study_says(name: str) -> None:
    case = CASES[name]
    verdict = judge(document(case).references[0].item, work(case)).verdict
    assert verdict.name == case["identity"]
