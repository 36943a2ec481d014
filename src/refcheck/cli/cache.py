"""``refcheck cache``: where answers are kept between runs."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import typer

from refcheck.cli import common
from refcheck.cli.common import say

app = typer.Typer(help="Show or empty the cache of answers.", no_args_is_help=True)


def _file() -> Path:
    # Only a command's --no-cache leaves it empty.
    return cast("Path", common.load_settings(None, config=None, isolated=False).network.cache)


@app.command("dir")
def directory() -> None:
    """Show where it is."""
    common.write(f"{_file().parent}\n")


@app.command("info")
def information() -> None:
    """Show how much is in it."""
    from refcheck.sources.cache import AnswerCache

    with AnswerCache(_file()) as cache:
        content = cache.info()
    common.write(f"file      {content.file}\n")
    for source, number in content.entries.items():
        common.write(f"answers   {number} of {source}\n")
    if content.oldest is not None:
        common.write(f"from      {content.oldest} to {content.newest}\n")
    common.write(f"size      {content.size / 1e6:.1f} MB\n")


@app.command()
def clean() -> None:
    """Delete all answers."""
    from refcheck.reports.plain import counted
    from refcheck.sources.cache import AnswerCache

    with AnswerCache(_file()) as cache:
        say(f"{counted(cache.clean(), 'answer')} deleted.")
