"""How much a finding matters, how sure it is, and whether its fix may be applied."""

from __future__ import annotations

from enum import Enum, IntEnum


class Severity(IntEnum):
    """How much a finding matters. Errors and warnings count for the exit code, info never does."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        """The lower-case word used in every report."""
        return self.name.lower()


class Confidence(IntEnum):
    """How sure refcheck is that the finding is right."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    def __str__(self) -> str:
        """The lower-case word used in every report."""
        return self.name.lower()


class Applicability(Enum):
    """Whether a fix may be applied without a look (``safe``) or only on request (``unsafe``)."""

    SAFE = "safe"
    UNSAFE = "unsafe"
