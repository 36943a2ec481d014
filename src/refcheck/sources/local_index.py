"""The local index of Crossref's snapshot as a source: works by DOI and by description, without a network.

What an index does not hold may be newer than its snapshot. So a DOI that is not in it is never said not to exist; a
work that a search did not find is absent from the snapshot, which is named with its date, unless it may be newer.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Protocol

from refcheck.compare.text import fold
from refcheck.model import Item, Work
from refcheck.sources.base import DoiAnswer, NoSuchWork, Silence
from refcheck.sources.crossref_answers import Record, work_of
from refcheck.sources.crossref_text import without_markup
from refcheck.sources.json_values import Json, a_list, a_text, an_object
from refcheck.sources.memory import Memory
from refcheck.sources.requests import search_words

QUICK_HITS, HITS = 10, 20
"""How many records are looked at for a quick question and for a thorough one; the likeliest go on."""
MOST, MOST_UNLIKELY = 5, 3
"""So many works are given; fewer if none of them convinces, for then they only show what is near."""
TITLE_WEIGHT, AUTHOR_WEIGHT = 3.0, 2.0
"""A title whose words are all there counts this much, the family of the first author so much, anything else 1."""
CONVINCING = 5.0
"""With less than this for its best record, a quick search is followed by a thorough one."""
BEHIND = 2.5
"""A record this far behind the best is no rival of it."""
SAME_TITLE = 0.6
"""A reference with this share of the words of a title may mean the work."""
_LONGEST_TEXT = 1500
_ADDRESS = re.compile(r"https?://\S+|\b10\.\d{4,9}/\S+", re.IGNORECASE)


class Hit(Protocol):
    """A record found by its words."""

    @property
    def doi(self) -> str:
        """Its DOI, in lower case."""
        ...

    @property
    def record(self) -> Mapping[str, object]:
        """It, as Crossref's REST API shows it."""
        ...


class Searchable(Protocol):
    """What is asked of `refcheck.index.store.Index`."""

    def by_doi(self, doi: str) -> Mapping[str, object] | None:
        """The record of a DOI, if there is one."""
        ...

    def search(self, text: str, *, limit: int = HITS) -> Sequence[Hit]:
        """The records that share the rarest words."""
        ...

    def search_all_terms(self, text: str, *, limit: int = HITS) -> Sequence[Hit]:
        """The records that share the most words: slower."""
        ...


class LocalIndex:
    """A snapshot of Crossref. ``last``: nobody is asked after it, so that what it does not find needs a verdict."""

    def __init__(self, index: Searchable, snapshot: datetime.date, memory: Memory, *, last: bool) -> None:
        self.name = f"Crossref snapshot of {snapshot.isoformat()}"
        self.complete = last
        self._index = index
        self._snapshot = snapshot
        self._memory = memory

    async def by_doi(self, dois: Sequence[str]) -> AsyncGenerator[DoiAnswer, None]:
        """One answer for each DOI, at once; an answer that a service gave after the snapshot counts more."""
        remembered = {one.doi: one.answer for one in self._memory.recall(dois)}
        for doi in dois:
            answer = remembered.get(doi)
            if answer is None or isinstance(answer, NoSuchWork):
                record = self._index.by_doi(doi)
                answer = self._missing(answer) if record is None else self._work(record, doi)
            yield DoiAnswer(doi, answer)

    def _missing(self, remembered: NoSuchWork | None) -> NoSuchWork | Silence:
        if remembered is not None or not self.complete:
            return remembered or NoSuchWork(self.name)
        return Silence(f"not in the {self.name}, which holds no newer DOIs and none of other agencies")

    async def known(self, dois: Sequence[str]) -> Sequence[Work]:
        """The works among guessed DOIs."""
        records = ((doi, self._index.by_doi(doi)) for doi in dois)
        return [self._work(record, doi) for doi, record in records if record is not None]

    async def search(self, item: Item, text: str) -> Sequence[Work] | Silence:
        """The likeliest works, best first: those of the rarest words, and of all words if none of them convinces."""
        question = _ADDRESS.sub(" ", text)[:_LONGEST_TEXT] if text else search_words(item, "")
        words = frozenset(chain(fold(question).split(), _words_of(item)))
        hits = self._index.search(question, limit=QUICK_HITS)
        likely = _ranked(hits, words)
        if not _convince(likely, titled=bool(item.title)):
            likely = _ranked([*hits, *self._index.search_all_terms(question, limit=HITS)], words)
        works = [self._work(one.hit.record, one.hit.doi) for one in _rivals(likely)]
        if self.complete and self._may_be_newer(item):
            reason = f"not found in the {self.name}, and it may be newer"
            return Silence(reason, (*works, *(self._memory.hits(f"search {search_words(item, text)}") or ())))
        return works

    def _may_be_newer(self, item: Item) -> bool:
        years = [date.year for date in item.issued if date.year is not None]
        pending = any(date.literal and date.year is None for date in item.issued)
        return pending or max(years, default=0) >= self._snapshot.year

    def _work(self, record: Mapping[str, object], asked: str) -> Work:
        return work_of(Record(record), asked, self._snapshot, source=self.name)


# ------------------------------------------------------------------------------------------- the likeliest records


def _words_of(item: Item) -> Iterator[str]:
    """The words of a description that a question may leave out: of all titles and of every author."""
    texts = [*item.title, *(name.family or name.literal for name in item.author.listed)]
    return (word for text in texts for word in fold(text).split())


@dataclass(frozen=True, slots=True)
class _Likely:
    """A record found, the share of its title's words that the reference has, and how much of it there is in all."""

    hit: Hit
    title: float
    total: float


def _ranked(hits: Sequence[Hit], words: frozenset[str]) -> list[_Likely]:
    """Each record once, the likeliest first."""
    distinct = {hit.doi: hit for hit in hits}.values()
    return sorted((_likely(hit, words) for hit in distinct), key=lambda one: one.total, reverse=True)


def _convince(ranked: Sequence[_Likely], *, titled: bool) -> bool:
    """Whether a record has what the reference has, and one the title, if there is a title in it."""
    if not ranked or ranked[0].total < CONVINCING:
        return False
    return not titled or max(one.title for one in ranked) >= SAME_TITLE


def _rivals(ranked: Sequence[_Likely]) -> list[_Likely]:
    """The best record, those that come near it, and in any case the one of the likest title."""
    if not ranked:
        return []
    best = ranked[0].total
    rivals = [one for one in ranked[: MOST if best >= CONVINCING else MOST_UNLIKELY] if one.total > best - BEHIND]
    likest = max(ranked, key=lambda one: one.title)
    return rivals if likest in rivals or likest.title < SAME_TITLE else [*rivals, likest]


def _likely(hit: Hit, words: frozenset[str]) -> _Likely:
    record = hit.record
    titles = [_title_words(a_text(title)) for key in ("title", "original-title") for title in a_list(record.get(key))]
    title = max((len(one & words) / len(one) for one in titles if one), default=0.0)
    others = (
        AUTHOR_WEIGHT * _holds(_first_author(record), words)
        + _holds(_year(record), words)
        + _holds(a_text(record.get("volume")), words)
        + _holds(re.split(r"[-–]", a_text(record.get("page")) or a_text(record.get("article-number")))[0], words)
    )
    return _Likely(hit, title, TITLE_WEIGHT * title + others)


@lru_cache(maxsize=4096)
def _title_words(title: str) -> frozenset[str]:
    return frozenset(fold(without_markup(title)).split())


def _first_author(record: Json) -> str:
    first = an_object(next(iter(a_list(record.get("author"))), None))
    return a_text(first.get("family")) or a_text(first.get("name"))


def _year(record: Json) -> str:
    parts = a_list(next(iter(a_list(an_object(record.get("issued")).get("date-parts"))), None))
    return str(parts[0]) if parts else ""


def _holds(text: str, words: frozenset[str]) -> bool:
    """Whether all words of a text are there."""
    if text.isascii() and text.isalnum():  # most are one word: a year, a family
        return text.lower() in words
    wanted = fold(text).split()
    return bool(wanted) and words.issuperset(wanted)
