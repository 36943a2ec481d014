from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from refcheck.lookup import lookup
from refcheck.model import Absent, Found, Unchecked
from refcheck.settings import Settings
from refcheck.sources.settings import NetworkSettings
from tests.crossref_double.handle import Double
from tests.crossref_double.json_values import Record

RECORDS: list[Record] = [
    {
        "DOI": "10.5555/find.tides",
        "type": "journal-article",
        "title": ["Tides and Harbours of the Northern Sea"],
        "author": [{"family": "Lind", "given": "Karin", "sequence": "first"}],
        "issued": {"date-parts": [[2021, 3]]},
    },
    {
        "DOI": "10.5555/find.rain",
        "type": "journal-article",
        "title": ["Winter Rain"],
        "author": [{"name": "The Harbour Group", "sequence": "first"}],
        "issued": {"date-parts": [[2018]]},
    },
]


@pytest.fixture
def local(tmp_path: Path) -> Settings:
    file = tmp_path / "works.jsonl"
    file.write_text("\n".join(map(json.dumps, RECORDS)), "utf-8")
    return Settings(works=(file,), network=NetworkSettings(offline=True))


@pytest.fixture
def online(double: Double) -> Settings:
    double.load(RECORDS)
    network = NetworkSettings(
        crossref_url=double.crossref, doi_url=double.doi, datacite_url=double.datacite, paced=False, attempts=1
    )
    return Settings(network=network)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("doi:10.5555/FIND.TIDES", "10.5555/find.tides"),
        ("Lind: Tides and harbours of the northern sea", "10.5555/find.tides"),
        ("Tides and harbours of the northern sea (2021)", "10.5555/find.tides"),
        ("The Harbour Group (2018) Winter Rain", "10.5555/find.rain"),
        ("Lind K. The tides and the harbours of the northern sea. 2021 Mar", "10.5555/find.tides"),
    ],
)
def test_a_work_is_found(local: Settings, text: str, doi: str) -> None:
    match = lookup(text, local)
    assert isinstance(match, Found)
    assert match.work.item.doi == doi


@pytest.mark.parametrize(
    "text",
    [
        "Lind: Tides and harbours of the southern sea",
        "Tides and harbours of the northern sea, by somebody else",
        "Winter Rain",
        "Winter Rain (2018)",
        "The Harbour Group: Winter Rain",
    ],
)
def test_what_may_be_another_work_is_not_taken_for_it(local: Settings, text: str) -> None:
    assert isinstance(lookup(text, local), Unchecked)


def test_what_crossref_does_not_have_is_absent(online: Settings) -> None:
    match = lookup("Tides and harbours of the southern sea, 1999", online)
    assert isinstance(match, Absent)
    assert match.nearest is not None
    assert match.nearest.item.doi == "10.5555/find.tides"


def test_a_source_that_is_silent_leaves_the_question_open(online: Settings, double: Double) -> None:
    double.fault("503-html", times=-1)
    match = lookup("Tides and harbours of the southern sea", replace(online))
    assert isinstance(match, Unchecked)
    assert "127.0.0.1" in match.reason
