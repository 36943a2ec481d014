"""The pages of the rules are written from the docstrings, and are up to date."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "rule_pages.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rule_pages", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


rule_pages = _load()


def test_the_pages_in_the_repository_are_up_to_date() -> None:
    assert rule_pages.differences(rule_pages.DIRECTORY) == []


def test_what_was_written_needs_no_second_writing(tmp_path: Path) -> None:
    rule_pages.write(tmp_path)
    assert rule_pages.differences(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("REF205-year-mismatch.md", "old", "REF205-year-mismatch.md: differs from the docstring"),
        ("REF999-gone.md", "old", "REF999-gone.md: no such rule"),
    ],
)
def test_a_stale_page_and_one_left_over_are_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    rule_pages.write(tmp_path)
    (tmp_path / name).write_text(text)
    assert rule_pages.differences(tmp_path) == [said]


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    rule_pages.write(tmp_path)
    (tmp_path / "REF205-year-mismatch.md").unlink()
    assert rule_pages.differences(tmp_path) == ["REF205-year-mismatch.md: missing"]


def test_a_page_of_a_rule_that_is_gone_is_removed(tmp_path: Path) -> None:
    (tmp_path / "REF999-gone.md").write_text("old")
    rule_pages.write(tmp_path)
    assert not (tmp_path / "REF999-gone.md").exists()
