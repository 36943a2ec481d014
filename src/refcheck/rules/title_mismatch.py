"""The title is not the one in the record.

## Why it matters

One swapped word, *LSD* for *psilocybin*, makes it another paper. Titles are compared by their words: case, accents,
markup, a subtitle left out and a note such as *RETRACTED:* make no difference.

## Example

```bibtex
@article{lind2021,
  title = {On Tides and Lighthouses},
  doi = {10.5555/tide.2021.14}
}
```

Use instead:

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Crossref REST API, fields of a work: <https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.titles import compare_title
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import Disagreement, disagreements
from refcheck.rules.base import Rule

MESSAGES = {
    "typo": "the title is spelled otherwise in the record",
    "form": "a word of the title has another form in the record",
    "function-word": "a small word of the title differs from the record",
    "missing": "a word stands in one of the titles only",
    "order": "the words of the title stand in another order in the record",
    "acronym": "the title is abbreviated otherwise in the record",
    "truncated": "one of the titles was cut off",
    "part": "the number of the part stands in one of the titles only",
    "number": "a number in the title is another one in the record",
    "negation": "the record's title says the opposite",
    "word": "a word of the title is another one in the record",
    "notice": "one of the titles is that of a notice about a work",
    "reply": "one of the titles is that of a reply to a work",
}
"""What is said for each kind of difference."""

OTHER_TITLE = "the title is another one in the record"


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the title contradicts the record, milder where it looks like a slip."""
    for disagreement in disagreements(reference, match, compare_title, differs_by_version=False):
        message = MESSAGES.get(disagreement.verdict.kind, OTHER_TITLE)
        yield disagreement.problem("title", message, value=_title(disagreement))


def _title(disagreement: Disagreement) -> str:
    """The title to propose: the one that was compared, if the record has it as it stands."""
    titles = disagreement.theirs.title
    shown = disagreement.verdict.theirs
    return shown if shown in titles else titles[0]


RULE = Rule("REF201", "title-mismatch", Severity.ERROR, page=__doc__, check=check)
