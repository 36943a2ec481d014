"""How likely a work that a search gave is the cited one: a logistic function of what speaks for it and against it.

The weights are fitted to references whose work is known (``python -m benchmarks.matching --calibrate``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from refcheck.matching_evidence import Evidence, judged

MOST_LEAD = 4.0
"""A lead over the next work beyond this says nothing more."""
_WEIGHTS = Path(__file__).parent / "matching_weights.tsv"


def features(evidence: Evidence, lead: float) -> Mapping[str, float]:
    """What the probability depends on; ``lead`` is how far the work is ahead of the next distinct one."""
    return {
        "constant": 1.0,
        "support": judged(evidence).support,
        "against": judged(evidence).against,
        "similarity": evidence.similarity if evidence.title is not None else 0.5,
        "contradicted title": float(evidence.contradicted_title),
        "strangers": float(evidence.strangers),
        "another page": float(evidence.page is False),
        "lead": min(lead, MOST_LEAD),
    }


def probability(evidence: Evidence, lead: float) -> float:
    """How likely the work is the cited one, 0 to 1."""
    weights = _weights()
    return sigmoid(sum(weights[name] * value for name, value in features(evidence, lead).items()))


def sigmoid(value: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-value))


@cache
def _weights() -> Mapping[str, float]:
    rows = (line.split("\t") for line in _WEIGHTS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}
