"""What a language model, asked as a judge, says of a sentence and the work that it cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Ruling(Enum):
    """Whether the work says what the sentence says."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_STATED = "not_stated"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Question:
    """What a judge is given to read: the part of a sentence that belongs to a citation, and the cited work."""

    claim: str
    title: str
    abstract: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """The ruling of a judge, with the words of the claim and of the work that it rests on, as they stand there."""

    judge: str
    ruling: Ruling
    claim_quote: str
    work_quote: str


Opinions = Mapping[Question, Opinion]
"""What was judged; a question without an opinion was not judged."""
