"""Recall for each kind of error, and false alarms, on real Crossref records rendered as people type them.

    python -m benchmarks.accuracy_fields RECORDS.jsonl.gz [--limit 2000] [--seed 1]

Each record becomes one BibTeX entry (initials, abbreviated journals, LaTeX accents, abbreviated end pages, online or
print year, lost subtitle, ``others`` …). Half of the entries are right; the other half get one labelled error each.
The loopback double serves the records over HTTP, and `refcheck verify` checks the files as a user would run it.
A record that the damage does not apply to gets another kind. Year errors that meet another admissible year of the
record, and other damages that happen to be right, are not counted: the label is checked against the record first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.bibtex_rendering import Entry, Record, _years, entry_of, usable, written
from benchmarks.damages import KINDS
from benchmarks.double import refcheck, running_double

PER_FILE = 100
STATUS = "REF3"
DUPLICATE = "REF701"
"""Said of a right entry whose DOI was given to a damaged neighbour."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An entry as written to a file, and the kind of error in it (empty: none)."""

    entry: Entry
    record: Record
    kind: str = ""


def records_of(path: Path) -> list[Record]:
    """The usable records of a file, each DOI once; a dump that escaped the slash of its DOIs twice is mended."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    cleaned = ({**record, "DOI": str(record["DOI"]).replace("\\/", "/")} for record in records if usable(record))
    return list({record["DOI"].lower(): record for record in cleaned}.values())


def entries_of(records: Sequence[Record], chance: random.Random) -> list[Entry]:
    """Every record as an entry, without an error."""
    return [entry_of(record, f"r{n}", chance) for n, record in enumerate(records)]


def labelled(records: Sequence[Record], seed: int) -> Iterator[Labelled]:
    """Every record as an entry: half as it is, half damaged, the kinds in turn."""
    chance = random.Random(seed)
    entries = entries_of(records, chance)
    kinds = list(KINDS)
    for number, (entry, record) in enumerate(zip(entries, records, strict=True)):
        if number % 2:
            yield Labelled(entry, record)
            continue
        yield _damaged(entry, record, entries, kinds, chance)


def _damaged(
    entry: Entry, record: Record, entries: Sequence[Entry], kinds: list[str], chance: random.Random
) -> Labelled:
    for kind in list(kinds):
        for _ in range(8):
            damaged = KINDS[kind].damage(entry, entries, chance)
            if damaged and not _still_right(kind, damaged, record):
                kinds.remove(kind)
                kinds.append(kind)
                return Labelled(damaged, record, kind)
    return Labelled(entry, record)


def _still_right(kind: str, damaged: Entry, record: Record) -> bool:
    return kind.startswith("year") and int(damaged.fields["year"]) in _years(record)


def verified(directory: Path, corpus: Path) -> list[Mapping[str, Any]]:
    """The documents in the report of `refcheck verify` on a directory, with the records served by the double."""
    with running_double(corpus) as double, tempfile.TemporaryDirectory() as home:
        environment = double.environment(Path(home), paced=False)
        options = ("--isolated", "--output-format", "json")
        run = refcheck("verify", str(directory), *options, environment=environment, directory=directory)
    if run.returncode not in {0, 1, 3}:
        raise SystemExit(run.stderr)
    documents: list[Mapping[str, Any]] = json.loads(run.stdout)["documents"]
    return documents


def findings_of(directory: Path, corpus: Path) -> dict[str, list[Mapping[str, Any]]]:
    """What `refcheck verify` finds, by citation key, `""` is for no key."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for document in verified(directory, corpus):
        for finding in document["findings"]:
            found.setdefault(finding["key"], []).append(finding)
        for reference in document["references"]:
            outcome = reference["match"]["outcome"]
            found[reference["key"]] = [
                *found.get(reference["key"], ()),
                *reference["findings"],
                {"code": "outcome", "severity": outcome},
            ]
    return found


def write_files(entries: Sequence[Labelled], directory: Path, seed: int) -> None:
    """The entries in `.bib` files of a hundred."""
    chance = random.Random(seed)
    for start in range(0, len(entries), PER_FILE):
        text = "\n".join(written(one.entry, chance) for one in entries[start : start + PER_FILE])
        (directory / f"refs{start // PER_FILE:04}.bib").write_text(text, encoding="utf-8")


def alarms(findings: Sequence[Mapping[str, Any]]) -> set[str]:
    """The codes of warnings and errors."""
    return {one["code"] for one in findings if one["severity"] in {"warning", "error"}}


def print_recall(seen: Counter[str], told: Counter[str]) -> None:
    """Print for each kind of error how many there were, and how many were told."""
    print(f"{'kind of error':28}{'there':>8}{'found':>8}{'recall':>9}")
    for kind in (*KINDS, "all"):
        there, found = (each.total() if kind == "all" else each[kind] for each in (seen, told))
        if there:
            print(f"{kind:28}{there:8}{found:8}{100 * found / there:8.2f}%")


def report(entries: Sequence[Labelled], found: Mapping[str, Sequence[Mapping[str, Any]]], *, verbose: bool) -> None:
    """Print recall per kind, and false alarms per 100 references."""
    seen, told = Counter[str](), Counter[str]()
    false, status, unchecked, right = Counter[str](), 0, 0, 0
    for one in entries:
        codes = alarms(found.get(one.entry.key, ()))
        outcomes = {f["severity"] for f in found.get(one.entry.key, ()) if f["code"] == "outcome"}
        unchecked += "unchecked" in outcomes
        if one.kind:
            seen[one.kind] += 1
            told[one.kind] += bool(codes & KINDS[one.kind].rules)
            missed = not codes & KINDS[one.kind].rules
        else:
            right += 1
            status += any(code.startswith(STATUS) for code in codes)
            codes = {code for code in codes if not code.startswith(STATUS) and code != DUPLICATE}
            false.update(codes)
            missed = bool(codes)
        if verbose and missed:
            print(f"-- {one.kind or 'FALSE ALARM'} {sorted(codes)} {one.record['DOI']}")
            print(written(one.entry, random.Random(0)), end="")
            for finding in found.get(one.entry.key, ()):
                print("   ", finding["code"], finding["severity"], finding.get("message", ""))
    print_recall(seen, told)
    print(f"right entries {right}; alarms by rule {dict(false.most_common())}")
    print(f"false alarms per 100 right references: {100 * false.total() / right:.2f}")
    print(
        f"not counted as false: {status} right entries whose record says retracted or of concern; unchecked {unchecked}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="print every missed error and every false alarm")
    options = parser.parse_args()
    if not options.records.exists():
        raise SystemExit(
            f"{options.records} is not there: give a file of Crossref work records, one JSON object a line"
        )
    records = records_of(options.records)
    random.Random(options.seed).shuffle(records)
    entries = list(labelled(records[: options.limit or None], options.seed))
    with tempfile.TemporaryDirectory() as directory:
        corpus, bibliography = Path(directory, "records.jsonl"), Path(directory, "bib")
        bibliography.mkdir()
        corpus.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        write_files(entries, bibliography, options.seed)
        found = findings_of(bibliography, corpus)
    report(entries, found, verbose=options.verbose)


if __name__ == "__main__":
    main()
