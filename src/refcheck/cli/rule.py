"""``refcheck rule``: what a rule means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from refcheck.cli import common

if TYPE_CHECKING:
    from refcheck.rules.base import Rule

_Name = Annotated[str | None, typer.Argument(metavar="[RULE]", show_default=False, help="A code or a name.")]
_Format = Annotated[Literal["text", "json"], typer.Option("--output-format", help="Text or JSON.")]


def rule(name: _Name = None, output_format: _Format = "text") -> None:
    """Explain a rule; without a name, list all of them."""
    from refcheck.rules import RULES

    chosen = [_named(name)] if name else list(RULES)
    if output_format == "json":
        records = [_record(one) for one in chosen]
        common.write(json.dumps(records[0] if name else records, ensure_ascii=False, indent=2) + "\n")
    else:
        common.write(_page(chosen[0]) if name else _table(chosen))


def _named(name: str) -> Rule:
    from refcheck.rules import closest, find_rule

    found = find_rule(name)
    if found is None:
        near = closest(name)
        hint = f" Did you mean {near}?" if near else ""
        raise typer.BadParameter(f"there is no rule {name!r}.{hint} `refcheck rule` lists all rules.")
    return found


def _page(one: Rule) -> str:
    text = f"# {one.name} ({one.code})\n\n*{str(one.severity).capitalize()}.* {one.page.strip()}\n"
    if not common.colour_wanted():
        return text
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(width=min(common.terminal_width(), 100))
    with console.capture() as captured:
        console.print(Markdown(text))
    return captured.get()


def _table(rules: list[Rule]) -> str:
    width = max(len(one.name) for one in rules)
    return "".join(f"{one.code}  {one.severity!s:7}  {one.name:{width}}  {_sentence(one)}\n" for one in rules)


def _sentence(one: Rule) -> str:
    return one.page.strip().split("\n", 1)[0]


def _record(one: Rule) -> dict[str, str]:
    return {
        "code": one.code,
        "name": one.name,
        "severity": str(one.severity),
        "summary": _sentence(one),
        "page": one.page.strip(),
    }
