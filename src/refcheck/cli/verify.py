"""``refcheck verify``: the main job."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from refcheck.cli import common
from refcheck.cli.common import (
    AskedSource,
    Config,
    IndexDirectory,
    Isolated,
    Mailto,
    NoCache,
    Offline,
    PrivateAddresses,
    StdinName,
    Works,
    say,
    settings_start,
)

if TYPE_CHECKING:
    from refcheck.model import Severity
    from refcheck.settings import Settings

Format = Literal["full", "concise", "json", "jsonl"]
Threshold = Literal["error", "warning", "info"]
_Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...", show_default=False, help="Files, folders, addresses of pages, or - for standard input."
    ),
]
_Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select", metavar="RULE", help="Run only these rules: codes (REF205), beginnings of codes (REF2) or names."
    ),
]
_Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="RULE", help="Do not run these rules.")]
_Fix = Annotated[bool, typer.Option("--fix", help="Write the safe fixes into the files.")]
_Unsafe = Annotated[bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: also those that want a look.")]
_Diff = Annotated[bool, typer.Option("--diff", help="Show what --fix would change; write nothing.")]
_Format = Annotated[Format | None, typer.Option("--output-format", help="The form of the report [default: full].")]
_File = Annotated[Path | None, typer.Option("--output-file", metavar="FILE", help="Write the report to a file.")]
_Zero = Annotated[bool, typer.Option("--exit-zero", help="Findings do not make the run fail.")]
_FailOn = Annotated[
    Threshold | None, typer.Option("--fail-on", help="The least severity that makes the run fail [default: warning].")
]
_Statistics = Annotated[bool, typer.Option("--statistics", help="Show how often each rule was broken.")]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only the report and errors.")]
_Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Also what is asked, and where settings come from.")]
_Judge = Annotated[bool, typer.Option("--judge", help="Also ask the language model that your own settings name.")]
_ShowInfo = Annotated[bool, typer.Option("--show-info", help="Show notes in full.")]


def verify(
    paths: _Paths = None,
    select: _Select = None,
    ignore: _Ignore = None,
    fix: _Fix = False,
    unsafe_fixes: _Unsafe = False,
    diff: _Diff = False,
    output_format: _Format = None,
    output_file: _File = None,
    show_info: _ShowInfo = False,
    statistics: _Statistics = False,
    fail_on: _FailOn = None,
    exit_zero: _Zero = False,
    works: Works = None,
    index: IndexDirectory = None,
    source: AskedSource = None,
    offline: Offline = False,
    mailto: Mailto = "",
    no_cache: NoCache = False,
    judge: _Judge = False,
    config: Config = None,
    isolated: Isolated = False,
    allow_private_addresses: PrivateAddresses = False,
    stdin_filename: StdinName = "",
    quiet: _Quiet = False,
    verbose: _Verbose = False,
) -> None:
    """Compare references with Crossref and report what does not agree."""
    places = paths or ["."]
    settings = common.load_settings(settings_start(places), config=config, isolated=isolated)
    settings = common.with_network_options(settings, offline=offline, mailto=mailto, no_cache=no_cache, works=works)
    settings = common.with_index(settings, index=index, source=source)
    settings = replace(settings, judge=replace(settings.judge, enabled=judge or settings.judge.enabled))
    settings = _with_rules(settings, select, ignore)
    settings = replace(settings, fail_on=_severity(fail_on) if fail_on else settings.fail_on)
    settings = replace(settings, output_format=output_format or settings.output_format)
    settings = replace(settings, show_info=show_info or settings.show_info)
    from refcheck.cli.places import gather
    from refcheck.cli.run import Wishes, run

    if verbose:
        _talk(settings)
    network = replace(settings.network, allow_private_addresses=allow_private_addresses)
    gathered = gather(places, stdin_filename, network)
    wishes = Wishes(fix, unsafe_fixes, diff, output_file, statistics, exit_zero, quiet, gathered.stdin_name)
    raise typer.Exit(run(gathered, settings, wishes))


# -------------------------------------------------------------------------------------------------- what is wished


def _severity(word: str) -> Severity:
    from refcheck.model import Severity

    return Severity[word.upper()]


def _with_rules(settings: Settings, select: list[str] | None, ignore: list[str] | None) -> Settings:
    from refcheck.rules.select import UnknownRule, require_known

    chosen = _separated(select)
    ignored = _separated(ignore)
    try:
        for name in (*chosen, *ignored):
            require_known(name)
    except UnknownRule as error:
        raise typer.BadParameter(
            f"{error}. `refcheck rule` lists all rules.", param_hint="--select/--ignore"
        ) from error
    return replace(settings, select=chosen or settings.select, ignore=(*settings.ignore, *ignored))


def _separated(options: list[str] | None) -> tuple[str, ...]:
    return tuple(name.strip() for option in options or () for name in option.split(",") if name.strip())


def _talk(settings: Settings) -> None:
    import logging

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("refcheck")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
    say("Settings: " + (", ".join(map(str, settings.files)) or "the defaults"))
