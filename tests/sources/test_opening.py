from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from refcheck.errors import ConfigurationError
from refcheck.index.build import build
from refcheck.index.problem import IndexProblem
from refcheck.sources.base import Source
from refcheck.sources.opening import ask
from refcheck.sources.settings import Catalogue, IndexSettings, NetworkSettings
from tests.index.made import records, snapshot

OFFLINE = NetworkSettings(offline=True)


def names(network: NetworkSettings, works: Sequence[Path], index: IndexSettings | None = None) -> list[str]:
    heard: list[str] = []

    async def question(sources: Sequence[Source]) -> None:
        heard.extend(source.name for source in sources)

    ask(network, works, question, index=index)
    return heard


def test_files_are_asked_before_crossref(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    elsewhere = Path("/elsewhere/works.jsonl")
    assert names(OFFLINE, [tmp_path / "works.jsonl", elsewhere]) == [
        "local records works.jsonl",
        f"local records {elsewhere}",
        "Crossref",
    ]


def test_an_interrupt_is_an_outcome() -> None:
    # In the background interrupts are ignored; asyncio listens to them only where Python does.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    async def question(sources: Sequence[Source]) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.Event().wait()

    try:
        assert ask(OFFLINE, [], question).interrupted
    finally:
        signal.signal(signal.SIGINT, before)


def test_what_the_user_should_know_is_handed_on(tmp_path: Path) -> None:
    (tmp_path / "works.jsonl").write_text("nothing\n", "utf-8")
    (tmp_path / "cache").write_text("a file where a folder should be", "utf-8")
    network = NetworkSettings(offline=True, cache=tmp_path / "cache" / "answers.sqlite")

    async def question(sources: Sequence[Source]) -> None:
        for source in sources:
            assert [one async for one in source.by_doi(["10.5555/a"])]

    asked = ask(network, [tmp_path / "works.jsonl"], question)
    assert len(asked.notices) == 2
    assert "works.jsonl:1" in asked.notices[0]
    assert "cache" in asked.notices[1]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build([snapshot(folder / "dump", [records(3)])], folder / "built")
    return folder / "built"


SNAPSHOT = "Crossref snapshot of 2026-03-01"


def test_the_index_is_asked_before_crossref(index: Path) -> None:
    assert names(NetworkSettings(), [], IndexSettings(index)) == [SNAPSHOT, "Crossref"]


def test_offline_the_index_has_the_last_word(index: Path) -> None:
    assert names(OFFLINE, [], IndexSettings(index)) == [SNAPSHOT]


@pytest.mark.parametrize(("source", "asked"), [(Catalogue.INDEX, [SNAPSHOT]), (Catalogue.CROSSREF, ["Crossref"])])
def test_one_of_the_two_may_be_asked_alone(index: Path, source: Catalogue, asked: list[str]) -> None:
    assert names(NetworkSettings(), [], IndexSettings(index, source)) == asked


def test_an_index_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match="holds no index"):
        names(OFFLINE, [], IndexSettings(tmp_path))


def test_without_an_index_it_cannot_be_asked_alone() -> None:
    with pytest.raises(ConfigurationError, match="No local index"):
        names(OFFLINE, [], IndexSettings(None, Catalogue.INDEX))
