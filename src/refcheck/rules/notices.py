"""What Crossref lists about a work: retractions, reinstatements, expressions of concern, corrections.

Publisher and Retraction Watch both make statements, often about the same notice. They are joined by notice and type.
See https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from refcheck.model import Date, Item, Reference, Update, Work
from refcheck.rules.wording import listed


class Kind(Enum):
    """What a notice does to a work."""

    RETRACTION = "retraction"
    REINSTATEMENT = "reinstatement"
    CONCERN = "expression of concern"
    CORRECTION = "correction"


KINDS = {
    "retraction": Kind.RETRACTION,
    "withdrawal": Kind.RETRACTION,
    "removal": Kind.RETRACTION,
    "partial_retraction": Kind.RETRACTION,
    "reinstatement": Kind.REINSTATEMENT,
    "expression_of_concern": Kind.CONCERN,
    "correction": Kind.CORRECTION,
    "corrigendum": Kind.CORRECTION,
    "erratum": Kind.CORRECTION,
    "addendum": Kind.CORRECTION,
    "clarification": Kind.CORRECTION,
}
"""Kinds by Crossref's type, and Retraction Watch's *reinstatement*, for which Crossref has none.

New versions and editions are none of a reader's worries.
"""

ASSERTERS = {"retraction-watch": "Retraction Watch", "publisher": "the publisher"}

_RETRACTED_TITLE = re.compile(r"^\W*(retracted|withdrawn)\b(\s+(article|paper|chapter))?\s*[^\w\s]", re.IGNORECASE)
_RETRACTED_IN_BRACKETS = re.compile(r"[(\[]\s*(retracted|withdrawn)\b", re.IGNORECASE)
_SAYS_RETRACTED = re.compile(r"\bretract|\bwithdrawn\b", re.IGNORECASE)
_REMARKS = frozenset({"note", "annote", "addendum", "titleaddon", "pubstate", "howpublished", "status"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One notice about a work, with all who state it."""

    type: str
    doi: str
    updates: tuple[Update, ...]

    @property
    def kind(self) -> Kind | None:
        """What the notice does, `None` for types that need no word."""
        return KINDS.get(self.type)

    def __str__(self) -> str:
        """The statement in words: *a retraction (Retraction Watch, 2010-02-06; notice 10.5555/1)*."""
        asserted = "; ".join(dict.fromkeys(_asserted(update) for update in self.updates))
        details = "; ".join(part for part in (asserted, f"notice {self.doi}" if self.doi else "") if part)
        name = self.type.replace("_", " ")
        article = "an" if name[0] in "aeiou" else "a"
        return f"{article} {name} ({details})" if details else f"{article} {name}"


def _asserted(update: Update) -> str:
    who = ASSERTERS.get(update.asserted_by, update.asserted_by)
    return ", ".join(part for part in (who, str(update.date)) if part)


def _updates(work: Work) -> Iterator[Update]:
    """What is stated of a work, also by itself: some publishers deposit the retraction on the paper."""
    yield from work.updated_by
    yield from (update for update in work.updates if update.doi.lower() == work.item.doi.lower())


def statements(work: Work) -> tuple[Statement, ...]:
    """All notices about a work, each once, in the order of the record."""
    joined: dict[tuple[str, str], list[Update]] = {}
    for update in _updates(work):
        doi = "" if update.doi.lower() == work.item.doi.lower() else update.doi.lower()
        joined.setdefault((update.type, doi), []).append(update)
    return tuple(Statement(type_, doi, tuple(updates)) for (type_, doi), updates in joined.items())


def contradictions(work: Work) -> tuple[Statement, ...]:
    """The statements that cancel each other: one record of Retraction Watch listed under two kinds.

    A retraction which somebody else states as well is no part of a contradiction. Nor is a reinstatement: dates tell
    what it takes back.
    """
    by_record: dict[str, set[Kind]] = {}
    for update in work.updated_by:
        if update.record_id and KINDS.get(update.type, Kind.REINSTATEMENT) is not Kind.REINSTATEMENT:
            by_record.setdefault(update.record_id, set()).add(KINDS[update.type])
    doubtful = {record for record, kinds in by_record.items() if len(kinds) > 1 and Kind.RETRACTION in kinds}
    return tuple(one for one in statements(work) if all(update.record_id in doubtful for update in one.updates))


def of_kind(work: Work, kind: Kind) -> tuple[Statement, ...]:
    """The uncontradicted statements of one kind."""
    contradictory = contradictions(work)
    return tuple(one for one in statements(work) if one.kind is kind and one not in contradictory)


class LastWord(Enum):
    """What becomes of notices on a work that is said to be reinstated."""

    STANDING = "standing"
    TAKEN_BACK = "taken back"
    UNCLEAR = "unclear"


def last_word(notices: tuple[Statement, ...], reinstatements: tuple[Statement, ...]) -> LastWord:
    """Whether notices stand, or a reinstatement came after all of them, as far as the dates tell."""
    if not reinstatements:
        return LastWord.STANDING
    stated = [[_days(update.date) for update in one.updates] for one in notices]
    reinstated = [_days(update.date) for one in reinstatements for update in one.updates]
    if max(first for first, _ in reinstated) > max(last for each in stated for _, last in each):
        return LastWord.TAKEN_BACK
    if max(min(first for first, _ in each) for each in stated) > max(last for _, last in reinstated):
        return LastWord.STANDING
    return LastWord.UNCLEAR


def standing(work: Work, kind: Kind) -> tuple[Statement, ...]:
    """The statements of one kind that no reinstatement took back, as far as the dates tell."""
    reinstatements = of_kind(work, Kind.REINSTATEMENT)
    return tuple(one for one in of_kind(work, kind) if last_word((one,), reinstatements) is not LastWord.TAKEN_BACK)


def _days(date: Date) -> tuple[str, str]:
    """The first and the last day that a date may mean."""
    year, month, day = date.year, date.month, date.day
    return (
        f"{year or 0:04}-{month or 1:02}-{day or 1:02}",
        f"{year or 9999:04}-{month or 12:02}-{day or 31:02}",
    )


def title_says_retracted(item: Item) -> bool:
    """Whether a title begins with *RETRACTED:* or one of its relatives."""
    return any(_RETRACTED_TITLE.match(title) for title in item.title)


def remarks(reference: Reference) -> str:
    """What the writer remarks on the work: notes, additions to the title, the state of publication."""
    return "\n".join(field.raw for field in reference.fields if field.name.lower() in _REMARKS)


def writer_knows(reference: Reference) -> bool:
    """Whether the reference itself says that the work is retracted, in its title or in a remark."""
    titles = reference.item.title
    return bool(
        title_says_retracted(reference.item)
        or any(_RETRACTED_IN_BRACKETS.search(title) for title in titles)
        or _SAYS_RETRACTED.search(remarks(reference))
    )


def enumerated(notices: tuple[Statement, ...]) -> str:
    """All statements in one enumeration."""
    return listed(tuple(str(one) for one in notices))
