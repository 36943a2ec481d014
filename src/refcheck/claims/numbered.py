"""The sentence names one of a numbered family, the title another: BRCA1 and BRCA2, type 1 and type 2 diabetes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from refcheck.claims import tables
from refcheck.claims.frames import Overlap, overlap, reports
from refcheck.claims.nouns import Cited, Claim, Conflict
from refcheck.claims.vocabulary import Vocabulary
from refcheck.claims.words import Words, plain

KIND = "numbered"
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8"}
_GLUED = re.compile(
    r"\b(?P<stem>[A-Za-z]{2,}[a-z]?v?|[A-Z])(?P<join>[-‐‑]?)(?P<number>\d{1,4}|[IV]{1,4})(?P<tail>[A-Za-z]?)\b(?!\.\d)"
)
_APART = re.compile(r"\b(?P<stem>[A-Za-z]+)(?P<join> )(?P<number>\d{1,2}|[IV]{1,4})(?P<tail>[A-Ca-c]?)\b(?![.,]\d|%)")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a numbered family."""

    stem: str
    number: str
    text: str


def find(claim: Claim, cited: Cited, vocabulary: Vocabulary) -> Conflict | None:
    """The first two members of one family that are named instead of each other."""
    if not vocabulary.compares(KIND):
        return None
    for title in cited.titles:
        theirs = members(title.text)
        if not theirs:
            continue
        for ours in members(claim.segment.text):
            for other in theirs:
                if _exclusive(ours, other, claim, cited) and _fits(_overlap(claim, title, (ours, other)), claim):
                    return Conflict(KIND, ours.text, other.text, title.text, claim.segment.text)
    return None


def members(text: str) -> list[Member]:
    """The members of numbered families in a text, without those of which only the number is telling (*Table 2*)."""
    if not _NUMBER.search(text) and not re.search(r"\b[IV]{1,4}\b", text):
        return []
    return list(_members(text))


def _members(text: str) -> Iterator[Member]:
    families, others = tables.words("numbered_families.txt"), tables.words("not_families.txt")
    for found in _GLUED.finditer(text):
        stem = plain(found["stem"])
        number = found["number"]
        if stem not in others and (number.isdigit() or stem in families):
            yield Member(stem, _arabic(number) + found["tail"].casefold(), found.group())
    for found in _APART.finditer(text):
        if plain(found["stem"]) in families:
            yield Member(plain(found["stem"]), _arabic(found["number"]) + found["tail"].casefold(), found.group())


def _arabic(number: str) -> str:
    return _ROMAN.get(number, number.lstrip("0") or "0")


def _exclusive(ours: Member, theirs: Member, claim: Claim, cited: Cited) -> bool:
    """Whether the members are of one family and neither number occurs in the other text."""
    if ours.stem != theirs.stem or ours.number[:1] == "" or _same(ours.number, theirs.number):
        return False
    in_sentence = _numbers(claim.sentence.text, ours.stem)
    in_works = {number for text in cited.texts for number in _numbers(text.text, ours.stem)}
    return len(in_sentence) == 1 and not any(_same(one, other) for one in in_sentence for other in in_works)


def _same(one: str, other: str) -> bool:
    """Whether two numbers are one, or one of them is a kind of the other: 17 and 17a."""
    return (
        one == other
        or (one.startswith(other) and not one[len(other) :].isdigit())
        or (other.startswith(one) and not other[len(one) :].isdigit())
    )


def _numbers(text: str, stem: str) -> set[str]:
    """The numbers of a family in a text, and those that follow a comma, a slash or *and* (*miR-215 and -217*)."""
    found = {one.number for one in members(text) if one.stem == stem}
    further = re.findall(r"(?:/|,\s?|\band\s|\bor\s|[-–]\s?|\bto\s)-?(\d{1,4}|[IV]{1,4})\b", text) if found else []
    return found | {_arabic(one) for one in further}


def _overlap(claim: Claim, title: Words, pair: tuple[Member, Member]) -> Overlap:
    compared = frozenset(word for one in pair for word in Words(one.text).plain)
    return overlap(claim, title, compared)


def _fits(common: Overlap, claim: Claim) -> bool:
    if reports(claim):
        return True
    return common.shared >= 1 and (common.of_both(0.4) or common.of_claim(0.5))
