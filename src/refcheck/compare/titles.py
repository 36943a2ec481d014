"""Titles: subtitles left out, prefixes of retracted works, formulas, parts of a series, and single words.

Every title of one side is held against every title of the other, and the nearest pair counts: a work has a title,
a title with its subtitle, an original title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from refcheck.compare.doubt import weigh
from refcheck.compare.tables import rows, words
from refcheck.compare.text import comparable_scripts, fold, fold_keys
from refcheck.compare.verdict import NOT_COMPARABLE, Level, Verdict
from refcheck.compare.words import UNCHANGED, Change, Words, compare_wordings, is_function_word, numeral
from refcheck.model import Item

TRUNCATED_LETTERS = 20
"""So many letters must be left of a title that was cut off anywhere: less is another title."""
HEADLESS_WORDS = 4
"""So many words must be left of a title whose heading (*Clinical crossroads: …*) was dropped."""

CONTRADICTIONS = frozenset({"number", "negation", "word", "different", "notice", "reply"})
"""The kinds of differences after which a title is another one, however doubtful the value."""

_BREAK = re.compile(r"\s+-+\s+|[–—―]|--+|[:;?!(\[]|\.\s|\s/\s|\s\|\s")
_CUT = re.compile(r"\s*(?:\.\.\.|…)\s*$")
_EDITION_BEHIND = re.compile(
    r",?\s+(?:(?:\w+|\d+(?:st|nd|rd|th|\.))\s+(?:edn?|edition|auflage|édition|edición)\b\.?"
    r"|(?:version|v\.|release)\s*\d[\d.]*|(?:19|20)\d\d)\s*$",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=\d)[, ](?=\d{3}(?!\d))")
_RETRACTED_BEHIND = re.compile(r"\s*[\[(]\s*(?:retracted|withdrawn)\b[^\])]*[\])]\s*\.?\s*$", re.IGNORECASE)
_MATHEMATICS = re.compile(r"[\\^_${}=<>±×∼√∑∫∞≤≥≈→←∂∇∈⊂⊗⊕⁰-₟\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class _Title:
    """A title made ready: its words under every key of folding, without what does not belong to it.

    ``text`` is without the name of a section in front (*Letter: …*), ``whole`` with it.
    """

    text: str
    whole: str
    readings: tuple[Words, ...]
    notice: bool

    @property
    def compact(self) -> frozenset[str]:
        return frozenset("".join(reading) for reading in self.readings)


@dataclass(frozen=True, slots=True)
class _Outcome:
    change: Change
    ours: str
    theirs: str


# ------------------------------------------------------------------------------------------------ making ready


@cache
def _status_prefix() -> re.Pattern[str]:
    phrases = "|".join(re.escape(row[0]) for row in rows("status_prefixes.txt"))
    return re.compile(rf"^\W*(?:{phrases})\s*(?:[:\])—–]|-\s|\.\s)+\s*", re.IGNORECASE)


@cache
def _notice_phrase() -> re.Pattern[str]:
    phrases = sorted((row[0] for row in rows("notice_phrases.txt")), key=len, reverse=True)
    alternatives = "|".join(
        re.escape(one.rstrip("…")) + (r"\b" if one.endswith("…") else r"\s*(?:[:\])—–]|-\s|\.\s|\.?$)")
        for one in phrases
    )
    return re.compile(rf"^\W*(?:{alternatives})", re.IGNORECASE)


@cache
def _folded_lines(name: str) -> frozenset[str]:
    return frozenset(fold(row[0]) for row in rows(name))


def is_section_title(text: str) -> bool:
    """Whether the title names a section of a journal or a book (*Editorial*, *Book reviews*), not a work."""
    return fold(text) in _folded_lines("section_titles.txt")


def is_notice_title(text: str) -> bool:
    """Whether the title says that the text is about another one: an erratum, a notice, a reply."""
    return _notice_phrase().match(text.replace("’", "").replace("'", "")) is not None


def without_status(text: str) -> str:
    """The title without what its publisher added when the work was taken back (``RETRACTED: …``)."""
    shorter = _RETRACTED_BEHIND.sub("", _status_prefix().sub("", text))
    return shorter if shorter.strip() else text


def _without_section(text: str) -> str:
    head, colon, rest = text.partition(":")
    return rest.strip() if colon and is_section_title(head) and len(rest.split()) > 1 else text


@lru_cache(maxsize=16384)
def _ready(text: str) -> _Title:
    whole = _THOUSANDS.sub("", without_status(text))
    notice = is_notice_title(whole)
    bare = whole if notice else _without_section(whole)
    readings = (tuple(key.split()) for key in sorted(fold_keys(bare)))
    return _Title(bare, whole, tuple(_without_part_label(one) for one in readings), notice)


def _without_part_label(reading: Words) -> Words:
    """The words without *part* before a number: *On tides, part II* is *On tides. II*."""
    labels = words("part_labels.txt")
    if labels.isdisjoint(reading):
        return reading
    following = (*reading[1:], "")
    return tuple(one for one, after in zip(reading, following, strict=True) if one not in labels or not numeral(after))


@lru_cache(maxsize=4096)
def _breaks(text: str) -> tuple[tuple[str, str], ...]:
    """The title cut at each place where a subtitle may begin: what stands before and behind, folded."""
    cuts = ((fold(text[: one.start()]), fold(text[one.end() :])) for one in _BREAK.finditer(text))
    return tuple((head, tail) for head, tail in cuts if head and tail)


# ---------------------------------------------------------------------------------------------- two single titles


@lru_cache(maxsize=16384)
def _compare_pair(ours: str, theirs: str) -> Change:
    mine, other = _ready(ours), _ready(theirs)
    if not comparable_scripts(mine.text, other.text):
        return Change(Level.NOT_COMPARABLE, "script")
    if mine.notice != other.notice:
        return Change(Level.MAJOR, "notice")
    wording = min(_wordings(mine, other), key=lambda one: one.level)
    if wording.level <= Level.STYLE:
        return wording
    part = _compare_parts(mine, other)
    return part or _compare_formulas(mine, other, wording)


def _wordings(mine: _Title, other: _Title) -> Iterator[Change]:
    for ours in mine.readings:
        for theirs in other.readings:
            if _footnoted(ours, theirs) or _footnoted(theirs, ours):
                yield UNCHANGED
            elif _without_article(ours) == _without_article(theirs):
                yield UNCHANGED if ours == theirs else Change(Level.STYLE, "article")
            else:
                yield compare_wordings(ours, theirs)


def _without_article(reading: Words) -> Words:
    return reading[1:] if len(reading) > 2 and reading[0] in words("leading_articles.txt") else reading


def _footnoted(marked: Words, plain: Words) -> bool:
    """Whether a footnote mark (``disease1``) is stuck to the last word of one of them."""
    if not marked or not plain or not plain[-1].isalpha():
        return False
    return marked == (*plain[:-1], f"{plain[-1]}1")


def _compare_parts(mine: _Title, other: _Title) -> Change | None:
    """The outcome if one title is a part of the other: without subtitle, without heading, cut off."""
    return _part_of(mine, other) or _part_of(other, mine)


def _part_of(part: _Title, whole: _Title) -> Change | None:
    for head, tail in _breaks(whole.whole):
        if "".join(_without_part_label(tuple(head.split()))) in part.compact:
            return _lost_subtitle(tail)
        if part.text == part.whole and _is_headless(part, head, tail):
            return Change(Level.STYLE, "heading")
    if any(fold(one) == fold(part.text) for one in _without_edition(whole.text)):
        return Change(Level.STYLE, "edition")
    if any(_is_beginning(tuple(fold(_CUT.sub("", part.text)).split()), one) for one in whole.readings):
        return Change(Level.MINOR, "truncated")
    return None


def _without_edition(text: str) -> Iterator[str]:
    """The title without what it says of its edition, version or year at the end: *…, 4th edition*, *… 2019*."""
    shorter = _EDITION_BEHIND.sub("", text)
    if shorter != text:
        yield shorter


def _is_beginning(cut: Words, whole: Words) -> bool:
    """Whether a title was cut off, perhaps within a word; *Part I* is no beginning of *Part II*."""
    if sum(map(len, cut)) < TRUNCATED_LETTERS or len(cut) > len(whole) or cut[:-1] != whole[: len(cut) - 1]:
        return False
    last, full = cut[-1], whole[len(cut) - 1]
    return last == full or (full.startswith(last) and not numeral(last))


def _lost_subtitle(tail: str) -> Change:
    first, _, rest = tail.partition(" ")
    if tail in _folded_lines("reply_tails.txt"):
        return Change(Level.MAJOR, "reply")
    if numeral(tail) or (first in words("part_words.txt") and numeral(rest)):
        return Change(Level.MINOR, "part")
    return Change(Level.STYLE, "subtitle")


def _is_headless(part: _Title, head: str, tail: str) -> bool:
    left = tuple(tail.split())
    return len(left) >= HEADLESS_WORDS and left in part.readings and not numeral(head.rpartition(" ")[2])


def _compare_formulas(mine: _Title, other: _Title, wording: Change) -> Change:
    """Formulas are never compared exactly: with formulas on a side, only the words around them count."""
    if not (_MATHEMATICS.search(mine.text) or _MATHEMATICS.search(other.text)):
        return wording
    ours, theirs = _around_formulas(mine.readings[0]), _around_formulas(other.readings[0])
    if not ours or not theirs:
        return wording
    around = compare_wordings(ours, theirs)
    if around.level <= Level.STYLE:
        return Change(Level.STYLE, "formula")
    return min(wording, around, key=lambda one: one.level)


def _around_formulas(listed: Words) -> Words:
    return tuple(
        word
        for before, word in zip(("", *listed), listed, strict=False)
        if before in words("part_words.txt") or is_function_word(word) or _is_plain_word(word)
    )


def _is_plain_word(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word not in words("greek_letters.txt")


# ------------------------------------------------------------------------------------------------- all titles


def _outcomes(ours: Item, theirs: Item) -> Iterator[_Outcome]:
    for mine in ours.title:
        for other in theirs.title:
            yield _Outcome(_compare_pair(mine, other), mine, other)


def _nearest(ours: Item, theirs: Item) -> _Outcome | None:
    best: _Outcome | None = None
    for outcome in _outcomes(ours, theirs):
        if outcome.change.level is Level.NOT_COMPARABLE:
            continue
        if best is None or outcome.change.level < best.change.level:
            best = outcome
        if best.change.level is Level.SAME:
            break
    return best


def _with_subtitle(title: str, candidates: tuple[str, ...]) -> str:
    """The longest of the titles that is this one and a subtitle; this one if there is none."""
    compact = _ready(title).compact
    longer = [
        one for one in candidates if any(head.replace(" ", "") in compact for head, _ in _breaks(_ready(one).text))
    ]
    return max(longer, key=len, default=title)


def _settled(best: _Outcome, ours: Item, theirs: Item) -> _Outcome:
    """The outcome with both subtitles, if both sides have one: equal main titles do not excuse a wrong subtitle."""
    mine, other = _with_subtitle(best.ours, ours.title), _with_subtitle(best.theirs, theirs.title)
    extended = (mine != best.ours) + (other != best.theirs)
    if extended == 2 or (extended and best.change.kind == "subtitle"):
        return _Outcome(_compare_pair(mine, other), mine, other)
    return best


def _note(outcome: _Outcome) -> str:
    """The changed words as both sides wrote them."""
    change = outcome.change
    written = Change(
        change.level, "", _as_written(change.ours, outcome.ours), _as_written(change.theirs, outcome.theirs)
    )
    return written.note


def _as_written(folded: Words, text: str) -> Words:
    spelled = {fold(token): token.strip(".,:;!?()[]") for token in text.split()}
    return tuple(spelled.get(word, word) for word in folded)


def _is_other_edition(outcome: _Outcome, ours: Item, theirs: Item) -> bool:
    """Whether the edition in a title is another one than that which the other side gives in a field of its own."""
    tails = (_edition_number(title) for title in (outcome.ours, outcome.theirs))
    fields = (_edition_number(f"x {one} edition") if one else "" for one in (theirs.edition, ours.edition))
    return any(tail and field and tail != field for tail, field in zip(tails, fields, strict=True))


def _edition_number(text: str) -> str:
    behind = _EDITION_BEHIND.search(text)
    numbers = [numeral(one) for one in fold(behind[0]).split() if numeral(one)] if behind else []
    return numbers[0] if numbers and len(numbers[0]) < 4 else ""


def compare_title(ours: Item, theirs: Item) -> Verdict:
    """Whether the cited title is a title of the work.

    Kinds: ``spelling``, ``subtitle`` (left out on one side), ``heading`` (*Clinical crossroads:* left out),
    ``formula``, ``article`` (*The* in front), ``edition`` (*, 4th edition* behind);
    ``typo``, ``form`` (*effect*, *effects*), ``function-word``, ``missing`` (a word on one side only),
    ``order``, ``acronym``, ``truncated``, ``part`` (a part number on one side only); ``number``, ``negation``,
    ``word``, ``different``, ``notice`` (one is an erratum, a comment …), ``reply``.
    """
    best = _nearest(ours, theirs)
    if best is None:
        return NOT_COMPARABLE
    if best.change.level <= Level.STYLE and len(ours.title) + len(theirs.title) > 2:
        best = _settled(best, ours, theirs)
    verdict = Verdict(best.change.level, _note(best), best.change.kind, best.ours, best.theirs)
    if verdict.kind == "edition" and _is_other_edition(best, ours, theirs):
        verdict = Verdict(Level.MINOR, "another edition", "number", best.ours, best.theirs)
    if is_section_title(best.theirs) and "title" not in theirs.doubtful:
        verdict = verdict.lowered()
    return weigh(verdict, {"title"}, ours, theirs)


@lru_cache(maxsize=16384)
def _similarity(ours: str, theirs: str) -> float:
    mine, other = _ready(ours), _ready(theirs)
    if not mine.compact.isdisjoint(other.compact):
        return 1.0
    part = _compare_parts(mine, other)
    if part is not None and part.level <= Level.STYLE:
        return 1.0
    return max(
        Levenshtein.normalized_similarity(" ".join(one), " ".join(two))
        for one in mine.readings
        for two in other.readings
    )


def title_similarity(ours: Item, theirs: Item) -> float:
    """How much the nearest two titles have in common, 0 to 1; a title without its subtitle counts as the title."""
    return max((_similarity(one, two) for one in ours.title for two in theirs.title), default=0.0)


def shared_content(ours: Item, theirs: Item) -> float:
    """The share of content words that the shorter of the nearest two titles has in common with the longer, 0 to 1.

    A single word in common is nothing.
    """
    return max((_content_shared(one, two) for one in ours.title for two in theirs.title), default=0.0)


def _content_shared(ours: str, theirs: str) -> float:
    shorter, longer = sorted((_content(ours), _content(theirs)), key=len)
    shared = len(shorter & longer)
    return shared / len(shorter) if shared > 1 else 0.0


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(without_status(text)).split() if not is_function_word(word))


def has_no_own_title(item: Item) -> bool:
    """Whether every title names a section (*Editorial*) or the journal: it tells nothing about which work it is."""
    containers = {fold(one) for one in item.container_title}
    return bool(item.title) and all(is_section_title(one) or fold(one) in containers for one in item.title)
