"""Crossref lists the work as retracted, withdrawn or removed.

## Why it matters

Who cites a retracted work as evidence should know it, and say so. The finding names the notice and who states it.
A reference that says *retracted* itself only gets a remark, and so does a work that was reinstated later. If the
dates do not tell whether the retraction or the reinstatement came last, it is a warning: look at the notices.
Crossref's records have no word for a reinstatement. Retraction Watch's list has: give it to `refcheck index update`.

## Example

```bibtex
@article{wakefield1998,
  title = {Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children},
  journal = {The Lancet},
  doi = {10.1016/S0140-6736(97)11096-0}
}
```

Use instead another work, or say it:

```bibtex
@article{wakefield1998,
  title = {Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children},
  journal = {The Lancet},
  doi = {10.1016/S0140-6736(97)11096-0},
  note = {Retracted}
}
```

## References

- Crossref, Retraction Watch data: <https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/>
- COPE, retraction guidelines: <https://publicationethics.org/>
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from refcheck.model import Confidence, Found, Match, Problem, Reference, Severity, Work
from refcheck.rules.base import Rule
from refcheck.rules.notices import (
    Kind,
    LastWord,
    contradictions,
    enumerated,
    last_word,
    of_kind,
    standing,
    title_says_retracted,
    writer_knows,
)


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """One problem at most: retracted, said to be so by its title, stated in contradiction, or reinstated."""
    stated = _stated(match.work) if isinstance(match, Found) else None
    if not isinstance(match, Found) or stated is None:
        return
    known = writer_knows(reference)
    repeated = known and stated.word is LastWord.STANDING
    yield Problem(
        f"{stated.message}, as the reference says" if repeated else stated.message,
        theirs=stated.theirs,
        severity=Severity.INFO if known else _SEVERITIES[stated.word],
        confidence=_CONFIDENCES[stated.word] if match.certain else Confidence.LOW,
    )


_SEVERITIES = {LastWord.STANDING: None, LastWord.UNCLEAR: Severity.WARNING, LastWord.TAKEN_BACK: Severity.INFO}
_CONFIDENCES = {LastWord.STANDING: None, LastWord.UNCLEAR: Confidence.MEDIUM, LastWord.TAKEN_BACK: None}
_MESSAGES = {
    LastWord.STANDING: "Crossref lists {0} of this work",
    LastWord.UNCLEAR: "Crossref lists {0} of this work and {1}; dates do not tell which came last: look at the notices",
    LastWord.TAKEN_BACK: "reinstated: Crossref lists {0} of this work, which {1} took back",
}


@dataclass(frozen=True, slots=True)
class _Stated:
    """What is stated of a work, and whether it stands."""

    message: str
    theirs: str
    word: LastWord = LastWord.UNCLEAR


def _stated(work: Work) -> _Stated | None:
    retractions = standing(work, Kind.RETRACTION) or of_kind(work, Kind.RETRACTION)
    reinstatements, contradictory = of_kind(work, Kind.REINSTATEMENT), contradictions(work)
    if retractions:
        word = last_word(retractions, reinstatements)
        message = _MESSAGES[word].format(enumerated(retractions), enumerated(reinstatements))
        return _Stated(message, "" if word is LastWord.TAKEN_BACK else retractions[0].doi, word)
    if title_says_retracted(work.item):
        message, title = "the title that Crossref lists says that the work is retracted", work.item.title[0]
        if not reinstatements:
            return _Stated(message, title, LastWord.STANDING)
        return _Stated(f"{message}, and Crossref lists {enumerated(reinstatements)}: look at the notice", title)
    if contradictory:
        named = enumerated((*contradictory, *reinstatements))
        message = f"Crossref contradicts itself and lists {named} of this work: look at the notice"
        return _Stated(message, contradictory[0].doi)
    return None


RULE = Rule("REF301", "retracted-work", Severity.ERROR, page=__doc__, check=check)
