from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from refcheck.index.blocks import RECORDS_IN_A_BLOCK, Blocks, BlockWriter, Dictionary
from tests.index.made import SUBJECTS

WORDS = [*SUBJECTS, "of", "the", "island", "in", "winter"]


def made(number: int) -> list[str]:
    chance = random.Random(7)  # noqa: S311 - no secret
    return [" ".join(chance.choices(WORDS, k=12)) for _ in range(number)]


def read(blocks: Blocks, number: int) -> str:
    return msgspec.msgpack.decode(blocks.read(number), type=str)


def written(path: Path, records: list[str], dictionary: Dictionary) -> Blocks:
    writer = BlockWriter(path.open("wb"), dictionary)
    for one in records:
        writer.add(one)
    writer.close()
    return Blocks(path, dictionary)


@pytest.mark.parametrize("number", [0, 1, RECORDS_IN_A_BLOCK, RECORDS_IN_A_BLOCK + 1, 1000])
def test_every_record_is_read_as_it_was_written(tmp_path: Path, number: int) -> None:
    records = made(number)
    blocks = written(tmp_path / "blocks", records, Dictionary(b""))
    assert [read(blocks, one) for one in range(blocks.records)] == records


def test_a_dictionary_is_learnt_from_samples(tmp_path: Path) -> None:
    records = made(4000)
    dictionary = Dictionary.of([one.encode() for one in records])
    assert dictionary.content
    blocks = written(tmp_path / "blocks", records, dictionary)
    assert read(blocks, 3999) == records[3999]


def test_from_too_few_samples_nothing_is_learnt() -> None:
    assert Dictionary.of([b"tide"]).content == b""
