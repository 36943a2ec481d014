"""``refcheck extract``: the references of articles as a bibliography."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from refcheck.cli import common
from refcheck.cli.common import Config, Isolated, Offline, PrivateAddresses, StdinName, say, settings_start

if TYPE_CHECKING:
    from refcheck.model import Document

Format = Literal["bibtex", "csl-json", "ris"]
_Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...", show_default=False, help="Files, folders, addresses of pages, or - for standard input."
    ),
]
_To = Annotated[
    Format | None, typer.Option("--to", help="The form of the bibliography [default: by --output, else bibtex].")
]
_Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, not to standard output.")
]


def extract(
    paths: _Paths = None,
    to: _To = None,
    output: _Output = None,
    offline: Offline = False,
    allow_private_addresses: PrivateAddresses = False,
    stdin_filename: StdinName = "",
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Write the references of articles as a bibliography, as they were typed: nothing is looked up or corrected.

    Exits with 1 if something could not be read, or holds no reference.
    """
    from refcheck.cli.places import gather
    from refcheck.extract import extract as extracted
    from refcheck.reports.plain import counted
    from refcheck.writers import SUFFIXES, WRITERS

    places = paths or ["."]
    settings = common.load_settings(settings_start(places), config=config, isolated=isolated)
    network = replace(
        settings.network,
        offline=offline or settings.network.offline,
        allow_private_addresses=allow_private_addresses,
    )
    gathered = gather(places, stdin_filename, network)
    documents = gathered.documents()
    form = to or SUFFIXES.get(output.suffix.lower() if output else "", "bibtex")
    entries = extracted(documents)
    text = WRITERS[form](entries)
    if output is None:
        common.write(text)
    else:
        common.write_file(output, text, option="--output")
    problems = _told(documents)
    say(f"{counted(len(entries), 'reference')} of {counted(len(documents), 'document')}.")
    raise typer.Exit(common.EXIT_ERROR if gathered.failed else common.EXIT_FINDINGS if problems else common.EXIT_CLEAN)


def _told(documents: Sequence[Document]) -> int:
    """Say what could not be read; how much that was. Of what was only met in a folder the number is enough."""
    from refcheck.model import Severity
    from refcheck.reports.plain import counted, printable

    problems = [(document, problem) for document in documents for problem in document.problems]
    told = [(document, problem) for document, problem in problems if problem.severity is not Severity.INFO]
    for document, problem in told:
        line, _ = document.position(problem.span.start)
        say(printable(f"{document.path}:{line}: {problem.message}"))
    if len(told) < len(problems):
        say(f"{counted(len(problems) - len(told), 'file')} in folders without a reference list.")
    return len(told)
