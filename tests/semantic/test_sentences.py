from __future__ import annotations

from pathlib import Path

import pytest

from refcheck.errors import ConfigurationError
from refcheck.semantic.model_files import find_model
from refcheck.semantic.sentences import BATCH, Sentences, sentences_of
from tests.semantic.tiny_model import WORDS, write_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_model(tmp_path / "tiny")


@pytest.fixture
def sentences(folder: Path) -> Sentences:
    return Sentences(find_model(str(folder), Path()))


def refusal(folder: Path) -> str:
    with pytest.raises(ConfigurationError) as raised:
        Sentences(find_model(str(folder), Path()))
    return str(raised.value)


def test_texts_on_one_matter_are_near(sentences: Sentences) -> None:
    assert sentences.similarity("tides of the harbour", "Boats at sea") == pytest.approx(1.0)


def test_texts_on_two_matters_are_far(sentences: Sentences) -> None:
    assert sentences.similarity("tides of the harbour", "dental pandas") == pytest.approx(0.0)


def test_a_text_on_both_is_in_between(sentences: Sentences) -> None:
    assert sentences.similarity("tides", "tides and pandas") == pytest.approx(0.5**0.5)


def test_padding_changes_nothing(sentences: Sentences) -> None:
    sentences.read(["tides", "tides tides tides tides tides tides tides pandas"])
    assert sentences.similarity("tides", "harbour") == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["", "unheard of"])
def test_a_text_of_no_known_word_is_far_from_all(sentences: Sentences, text: str) -> None:
    assert sentences.similarity(text, "tides") == 0.0


def test_only_the_beginning_of_a_long_text_is_read(sentences: Sentences) -> None:
    assert sentences.similarity("tides " * 256 + "pandas " * 999, "tides") == pytest.approx(1.0)


def test_many_texts_are_read_in_batches(sentences: Sentences) -> None:
    texts = [f"{word} {'tides ' * count}".strip() for word in WORDS for count in range(6)]
    assert len(set(texts)) > BATCH
    sentences.read(texts)
    assert sentences.similarity("sea tides", "boats tides tides") == pytest.approx(1.0)


def test_no_text_is_read_twice(sentences: Sentences, folder: Path) -> None:
    sentences.read(["tides", "pandas"])
    known = {text: id(vector) for text, vector in sentences._known.items()}
    sentences.read(["tides", "pandas"])
    assert {text: id(vector) for text, vector in sentences._known.items()} == known


def test_a_model_is_loaded_once(folder: Path) -> None:
    files = find_model(str(folder), Path())
    assert sentences_of(files) is sentences_of(files)


def test_a_model_may_want_types_of_tokens_or_not(tmp_path: Path) -> None:
    folder = write_model(tmp_path, inputs=("input_ids", "attention_mask", "token_type_ids"))
    assert Sentences(find_model(str(folder), Path())).similarity("tides", "sea") == pytest.approx(1.0)


def test_a_file_that_is_no_model_is_said(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    message = refusal(folder)
    assert "is no sentence model" in message
    assert str(folder / "model.onnx") in message


def test_a_file_that_is_no_tokenizer_is_said(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{}", "utf-8")
    assert "is no sentence model" in refusal(folder)


def test_a_model_with_other_inputs_is_no_sentence_model(tmp_path: Path) -> None:
    assert "is no sentence model" in refusal(write_model(tmp_path, inputs=("input_ids", "pixels")))


def test_a_model_with_another_output_is_no_sentence_model(tmp_path: Path) -> None:
    assert "not one vector for each token" in refusal(write_model(tmp_path, states=2))
