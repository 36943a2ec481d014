"""Keep functions and modules short: ``python scripts/house_rules.py``.

A function has at most 40 lines without its docstring, a module at most 400. Linters count statements; people read
lines.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST_FUNCTION, LONGEST_MODULE = 40, 400
FOLDERS = ("src", "tests", "benchmarks", "scripts", "training")


def breaches(path: Path) -> Iterator[str]:
    """What is too long in a file, a line each."""
    text = path.read_text("utf-8")
    lines = len(text.splitlines())
    if lines > LONGEST_MODULE:
        yield f"{path}: {lines} lines in the module, {LONGEST_MODULE} are allowed"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > LONGEST_FUNCTION:
            yield f"{path}:{node.lineno}: {_length(node)} lines in `{node.name}`, {LONGEST_FUNCTION} are allowed"


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[1] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or node.lineno) - first.lineno + 1


def main() -> int:
    """Print every breach; 1 if there is any."""
    files = sorted(path for folder in FOLDERS for path in Path(folder).rglob("*.py"))
    found = [breach for path in files for breach in breaches(path)]
    print(*found, sep="\n", end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
