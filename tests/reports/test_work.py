"""The lines of ``lookup``: a work for a person to read."""

from __future__ import annotations

import datetime

from refcheck.model import Date, Item, Update, Work
from refcheck.reports.work import described_work
from tests.writers.made import ITEM


def test_a_work_for_a_person() -> None:
    updates = (
        Update("10.5555/gone", "retraction", "Retraction", "publisher"),
        Update("10.5555/back", "reinstatement", "Reinstatement", "retraction-watch", Date(2023, 5, 9)),
    )
    work = Work(ITEM, "crossref", datetime.date(2026, 11, 23), updated_by=updates)
    text = described_work(work)
    assert "issued     2021-03 (print), 2020\n" in text
    assert "DOI        https://doi.org/10.5555/tides\n" in text
    assert "updated by Retraction 10.5555/gone (publisher)\n" in text
    assert "updated by Reinstatement 10.5555/back (retraction-watch, 2023-05-09)\n" in text
    assert text.endswith("source     crossref, answered 2026-11-23\n")


def test_the_day_of_a_snapshot_is_in_its_name() -> None:
    work = Work(ITEM, "Crossref snapshot of 2026-10-26", datetime.date(2026, 10, 26))
    assert described_work(work).endswith("source     Crossref snapshot of 2026-10-26\n")


def test_an_article_number_that_stands_for_the_pages_is_told_once() -> None:
    work = Work(Item(page="e7288", number="e7288"), "crossref", datetime.date(2026, 11, 23))
    assert described_work(work).count("e7288") == 1
