"""The parts of a build made into one generation of an index."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from refcheck.index import description as layout
from refcheck.index.blocks import BlockWriter, Dictionary
from refcheck.index.doi_table import DoiTable, doi_hash, entry, merge, place_of, write_entries
from refcheck.index.packing import key_of
from refcheck.index.part import RECORDS, PartContent, Statement, read_statements
from refcheck.index.record import Message
from refcheck.index.store import Notices, Records, part_file, with_new
from refcheck.index.words import consolidate, join, share

PARTS_IN_A_SEGMENT = 32
"""How many parts become one segment of words: 8 million records, so that all of Crossref is some twenty to ask."""


@dataclass(frozen=True)
class Assembled:
    """How much is in the new generation."""

    entries: int
    superseded: int
    notices: int


class Generation:
    """A generation that is being put together in ``directory``, on top of an older one if there is a ``base``."""

    def __init__(self, directory: Path, building: Path, contents: Sequence[PartContent], base: Path | None) -> None:
        self.directory = directory
        self._building = building
        self._parts = [building / f"{one.number:06}" for one in contents]
        self._numbers = [one.number for one in contents]
        self._base = base
        self._dictionary = Dictionary((building / layout.DICTIONARY).read_bytes())

    def assemble(self, extra: Iterable[Statement], *, jobs: int, tell: Callable[[str], None]) -> Assembled:
        """Put it together; a try that was broken off is begun again."""
        shutil.rmtree(self.directory, ignore_errors=True)
        (self.directory / layout.PARTS).mkdir(parents=True)
        share(self._building / layout.DICTIONARY, self.directory / layout.DICTIONARY)
        self._share_records()
        tell("joining the words")
        self._join_words(jobs)
        tell("sorting the DOIs")
        superseded = Superseded(Records(self.directory / layout.PARTS, self._dictionary))
        tables = [DoiTable(one / layout.DOIS) for one in (*self._parts, *self._bases())]
        entries = merge(tables, self.directory / layout.DOIS, decide=superseded.decide)
        return Assembled(entries, superseded.records, self._write_notices(extra))

    def _bases(self) -> list[Path]:
        return [self._base] if self._base else []

    def _share_records(self) -> None:
        target = self.directory / layout.PARTS
        for number, part in zip(self._numbers, self._parts, strict=True):
            share(part / RECORDS, part_file(target, number))
        for base in self._bases():
            for file in (base / layout.PARTS).iterdir():
                share(file, target / file.name)

    def _join_words(self, jobs: int) -> None:
        groups = [
            self._parts[start : start + PARTS_IN_A_SEGMENT] for start in range(0, len(self._parts), PARTS_IN_A_SEGMENT)
        ]
        joined = [self._building / f"{layout.WORDS}-{group[0].name}-{group[-1].name}" for group in groups]
        if jobs > 1 and len(groups) > 1:
            with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
                list(pool.map(_join_group, groups, joined))
        else:
            list(map(_join_group, groups, joined))
        join([*joined, *(base / layout.WORDS for base in self._bases())], self.directory / layout.WORDS)
        if self._base:
            consolidate(self.directory / layout.WORDS)

    def _write_notices(self, extra: Iterable[Statement]) -> int:
        stated: defaultdict[str, list[Message]] = defaultdict(list)
        for statement in self._statements():
            stated[statement.doi].append(statement.notice)
        for statement in extra:
            stated[statement.doi].append(statement.notice)
        file = (self.directory / layout.NOTICES).open("wb")
        writer = BlockWriter(file, self._dictionary)
        for doi in sorted(stated):
            writer.add((doi, with_new([], stated[doi])))
        writer.close()
        write_entries(
            self.directory / layout.NOTICE_DOIS, (entry(doi, place) for place, doi in enumerate(sorted(stated)))
        )
        return len(stated)

    def _statements(self) -> Iterator[Statement]:
        for base in self._bases():
            for doi, notices in Notices(base, self._dictionary):
                yield from (Statement(doi, notice) for notice in notices)
        for part in self._parts:
            yield from read_statements(part / layout.NOTICES)


def _join_group(parts: Sequence[Path], target: Path) -> None:
    """The words of some parts in one index; `target` is there whole or not at all."""
    if target.is_dir():
        return
    unfinished = target.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    join([part / layout.WORDS for part in parts], unfinished)
    consolidate(unfinished)
    unfinished.rename(target)


class Superseded:
    """Decides between records of one work: the one that Crossref touched last counts, or that was read last."""

    def __init__(self, records: Records) -> None:
        self.records = 0
        self._records = records

    def decide(self, entries: Sequence[int]) -> Iterator[int]:
        """The entries that stay, of several with one hash."""
        own: dict[str, list[tuple[int, int]]] = defaultdict(list)
        aliases: list[int] = []
        for one in entries:
            key = key_of(self._records.packed(place_of(one)))
            if doi_hash(key.DOI) == one >> 32:
                own[key.DOI.lower()].append((key.indexed.timestamp, one))
            else:
                aliases.append(one)
        yield from sorted([*(max(same)[1] for same in own.values()), *aliases])
        self.records += sum(len(same) - 1 for same in own.values())
