"""What a user may teach the comparison of sentences with works."""

from __future__ import annotations

from dataclasses import dataclass

from refcheck.semantic.model_files import ModelFiles


@dataclass(frozen=True, slots=True)
class ClaimSettings:
    """Words of the user's field: what is the same, what does not exclude each other, further sets that do."""

    same: tuple[tuple[str, ...], ...] = ()
    """Names of one thing: ``["compound C", "dorsomorphin"]``."""
    not_exclusive: tuple[tuple[str, ...], ...] = ()
    """Things of one class that occur together, so that one in the place of the other is no contradiction."""
    sets: tuple[tuple[str, ...], ...] = ()
    """Further sets of which a work is about one."""
    disable_classes: tuple[str, ...] = ()
    """Classes that are not compared: ``conditions``, ``direction`` …"""
    model: ModelFiles | None = None
    """The sentence model that tells which works are unrelated, if the user has one."""
