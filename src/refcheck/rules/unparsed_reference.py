"""No field could be recognised in a reference.

## Why it matters

Where neither title nor identifier is known there is nothing to look up: the reference was not checked.

## Example

```bibtex
@article{lind2021,
}
```

Use instead:

```bibtex
@article{lind2021,
  author = {Lind, Karin},
  title = {On Tides and Harbours},
  journal = {Coastal Letters},
  year = {2021}
}
```

## References

- Oren Patashnik, *BibTeXing*, section 3.2: <https://ctan.org/pkg/bibtex>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.base import Rule
from refcheck.rules.wording import quoted


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where a reference has no fields at all."""
    del match  # what the sources say is of no matter here
    if not reference.fields and not reference.item.title and not reference.item.doi:
        yield Problem(
            f"no field could be recognised in {quoted(reference.text)}" if reference.text else "empty reference"
        )


RULE = Rule("REF003", "unparsed-reference", Severity.WARNING, page=__doc__, check=check)
