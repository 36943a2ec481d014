from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from refcheck.index import doi_table
from refcheck.index.doi_table import DoiTable, doi_hash, entry, merge, place_of, write_entries

DOIS = [f"10.5555/made.{number}" for number in range(5000)]


def table(path: Path, dois: Sequence[str] = DOIS, *, first: int = 0) -> DoiTable:
    write_entries(path, (entry(doi, first + place) for place, doi in enumerate(dois)))
    return DoiTable(path)


def all_stay(entries: Sequence[int]) -> Iterator[int]:
    return iter(entries)


def test_every_doi_is_found(tmp_path: Path) -> None:
    found = table(tmp_path / "dois")
    assert all(place in found.find(doi) for place, doi in enumerate(DOIS))


def test_the_case_of_a_doi_does_not_matter(tmp_path: Path) -> None:
    assert 7 in table(tmp_path / "dois").find(DOIS[7].upper())


def test_another_doi_is_not_found(tmp_path: Path) -> None:
    assert list(table(tmp_path / "dois").find("10.5555/none")) == []


def test_an_empty_table_finds_nothing(tmp_path: Path) -> None:
    assert list(table(tmp_path / "dois", []).find(DOIS[0])) == []


@pytest.mark.parametrize("hashes", [range(3000), range(2**32 - 3000, 2**32), [5] * 3 + [2**32 - 1]])
def test_hashes_that_are_not_spread_evenly_are_found_too(tmp_path: Path, hashes: Sequence[int]) -> None:
    doi = "10.5555/made.1"
    numbers = sorted([*(one << 32 | place for place, one in enumerate(hashes)), entry(doi, 9999)])
    (tmp_path / "dois").write_bytes(array("Q", numbers).tobytes())
    assert 9999 in DoiTable(tmp_path / "dois").find(doi)


def test_tables_are_merged_in_ranges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doi_table, "_ENTRIES_IN_MEMORY", 100)
    both = [table(tmp_path / "first", DOIS[:3000]), table(tmp_path / "second", DOIS[3000:], first=3000)]
    assert merge(both, tmp_path / "all", decide=all_stay) == 5000
    merged = DoiTable(tmp_path / "all")
    assert list(merged.entries) == sorted(merged.entries)
    assert all(place in merged.find(doi) for place, doi in enumerate(DOIS))


def test_of_entries_with_one_hash_those_stay_that_are_decided_for(tmp_path: Path) -> None:
    both = [table(tmp_path / "first", DOIS[:1]), table(tmp_path / "second", DOIS[:2], first=10)]
    merge(both, tmp_path / "all", decide=lambda entries: entries[-1:])
    merged = DoiTable(tmp_path / "all")
    assert (list(merged.find(DOIS[0])), len(merged)) == ([10], 2)


def test_an_entry_holds_the_hash_and_the_place() -> None:
    number = entry(DOIS[0], 77)
    assert (number >> 32, place_of(number)) == (doi_hash(DOIS[0]), 77)
