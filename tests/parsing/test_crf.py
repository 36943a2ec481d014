"""The decoder against the definition: the best of all paths, found by trying every one."""

from collections.abc import Hashable, Sequence
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.parsing.crf import SCALE, Model, pack, shipped_model
from refcheck.parsing.feature_keys import keys
from refcheck.parsing.features import GROUPS
from refcheck.parsing.labels import LABELS
from refcheck.parsing.tokens import split

NAMES = ("B-title", "I-title", "B-page")
WORDS = ("tides", "and", "12")
Weights = list[list[int]]


def model(transitions: Weights, emissions: Weights) -> Model:
    weights = {
        f"w={word}": {str(place): one for place, one in enumerate(row)}
        for word, row in zip(WORDS, emissions, strict=True)
    }
    return Model(NAMES, dict(zip(NAMES, transitions, strict=True)), {"own": weights})


def columns(words: Sequence[str]) -> list[Sequence[Hashable]]:
    return keys(split(" ".join(words)))


def allowed(path: Sequence[int]) -> bool:
    legal = {(0, 1), (1, 1), (0, 2), (1, 2), (2, 0)}
    return path[0] != 1 and all(pair in legal for pair in pairwise(path))


def best(words: Sequence[str], transitions: Weights, emissions: Weights) -> int:
    def score(path: Sequence[int]) -> int:
        own = sum(emissions[WORDS.index(word)][label] for word, label in zip(words, path, strict=True))
        return own + sum(transitions[one][other] for one, other in pairwise(path))

    return max(score(path) for path in product(range(3), repeat=len(words)) if allowed(path))


def score_of(labels: Sequence[str], words: Sequence[str], transitions: Weights, emissions: Weights) -> int:
    path: list[int] = []
    for place, label in enumerate(labels):
        inside = place > 0 and labels[place - 1] == label
        path.append(NAMES.index(f"{'I' if inside else 'B'}-{label}"))
    own = sum(emissions[WORDS.index(word)][label] for word, label in zip(words, path, strict=True))
    return own + sum(transitions[one][other] for one, other in pairwise(path))


weight = st.integers(-7 * SCALE // 10, 7 * SCALE // 10)
"""So small that no path falls out of the beam: two units reach every label, each adds a transition and an emission."""
table = st.lists(st.lists(weight, min_size=3, max_size=3), min_size=3, max_size=3)


@given(st.lists(st.sampled_from(["tides", "and"]), min_size=1, max_size=5), table, table)
@settings(max_examples=100, deadline=None)
def test_the_best_path_is_found(words: list[str], transitions: Weights, emissions: Weights) -> None:
    decoded = model(transitions, emissions).decode(columns(words))
    found = score_of(decoded.labels, words, transitions, emissions)
    assert best(words, transitions, emissions) - found <= 0


def test_the_probability_is_high_where_one_label_is_far_better() -> None:
    clear = model([[0] * 3] * 3, [[20 * SCALE, 0, 0]] * 3).decode(columns(["tides"]))
    assert clear.labels == ("title",)
    assert clear.probability > 0.99


def test_the_probability_is_a_half_between_two_equal_labels() -> None:
    even = model([[0] * 3] * 3, [[0, -20 * SCALE, 0]] * 3).decode(columns(["tides"]))
    assert abs(even.probability - 0.5) < 0.01


def test_an_empty_string_is_certain() -> None:
    assert shipped_model().decode(keys(split(""))).probability == 1


def test_packed_weights_add_field_by_field() -> None:
    assert pack([1, -2, 3]) + pack([-5, 7, 9]) == pack([-4, 5, 12])


def test_the_shipped_model_knows_only_our_labels() -> None:
    assert {label[2:] for label in shipped_model().labels} <= set(LABELS)


def test_each_group_has_one_key_for_each_unit() -> None:
    units = split("Lind, K. (2021). “On tides.” Coastal Letters, 3(2), 1-9.")
    assert [len(column) for column in keys(units)] == [len(units)] * len(GROUPS)
