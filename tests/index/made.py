"""Invented records, and snapshots of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Record = Mapping[str, object]
SUBJECTS = ("tides", "harbours", "glaciers", "lighthouses", "estuaries", "dunes", "fjords", "lagoons")
FAMILIES = ("Lind", "Berg", "Aalto", "Okafor", "Müller", "Tanaka", "Silva", "Novák")


def record(number: int, **fields: object) -> dict[str, object]:
    """A record of an article; each number gives another."""
    subject, family = SUBJECTS[number % 8], FAMILIES[number // 8 % 8]
    return {
        "DOI": f"10.5555/made.{number}",
        "type": "journal-article",
        "title": [f"On the {subject} of island number{number} in winter"],
        "author": [{"family": family, "given": "Ida", "sequence": "first", "affiliation": []}],
        "container-title": ["Journal of Invented Seas"],
        "short-container-title": ["J. Inv. Seas"],
        "volume": str(number % 40 + 1),
        "page": f"{number + 100}-{number + 110}",
        "issued": {"date-parts": [[1990 + number % 30, 3]]},
        "published-print": {"date-parts": [[1990 + number % 30, 3]]},
        "indexed": {"date-time": "2026-03-01T10:00:00Z", "timestamp": 1772359200000},
        "reference": [{"key": "r1", "unstructured": "Lind, K. Tides."}],
        **fields,
    }


def lines(records: Iterable[Record]) -> bytes:
    """Records as JSON Lines."""
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


def snapshot(folder: Path, files: Sequence[Sequence[Record]]) -> Path:
    """A folder with files of records as Crossref publishes them."""
    folder.mkdir(exist_ok=True)
    for number, records in enumerate(files):
        (folder / f"{number}.jsonl.gz").write_bytes(gzip.compress(lines(records)))
    return folder


def records(number: int, *, start: int = 0) -> list[dict[str, object]]:
    """So many records."""
    return [record(one) for one in range(start, start + number)]
