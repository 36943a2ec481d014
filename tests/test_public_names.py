from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import refcheck

NAMES = [
    "Confidence",
    "Evidence",
    "Finding",
    "Fix",
    "Item",
    "RefcheckError",
    "Reference",
    "Report",
    "Settings",
    "Severity",
    "Work",
    "__version__",
    "load_settings",
    "verify",
]


def test_the_public_names_are_these() -> None:
    assert refcheck.__all__ == NAMES
    assert dir(refcheck) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(refcheck, name) is not None


def test_the_public_function_is_not_hidden_by_a_module() -> None:
    assert callable(refcheck.verify)
    assert callable(refcheck.verify)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'resolve_all'"):
        refcheck.resolve_all  # noqa: B018 - that it is not there is the test


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    assert refcheck.__version__ == project["version"]


def test_importing_refcheck_imports_nothing_else() -> None:
    program = "import sys, refcheck; print([one for one in sys.modules if one.startswith('refcheck.')])"
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)  # noqa: S603 - our own program
    assert run.stdout == "['refcheck.version']\n"
