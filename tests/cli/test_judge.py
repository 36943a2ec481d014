from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from refcheck.config import user_file
from tests.cli.conftest import RECORDS, Refcheck
from tests.judge.endpoint import Endpoint, ruling

ARTICLE = """\
Tides of the north

Lind (2021) found that the tides of the northern sea are lower in every harbour of the islands.

References

Lind, K. (2021). Tides and Harbours of the Northern Sea. Journal of Invented Seas, 9, 1-16.
"""
ABSTRACT = "The tides of all harbours were higher than those of the open sea."


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    answer = ruling("contradicted", "lower in every harbour", "higher than those of the open sea")
    with Endpoint(lambda _: answer) as running:
        yield running


@pytest.fixture
def article(folder: Path, endpoint: Endpoint) -> Path:
    """An article, a record with an abstract, and a user who has named a judge but not turned it on."""
    (folder / "article.txt").write_text(ARTICLE, "utf-8")
    (folder / "works.jsonl").write_text(json.dumps({**RECORDS[0], "abstract": ABSTRACT}) + "\n", "utf-8")
    user_file().parent.mkdir(parents=True)
    user_file().write_text(f'[judge]\nurl = "{endpoint.url}"\nmodel = "m"\n', "utf-8")
    return folder / "article.txt"


def test_the_judge_is_asked_when_wished(refcheck: Refcheck, article: Path) -> None:
    outcome = refcheck("verify", str(article), "--judge", "--output-format", "concise", "--show-info")
    assert "judge (m): the work may say otherwise" in outcome.out
    assert "The judge (m at 127.0.0.1:" in outcome.err
    assert "has judged 1 of the sentences, 0 were not judged." in outcome.err


def test_the_judge_alone_does_not_make_a_run_fail(refcheck: Refcheck, article: Path) -> None:
    outcome = refcheck("verify", str(article), "--judge", "--select", "judged-claim", "--show-info")
    assert "REF608" in outcome.out
    assert outcome.code == 0


def test_the_judge_is_not_asked_otherwise(refcheck: Refcheck, article: Path, endpoint: Endpoint) -> None:
    assert "judge" not in refcheck("verify", str(article)).err
    assert endpoint.requests == []


def test_a_judge_elsewhere_without_consent_is_an_error(refcheck: Refcheck, article: Path) -> None:
    user_file().write_text('[judge]\nurl = "https://api.example.org/v1"\nmodel = "m"\n', "utf-8")
    outcome = refcheck("verify", str(article), "--judge")
    assert outcome.code == 2
    assert "not on this machine" in outcome.err
    assert "`consent = true`" in outcome.err
