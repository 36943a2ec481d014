"""Fit the weights of the probability that a work found by a search is the cited one, on references of known works."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.damaged_references import Asked
from refcheck import matching, matching_probability
from refcheck.matching_probability import features, sigmoid
from refcheck.sources.base import Silence
from refcheck.sources.local_index import LocalIndex

ROUNDS, STEP, RIDGE = 3000, 0.2, 1e-4
FILE = Path(matching_probability.__file__).parent / "matching_weights.tsv"
_HEADER = (
    "# Weights of the logistic function in matching_probability.py. Written by benchmarks/matching.py --calibrate."
)


@dataclass(frozen=True, slots=True)
class Example:
    """What is known of the best candidate for a reference, and whether it is the work that was meant."""

    features: Mapping[str, float]
    right: bool


def examples(asked: Sequence[Asked], source: LocalIndex) -> list[Example]:
    """The best candidate for each reference, whether it would be accepted or not."""
    return [one for one in (asyncio.run(_example(one, source)) for one in asked) if one is not None]


async def _example(asked: Asked, source: LocalIndex) -> Example | None:
    text = asked.reference.text if asked.reference.typed else ""
    hits = await source.search(asked.reference.item, text)
    weighed = matching.weigh(asked.reference.item, hits.works if isinstance(hits, Silence) else hits, text)
    if not weighed:
        return None
    best = max(weighed, key=lambda one: one.score)
    known = features(best.evidence, matching.lead(best, weighed))
    return Example(known, best.work.item.doi == asked.wanted)


def fit(known: Sequence[Example]) -> dict[str, float]:
    """The weights under which the outcomes are likeliest, by gradient ascent with momentum."""
    names = list(known[0].features)
    rows = [([one.features[name] for name in names], float(one.right)) for one in known]
    weights, speed = [0.0] * len(names), [0.0] * len(names)
    for _ in range(ROUNDS):
        gradient = [-RIDGE * weight for weight in weights]
        for values, right in rows:
            error = right - sigmoid(math.fsum(map(math.prod, zip(weights, values, strict=True))))
            for place, value in enumerate(values):
                gradient[place] += error * value / len(rows)
        speed = [0.9 * before + STEP * now for before, now in zip(speed, gradient, strict=True)]
        weights = [weight + change for weight, change in zip(weights, speed, strict=True)]
    return dict(zip(names, weights, strict=True))


def write(weights: Mapping[str, float]) -> None:
    """Put the weights beside the code that uses them."""
    lines = [_HEADER, *(f"{name}\t{weight:.3f}" for name, weight in weights.items())]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
