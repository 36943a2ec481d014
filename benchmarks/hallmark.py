"""Detection of made-up and altered entries on HALLMARK (https://github.com/rpatrik96/hallmark).

    python -m benchmarks.hallmark hallmark-dev.jsonl.gz

Crossref cannot be asked here, so its place is taken by records **made from the benchmark's own valid entries** and
served by the loopback double. An altered entry whose original is not among the valid ones is then simply not found:
the figures for detection are therefore a little kinder than on the live service, and those for false positives say
nothing about what Crossref lacks. Any finding of severity warning or error counts as detection.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy_fields import alarms, findings_of

TYPES = {
    "article": "journal-article",
    "inproceedings": "proceedings-article",
    "book": "book",
    "incollection": "book-chapter",
}
ARXIV = "10.48550/"
Row = Mapping[str, Any]


def record_of(row: Row, number: int) -> Mapping[str, Any]:
    """A Crossref record that says what a valid entry says."""
    fields = row["fields"]
    container = fields.get("journal") or fields.get("booktitle")
    date = {"date-parts": [[int(fields["year"])]]}
    doi = fields.get("doi", f"10.5555/hallmark.{number}").lower()
    return {
        "DOI": doi,
        "type": "posted-content" if doi.startswith(ARXIV) else TYPES.get(row["bibtex_type"], "journal-article"),
        **({"group-title": "arXiv"} if doi.startswith(ARXIV) else {}),
        "title": [html.unescape(fields["title"])],
        "author": [_name(name) for name in fields["author"].split(" and ")],
        "issued": date,
        "published-print": date,
        **({"container-title": [html.unescape(container)]} if container else {}),
        **{
            ours: fields[theirs]
            for ours, theirs in {"volume": "volume", "issue": "number", "page": "pages"}.items()
            if theirs in fields
        },
    }


def _name(name: str) -> Mapping[str, str]:
    family, comma, given = name.partition(",")
    if comma:
        return {"family": family.strip(), "given": given.strip()}
    given, _, family = name.strip().rpartition(" ")
    return {"family": family, "given": given}


def balanced(value: str) -> str:
    """The value, without braces if they do not match."""
    return value if value.count("{") == value.count("}") else value.replace("{", "").replace("}", "")


def entry_of(row: Row, key: str) -> str:
    """The entry as BibTeX; a brace without its partner, left by whoever parsed the original file, is dropped."""
    fields = {name: balanced(value) for name, value in row["fields"].items()}
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{row['bibtex_type']}{{{key},\n{body}\n}}\n"


def report(rows: Sequence[Row], found: Mapping[str, Sequence[Row]], *, verbose: bool) -> None:
    """Print detection per type, false positives, precision, recall, F1."""
    seen, told = Counter[str](), Counter[str]()
    for number, row in enumerate(rows):
        kind = row.get("hallucination_type") or "VALID"
        codes = alarms(found.get(f"h{number}", ()))
        seen[kind] += 1
        told[kind] += bool(codes)
        if verbose and bool(codes) == (kind == "VALID"):
            print(f"-- {kind} {sorted(codes)} {row.get('explanation')}\n{entry_of(row, f'h{number}')}", end="")
            for finding in found.get(f"h{number}", ()):
                print("   ", finding["code"], finding["severity"], finding.get("message", ""))
    for kind in sorted(seen):
        print(f"{kind:28}{seen[kind]:6} entries {told[kind]:6} flagged {100 * told[kind] / seen[kind]:7.2f}%")
    hits, misses = told.total() - told["VALID"], seen.total() - seen["VALID"] - told.total() + told["VALID"]
    precision, recall = hits / max(1, told.total()), hits / max(1, hits + misses)
    print(f"detection {recall:.4f}  false positives {told['VALID'] / max(1, seen['VALID']):.4f}  "
          f"precision {precision:.4f}  F1 {2 * precision * recall / (precision + recall):.4f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print every entry that was judged wrongly")
    options = parser.parse_args()
    if not options.entries.exists():
        raise SystemExit(f"{options.entries} is not there: give HALLMARK's entries, one JSON object a line")
    with gzip.open(options.entries, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as directory:
        corpus, bibliography = Path(directory, "records.jsonl"), Path(directory, "bib")
        bibliography.mkdir()
        valid = [record_of(row, n) for n, row in enumerate(rows) if row["label"] == "VALID"]
        corpus.write_text("".join(json.dumps(record) + "\n" for record in valid), encoding="utf-8")
        for number, row in enumerate(rows):
            Path(bibliography, f"h{number:04}.bib").write_text(entry_of(row, f"h{number}"), encoding="utf-8")
        found = findings_of(bibliography, corpus)
    report(rows, found, verbose=options.verbose)


if __name__ == "__main__":
    main()
