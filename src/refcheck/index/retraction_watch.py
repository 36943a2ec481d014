"""Retraction Watch's list as statements about works.

The list is a CSV file with a row for every notice: https://gitlab.com/crossref/retraction-watch-data
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from refcheck.index.part import Statement
from refcheck.index.problem import IndexProblem
from refcheck.index.record import Message

SOURCE = "retraction-watch"
_WORK, _NOTICE, _NATURE, _DATE, _RECORD = (
    "OriginalPaperDOI",
    "RetractionDOI",
    "RetractionNature",
    "RetractionDate",
    "Record ID",
)
_DATE_FORM = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def read_statements(path: Path) -> list[Statement]:
    """What the list says about works that have a DOI.

    Raises:
        IndexProblem: if the file cannot be read, or is another CSV file.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            rows = csv.DictReader(file)
            if not {_WORK, _NATURE} <= set(rows.fieldnames or ()):
                raise IndexProblem(
                    f"{path} is not Retraction Watch's list.", "It has other columns; download it again."
                )
            return [one for row in rows for one in _statements(row)]
    except (OSError, csv.Error) as error:
        raise IndexProblem(f"{path} cannot be read: {error}.", "Download it again.") from error


def _statements(row: Mapping[str, str | None]) -> Iterator[Statement]:
    work, nature = _DOI.match((row.get(_WORK) or "").strip()), (row.get(_NATURE) or "").strip()
    if not work or not nature:
        return
    notice = _DOI.match((row.get(_NOTICE) or "").strip())
    date = _DATE_FORM.match(row.get(_DATE) or "")
    fields: dict[str, object] = {
        "DOI": notice[0].lower() if notice else None,
        "type": nature.lower().replace(" ", "_"),
        "label": nature,
        "source": SOURCE,
        "updated": {"date-parts": [[int(date[3]), int(date[1]), int(date[2])]]} if date else None,
        "record-id": row.get(_RECORD),
    }
    stated: Message = {key: value for key, value in fields.items() if value}
    yield Statement(work[0].lower(), stated)
