"""Train the model: ``python -m training.train --anystyle FILE --grobid FILE --out FILE``."""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pycrfsuite

from refcheck.parsing.crf import SCALE
from refcheck.parsing.feature_keys import keys
from refcheck.parsing.features import GROUPS
from training.corpora import Labelled, read_corpus, without_duplicates
from training.synthetic import generate

L1 = 0.03
L2 = 0.08
MOST_ITERATIONS = 80
LEAST_FREQUENCY = 2
SYNTHETIC = 6000
"""So many synthetic strings are trained on unless another number is given."""
SMALLEST_WEIGHT = 0.01
"""A weight below this is dropped."""


def feature_columns(one: Labelled) -> list[list[str]]:
    """The features of each unit, each with the number of its group before it."""
    columns = keys(one.units)
    rows: list[list[str]] = [[] for _ in one.labels]
    for number, (group, column) in enumerate(zip(GROUPS.values(), columns, strict=True)):
        for row, key in zip(rows, column, strict=True):
            row.extend(f"{number}\t{feature}" for feature in group(key))
    return rows


def train(strings: Sequence[Labelled], *, iterations: int = MOST_ITERATIONS, verbose: bool = False) -> bytes:
    """The model file for labelled strings: the same bytes for the same strings in the same order."""
    rows = [feature_columns(one) for one in strings]
    counts = Counter(feature for one in rows for row in one for feature in row)
    trainer = pycrfsuite.Trainer(verbose=verbose)
    for features, one in zip(rows, strings, strict=True):
        kept = [[feature for feature in row if counts[feature] >= LEAST_FREQUENCY] for row in features]
        trainer.append(pycrfsuite.ItemSequence([dict.fromkeys(row, 1.0) for row in kept]), begun(one.labels))
    del rows
    trainer.select("lbfgs")
    trainer.set_params(
        {
            "c1": L1,
            "c2": L2,
            "max_iterations": iterations,
            "feature.possible_transitions": True,
            "num_memories": 5,
            "epsilon": 1e-3,
            "delta": 1e-3,
            "period": 10,
        }
    )
    with tempfile.TemporaryDirectory() as directory:
        path = str(Path(directory, "model.crfsuite"))
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        stored = tagger.info()
        labels = sorted(tagger.labels())
        tagger.close()
    return model_file(labels, stored.transitions, stored.state_features)


def begun(labels: Sequence[str]) -> list[str]:
    """Labels that tell the first unit of a stretch (``B-title``) from the others (``I-title``).

    Only so can the weights of a gap speak for or against the end of a stretch.
    """
    pairs = zip(["", *labels], labels, strict=False)
    return [f"{'I' if before == label else 'B'}-{label}" for before, label in pairs]


def model_file(
    labels: list[str], transitions: dict[tuple[str, str], float], states: dict[tuple[str, str], float]
) -> bytes:
    """Weights as gzipped JSON without name and time, sorted."""
    number = {label: place for place, label in enumerate(labels)}
    groups = list(GROUPS)
    weights: dict[str, dict[str, dict[str, int]]] = {}
    for (feature, label), weight in sorted(states.items()):
        if abs(weight) < SMALLEST_WEIGHT:
            continue
        place, name = feature.split("\t", 1)
        group = weights.setdefault(groups[int(place)], {})
        group.setdefault(name, {})[str(number[label])] = round(weight * SCALE)
    table = {one: [round(transitions.get((one, other), 0.0) * SCALE) for other in labels] for one in labels}
    content = json.dumps(
        {"labels": labels, "transitions": table, "weights": weights},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    return gzip.compress(content.encode(), compresslevel=9, mtime=0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the corpora, add synthetic strings, train, write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anystyle", type=Path)
    parser.add_argument("--grobid", type=Path)
    parser.add_argument("--synthetic", type=int, default=SYNTHETIC)
    parser.add_argument("--iterations", type=int, default=MOST_ITERATIONS)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    strings: list[Labelled] = []
    for path in (options.anystyle, options.grobid):
        if path is not None:
            strings += read_corpus(path)
    strings += generate(options.synthetic)
    model = train(without_duplicates(strings), iterations=options.iterations, verbose=True)
    options.out.write_bytes(model)


if __name__ == "__main__":
    main()
