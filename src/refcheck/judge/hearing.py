"""All questions of a run to a judge: from the cache, or over the wire. Where that fails, a sentence is not judged."""

from __future__ import annotations

import asyncio
import datetime
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from refcheck.judge.answer import answer_of, opinion_of
from refcheck.judge.request import question_key
from refcheck.judge.settings import JudgeSettings
from refcheck.model import Opinion, Opinions, Question
from refcheck.sources.cache import AnswerCache
from refcheck.sources.errors import BadAnswer, HostStopped, SourceError
from refcheck.sources.settings import NetworkSettings

if TYPE_CHECKING:
    from refcheck.judge.wire import JudgeWire

PARALLEL = 4
"""So many questions are asked at a time; Ollama answers as many at once if it can."""
MOST_FAILURES = 3
"""After so many failures in a row nothing more is asked."""
NOT_ASKED = "not asked after that"
OFFLINE = "refcheck is offline"
SOURCE = "judge"
"""What the answer cache calls it."""
KEPT = datetime.timedelta(days=365)
"""The same model says the same of the same texts."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a judge said, what the user should know of that, and whether it was interrupted."""

    opinions: Opinions = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    interrupted: bool = False


def hear(questions: Iterable[Question], settings: JudgeSettings, network: NetworkSettings) -> Heard:
    """Ask the judge; each question once. A judge elsewhere is not asked when refcheck is offline."""
    cache = AnswerCache(network.cache) if network.cache is not None else None
    hearing = _Hearing(list(dict.fromkeys(questions)), settings, cache)
    try:
        interrupted = hearing.run(silent=network.offline and not settings.is_here)
    finally:
        if cache is not None:
            cache.close()
    return Heard(hearing.opinions, tuple(hearing.notices()), interrupted)


class _Hearing:
    """The questions of a run, and what became of them."""

    def __init__(self, questions: Sequence[Question], settings: JudgeSettings, cache: AnswerCache | None) -> None:
        self.opinions: dict[Question, Opinion] = {}
        self._questions = questions
        self._settings = settings
        self._cache = cache
        self._reasons: Counter[str] = Counter()
        self._failures = 0
        self._stopped = False

    def run(self, *, silent: bool) -> bool:
        """Answer every question from the cache, or, unless ``silent``, ask it; whether that was interrupted."""
        self._remember()
        open_ones = [one for one in self._questions if one not in self.opinions]
        if silent or not open_ones:
            self._reasons[OFFLINE] += len(open_ones)
            return False
        try:
            asyncio.run(self._ask(open_ones))
        except KeyboardInterrupt:
            return True
        return False

    def notices(self) -> Iterator[str]:
        """One sentence on the judge, what it judged and what not, and why; those of the cache."""
        if self._questions:
            judged, left = len(self.opinions), len(self._questions) - len(self.opinions)
            reasons = "; ".join(f"{reason} ({times})" for reason, times in self._reasons.most_common() if times)
            yield (
                f"The judge ({self._settings.model} at {self._settings.host}) has judged {judged} of the sentences, "
                f"{left} {'was' if left == 1 else 'were'} not judged{f': {reasons}' if reasons else ''}."
            )
        yield from self._cache.notices if self._cache is not None else ()

    def _remember(self) -> None:
        """Take the answers of earlier runs."""
        if self._cache is None:
            return
        keys = {question_key(one, self._settings.model): one for one in self._questions}
        for key, answer in self._cache.get_many(SOURCE, keys).items():
            try:
                self._take(keys[key], answer.body.decode("utf-8", "replace"))
            except BadAnswer:
                _log.debug("an answer in the cache is damaged")

    async def _ask(self, questions: Sequence[Question]) -> None:
        from refcheck.judge.wire import JudgeWire  # noqa: PLC0415 - loads an HTTP library, and the cache may do

        waiting = iter(questions)
        try:
            async with JudgeWire(self._settings) as wire, asyncio.TaskGroup() as tasks:
                for _ in range(PARALLEL):
                    tasks.create_task(self._ask_each(waiting, wire))
        except HostStopped as error:
            self._reasons[error.reason] += len(questions)

    async def _ask_each(self, waiting: Iterator[Question], wire: JudgeWire) -> None:
        for question in waiting:
            if self._stopped:
                self._reasons[NOT_ASKED] += 1
            else:
                await self._ask_one(question, wire)

    async def _ask_one(self, question: Question, wire: JudgeWire) -> None:
        _log.info("the judge is asked about one of %d sentences", len(self._questions))
        try:
            body = await wire.ask(question)
            self._failures = 0
            answer = answer_of(body)
            self._take(question, answer)
        except BadAnswer as error:
            self._reasons[str(error)] += 1
            return
        except SourceError as error:
            self._reasons[error.reason] += 1
            self._failures += 1
            self._stopped = isinstance(error, HostStopped) or self._failures >= MOST_FAILURES
            return
        if self._cache is not None:
            self._cache.put(SOURCE, question_key(question, self._settings.model), answer.encode(), KEPT)

    def _take(self, question: Question, answer: str) -> None:
        self.opinions[question] = opinion_of(answer, question, self._settings.model)
