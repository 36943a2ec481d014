"""Draw the report of a bibliography as ``docs/refs.svg``: ``python scripts/report_picture.py refs.bib``."""

from __future__ import annotations

import argparse
import io
import re
from pathlib import Path

from rich.console import Console
from rich.text import Text

from refcheck import config
from refcheck.model import Report
from refcheck.pipeline import verify
from refcheck.reports import ReportOptions
from refcheck.reports.counts import summary
from refcheck.reports.full import print_report

WIDTH = 100
PICTURE = Path("docs/refs.svg")
_FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
"""Fonts from elsewhere: a picture must not call anybody."""


def picture(report: Report, command: str) -> str:
    """The report as a terminal would show it."""
    console = Console(
        file=io.StringIO(), record=True, width=WIDTH, force_terminal=True, color_system="standard", highlight=False
    )
    console.print(Text(f"$ {command}", style="bold"))
    print_report(report, ReportOptions(colour=True), console)
    console.print()
    console.print(Text(summary(report)))
    return _FONTS.sub("", console.export_svg(title=command, unique_id="refcheck"))


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", default="refs.bib")
    parser.add_argument("--output", type=Path, default=PICTURE)
    arguments = parser.parse_args()
    report = verify(arguments.path, settings=config.load(Path(arguments.path)))
    arguments.output.write_text(picture(report, f"refcheck verify {arguments.path}"), "utf-8")


if __name__ == "__main__":
    main()
