"""What the settings file teaches the comparison of claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from refcheck import config
from refcheck.claims.settings import ClaimSettings
from refcheck.errors import ConfigurationError


def load(tmp_path: Path, text: str) -> ClaimSettings:
    """The settings of a file."""
    (tmp_path / "refcheck.toml").write_text(text, "utf-8")
    return config.load(tmp_path, config=tmp_path / "refcheck.toml", isolated=True, environment={}).claims


def test_every_option_is_read(tmp_path: Path) -> None:
    text = """
    [claims]
    same = [["compound C", "dorsomorphin"]]
    not_exclusive = [["6-OHDA", "L-DOPA"]]
    sets = [["north pier", "south pier"]]
    disable_classes = ["direction", "school-levels"]
    """
    assert load(tmp_path, text) == ClaimSettings(
        same=(("compound C", "dorsomorphin"),),
        not_exclusive=(("6-OHDA", "L-DOPA"),),
        sets=(("north pier", "south pier"),),
        disable_classes=("direction", "school-levels"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("claims = 1", "`claims`.*a table"),
        ("[claims]\nsaem = []", "refcheck does not know `claims.saem`"),
        ("[claims]\nsame = ['a']", "an array of arrays of two or more strings"),
        ("[claims]\nsame = [['a']]", "an array of arrays of two or more strings"),
        ("[claims]\nsame = [['a', 1]]", "an array of strings"),
        ("[claims]\ndisable_classes = ['drugz']", "refcheck does not know `claims.disable_classes: drugz`"),
    ],
)
def test_a_wrong_value_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(ConfigurationError, match=expected):
        load(tmp_path, text)


def test_a_mistyped_key_gets_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load(tmp_path, "[claims]\nnot_exclusiv = []")
    assert "Did you mean `claims.not_exclusive`?" in str(raised.value)
