"""What every report is given beside the findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from refcheck.model import Report


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How a report is to look."""

    show_info: bool = False
    """Unfold the notes of each reference."""
    colour: bool = False
    width: int = 100
    generated: str = ""
    """The moment of the run, ISO 8601; for the machine-readable reports."""


Render = Callable[[Report, ReportOptions], str]
