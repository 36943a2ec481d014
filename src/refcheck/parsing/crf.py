"""The decoder of a linear-chain conditional random field, in plain Python and without arrays.

The model is a sum of weights for each label of each unit. Three things make it fast:

* The weights of one feature for all labels are packed into one whole number, a field of 32 bits for each label. Adding
  two packed numbers adds all fields at once, in C. Weights are whole thousandths, so a sum is exact in any order.
* The features of a group depend on a small key (see `refcheck.parsing.features`): their packed sum is computed once for
  each key and then remembered.
* Only labels within `BEAM` of the best partial path are followed. At most units that is one label.
"""

from __future__ import annotations

import gzip
import json
import struct
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, prod
from operator import add

from refcheck.parsing.features import GROUPS

SCALE = 1000
"""Weights are stored in thousandths."""
BEAM = 6 * SCALE
"""A partial path less than exp(-6) as likely as the best one is given up.

Of 1,679 strings of the corpora, none is labelled otherwise than with 12, and the probability of nine differs by 0.05.
"""
FORBIDDEN = -60 * SCALE
"""The weight of a transition that cannot be: to the middle of a stretch from another label."""
_FIELD = 32
_SIGN = 1 << (_FIELD - 1)
_MASK = (1 << _FIELD) - 1
_BIAS = 1 << 30
_MOST_REMEMBERED = 1 << 16
"""So many keys of a group are remembered before all are forgotten."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The best labels of a string; how probable each is given the one that follows it; the probability of the whole."""

    labels: tuple[str, ...]
    certainties: tuple[float, ...]
    probability: float


_State = tuple[int, int]
"""The number of a label, and the score of the best path to it."""


class _Sums(dict[Hashable, int]):
    """The packed sum of the weights of one group's features, by key, computed when first asked for."""

    def __init__(self, group: Callable[..., Iterable[str]], weights: dict[str, int]) -> None:
        super().__init__()
        self._group = group
        self._weights = weights

    def __missing__(self, key: Hashable) -> int:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        weights = self._weights
        total = 0
        for feature in self._group(key):
            if feature in weights:
                total += weights[feature]
        self[key] = total
        return total


class Model:
    """Labels, weights of transitions, weights of features by group."""

    def __init__(
        self, labels: Sequence[str], transitions: dict[str, list[int]], weights: dict[str, dict[str, dict[str, int]]]
    ) -> None:
        """Weights are in thousandths: ``weights[group][feature][number of the label]``."""
        self.labels = tuple(labels)
        self._bytes = _FIELD // 8 * len(labels)
        self._unpack = struct.Struct(f"<{len(labels)}I").unpack
        self._ones = pack([1] * len(labels))
        self._highest = self._ones * _SIGN
        self._transitions = [
            [
                weight if _may_follow(label, other) else FORBIDDEN
                for other, weight in zip(labels, transitions[label], strict=True)
            ]
            for label in labels
        ]
        self._first = pack([FORBIDDEN if label.startswith("I-") else 0 for label in labels])
        self._plain = tuple(label[2:] for label in labels)
        self._rows = [pack(row) for row in self._transitions]
        self._bias = self._ones * _BIAS
        self._sums = [
            _Sums(group, {feature: _packed(some) for feature, some in weights.get(name, {}).items()})
            for name, group in GROUPS.items()
        ]

    def decode(self, keys: Sequence[Sequence[Hashable]]) -> Decoded:
        """The best labels for the keys of a string (see `refcheck.parsing.feature_keys.keys`)."""
        if not keys or not keys[0]:
            return Decoded((), (), 1.0)
        lattice = self._lattice(self._emissions(keys))
        return self._best(lattice)

    def _emissions(self, keys: Sequence[Sequence[Hashable]]) -> list[int]:
        """The packed scores of each unit, before any transition."""
        total: Iterable[int] = [self._bias] * len(keys[0])
        for sums, column in zip(self._sums, keys, strict=True):
            total = map(add, total, map(sums.__getitem__, column))
        return list(total)

    def _lattice(self, emissions: list[int]) -> list[list[_State]]:
        """For each unit the labels still followed, each with the score of the best path to it."""
        rows, ones = self._rows, self._ones
        active = self._within_beam(emissions[0] + self._first, ())
        lattice = [active]
        for emission in emissions[1:]:
            (label, _), *others = active
            ways = [emission + rows[other] + ones * score for other, score in others]
            active = self._within_beam(emission + rows[label], ways)
            lattice.append(active)
        return lattice

    def _within_beam(self, best: int, others: Sequence[int]) -> list[_State]:
        """The labels to follow with their scores, from the best, which has 0; all are packed scores of each label.

        Adding one number to all fields at once sets the highest bit of just those within the beam, so only few of the
        fields are looked at one by one.
        """
        scores = self._unpack(best.to_bytes(self._bytes, "little"))
        top = max(scores)
        raised = self._ones * (_SIGN - 1 - top + BEAM)
        near = best + raised & self._highest
        if not others and not near & (near - 1):
            return [(near.bit_length() // _FIELD - 1, 0)]
        found = {label: scores[label] for label in _fields(near)}
        for way in others:
            for label in _fields(way + raised & self._highest):
                score = way >> label * _FIELD & _MASK
                if score > found.get(label, 0):
                    found[label] = score
        top = max(found.values())
        return sorted(((label, score - top) for label, score in found.items() if score > top - BEAM), key=_from_best)

    def _best(self, lattice: list[list[_State]]) -> Decoded:
        """The best path through the lattice, from its end."""
        label, certainty = _most_likely([score for _, score in lattice[-1]])
        label = lattice[-1][label][0]
        labels, certainties = [label], [certainty]
        for active in reversed(lattice[:-1]):
            if len(active) == 1:
                label, certainty = active[0][0], 1.0
            else:
                row = [score + self._transitions[before][label] for before, score in active]
                place, certainty = _most_likely(row)
                label = active[place][0]
            labels.append(label)
            certainties.append(certainty)
        names = self._plain
        return Decoded(tuple(names[one] for one in reversed(labels)), tuple(reversed(certainties)), prod(certainties))


def _may_follow(label: str, other: str) -> bool:
    """Whether a label may stand before another: ``I-title`` follows ``B-title`` or itself, ``B-title`` neither."""
    return (label[2:] == other[2:]) == (other[0] == "I")


def _fields(bits: int) -> Iterator[int]:
    """The numbers of the fields in which the highest bit is set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() // _FIELD - 1
        bits ^= lowest


def _from_best(state: _State) -> int:
    return -state[1]


def _most_likely(scores: Sequence[int]) -> tuple[int, float]:
    """The place of the best of several scores, and its share of all.

    The share counts the best path to each label for all paths to it: a little too high, and much faster.
    """
    top = max(scores)
    return scores.index(top), 1 / sum(exp((score - top) / SCALE) for score in scores)


def pack(weights: Sequence[int]) -> int:
    """Weights as one number, 32 bits each, the first one lowest; a negative one borrows from the field above it."""
    return sum(weight << (_FIELD * place) for place, weight in enumerate(weights))


def _packed(weights: dict[str, int]) -> int:
    return sum(weight << (_FIELD * int(place)) for place, weight in weights.items())


def read_model(content: bytes) -> Model:
    """A model from its file: gzipped JSON."""
    stored = json.loads(gzip.decompress(content))
    return Model(stored["labels"], stored["transitions"], stored["weights"])


@cache
def shipped_model() -> Model:
    """The model that is part of this package."""
    return read_model(files(__package__).joinpath("data", "reference_crf.json.gz").read_bytes())
