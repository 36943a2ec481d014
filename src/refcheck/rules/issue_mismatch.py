"""The issue is another one in the record.

## Why it matters

Journals that start each issue at page 1 cannot be found without it. Double issues, supplements and an article number
in its place make no difference.

## Example

```bibtex
@article{lind2021,
  number = {3},
  doi = {10.5555/tide.2021.14}
}
```

Use instead:

```bibtex
@article{lind2021,
  number = {2},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Crossref REST API, fields of a work: <https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.numbering import compare_issue
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import disagreements
from refcheck.rules.base import Rule


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the issues differ."""
    for disagreement in disagreements(reference, match, compare_issue):
        shown = disagreement.verdict
        message = f"issue {shown.theirs}, not {shown.ours}"
        yield disagreement.problem("issue", message, value=disagreement.theirs.issue)


RULE = Rule("REF208", "issue-mismatch", Severity.WARNING, page=__doc__, check=check)
