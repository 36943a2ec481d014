"""How many of the references of real posts are found, wrongly found, and exactly split.

    python -m benchmarks.extraction DIRECTORY [--show]

The directory holds ``files/`` and ``truth/``, a JSON file for each post: ``{"refs": [{"raw": …}, …]}``. Each post is
read as `refcheck verify` reads it. Texts are compared by their letters and digits alone, without the addresses of
links, so typography and mark-up do not matter. A reference counts as found if most of its words are in one entry or
in a run of entries; as exactly split if one entry has its words and no others, but for links at its end. An entry
counts as wrong if it has little in common with any reference.

The lists were made by rule. Where one is plainly wrong the count is given as it is, and what is wrong is printed below:
a reference that is a remark without author, year or address, and two references in one.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from refcheck.model import Reference
from refcheck.parsing.list_scoring import evident
from refcheck.readers import READERS, read_bytes

WANTED_FOUND, WANTED_WRONG, WANTED_SPLIT = 0.97, 0.01, 0.95
_SAME = 97.0
"""How much two texts agree that differ in nothing but slips of the rule that made the list."""
_OVERLAP = 75.0
"""How much a reference and an entry have in common if the one was found as the other."""
_SHORTEST = 12

_MARKDOWN_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s?(?:[^()\n]|\([^()\n]*\))*\)")
_ADDRESS = re.compile(r"<?\b(?:https?://|www\.)[^\s>]+>?|\b(?:doi:\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]+>")
_NUMBER = re.compile(r"^\s*(?:\[?\d{1,3}[\].)]?\s+|[₀-₉¹²³⁰⁴-⁹]+\s*)(?=\D)")
_SHORTHAND = re.compile(r"\[@([^\]]+)\]")


@dataclass(slots=True)
class Outcome:
    """What was found in one post."""

    name: str
    truth: int = 0
    entries: int = 0
    found: int = 0
    split: int = 0
    missing: list[str] = field(default_factory=list)
    inexact: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    """Where the list itself is wrong."""


def bare(text: str) -> str:
    """Letters and digits, without mark-up, addresses and the number in the list."""
    text = _NUMBER.sub("", _TAG.sub("", _MARKDOWN_LINK.sub(r"\1", text)))
    return "".join(char for char in _ADDRESS.sub(" ", text).lower() if char.isalnum())


def compare(name: str, truth: Sequence[str], entries: Sequence[str]) -> Outcome:
    """Match the references of the truth with the entries found."""
    outcome = Outcome(name, len(truth), len(entries))
    ours = [bare(entry) or _letters(entry) for entry in entries]
    theirs = [bare(raw) or _letters(raw) for raw in truth]
    for raw, wanted in zip(truth, theirs, strict=True):
        _count(raw, wanted, ours, outcome)
    for entry, text in zip(entries, ours, strict=True):
        if not any(_shares(text, wanted) for wanted in theirs):
            outcome.wrong.append(entry)
    return outcome


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _count(raw: str, wanted: str, ours: Sequence[str], outcome: Outcome) -> None:
    if any(_same(wanted, text) for text in ours):
        outcome.found += 1
        outcome.split += 1
        return
    parts = [text for text in ours if len(text) >= _SHORTEST and fuzz.partial_ratio(text, wanted) >= _SAME]
    if any(_shares(text, wanted) for text in ours) or parts:
        outcome.found += 1
        whole = len(parts) > 1 and sum(map(len, parts)) >= 0.9 * len(wanted)
        (outcome.doubtful if whole else outcome.inexact).append(("several in one: " if whole else "") + raw)
    elif not evident(raw):
        outcome.doubtful.append("no reference: " + raw)
    else:
        outcome.missing.append(raw)


def _same(wanted: str, text: str) -> bool:
    return wanted == text or fuzz.ratio(wanted, text) >= _SAME


def _shares(text: str, wanted: str) -> bool:
    shorter, longer = sorted((text, wanted), key=len)
    return len(shorter) >= _SHORTEST and fuzz.partial_ratio(shorter, longer) >= _OVERLAP


def _text(reference: Reference) -> str:
    return reference.text or str(reference.item.title[:1])


def outcomes(directory: Path) -> Iterable[Outcome]:
    """Every post for which there is a truth, in order of name."""
    for path in sorted((directory / "truth").glob("*.json")):
        name = path.name.removesuffix(".json")
        post = directory / "files" / name
        if post.suffix.lower() not in READERS:
            print(f"{name}: no reader for {post.suffix}")
            continue
        truth = [str(one["raw"]) for one in json.loads(path.read_text("utf-8"))["refs"]]
        document = read_bytes(str(post), post.read_bytes())
        yield compare(name, truth, [_text(one) for one in document.references])


def _line(name: str, outcome: Outcome, *, width: int) -> str:
    truth, entries = max(outcome.truth, 1), max(outcome.entries, 1)
    return (
        f"{name[:width]:{width}} {outcome.truth:5} {outcome.found / truth:7.1%} {outcome.split / truth:7.1%} "
        f"{len(outcome.wrong) / entries:7.1%}"
    )


def _total(every: Sequence[Outcome]) -> Outcome:
    total = Outcome("all")
    for one in every:
        total.truth += one.truth
        total.entries += one.entries
        total.found += one.found
        total.split += one.split
        total.wrong += one.wrong
        total.doubtful += one.doubtful
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is missing, inexact and wrong")
    options = parser.parse_args()
    if not (options.directory / "truth").is_dir():
        parser.exit(2, f"{options.directory}: no directory truth/ in it\n")
    began = time.perf_counter()
    every = list(outcomes(options.directory))
    seconds = time.perf_counter() - began
    print(f"{'post':60} {'refs':>5} {'found':>7} {'split':>7} {'wrong':>7}")
    for one in every:
        print(_line(one.name, one, width=60))
        for kind in ("missing", "inexact", "wrong") if options.show else ():
            for text in getattr(one, kind):
                print(f"    {kind}: {text[:200]}")
    total = _total(every)
    print(_line("all", total, width=60), f"  ({seconds:.1f} s, reading and parsing included)")
    print(f"{'wanted':60} {'':5} {WANTED_FOUND:7.0%} {WANTED_SPLIT:7.0%} {WANTED_WRONG:7.0%}")
    for text in total.doubtful:
        print(f"the truth is wrong, counted against us all the same: {text[:180]}")


if __name__ == "__main__":
    main()
