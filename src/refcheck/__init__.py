"""refcheck: a linter for references.

``refcheck.verify(["refs.bib"])`` does what ``refcheck verify refs.bib`` does and returns a `Report`. What is named here
is the public interface; it is imported at first use, so that ``import refcheck`` costs nothing.
"""

from __future__ import annotations

from refcheck.version import __version__

TYPE_CHECKING = False  # type checkers know the name; importing `typing` for it would cost 10 ms
if TYPE_CHECKING:
    from refcheck.config import load as load_settings
    from refcheck.errors import RefcheckError
    from refcheck.model import Confidence, Evidence, Finding, Fix, Item, Reference, Report, Severity, Work
    from refcheck.pipeline import verify
    from refcheck.settings import Settings

__all__ = [
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

_OTHER_PLACES = {
    "RefcheckError": ("refcheck.errors", "RefcheckError"),
    "Settings": ("refcheck.settings", "Settings"),
    "load_settings": ("refcheck.config", "load"),
    "verify": ("refcheck.pipeline", "verify"),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - `import refcheck` must cost nothing

    module, attribute = _OTHER_PLACES.get(name, ("refcheck.model", name))
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
