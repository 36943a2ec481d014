"""The log that an unexpected error leaves behind. It holds no values, only places in the program."""

from __future__ import annotations

import platform
import tempfile
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from refcheck.version import __version__

_LIBRARIES = ("bibtexparser", "httpx", "rich", "typer")


def write_log(error: BaseException, project: str) -> str:
    """Write the log and return a sentence that says where it is and what to do with it."""
    text = "\n".join([f"refcheck {__version__}", _environment(), *_trace(error)])
    for folder in (Path(platformdirs.user_log_dir("refcheck", appauthor=False)), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / "refcheck-crash.log"
            file.write_text(text + "\n", "utf-8")
        except OSError:
            continue
        return f"Please report it ({project}) and attach {file}."
    return f"Please report it ({project}):\n{text}"


def _environment() -> str:
    libraries = ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES)
    return f"Python {platform.python_version()} on {platform.platform()}; {libraries}"


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "?"


def _trace(error: BaseException) -> list[str]:
    """The chain of calls. The message is left out: it may quote the document, an address or a token."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}: {frame.line}" for frame in frames]
    cause = error.__cause__ or error.__context__
    others = [*([cause] if cause is not None else []), *(error.exceptions if isinstance(error, ExceptionGroup) else ())]
    return [*places, type(error).__name__, *(line for one in others for line in _trace(one))]
