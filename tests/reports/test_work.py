"""The lines of ``lookup``: a work for a person to read."""

from __future__ import annotations

import datetime

from refcheck.model import Update, Work
from refcheck.reports.work import described_work
from tests.writers.made import ITEM


def test_a_work_for_a_person() -> None:
    updates = (Update("10.5555/gone", "retraction", "Retraction", "publisher"),)
    work = Work(ITEM, "crossref", datetime.date(2026, 11, 23), updated_by=updates)
    text = described_work(work)
    assert "issued     2021-03 (print), 2020\n" in text
    assert "DOI        https://doi.org/10.5555/tides\n" in text
    assert "updated by Retraction 10.5555/gone (publisher)\n" in text
    assert text.endswith("source     crossref, answered 2026-11-23\n")
