"""What several commands share: options, exit codes, and how to write to the two streams."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from refcheck.settings import Settings

EXIT_CLEAN, EXIT_FINDINGS, EXIT_ERROR, EXIT_INCOMPLETE, EXIT_INTERRUPTED = 0, 1, 2, 3, 130

STDIN = "-"

Offline = Annotated[bool, typer.Option("--offline", help="Ask only what is on this machine: answers, index, works.")]
Mailto = Annotated[
    str,
    typer.Option("--mailto", metavar="ADDRESS", help="Your e-mail address, for Crossref's faster pool."),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep answers of earlier runs.")]
Config = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Use this settings file.")]
Isolated = Annotated[bool, typer.Option("--isolated", help="Ignore all settings files.")]
Works = Annotated[
    list[Path] | None,
    typer.Option("--works", metavar="FILE", help="A file of Crossref work records to ask first (repeatable)."),
]
IndexDirectory = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIRECTORY", help="A local index of Crossref to ask first."),
]
AskedSource = Annotated[
    Literal["auto", "index", "crossref"] | None,
    typer.Option("--source", help="Ask the local index and then Crossref, or one of them alone [default: auto]."),
]

StdinName = Annotated[
    str,
    typer.Option(
        "--stdin-filename",
        metavar="NAME",
        show_default=False,
        help="What to call standard input; its ending says the format [default: by its content].",
    ),
]
PrivateAddresses = Annotated[
    bool,
    typer.Option("--allow-private-addresses", help="Also fetch pages from this machine and from private networks."),
]


def load_settings(start: Path | None, *, config: Path | None, isolated: bool) -> Settings:
    """The settings of files and environment."""
    from refcheck import config as configuration

    if config is not None and isolated:
        raise typer.BadParameter("--config and --isolated exclude each other.")
    return configuration.load(start, config=config, isolated=isolated)


def settings_start(places: list[str]) -> Path | None:
    """Where the search for the project's settings begins: at the first file or folder."""
    return next((Path(place) for place in places if place != STDIN and "://" not in place), None)


def with_network_options(
    settings: Settings, *, offline: bool, mailto: str, no_cache: bool, works: list[Path] | None
) -> Settings:
    """The settings after the options that say whom to ask."""
    from refcheck.config import valid_mailto

    if mailto and not valid_mailto(mailto):
        raise typer.BadParameter(f"{mailto!r} is not an e-mail address.", param_hint="--mailto")
    for file in works or ():
        if not file.is_file():
            raise typer.BadParameter(f"{file} does not exist.", param_hint="--works")
    network = replace(
        settings.network,
        offline=offline or settings.network.offline,
        mailto=mailto or settings.network.mailto,
        cache=None if no_cache else settings.network.cache,
    )
    return replace(settings, network=network, works=(*(works or ()), *settings.works))


def with_index(settings: Settings, *, index: Path | None, source: str | None) -> Settings:
    """The settings after the options about the local index."""
    from refcheck.sources.settings import Catalogue

    chosen = replace(
        settings.index,
        directory=index or settings.index.directory,
        source=Catalogue(source) if source else settings.index.source,
    )
    return replace(settings, index=chosen)


def say(message: str) -> None:
    """One message for the person at the terminal; never mixed with the report."""
    print(message, file=sys.stderr)  # noqa: T201  (this function is the one way to standard error)


def write(text: str) -> None:
    """Write a text to standard output."""
    write_bytes(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))


def write_bytes(content: bytes) -> None:
    """Write to standard output as it is. A reader who has gone away (``| head``) is no error."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(file: Path, text: str, *, option: str) -> None:
    """Write a text to the file that an option named; raises `CannotSave`."""
    from refcheck.errors import CannotSave

    try:
        file.write_text(text, "utf-8", "backslashreplace", newline="\n")
    except OSError as error:
        raise CannotSave(f"{file} could not be written: {error.strerror}.", f"Choose another {option}.") from error


def colour_wanted() -> bool:
    """Whether standard output is a terminal that shall have colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """The columns of the terminal; a fixed number in a pipe."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
