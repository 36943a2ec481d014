"""The title gives a thing its name (*GloVe: …*), the sentence says that another was introduced."""

from __future__ import annotations

import re

from refcheck.claims import tables
from refcheck.claims.frames import reports
from refcheck.claims.nouns import Cited, Claim, Conflict
from refcheck.claims.vocabulary import Vocabulary

KIND = "systems"
_NAME = re.compile(r"(?P<name>[^\W_][\w+.-]{1,24}):\s")
_LOOKS_NAMED = re.compile(r"(?=.{2,})(?:\w*[a-z]\w*[A-Z0-9]\w*|[A-Z]\w*[A-Z0-9][\w+.-]*|[A-Z][a-z]+[A-Z]\w*)(?:-\d+)?")
_WORD = re.compile(r"[^\s,;()]+")


def find(claim: Claim, cited: Cited, vocabulary: Vocabulary) -> Conflict | None:
    """A name in the place of the title's; narrative citations only, right after the verb."""
    if not vocabulary.compares(KIND) or not reports(claim):
        return None
    title = cited.titles[0]
    named = _NAME.match(title.text.strip())
    if named is None or not _is_name(named["name"]) or named["name"].casefold() in claim.sentence.text.casefold():
        return None
    ours = _introduced(claim.segment.text)
    texts = " ".join(text.text for text in cited.texts).casefold()
    if not ours or ours.casefold() in texts or named["name"].casefold() in ours.casefold():
        return None
    return Conflict(KIND, ours, named["name"], title.text, claim.segment.text)


def _introduced(segment: str) -> str:
    """The name that stands right after a verb of introducing, the article aside."""
    words = [one.strip(".:") for one in _WORD.findall(segment)]
    verbs = tables.words("introducing_verbs.txt")
    for position, word in enumerate(words[:3]):
        if word in verbs:
            rest = words[position + 1 : position + 3]
            if rest and rest[0] in {"the", "a", "an"}:
                rest = rest[1:]
            return rest[0] if rest and _is_name(rest[0]) else ""
    return ""


def _is_name(word: str) -> bool:
    return _LOOKS_NAMED.fullmatch(word) is not None
