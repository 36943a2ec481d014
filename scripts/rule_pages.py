"""Write the page of each rule from the docstring of its module: `python scripts/rule_pages.py --write`.

`--check` writes nothing and fails if a page is missing, stale or left over.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from refcheck.rules import RULES
from refcheck.rules.base import Rule

DIRECTORY = Path(__file__).parents[1] / "docs" / "rules"

GROUPS = {
    "0": "Reading",
    "1": "Identity",
    "2": "Agreement",
    "3": "Status",
    "4": "Completeness",
    "5": "Form",
    "6": "Citations in the text",
    "7": "The bibliography as a whole",
}
"""What the first digit of a code stands for."""

OPENING = """\
# Rules

Errors and warnings count for the exit code, remarks (*info*) never do. Codes, names and the beginnings of codes are
accepted by `--select` and `--ignore`: `REF205`, `year-mismatch`, `REF2`, `ALL`. `refcheck rule NAME` prints a page.
"""


def file_name(rule: Rule) -> str:
    """The name of a rule's page."""
    return f"{rule.code}-{rule.name}.md"


def page(rule: Rule) -> str:
    """A rule's page: its names, its severity, and the docstring of its module."""
    return f"# {rule.name} ({rule.code})\n\nSeverity: {rule.severity}\n\n{rule.page.strip()}\n"


def summary(rule: Rule) -> str:
    """The first sentence of a rule's page."""
    return rule.page.strip().splitlines()[0]


def overview() -> str:
    """The table of all rules, by group."""
    lines = [OPENING]
    for digit, group in GROUPS.items():
        rules = [rule for rule in RULES if rule.code[3] == digit]
        if rules:
            lines += [f"## {group}", "", "| code | name | severity | |", "|---|---|---|---|"]
            lines += [
                f"| {rule.code} | [{rule.name}]({file_name(rule)}) | {rule.severity} | {summary(rule)} |"
                for rule in rules
            ]
            lines.append("")
    return "\n".join(lines)


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {"README.md": overview(), **{file_name(rule): page(rule) for rule in RULES}}


def differences(directory: Path) -> list[str]:
    """What is wrong in the directory: one line for each page."""
    wanted = pages()
    present = {path.name: path.read_text("utf-8") for path in directory.glob("*.md")}
    stale = [
        f"{name}: differs from the docstring" for name in wanted if present.get(name, wanted[name]) != wanted[name]
    ]
    missing = [f"{name}: missing" for name in wanted if name not in present]
    return stale + missing + [f"{name}: no such rule" for name in present if name not in wanted]


def write(directory: Path) -> None:
    """Write all pages and remove those of rules that are no more."""
    directory.mkdir(parents=True, exist_ok=True)
    for path in directory.glob("*.md"):
        path.unlink()
    for name, text in pages().items():
        (directory / name).write_text(text, "utf-8")


def main() -> int:
    """Write or check, as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--write", action="store_true", help="write the pages")
    what.add_argument("--check", action="store_true", help="fail if a page is not as it should be")
    if parser.parse_args().write:
        write(DIRECTORY)
        return 0
    found = differences(DIRECTORY)
    sys.stderr.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
