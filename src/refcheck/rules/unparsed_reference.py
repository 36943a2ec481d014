"""The reference could not be read reliably.

## Why it matters

Where neither title nor identifier is known there is nothing to look up: the reference was not checked. And what is
typed in an unusual form may be read wrongly, field by field: check it by hand. Differences in its fields are then
remarks only.

## Example

```text
Lind 41/2/747 Tides
```

Use instead:

```text
Lind, K. (2021). On Tides and Harbours. Coastal Letters, 41(2), 747-757.
```

## References

- Oren Patashnik, *BibTeXing*, section 3.2: <https://ctan.org/pkg/bibtex>
- *Publication Manual of the American Psychological Association*, 7th edition, chapter 10
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.titles import compare_title
from refcheck.compare.verdict import Level
from refcheck.model import Confidence, Found, Match, Problem, Reference, Severity
from refcheck.rules.base import Rule
from refcheck.rules.standing import stands_in_text
from refcheck.rules.wording import quoted

UNREADABLE = 0.2
"""Of typed references that we are less certain to have read, nine in ten have a field wrong.

Measured by ``benchmarks.parsing`` on 2,014 strings of GROBID's and ParsCit's sets that the model was not trained on.
The share of references that are right in every field falls with the certainty: 92 % from 0.9 on, 72 % from 0.7, 43 %
from 0.5, 29 % from 0.2, 9 % below. Below 0.5 differences are remarks only (see `refcheck.rules.agreement`).
"""


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where a reference has no fields at all, or where a typed one was read with little certainty."""
    if not reference.fields and not reference.item.title and not reference.item.doi:
        yield Problem(
            f"no field could be recognised in {quoted(reference.text)}" if reference.text else "empty reference"
        )
    elif reference.typed and not _is_known(reference, match):
        yield from _unreliable(reference)


def _unreliable(reference: Reference) -> Iterator[Problem]:
    advice = "check it by hand"
    if not reference.item.title:
        yield Problem(f"no title could be recognised in this reference: {advice}", confidence=Confidence.MEDIUM)
    elif reference.certainty < UNREADABLE:
        yield Problem(f"could not read this reference reliably: {advice}", confidence=Confidence.MEDIUM)


def _is_known(reference: Reference, match: Match) -> bool:
    """Whether the cited work was found, and its title was read or stands in the text: then the rest is of no matter."""
    if not isinstance(match, Found) or not match.certain:
        return False
    read = compare_title(reference.item, match.work.item).level in {Level.SAME, Level.STYLE}
    return read or stands_in_text(reference, match.work.item, "title")


RULE = Rule("REF003", "unparsed-reference", Severity.WARNING, page=__doc__, check=check)
