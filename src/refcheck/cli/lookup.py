"""``refcheck lookup``: one work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from refcheck.cli import common
from refcheck.cli.common import AskedSource, Config, IndexDirectory, Isolated, Mailto, NoCache, Offline, Works, say

if TYPE_CHECKING:
    from refcheck.model import Absent, Match, Work

Format = Literal["text", "json", "bibtex"]
_Text = Annotated[list[str], typer.Argument(metavar="TEXT...", help="A DOI, its address, or a reference.")]
_Format = Annotated[Format, typer.Option("--output-format", help="Text, CSL JSON or BibTeX.")]


def lookup(
    text: _Text,
    output_format: _Format = "text",
    works: Works = None,
    index: IndexDirectory = None,
    source: AskedSource = None,
    offline: Offline = False,
    mailto: Mailto = "",
    no_cache: NoCache = False,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Find one work by a DOI or a reference, and show it.

    Exits with 1 if no source has the work, and with 3 if one did not answer.
    """
    from refcheck.lookup import lookup as look_up

    wanted = " ".join(text)
    if not wanted.strip():
        raise typer.BadParameter("there is nothing to look up", param_hint="TEXT")
    settings = common.load_settings(None, config=config, isolated=isolated)
    settings = common.with_network_options(settings, offline=offline, mailto=mailto, no_cache=no_cache, works=works)
    settings = common.with_index(settings, index=index, source=source)
    raise typer.Exit(_told(look_up(wanted, settings), wanted, output_format))


def _told(match: Match, wanted: str, output_format: Format) -> int:
    """Show the work, or say why there is none; the exit code."""
    from refcheck.model import Absent, Found, OtherWork, Registered, Unchecked, Unsearchable

    match match:
        case Found(work=work) | OtherWork(work=work):
            common.write(_shown(work, output_format))
            return common.EXIT_CLEAN
        case Absent():
            say(_absence(match, wanted))
            return common.EXIT_FINDINGS
        case Registered(doi=doi, agency=agency):
            say(f"{doi} is registered with {agency}, which gives no description of it: https://doi.org/{doi}")
            return common.EXIT_INCOMPLETE
        case Unchecked(reason=reason) | Unsearchable(reason=reason):
            say(f"Not found out: {reason}.")
            return common.EXIT_INCOMPLETE


def _shown(work: Work, output_format: Format) -> str:
    from dataclasses import replace

    from refcheck.reports.work import described_work
    from refcheck.writers.bibtex import to_bibtex
    from refcheck.writers.csl_json import to_csl

    match output_format:
        case "json":
            return json.dumps(to_csl(work.item), ensure_ascii=False, indent=2) + "\n"
        case "bibtex":
            return to_bibtex(replace(work.item, url="") if work.item.doi else work.item)
        case "text":
            return described_work(work)


def _absence(absent: Absent, wanted: str) -> str:
    """That there is no such work, and what there is in its place. A few words may fit a work and not name it."""
    from refcheck.compare.identifiers import clean_doi
    from refcheck.reports.plain import printable
    from refcheck.rules.wording import described_with_doi

    none = "No such work" if clean_doi(wanted) else "No work that this names for certain"
    sentences = [f"{none}; asked: {', '.join(absent.asked)}."]
    if absent.nearest is not None:
        sentences.append(f"The nearest is {described_with_doi(absent.nearest)}.")
    if absent.lender not in (absent.nearest, None):
        sentences.append(f"These authors have at this place {described_with_doi(absent.lender)}.")
    return printable(" ".join(sentences))
