"""Crossref lists a correction of the work.

## Why it matters

The number or the sentence you cite may be the one that was corrected. Most corrections are small: a remark, not a
warning.

## Example

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2021.14}
}
```

Use instead, where the correction concerns what you cite:

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2021.14},
  note = {Correction: 10.5555/tide.2022.5}
}
```

## References

- Crossref, updates: <https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Found, Match, Problem, Reference, Severity
from refcheck.rules.base import Rule
from refcheck.rules.notices import Kind, enumerated, of_kind, remarks


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """One remark on all corrections that the reference does not name itself."""
    if not isinstance(match, Found):
        return
    known = remarks(reference).lower()
    corrections = tuple(
        one for one in of_kind(match.work, Kind.CORRECTION) if not one.doi or one.doi.lower() not in known
    )
    if corrections:
        yield Problem(f"Crossref lists {enumerated(corrections)} of this work", theirs=corrections[0].doi)


RULE = Rule("REF303", "corrected-work", Severity.INFO, page=__doc__, check=check)
