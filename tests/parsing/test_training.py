"""The training command on a tiny corpus of invented strings."""

import hashlib
import json
from pathlib import Path

import pytest

pytest.importorskip("pycrfsuite")

from training import train
from training.corpora import Stretch, canonical, normal_text, read_corpus, unit_labels, without_duplicates
from training.synthetic import generate

from refcheck.parsing.crf import read_model
from refcheck.parsing.feature_keys import keys
from refcheck.parsing.tokens import split


def corpus(directory: Path) -> Path:
    path = directory / "tiny.jsonl"
    lines = [
        {
            "string": f"Lind, K. ({year}). On tides {year % 7}. Coastal Letters, {year % 9 + 1}(2), 1-{year % 5 + 2}.",
            "fields": {
                "author": ["Lind, K."],
                "date": [f"({year})."],
                "title": [f"On tides {year % 7}."],
                "journal": ["Coastal Letters,"],
                "volume": [f"{year % 9 + 1}(2),"],
                "pages": [f"1-{year % 5 + 2}."],
            },
            "source": "made",
        }
        for year in range(1990, 2020)
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def trained(directory: Path, name: str) -> bytes:
    out = directory / name
    train.main(["--anystyle", str(corpus(directory)), "--synthetic", "20", "--iterations", "8", "--out", str(out)])
    return out.read_bytes()


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = trained(tmp_path, "one.json.gz"), trained(tmp_path, "two.json.gz")
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()


def test_a_trained_model_reads_what_it_was_taught(tmp_path: Path) -> None:
    model = read_model(trained(tmp_path, "one.json.gz"))
    units = split("Lind, K. (2005). On tides 3. Coastal Letters, 4(2), 1-7.")
    labels = model.decode(keys(units)).labels
    assert labels[:3] == ("author", "author", "issued")
    assert labels[-4:] == ("volume", "issue", "page", "page")


def test_the_decoder_agrees_with_crfsuite(tmp_path: Path) -> None:
    strings = without_duplicates(read_corpus(corpus(tmp_path)))
    model = read_model(train.train(strings, iterations=20))
    decoded = [model.decode(keys(one.units)).labels for one in strings]
    assert decoded == [one.labels for one in strings]


def test_the_gzip_header_holds_neither_name_nor_time(tmp_path: Path) -> None:
    content = trained(tmp_path, "one.json.gz")
    assert content[3] == 0
    assert content[4:8] == bytes(4)


def test_a_volume_with_an_issue_is_both(tmp_path: Path) -> None:
    labels = read_corpus(corpus(tmp_path))[0].labels
    assert labels[-4:] == ("volume", "issue", "page", "page")


def test_a_marker_belongs_to_what_it_marks() -> None:
    units = split("vol. 3, pp. 1-9")
    assert canonical(units, ["other", "volume", "other", "page", "page"]) == [
        "volume",
        "volume",
        "page",
        "page",
        "page",
    ]


def test_pages_after_a_colon_are_no_volume() -> None:
    units = split("8(1):51-87")
    assert unit_labels(units, [Stretch("volume", 0, 10)]) == ["volume", "issue", "page", "page"]


def test_duplicates_are_found_by_letters_and_digits() -> None:
    assert normal_text("Lind, K.: Über Ebbe!") == normal_text("lind k uber ebbe")
    strings = list(generate(1))
    assert without_duplicates([*strings, *strings]) == strings
    assert without_duplicates(strings, {normal_text(strings[0].text)}) == []


def test_synthetic_strings_are_the_same_for_the_same_seed() -> None:
    assert [one.text for one in generate(30)] == [one.text for one in generate(30)]
    assert [one.text for one in generate(30)] != [one.text for one in generate(30, seed=2)]


def test_every_unit_of_a_synthetic_string_is_labelled() -> None:
    assert all(len(one.units) == len(one.labels) for one in generate(200))
