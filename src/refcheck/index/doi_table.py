"""Which record a DOI has: a sorted file of 64-bit numbers, the hash of the DOI above and the place of the record below.

A hash says nearly where in the file it stands, so a look-up reads one or two pages of it. Two DOIs may share a hash:
whoever looks one up reads the record and compares.
"""

from __future__ import annotations

import itertools
import math
import mmap
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

_ENTRIES_IN_MEMORY = 1_000_000
_LOW = 2**32 - 1


def doi_hash(doi: str) -> int:
    """The 32 bits under which a DOI is found, whatever its case."""
    return zlib.crc32(doi.lower().encode("utf-8", "replace"))


def entry(doi: str, place: int) -> int:
    """The number that says where the record of a DOI is."""
    return doi_hash(doi) << 32 | place


def place_of(number: int) -> int:
    """The place in an entry."""
    return number & _LOW


class DoiTable:
    """A sorted file of entries."""

    def __init__(self, path: Path) -> None:
        self.entries = memoryview(b"").cast("Q")
        if path.stat().st_size:
            with path.open("rb") as file:
                self.entries = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("Q")

    def __len__(self) -> int:
        return len(self.entries)

    def find(self, doi: str) -> Iterator[int]:
        """The places of the records that may have this DOI; nearly always one or none."""
        hashed = doi_hash(doi)
        position = self._first(hashed)
        while position < len(self.entries) and self.entries[position] >> 32 == hashed:
            yield self.entries[position] & _LOW
            position += 1

    def _first(self, hashed: int) -> int:
        entries, wanted = self.entries, hashed << 32
        number = len(entries)
        expected = hashed * number >> 32
        width = 4 * math.isqrt(number) + 8
        low, high = max(0, expected - width), min(number, expected + width)
        if (low and entries[low - 1] >= wanted) or (high < number and entries[high - 1] < wanted):
            low, high = 0, number
        return bisect_left(entries, wanted, low, high)


def write_entries(path: Path, entries: Iterable[int]) -> None:
    """A table of few entries, in any order."""
    path.write_bytes(array("Q", sorted(entries)).tobytes())


def merge(tables: Sequence[DoiTable], path: Path, *, decide: Callable[[Sequence[int]], Iterable[int]]) -> int:
    """One table of several, a range of hashes at a time; how many entries it has.

    ``decide`` says which of several entries with one hash stay.
    """
    ranges = sum(map(len, tables)) // _ENTRIES_IN_MEMORY + 1
    borders = [number * 2**64 // ranges for number in range(ranges)] + [2**64]
    written = 0
    with path.open("wb") as file:
        for low, high in itertools.pairwise(borders):
            entries = sorted(number for table in tables for number in _between(table.entries, low, high))
            kept = array("Q", _decided(entries, decide))
            written += len(kept)
            kept.tofile(file)
    return written


def _between(entries: memoryview[int], low: int, high: int) -> list[int]:
    return entries[bisect_left(entries, low) : bisect_left(entries, high)].tolist()


def _decided(entries: list[int], decide: Callable[[Sequence[int]], Iterable[int]]) -> Iterator[int]:
    start, end = 0, len(entries)
    while start < end:
        hashed = entries[start] >> 32
        after = start + 1
        while after < end and entries[after] >> 32 == hashed:
            after += 1
        if after == start + 1:
            yield entries[start]
        else:
            yield from decide(entries[start:after])
        start = after
