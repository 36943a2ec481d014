from __future__ import annotations

import pytest

from refcheck.model import Date, Item, Name, Names
from refcheck.writers import WRITERS, Entry
from tests.writers.made import EVERYTHING, ITEM


def written(item: Item) -> str:
    return WRITERS["ris"]([Entry("key", item)])


def test_a_work_as_ris() -> None:
    assert written(ITEM) == (
        "TY  - JOUR\n"
        "ID  - key\n"
        "AU  - van der Berg, Ida, Jr.\n"
        "AU  - The Harbour Group\n"
        "AU  - others\n"
        "TI  - On DNA & the {Tides} of 50% _Seas_\n"
        "T2  - Journal of Invented Seas\n"
        "PY  - 2021\n"
        "DA  - 2021/03//\n"
        "VL  - 9\n"
        "IS  - 1\n"
        "SP  - 1\n"
        "EP  - 16\n"
        "SN  - 1234-5679\n"
        "DO  - 10.5555/tides\n"
        "ER  - \n"
    )


def test_everything_that_is_known_is_written() -> None:
    tags = {line[:2]: line[6:] for line in written(EVERYTHING).splitlines()}
    assert tags == {
        "TY": "CHAP", "ID": "key", "AU": "others", "ED": "Marsh, Peter", "TI": "Rain", "T2": "All Weathers",
        "T3": "Harbour Studies", "PY": "2018", "DA": "2018/05/04/", "VL": "3", "SP": "e12",
        "C7": "77", "ET": "2", "PB": "Harbour Press", "CY": "Bergen", "SN": "9780000000002", "AN": "PMID: 123456",
        "M3": "arXiv:2101.00001", "UR": "https://example.org/a_b?c=%20&d", "LA": "en", "ER": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("747–757", "SP  - 747\nEP  - 757\n"),
        ("S1--S9", "SP  - S1\nEP  - S9\n"),
        ("1-", "SP  - 1-\n"),
        ("1-5, 9-12", "SP  - 1-5, 9-12\n"),
    ],
)
def test_pages_are_as_they_were_typed(page: str, lines: str) -> None:
    assert lines + "ER" in written(Item(page=page))


@pytest.mark.parametrize(
    ("name", "line"),
    [(Name("Lind"), "Lind"), (Name(given="Ida"), "Ida"), (Name("Lind", suffix="Jr."), "Lind, , Jr.")],
)
def test_a_name_may_be_short(name: Name, line: str) -> None:
    assert f"AU  - {line}\n" in written(Item(author=Names((name,))))


def test_notes_are_notes_and_no_value_makes_a_tag() -> None:
    text = WRITERS["ris"]([Entry("a", Item(title=("Rain\nER  - ",)), ("from a.md:1", "b")), Entry("b", Item())])
    assert text == (
        "TY  - GEN\nID  - a\nTI  - Rain ER -\nN1  - from a.md:1\nN1  - b\nER  - \n\nTY  - GEN\nID  - b\nER  - \n"
    )


@pytest.mark.parametrize(
    ("date", "lines"),
    [
        (Date(2021, 3, 4), "PY  - 2021\nDA  - 2021/03/04/\n"),
        (Date(2021), "PY  - 2021\n"),
        (Date(literal="in press"), "PY  - in press\n"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(date: Date, lines: str) -> None:
    assert lines + "ER" in written(Item(issued=(date,)))


def test_a_work_of_unknown_type_with_a_volume_is_an_article() -> None:
    assert written(Item(container_title=("Seas",), volume="2")).startswith("TY  - JOUR\n")
