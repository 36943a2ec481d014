"""Crossref lists the work as retracted, withdrawn or removed.

## Why it matters

Who cites a retracted work as evidence should know it, and say so. The finding names the notice and who states it.
Some papers were reinstated and are still listed: look at the notice. A reference that says *retracted* itself only
gets a remark.

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

from refcheck.model import Confidence, Found, Match, Problem, Reference, Severity
from refcheck.rules.base import Rule
from refcheck.rules.notices import Kind, contradictions, enumerated, of_kind, title_says_retracted, writer_knows


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """One problem at most: retracted, said to be so by its title, or stated in contradiction."""
    if not isinstance(match, Found):
        return
    retractions = of_kind(match.work, Kind.RETRACTION)
    contradictory = contradictions(match.work)
    if retractions:
        yield _problem(reference, match, f"Crossref lists {enumerated(retractions)} of this work", retractions[0].doi)
    elif title_says_retracted(match.work.item):
        title = next(title for title in match.work.item.title)
        yield _problem(reference, match, "the title that Crossref lists says that the work is retracted", title)
    elif contradictory:
        message = f"Crossref contradicts itself and lists {enumerated(contradictory)} of this work: look at the notice"
        yield _problem(reference, match, message, contradictory[0].doi, severity=Severity.WARNING)


def _problem(
    reference: Reference, match: Found, message: str, theirs: str, *, severity: Severity | None = None
) -> Problem:
    known = writer_knows(reference)
    return Problem(
        f"{message}, as the reference says" if known else message,
        theirs=theirs,
        severity=Severity.INFO if known else severity,
        confidence=_confidence(match, severity),
    )


def _confidence(match: Found, severity: Severity | None) -> Confidence | None:
    if not match.certain:
        return Confidence.LOW
    return Confidence.MEDIUM if severity is not None else None


RULE = Rule("REF301", "retracted-work", Severity.ERROR, page=__doc__, check=check)
