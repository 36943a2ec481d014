"""The text cites a work with another year than the reference list.

## Why it matters

Readers look up *Lind (2020)* and find only a work of 2021: the same one, or another that is missing? One of the two
years is a slip.

## Example

```text
The tides rise twice a day (Lind, 2020).

Works cited

Lind, K. (2021). On Tides and Harbours. Coastal Letters, 41(2), 747-757.
```

Use instead:

```text
The tides rise twice a day (Lind, 2021).

Works cited

Lind, K. (2021). On Tides and Harbours. Coastal Letters, 41(2), 747-757.
```

## References

- *Publication Manual of the American Psychological Association*, 7th edition, section 8.10
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Confidence, Document, Problem, Reference, Severity
from refcheck.parsing.citation_links import Entry, written_year
from refcheck.rules.base import Rule
from refcheck.rules.citing import NEAR, Lost, called, in_list, lost_by_author


def check(document: Document) -> Iterator[Problem]:
    """A problem for each citation whose authors are in the list, but with other years."""
    for lost in lost_by_author(document):
        if lost.other_years:
            yield _problem(document, lost)


def _problem(document: Document, lost: Lost) -> Problem:
    years = " or ".join(dict.fromkeys(_year(one) for one in lost.other_years))
    times = f" (cited so {len(lost.citations)} times)" if len(lost.citations) > 1 else ""
    only = lost.other_years[0] if len(lost.other_years) == 1 else None
    return Problem(
        f"cited as {called(lost.first, document)}{times}, but the list has {in_list(lost.other_years)}",
        variable="issued",
        ours=lost.first.year,
        theirs=years,
        span=lost.first.span,
        key=only.key if only else "",
        confidence=None if only and _is_near(only, lost) else Confidence.MEDIUM,
    )


def _year(reference: Reference) -> str:
    entry = Entry(reference)
    return "/".join(str(year) for year in sorted(entry.years)) + entry.letter


def _is_near(reference: Reference, lost: Lost) -> bool:
    """Whether the years are so near to each other that one is a slip of the pen."""
    cited = written_year(lost.first.year).numbers
    return any(abs(year - other) <= NEAR for year in Entry(reference).years for other in cited)


RULE = Rule("REF603", "citation-year-differs", Severity.ERROR, page=__doc__, check_document=check)
