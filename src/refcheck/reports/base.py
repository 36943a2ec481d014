"""What every report is given beside the findings, and the value that the JSON reports are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from refcheck.model import Report

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


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
