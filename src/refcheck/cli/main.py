"""The program: its commands, and what happens when one fails."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from refcheck.cli import cache, extract, index, lookup, rule, verify
from refcheck.cli.common import EXIT_ERROR, say
from refcheck.errors import RefcheckError
from refcheck.version import __version__

GARBAGE = (20_000, 50, 100)
"""How many objects more before Python looks for circles of garbage: we make none, and a tenth of the time is saved."""
PROJECT = "https://pypi.org/project/refcheck-cli/"


app = typer.Typer(
    name="refcheck",
    help="A linter for references: compares every field of a bibliography with Crossref, and shows the evidence.",
    epilog="Exit codes: 0 clean, 1 findings, 2 usage error, 3 something could not be checked, 130 interrupted.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(verify.verify)
app.command()(extract.extract)
app.command()(lookup.lookup)
app.command()(rule.rule)
app.add_typer(index.app, name="index")
app.add_typer(cache.app, name="cache")


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"refcheck {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """A linter for references: compares every field of a bibliography with Crossref, and shows the evidence."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program. A mistake of the user's ends in a sentence; an error nobody expected leaves a log to send us."""
    gc.set_threshold(*GARBAGE)
    try:
        app(arguments)
    except RefcheckError as error:
        say(f"refcheck: {error}")
        sys.exit(EXIT_ERROR)
    except Exception as error:  # noqa: BLE001 - the one place: whatever happens, the user gets a sentence and a log
        from refcheck.cli.crash import write_log

        say(f"refcheck met an error of its own ({type(error).__name__}). {write_log(error, PROJECT)}")
        sys.exit(EXIT_ERROR)
