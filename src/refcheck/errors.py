"""What refcheck raises when it cannot do what it was asked: a mistake of the user's, with a way out of it."""

from __future__ import annotations


class RefcheckError(Exception):
    """One sentence that says what is wrong, and one that says what to do next.

    ::

        RefcheckError
        ├── ConfigurationError   a settings file or an environment variable
        └── CannotSave           a corrected file or a report could not be written
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        """Both sentences."""
        return f"{self.message} {self.advice}".strip()


class ConfigurationError(RefcheckError):
    """A settings file or an environment variable says something that refcheck does not understand."""


class CannotSave(RefcheckError):  # noqa: N818 - named for what it says
    """A file could not be written."""
