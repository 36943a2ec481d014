"""What a source answered, and what that means for a reference."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum

from refcheck.model.items import Date, Item


@dataclass(frozen=True, slots=True)
class Update:
    """A statement that one work updates another: a retraction, a correction, a new version.

    ``type`` as Crossref spells it (``retraction``, ``expression_of_concern`` …); ``asserted_by`` is ``publisher`` or
    ``retraction-watch``.
    """

    doi: str
    type: str
    label: str = ""
    asserted_by: str = ""
    date: Date = Date()
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Crossref's ``relation``: ``type`` such as ``is-preprint-of`` and the identifier it points at."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Work:
    """A source's record of a work, and the day on which the source gave it."""

    item: Item
    source: str
    retrieved: datetime.date
    updates: tuple[Update, ...] = ()
    """What this work does to others (``update-to``): it is a notice."""
    updated_by: tuple[Update, ...] = ()
    """What others do to this work (``updated-by``)."""
    relations: tuple[Relation, ...] = ()
    aliases: tuple[str, ...] = ()
    abstract: str = ""
    """Plain text, as far as the source has it."""


class By(Enum):
    """How a work was found."""

    DOI = "doi"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Found:
    """The cited work. ``certain`` is false where its record agrees too little to be sure (the DOI may be wrong)."""

    work: Work
    by: By
    score: float = 0.0
    certain: bool = True
    runner_up: Work | None = None
    probability: float | None = None
    """How likely it is the cited work, 0 to 1, if a search found it."""


class OtherWorkKind(Enum):
    """What the DOI leads to instead of the cited work."""

    UNRELATED = "another work"
    NOTICE = "a notice about the work"
    PART = "a part or supplement of the work"
    WHOLE = "the whole of which the work is a part"


@dataclass(frozen=True, slots=True)
class OtherWork:
    """The DOI leads elsewhere; ``instead`` is the work that a search found for the reference, if any."""

    work: Work
    kind: OtherWorkKind
    instead: Work | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """Every source that was asked has answered, and none has the work.

    ``nearest`` is the most similar work that a search gave; ``instead`` is the cited work itself, when a search found
    it although the DOI does not exist. ``neighbour`` is another work of the same venue and year that the source does
    list: so it would list this one. ``lender`` is a work with the authors and the place of the reference, and another
    title.
    """

    asked: tuple[str, ...]
    nearest: Work | None = None
    instead: Work | None = None
    neighbour: Work | None = None
    lender: Work | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """The DOI exists at a registration agency which gives no metadata to compare with."""

    doi: str
    agency: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """No verdict: a source did not answer, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsearchable:
    """No source was asked, because the reference says too little: neither a DOI nor a title. No failure, no absence."""

    reason: str


Match = Found | OtherWork | Absent | Registered | Unchecked | Unsearchable
