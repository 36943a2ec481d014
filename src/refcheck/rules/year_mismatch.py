"""The work did not appear in the year given.

## Why it matters

Author and year are how readers look a work up and how author-date styles cite it. Every date of the record is right:
that of the issue, of the first appearance online, of the posting. Only a year that is none of them is reported.

## Example

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  year = {2012},
  doi = {10.5555/tide.2021.14}
}
```

Use instead:

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  year = {2021},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Crossref REST API, dates of a work: <https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.dates import compare_year
from refcheck.compare.verdict import Level
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import Disagreement, contradictions_of_preprint, disagreements, found_work
from refcheck.rules.base import Rule
from refcheck.rules.versions import describes_preprint
from refcheck.rules.wording import year


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the year is none of the record's, and a remark on a work that is no longer in press."""
    for disagreement in disagreements(reference, match, compare_year):
        shown = disagreement.verdict
        message = f"issued in {shown.theirs}, not {shown.ours}"
        yield disagreement.problem("issued", message, value=year(disagreement.theirs))
    yield from _appeared(reference, match)
    for disagreement in contradictions_of_preprint(reference, match, compare_year):
        cited, posted = year(reference.item), year(disagreement.theirs)
        if cited and posted and int(cited) < int(posted):
            yield disagreement.problem("issued", f"said to be of {cited}, but its preprint is of {posted}")


def _appeared(reference: Reference, match: Match) -> Iterator[Problem]:
    found = found_work(reference, match)
    if found is None or describes_preprint(reference.item, found.work):
        return
    verdict = compare_year(reference.item, found.work.item)
    if verdict.level is Level.STYLE and verdict.kind == "in-press":
        disagreement = Disagreement(reference, found, verdict)
        message = f"issued in {verdict.theirs}, no longer “{verdict.ours}”"
        yield disagreement.problem("issued", message, value=verdict.theirs, severity=Severity.INFO)


RULE = Rule("REF205", "year-mismatch", Severity.WARNING, page=__doc__, check=check)
