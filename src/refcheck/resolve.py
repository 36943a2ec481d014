"""Finding the cited works: the sources are asked about all references together, and each work once in a run.

A reference with a DOI is judged by the work its DOI leads to; one without is searched for. A reference whose DOI leads
nowhere, or to another work, is searched for too, so that a report can name the work that was meant.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from refcheck import matching
from refcheck.compare.identifiers import clean_doi, doi_repairs, is_short_doi
from refcheck.compare.names import first_authors_agree
from refcheck.compare.titles import compare_title
from refcheck.compare.verdict import Level
from refcheck.model import Absent, Found, Item, Match, OtherWork, Reference, Registered, Unchecked, Unsearchable, Work
from refcheck.sources.base import Elsewhere, NoSuchWork, Silence, Source
from refcheck.sources.requests import search_words

INTERRUPTED = Unchecked("the run was interrupted before an answer came")
ONLY_LOCAL = Unchecked(
    "not among the local records, and the network was not asked: run again without --offline, "
    "or name a file of records that holds it in the setting `works`"
)
SHORT_DOI = Unchecked("a short DOI leads to no record, and a search did not find the work: write the full DOI")
NO_SOURCE = Unchecked("there is no source to ask")
TOO_LITTLE = Unsearchable("neither a DOI nor a title: there is nothing to look for")

_ARXIV_DOI = "10.48550/arxiv."
_MOST_GUESSES = 16
_WORDS_OF_A_REFERENCE = 8
"""A string of so many words may be searched for although we read neither a title nor a place in it."""
_ARXIV_VERSION = re.compile(r"v[0-9]+$")


async def resolve(
    references: Sequence[Reference], sources: Sequence[Source], *, progress: Callable[[int], None] | None = None
) -> list[Match]:
    """What the sources know about each reference, in the order of the references."""
    resolution = Resolution(references, sources, progress=progress)
    await resolution.run()
    return resolution.matches


@dataclass(slots=True)
class _Answers:
    """What the sources, asked in turn, had to say about one DOI or one search, as long as none had the work."""

    asked: list[str] = field(default_factory=list)
    silence: str = ""
    complete: bool = False

    def add(self, source: Source, answer: NoSuchWork | Silence | None = None) -> None:
        """Note that a source has nothing, or that it kept silent."""
        if isinstance(answer, Silence):
            self.silence = answer.reason
            return
        self.complete = self.complete or source.complete
        names = [*self.asked, source.name, answer.source if answer is not None else source.name]
        self.asked = list(dict.fromkeys(names))

    def together(self, others: _Answers) -> _Answers:
        """These and others, given for the same reference."""
        asked = list(dict.fromkeys([*self.asked, *others.asked]))
        return _Answers(asked, self.silence or others.silence, self.complete or others.complete)

    def verdict(self) -> Absent | Unchecked:
        """Absent only if everyone has answered, and someone among them whose word counts."""
        if self.silence:
            return Unchecked(self.silence)
        if self.complete:
            return Absent(tuple(self.asked))
        return ONLY_LOCAL if self.asked else NO_SOURCE


@dataclass(frozen=True, slots=True)
class _Search:
    """What a search for one reference gave."""

    found: Found | None
    candidates: tuple[Work, ...]
    answers: _Answers


class Resolution:
    """A run over all references. It may be cancelled at any time: `matches` then holds what is known by then."""

    def __init__(
        self,
        references: Sequence[Reference],
        sources: Sequence[Source],
        *,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        self._items = [reference.item for reference in references]
        self._texts = [reference.text if reference.typed else "" for reference in references]
        self._sources = sources
        self._progress = progress
        self._matches: dict[int, Match] = {}
        self._settled = 0
        self._hits: dict[tuple[int, str], asyncio.Task[Sequence[Work] | Silence]] = {}
        self._unfound: dict[int, _Search] = {}
        """References that neither DOI nor search led anywhere, to be looked at again."""

    @property
    def matches(self) -> list[Match]:
        """The match of each reference in their order; `INTERRUPTED` where there is none yet."""
        return [self._matches.get(place, INTERRUPTED) for place in range(len(self._items))]

    async def run(self) -> None:
        """Ask until every reference has its match."""
        by_doi: defaultdict[str, list[int]] = defaultdict(list)
        for place, item in enumerate(self._items):
            by_doi[_doi(item)].append(place)
        described = by_doi.pop("", [])
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._ask_dois(by_doi, tasks))
            for place in described:
                tasks.create_task(self._find_described(place))
        await self._look_again()

    def _settle(self, place: int, match: Match) -> None:
        self._matches[place] = match
        self._settled += 1
        if self._progress is not None:
            self._progress(self._settled)

    # -------------------------------------------------------------------------------------------- with a DOI

    async def _ask_dois(self, places: Mapping[str, Sequence[int]], tasks: asyncio.TaskGroup) -> None:
        def answered(doi: str, answer: Work | Elsewhere) -> None:
            for place in places[doi]:
                if isinstance(answer, Elsewhere):
                    self._settle(place, Registered(doi, answer.agency))
                else:
                    self._judge(place, answer, tasks)

        for doi, answers in (await self._ask_in_turn(places, answered)).items():
            verdict = answers.verdict()
            for place in places[doi]:
                if isinstance(verdict, Absent):
                    self._matches[place] = verdict
                    tasks.create_task(self._find_instead_of_nothing(place, verdict))
                else:
                    self._settle(place, verdict)

    async def _ask_in_turn(
        self, dois: Iterable[str], answered: Callable[[str, Work | Elsewhere], None]
    ) -> Mapping[str, _Answers]:
        """Ask each source about the DOIs that those before it did not know; what no source knew comes back."""
        unknown = {doi: _Answers() for doi in dois}
        for source in self._sources:
            if not unknown:
                break
            async with aclosing(source.by_doi(list(unknown))) as given:
                async for one in given:
                    if one.doi not in unknown:
                        continue
                    match one.answer:
                        case NoSuchWork() | Silence() as nothing:
                            unknown[one.doi].add(source, nothing)
                        case Work() | Elsewhere() as something:
                            del unknown[one.doi]
                            answered(one.doi, something)
        return unknown

    def _judge(self, place: int, work: Work, tasks: asyncio.TaskGroup) -> None:
        """Whether the work that the DOI leads to is the cited one; if not, the cited one is looked for."""
        match = matching.by_doi(self._items[place], work, self._texts[place])
        if isinstance(match, Found):
            self._settle(place, match)
        else:
            self._matches[place] = match
            tasks.create_task(self._find_instead(place, match))

    async def _find_instead(self, place: int, other: OtherWork) -> None:
        found = (await self._search(place)).found
        same = found is None or found.work.item.doi == other.work.item.doi
        self._settle(place, other if same or found is None else replace(other, instead=found.work))

    async def _find_instead_of_nothing(self, place: int, absent: Absent) -> None:
        search = await self._search(place)
        if search.found is not None:
            self._settle(place, replace(absent, instead=search.found.work))
            return
        self._matches[place] = _compared(self._items[place], absent, search.candidates)
        self._unfound[place] = search

    # ------------------------------------------------------------------------------------------ without a DOI

    async def _find_described(self, place: int) -> None:
        item = self._items[place]
        search = await self._search(place)
        if search.found is not None:
            self._settle(place, search.found)
            return
        if not (_says_enough(item) or item.arxiv):
            self._settle(place, SHORT_DOI if _has_short_doi(item) else TOO_LITTLE)
            return
        self._matches[place] = _nothing(item, search.candidates, search.answers)
        self._unfound[place] = search

    async def _search(self, place: int) -> _Search:
        """Search each source in turn until one has the work."""
        item, text = self._items[place], self._texts[place]
        answers = _Answers()
        candidates: list[Work] = []
        searchable = _says_enough(item) or len(text.split()) >= _WORDS_OF_A_REFERENCE
        for number, source in enumerate(self._sources) if searchable else ():
            hits = await self._search_once(number, item, text)
            works = hits.works if isinstance(hits, Silence) else hits
            answers.add(source, hits if isinstance(hits, Silence) else None)
            candidates += works
            found = matching.choose(item, works, text)
            if found is not None:
                return _Search(found, tuple(candidates), answers)
        return _Search(None, tuple(candidates), answers)

    async def _search_once(self, number: int, item: Item, text: str) -> Sequence[Work] | Silence:
        """The hits of one source; references that say the same share one question."""
        question = (number, search_words(item, text))
        if question not in self._hits:
            self._hits[question] = asyncio.create_task(_searched(self._sources[number], item, text))
        return await self._hits[question]

    # ---------------------------------------------------------------------------------------- the second look

    async def _look_again(self) -> None:
        """What a search did not find may be on arXiv, or be the work of a DOI that differs by a slip."""
        await self._try_arxiv()
        await self._try_repairs()
        for place in self._unfound:
            self._settle(place, self._matches[place])

    async def _try_arxiv(self) -> None:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place in self._unfound:
            item = self._items[place]
            if item.arxiv and not _doi(item):
                places[_ARXIV_DOI + _ARXIV_VERSION.sub("", item.arxiv.lower())].append(place)

        def answered(doi: str, answer: Work | Elsewhere) -> None:
            for place in places[doi]:
                self._consider_arxiv(place, doi, answer)

        for doi, answers in (await self._ask_in_turn(places, answered)).items():
            for place in places[doi]:
                search = self._unfound[place]
                together = search.answers.together(answers)
                self._matches[place] = _nothing(self._items[place], search.candidates, together)

    def _consider_arxiv(self, place: int, doi: str, answer: Work | Elsewhere) -> None:
        """Take the work that the number of arXiv leads to for the match.

        Under another title it is another work only if it is by others too: many preprints get a new title in print.
        """
        item = self._items[place]
        match: Match = (
            Registered(doi, answer.agency)
            if isinstance(answer, Elsewhere)
            else matching.by_doi(item, answer, self._texts[place])
        )
        if isinstance(match, OtherWork) and first_authors_agree(item, match.work.item) is not False:
            return
        del self._unfound[place]
        self._settle(place, match)

    async def _try_repairs(self) -> None:
        """DOIs near those that do not exist, asked for together; one counts if its work has the cited title."""
        guesses = {
            place: doi_repairs(_doi(self._items[place]))[:_MOST_GUESSES]
            for place in self._unfound
            if self._items[place].title and isinstance(self._matches[place], Absent)
        }
        wanted = list(dict.fromkeys(guess for guessed in guesses.values() for guess in guessed))
        works: dict[str, Work] = {}
        for source in self._sources if wanted else ():
            for work in await source.known([doi for doi in wanted if doi not in works]):
                works |= dict.fromkeys([*work.aliases, work.item.doi], work)
        for place, guessed in guesses.items():
            meant = (works[guess] for guess in guessed if guess in works)
            instead = next((work for work in meant if _has_title_of(self._items[place], work)), None)
            absent = self._matches[place]
            if instead is not None and isinstance(absent, Absent):
                self._matches[place] = replace(absent, instead=instead)


async def _searched(source: Source, item: Item, text: str) -> Sequence[Work] | Silence:
    return await source.search(item, text)


def _doi(item: Item) -> str:
    """The DOI, also one that is only in the address; empty if what is written there is none."""
    doi = clean_doi(item.doi) or (clean_doi(item.url) if "doi.org/" in item.url else "")
    return "" if is_short_doi(doi) else doi


def _has_short_doi(item: Item) -> bool:
    return is_short_doi(clean_doi(item.doi))


def _nothing(item: Item, candidates: Sequence[Work], answers: _Answers) -> Absent | Unchecked:
    """The verdict on a reference that was searched for in vain."""
    verdict = SHORT_DOI if _has_short_doi(item) else answers.verdict()
    return _compared(item, verdict, candidates) if isinstance(verdict, Absent) else verdict


def _compared(item: Item, absent: Absent, candidates: Sequence[Work]) -> Absent:
    """The absence, beside what a search gave in place of the work."""
    return replace(
        absent,
        nearest=matching.nearest(item, candidates),
        neighbour=matching.neighbour(item, candidates),
        lender=matching.lender(item, candidates),
    )


def _says_enough(item: Item) -> bool:
    """Whether there is something to search for: a title, or a place in a container."""
    return bool(item.title or (item.container_title and (item.volume or item.page or item.number)))


def _has_title_of(item: Item, work: Work) -> bool:
    agrees = compare_title(item, work.item).level in {Level.SAME, Level.STYLE, Level.MINOR}
    return agrees and isinstance(matching.by_doi(item, work), Found)
