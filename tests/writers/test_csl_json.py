from __future__ import annotations

import json

import pytest

from refcheck.model import Date, Item
from refcheck.writers import WRITERS, Entry
from refcheck.writers.csl_json import to_csl
from tests.writers.made import EVERYTHING, ITEM


def test_a_work_as_csl() -> None:
    assert to_csl(ITEM) == {
        "id": "10.5555/tides",
        "type": "article-journal",
        "title": "On DNA & the {Tides} of 50% _Seas_",
        "author": [
            {"family": "van der Berg", "given": "Ida", "suffix": "Jr."},
            {"literal": "The Harbour Group"},
            {"literal": "others"},
        ],
        "issued": {"date-parts": [[2021, 3]]},
        "container-title": "Journal of Invented Seas",
        "volume": "9",
        "issue": "1",
        "page": "1-16",
        "DOI": "10.5555/tides",
        "ISSN": "1234-5679",
        "URL": "https://doi.org/10.5555/tides",
    }


def test_a_bibliography_is_an_array_of_items_under_their_keys() -> None:
    first, second = json.loads(WRITERS["csl-json"]([Entry("a", EVERYTHING, ("from a.md:1", "b")), Entry("b", ITEM)]))
    assert (first["id"], first["note"]) == ("a", "from a.md:1; b")
    assert (first["archive"], first["archive_location"]) == ("arXiv", "2101.00001")
    assert "note" not in second


def test_an_item_without_anything_has_still_a_type_and_an_id() -> None:
    assert to_csl(Item()) == {"id": "work", "type": "document"}


def test_a_work_of_unknown_type_with_a_volume_is_an_article() -> None:
    assert to_csl(Item(container_title=("Seas",), volume="2"))["type"] == "article-journal"


@pytest.mark.parametrize(
    ("date", "csl"),
    [
        (Date(2021, 3, 4), {"date-parts": [[2021, 3, 4]]}),
        (Date(2021, None, 4), {"date-parts": [[2021]]}),
        (Date(literal="in press"), {"literal": "in press"}),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(date: Date, csl: object) -> None:
    assert to_csl(Item(issued=(date,)))["issued"] == csl


def test_a_date_of_nothing_is_left_out() -> None:
    assert "issued" not in to_csl(Item(issued=(Date(),)))
