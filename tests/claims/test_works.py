"""What is known of the cited works."""

from __future__ import annotations

import datetime

from refcheck.claims.works import cited_claims, described
from refcheck.model import Absent, By, Found, Item, OtherWork, OtherWorkKind, Reference, Span, Work
from refcheck.readers import READERS

TYPED = Reference("lind2021", Item(title=("On Tides",)), Span(0, 0))
RECORD = Work(
    Item(title=("On Tides", "On Tides: An Essay"), container_title=("Coastal Letters",)),
    "crossref",
    datetime.date(2026, 11, 2),
    abstract="Tides rise.",
)


def test_the_record_speaks_for_a_work_that_was_found() -> None:
    known = described(TYPED, Found(RECORD, By.DOI))
    assert known is not None
    assert (known.title, known.abstract, known.work) == ("On Tides: An Essay", "Tides rise.", RECORD)


def test_a_record_without_title_is_told_by_the_reference() -> None:
    known = described(TYPED, Found(Work(Item(), "crossref", datetime.date(2026, 11, 2)), By.DOI))
    assert known is not None
    assert known.title == "On Tides"


def test_the_reference_speaks_for_a_work_that_was_not_found() -> None:
    known = described(TYPED, Absent(("crossref",)))
    assert known is not None
    assert (known.title, known.work) == ("On Tides", None)


def test_nothing_is_known_where_another_work_was_found_or_no_title_is_there() -> None:
    assert described(TYPED, OtherWork(RECORD, OtherWorkKind.UNRELATED)) is None
    assert described(TYPED, Found(RECORD, By.DOI, certain=False)) is None
    assert described(Reference("lind2021", Item(), Span(0, 0)), None) is None


def test_a_claim_with_a_citation_that_leads_nowhere_is_left_out() -> None:
    text = (
        "The tides rise twice a day (Lind, 2021; Berg, 2015), and boats with them (Okafor, 2019).\n\nReferences\n\n"
        "Lind, K. (2021). On Tides and Harbours. Coastal Letters, 41(2), 747-757.\n\n"
        "Okafor, A. (2019). Wooden Boats of the North Sea. Coastal Letters, 39(1), 12-20.\n"
    )
    (only,) = cited_claims(READERS[".txt"].read("post.txt", text), {})
    assert [one.reference.key for one in only.works] == ["okafor2019"]
