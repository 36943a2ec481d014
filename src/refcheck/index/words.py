"""The words of the records, and the two questions asked of them; tantivy does the work.

A record is found by the words of its titles, the families of its authors, its containers, and its numbers. Words are
compared as `fold` leaves them.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tantivy
from tantivy import Filter, Occur, Query, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from refcheck.compare.text import fold
from refcheck.index.record import Dated, Record

WORDS, PLACE, TOKENIZER = "words", "place", "folded"
RAREST = 8
"""How many words the quick question asks for."""
FREQUENT = 0.02
"""A word in more than this share of the records tells little and costs much. Without such words, 5 million records
answer a reference without a title in 5 ms and not in 27, the question for all words in 6 ms and not in 24."""
ALWAYS_ASKED = 5
"""So many of the rarest words are asked for, however frequent they are."""
HEAP = 256_000_000
"""Bytes of postings that a writer holds before it writes a segment: enough for a whole part."""
HANDED_OVER = 5_000
"""Records at a time: handed over one by one, the two threads drive each other's memory out of the cache."""
LONGEST_WORD = 60
LISTED_AUTHORS = 20
FUZZY_LENGTH = 5
"""Letters that a word needs before a spelling one letter away is tried for it."""
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff]{2,}")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_FOLDED = re.compile("['`\u0080-\U0010ffff]+")
"""What `fold` changes, but for capital ASCII letters and for signs at which tantivy splits anyway."""


# --------------------------------------------------------------------------------------------- what is searchable


def searchable(record: Record) -> str:
    """The text that a record is found by; tantivy splits it at everything that is no letter or digit."""
    texts = [*record.title, *record.subtitle, *record.original_title, *record.container_title]
    if record.short_container_title != record.container_title:
        texts += record.short_container_title
    for one in (record.author or record.editor)[:LISTED_AUTHORS]:
        texts.append(one.family or one.name or one.given or "")
    issued, printed = _year(record.issued), _year(record.published_print)
    texts += (record.volume or "", (record.page or "").partition("-")[0], record.article_number or "", issued)
    if printed != issued:
        texts.append(printed)
    text = " ".join(texts)
    if "<" in text or "&" in text:
        text = _MARKUP.sub("", html.unescape(text))
    folded = text.replace("'", "") if text.isascii() else _in_words(_FOLDED.sub(_fold, text))
    return folded.lower()


def _year(dated: Dated | None) -> str:
    return str(dated.date_parts[0][0]) if dated is not None and dated.date_parts and dated.date_parts[0] else ""


class _Folding(dict[int, str]):
    """What `fold` makes of each character, to fold a text with `str.translate`; five times as fast, and as exact."""

    def __missing__(self, code: int) -> str:
        self[code] = fold(f"a{chr(code)}a")[1:-1]
        return self[code]


_folding = _Folding()


def _fold(found: re.Match[str]) -> str:
    return found[0].translate(_folding)


def words(text: str) -> list[str]:
    """The words of a question, as they stand in the index; each once."""
    return [word for word in dict.fromkeys(_in_words(fold(text)).split()) if word not in _stop_words()]


@cache
def _stop_words() -> frozenset[str]:
    lines = (Path(__file__).parent / "stop_words.txt").read_text("utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


def _in_words(folded: str) -> str:
    """Where a script has no blanks between words, every two signs are a word."""
    return folded if folded.isascii() else _IDEOGRAPHS.sub(_pairs, folded)


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    return " ".join(["", *(run[at : at + 2] for at in range(len(run) - 1)), ""])


# ---------------------------------------------------------------------------------------------------------- writing


def _schema() -> tantivy.Schema:
    builder = SchemaBuilder()
    builder.add_text_field(WORDS, tokenizer_name=TOKENIZER, index_option="freq")
    builder.add_unsigned_field(PLACE, fast=True)
    return builder.build()


class WordsWriter:
    """Writes the words of one part, in one thread beside the caller's."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir()
        index = tantivy.Index(_schema(), str(directory))
        splitting = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
        kept = splitting.filter(Filter.custom_stopword(sorted(_stop_words())))
        index.register_tokenizer(TOKENIZER, kept.build())
        self._writer = index.writer(HEAP, 1)
        self._waiting: list[tuple[str, int]] = []

    def add(self, record: Record, place: int) -> None:
        """Make a record found by its words."""
        self._waiting.append((searchable(record), place))
        if len(self._waiting) == HANDED_OVER:
            self._hand_over()

    def close(self) -> None:
        """Write what is in memory."""
        self._hand_over()
        _commit(self._writer)

    def _hand_over(self) -> None:
        with _told_as_os_error():
            for text, place in self._waiting:
                document = tantivy.Document()
                document.add_text(WORDS, text)
                document.add_unsigned(PLACE, place)
                self._writer.add_document(document)
        self._waiting.clear()


@contextmanager
def _told_as_os_error() -> Iterator[None]:
    """What the disk refuses; tantivy raises a `ValueError` for it."""
    try:
        yield
    except ValueError as failure:
        raise OSError(str(failure)) from failure


def _commit(writer: tantivy.IndexWriter) -> None:
    with _told_as_os_error():
        writer.commit()
        writer.wait_merging_threads()


_META, _MANAGED = "meta.json", ".managed.json"


def join(directories: Sequence[Path], target: Path) -> None:
    """One index of words out of several with the same schema: their segments side by side, shared with them on disk.

    A tantivy index is the list of its segments in ``meta.json``; a segment knows nothing of the others.
    """
    target.mkdir()
    segments: list[object] = []
    files = [_META]
    for directory in directories:
        meta = json.loads((directory / _META).read_bytes())
        segments += meta["segments"]
        for segment in meta["segments"]:
            for file in directory.glob(segment["segment_id"].replace("-", "") + ".*"):
                share(file, target / file.name)
                files.append(file.name)
    (target / _META).write_text(json.dumps({**meta, "segments": segments, "opstamp": 0}), "utf-8")
    (target / _MANAGED).write_text(json.dumps(files), "utf-8")


def share(file: Path, target: Path) -> None:
    """Give a file a second name; copy it where the file system cannot."""
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)


def consolidate(directory: Path) -> None:
    """Let tantivy make one segment out of many; it leaves fewer than eight as they are."""
    _commit(tantivy.Index.open(str(directory)).writer(HEAP, 1))


# ---------------------------------------------------------------------------------------------------------- asking


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record found stands, and how well its words fit (comparable within one answer only)."""

    number: int
    score: float


class Words:
    """The words of all records, to be asked."""

    def __init__(self, directory: Path) -> None:
        index = tantivy.Index.open(str(directory))
        index.config_reader("manual")
        self._schema = index.schema
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return self._searcher.num_docs

    @property
    def segments(self) -> int:
        """How many pieces have to be asked."""
        return self._searcher.num_segments

    def by_rarest(self, text: str, limit: int) -> list[Place]:
        """The records that share the rarest words; if few are known, also those one letter away from the others."""
        frequencies = self._frequencies(text)
        known = self._telling(frequencies)[:RAREST]
        queries = [self._term(word) for word in known]
        if len(known) < RAREST // 2:
            unknown = [word for word, number in frequencies.items() if not number and len(word) >= FUZZY_LENGTH]
            queries += [Query.fuzzy_term_query(self._schema, WORDS, word) for word in unknown[:RAREST]]
        return self._ask(queries, limit)

    def by_all(self, text: str, limit: int) -> list[Place]:
        """The records that share any word but the most frequent, best first."""
        return self._ask([self._term(word) for word in self._telling(self._frequencies(text))], limit)

    def _frequencies(self, text: str) -> dict[str, int]:
        """In how many records each word of a question stands."""
        return {word: self._searcher.doc_freq(WORDS, word) for word in words(text)}

    def _telling(self, frequencies: Mapping[str, int]) -> list[str]:
        """The words to ask for, the rarest first: those that stand in some records, and not in too many."""
        known = sorted((word for word, number in frequencies.items() if number), key=frequencies.__getitem__)
        most = FREQUENT * len(self)
        return [word for place, word in enumerate(known) if place < ALWAYS_ASKED or frequencies[word] <= most]

    def _term(self, word: str) -> Query:
        return Query.term_query(self._schema, WORDS, word, index_option="freq")

    def _ask(self, queries: Sequence[Query], limit: int) -> list[Place]:
        if not queries:
            return []
        query = Query.boolean_query([(Occur.Should, one) for one in queries])
        hits = self._searcher.search(query, limit, count=False).hits
        places = self._searcher.fast_field_values(PLACE, [address for _, address in hits])
        return [Place(int(place or 0), score) for (score, _), place in zip(hits, places, strict=True)]
