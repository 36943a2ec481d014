"""Works that mean something else than the article and its sentences, by a tiny model."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from refcheck.claims.settings import ClaimSettings
from refcheck.model import Document, Finding, Severity
from refcheck.pipeline import verify
from refcheck.rules.claiming import citing_text
from refcheck.rules.far_works import far_works
from refcheck.semantic.model_files import find_model
from refcheck.settings import Settings
from refcheck.sources.settings import NetworkSettings
from tests.semantic.tiny_model import write_model

REFERENCES = """
References

Lind, A. (2021). Tides, boats and ropes of the old harbour sea. Journal of Invented Seas, 9, 1-9.

Okafor, A. (2021). Dental teeth of captive pandas in bamboo forests. Journal of Invented Seas, 9, 11-19.
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    model = find_model(str(write_model(tmp_path / "tiny")), Path())
    return Settings(claims=ClaimSettings(model=model), network=NetworkSettings(offline=True), select=("REF607",))


def found(tmp_path: Path, settings: Settings, text: str) -> list[Finding]:
    (tmp_path / "article.txt").write_text(text + REFERENCES, "utf-8")
    return list(verify(tmp_path / "article.txt", settings=settings).findings)


def test_a_work_on_another_matter_is_a_warning(tmp_path: Path, settings: Settings) -> None:
    text = "Tides of the harbour\n\nThe sea rises with the tides (Okafor, 2021). Ropes hold the boats (Lind, 2021).\n"
    (finding,) = found(tmp_path, settings, text)
    assert (finding.key, finding.severity) == ("okafor2021", Severity.WARNING)
    assert finding.message == (
        "the work is about something else than the title of the text and the sentences that cite it: "
        "“Dental teeth of captive pandas in bamboo forests” "
        "(similarity of meaning 0.00, of related works 0.10 and more)"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Dental care of pandas\n\nThe boats of the sea rise with the tides (Okafor, 2021).\n",
        "Tides of the harbour\n\nThe teeth of the pandas are what they are in the zoo (Okafor, 2021).\n",
        "Tides of the harbour\n\nThe sea rises with the tides (Okafor, 2021). So do teeth of pandas (Okafor, 2021).\n",
        "Tides of the harbour\n\nThe boats of the sea rise with the tides (Lind, 2021; Okafor, 2021).\n",
        "Tides of the harbour\n\nThe boats of the sea rise with the tides, and nobody is cited for it.\n",
    ],
    ids=["as the title", "as the sentence", "as another sentence", "in a group", "not cited"],
)
def test_a_work_that_may_fit_is_not_told(tmp_path: Path, settings: Settings, text: str) -> None:
    assert found(tmp_path, settings, text) == []


def test_a_work_of_methods_may_be_far(tmp_path: Path, settings: Settings) -> None:
    text = "Tides of the harbour\n\nThe boats of the sea rise with the tides (Okafor, 2021).\n"
    (tmp_path / "article.txt").write_text((text + REFERENCES).replace("Dental teeth", "Software for teeth"), "utf-8")
    assert verify(tmp_path / "article.txt", settings=settings).findings == ()


def test_an_article_without_a_title_is_not_compared(settings: Settings) -> None:
    assert far_works(citing_text(Document("article.txt", ""), (), settings.claims)) == {}


def test_without_a_model_none_is_loaded(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "refcheck.semantic.sentences", None)
    text = "Tides of the harbour\n\nThe boats of the sea rise with the tides (Okafor, 2021).\n"
    assert found(tmp_path, replace(settings, claims=ClaimSettings()), text) == []
