"""Crossref lists an expression of concern about the work.

## Why it matters

The editors warn that the findings may not hold, and have not decided yet. It is not a retraction.

## Example

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2021.14}
}
```

Use instead another work, or say it:

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2021.14},
  note = {Expression of concern: 10.5555/tide.2023.2}
}
```

## References

- Crossref, Retraction Watch data: <https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/>
- COPE, expressions of concern: <https://publicationethics.org/>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from refcheck.model import Confidence, Found, Match, Problem, Reference, Severity
from refcheck.rules.base import Rule
from refcheck.rules.notices import Kind, enumerated, remarks, standing

_SAYS_CONCERN = re.compile(r"\bconcern", re.IGNORECASE)


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where there is an expression of concern and no retraction; a later reinstatement takes back both."""
    if not isinstance(match, Found) or standing(match.work, Kind.RETRACTION):
        return
    concerns = standing(match.work, Kind.CONCERN)
    if concerns:
        known = _SAYS_CONCERN.search(remarks(reference))
        yield Problem(
            f"Crossref lists {enumerated(concerns)} about this work",
            theirs=concerns[0].doi,
            severity=Severity.INFO if known else None,
            confidence=None if match.certain else Confidence.LOW,
        )


RULE = Rule("REF302", "expression-of-concern", Severity.WARNING, page=__doc__, check=check)
