"""What is extracted from an article gets the findings that the article gets, as far as the form allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from refcheck.extract import extract
from refcheck.files import read_documents
from refcheck.model import Document, Found
from refcheck.pipeline import verify_documents
from refcheck.readers import READERS
from refcheck.settings import Settings
from refcheck.sources.settings import NetworkSettings
from refcheck.writers import SUFFIXES, WRITERS

EXAMPLES = Path(__file__).parents[1] / "examples"
ARTICLES = sorted(file for file in EXAMPLES.glob("article.*") if file.suffix in READERS)
SETTINGS = Settings(works=(EXAMPLES / "works.jsonl",), network=NetworkSettings(offline=True))
OF_THE_TEXT = ("REF6", "REF003")
"""A bibliography has no text in which it is cited, and its fields are not read out of typed words."""
LAST_AUTHOR = "REF204"
"""No form of bibliography can say that the name after an ellipsis is the last."""


def codes(document: Document) -> list[list[str]]:
    """The codes of the findings of each reference, and the DOI of the work that was found for it."""
    (checked,) = verify_documents([document], SETTINGS).documents
    said = [[one.code for one in each.findings if not one.code.startswith(OF_THE_TEXT)] for each in checked.references]
    found = [each.match.work.item.doi if isinstance(each.match, Found) else "" for each in checked.references]
    whole = [one.code for one in checked.findings if not one.code.startswith(OF_THE_TEXT)]
    return [*([doi, *sorted(each)] for doi, each in zip(found, said, strict=True)), whole]


def without_last_authors(document: Document, found: list[list[str]]) -> list[list[str]]:
    elided = [one.item.author.last is not None for one in document.references]
    return [
        [code for code in each if not (place < len(elided) and elided[place] and code == LAST_AUTHOR)]
        for place, each in enumerate(found)
    ]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda file: file.name)
def test_a_bibliography_has_the_findings_of_its_article(article: Path, suffix: str) -> None:
    (document,) = read_documents([article])
    text = WRITERS[SUFFIXES[suffix]](extract([document]))
    extracted = READERS[suffix].read(f"extracted{suffix}", text)
    assert [one.key for one in extracted.references] == [one.key for one in document.references]
    assert codes(extracted) == without_last_authors(document, codes(document))


def test_there_are_articles_to_try_it_on() -> None:
    assert len(ARTICLES) >= 2


def test_extraction_is_deterministic() -> None:
    documents = read_documents(ARTICLES)
    again = read_documents(ARTICLES)
    assert [write(extract(documents)) for write in WRITERS.values()] == [
        write(extract(again)) for write in WRITERS.values()
    ]
