from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Date, Document, Item, Name
from refcheck.readers import nbib
from refcheck.readers.base import CannotWrite

LIND = """PMID- 12345678
OWN - NLM
DP  - 2021 Mar 3
TI  - On Tides
      and Harbours.
PG  - 101-9
LID - S1234-5678(21)00014-3 [pii]
LID - 10.5555/tide.2021.14 [doi]
FAU - Lind, Karin
AU  - Lind K
CN  - Harbour Group
PT  - Journal Article
TA  - Coast Lett
JT  - Coastal letters
IS  - 1234-5678 (Electronic)
VI  - 14
"""


def document(text: str) -> Document:
    return nbib.read("refs.nbib", text)


def item(*lines: str) -> Item:
    (only,) = document("\n".join(["PMID- 1", *lines])).references
    return only.item


def test_a_record_is_read_into_its_variables() -> None:
    (reference,) = document(LIND).references
    found = reference.item
    assert (reference.key, found.type, found.title) == ("12345678", "journal-article", ("On Tides and Harbours",))
    assert found.author.listed == (Name("Lind", "Karin"), Name(literal="Harbour Group"))
    assert found.container_title == ("Coastal letters", "Coast Lett")
    assert (found.issued, found.page, found.doi) == ((Date(2021, 3, 3),), "101-9", "10.5555/tide.2021.14")
    assert (found.pmid, found.issn) == ("12345678", ("1234-5678",))


def test_the_doi_alone_is_the_field() -> None:
    field = document(LIND).references[0].field("DOI")
    assert field is not None
    assert LIND[field.span.start : field.span.end] == field.raw == "10.5555/tide.2021.14"


@pytest.mark.parametrize(
    ("written", "date"),
    [("2021 Spring", Date(2021)), ("2021 Jan-Feb", Date(2021)), ("2021", Date(2021)), ("soon", Date(literal="soon"))],
)
def test_dates_are_as_precise_as_they_are_sure(written: str, date: Date) -> None:
    assert item(f"DP  - {written}").issued == (date,)


def test_a_preprint_is_posted_content() -> None:
    assert item("PT  - Preprint").type == "posted-content"


def test_each_record_is_a_reference() -> None:
    assert [one.key for one in document("\n" + LIND + "\nPMID- 2\nTI  - T\n").references] == ["12345678", "2"]


def test_a_text_without_records_says_so() -> None:
    assert "no PubMed record" in document("TI  - T").problems[0].message
    assert document("\n").problems == ()


def test_an_export_is_not_edited() -> None:
    with pytest.raises(CannotWrite):
        nbib.set_field(LIND, document(LIND).references[0], "volume", "15")


def test_a_text_beyond_all_measure_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nbib, "_LARGEST_TEXT", 10)
    assert "too large" in document(LIND).problems[0].message


PIECES = st.sampled_from(
    [*LIND.splitlines(keepends=True), "\n", "PMID- ", "DP  - 2021 ", "x", "FED - ", "BTI - Book\n"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=100))
def test_any_text_is_read_and_every_span_holds(text: str) -> None:
    for one in document(text).references:
        assert text[one.span.start : one.span.end] == one.text
        assert all(text[field.span.start : field.span.end] == field.raw for field in one.fields)
