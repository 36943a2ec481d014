from __future__ import annotations

from refcheck.model import Report
from refcheck.reports.counts import counts, summary
from tests.reports.made import report


def test_the_summary_tells_all_numbers() -> None:
    assert summary(report()) == (
        "8 references: 5 checked (1 not found), 4 with findings (4 errors, 3 warnings), 1 error elsewhere, 3 notes; "
        "2 not compared, 1 not checked. "
        "Answered by crossref (4), doi.org (1), local records examples/works.jsonl (1), mEDRA (1)."
    )


def test_the_summary_of_nothing() -> None:
    assert summary(Report(())) == "0 references: 0 checked, 0 with findings, 0 notes; 0 not checked."


def test_every_reference_is_counted_once() -> None:
    number = counts(report())
    assert number.checked + number.uncompared + number.unchecked == number.references
