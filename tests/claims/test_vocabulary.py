"""The word lists and how they are found in a text."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from refcheck.claims.settings import ClaimSettings
from refcheck.claims.tables import DIRECTORY
from refcheck.claims.vocabulary import Concept, classes, vocabulary
from refcheck.claims.words import Words


def _load() -> ModuleType:
    path = Path(__file__).parents[2] / "scripts" / "vocabulary.py"
    spec = importlib.util.spec_from_file_location("vocabulary", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = _load()


def found(text: str) -> list[str]:
    """The names of the concepts in a text."""
    return [concept.name for mention in vocabulary().mentions(Words(text)) for concept in mention.concepts]


def test_the_lists_are_in_order_and_agree_with_each_other() -> None:
    assert list(script.faults()) == []


def test_the_lists_are_small() -> None:
    assert sum(path.stat().st_size for path in DIRECTORY.iterdir()) < script.LARGEST


def test_a_disorderly_list_is_put_in_order() -> None:
    text = "# A list.\n[b]\nrye\n*crop\n\n[a]\noak\toaks; holm oak; Oak\ttree; plant\n"
    assert script.ordered(text) == "# A list.\n[a]\noak\tholm oak; Oak\tplant; tree\n[b]\n*crop\nrye\n"


@pytest.mark.parametrize("text", ["LSD", "lysergic acid diethylamide", "Lysergic acid diethylamide"])
def test_a_thing_is_found_by_all_its_names(text: str) -> None:
    assert found(f"Effects of {text} on sailors") == ["LSD", "sailors"]


def test_the_longest_name_counts() -> None:
    assert "type 2 diabetes" in found("patients with type 2 diabetes mellitus")
    assert "diabetes" not in found("patients with type 2 diabetes mellitus")


def test_names_with_capitals_are_found_as_they_are_written() -> None:
    assert "Turkey" in found("housework in Turkey")
    assert found("a turkey and some china") == []


def test_a_short_common_word_in_capitals_is_an_acronym_of_something_else() -> None:
    assert "cats" not in found("the CAT protocol")
    assert "cats" in found("the cat in the house")


def test_a_thing_goes_with_its_kind_and_its_parts() -> None:
    known = vocabulary()
    statin, class_ = Concept("substances", "atorvastatin"), Concept("substances", "statins", broad=True)
    assert known.compatible(statin, statin)
    assert known.compatible(statin, class_)
    assert not known.compatible(statin, Concept("substances", "LSD"))


def test_things_of_one_kind_are_related() -> None:
    known = vocabulary()
    assert known.related(Concept("substances", "atorvastatin"), Concept("substances", "lovastatin"))
    assert not known.related(Concept("substances", "atorvastatin"), Concept("substances", "LSD"))


def test_disabled_classes_are_not_found() -> None:
    known = vocabulary(ClaimSettings(disable_classes=("substances", "numbered")))
    assert known.mentions(Words("effects of LSD")) == []
    assert not known.compares("numbered")
    assert known.compares("direction")


def test_every_class_has_a_name() -> None:
    assert {"substances", "conditions", "places", "languages", "numbered", "modifiers", "designs"} <= set(classes())
