"""What a user may choose about a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from refcheck.claims.settings import ClaimSettings
from refcheck.judge.settings import JudgeSettings
from refcheck.model import Severity
from refcheck.sources.settings import IndexSettings, NetworkSettings

RulesByPattern = Mapping[str, tuple[str, ...]]
"""Rules (codes, prefixes of codes, or names) by citation key or by pattern of paths."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices for one run. The defaults check everything, against Crossref, with no answer cache."""

    select: tuple[str, ...] = ()
    """Codes, prefixes of codes, or names of the rules to run; empty: all of them."""
    ignore: tuple[str, ...] = ()
    per_file_ignores: RulesByPattern = field(default_factory=dict)
    """Rules to be silent about, by pattern of the file's name or absolute path."""
    per_reference_ignores: RulesByPattern = field(default_factory=dict)
    """Rules to be silent about, by citation key (which may be a pattern)."""
    fail_on: Severity = Severity.WARNING
    """The least severity that makes a run fail."""
    works: tuple[Path, ...] = ()
    """Files of Crossref work records to ask before the network."""
    claims: ClaimSettings = field(default_factory=ClaimSettings)
    """What the comparison of sentences with works is taught."""
    judge: JudgeSettings = field(default_factory=JudgeSettings)
    """The language model that is asked whether works say what sentences say; none unless it is enabled."""
    index: IndexSettings = field(default_factory=IndexSettings)
    """The local index of Crossref, to be asked before the network or in place of it."""
    show_info: bool = False
    output_format: str = "full"
    network: NetworkSettings = field(default_factory=NetworkSettings)
    files: tuple[Path, ...] = ()
    """The settings files that were read."""
