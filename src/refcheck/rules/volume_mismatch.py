"""The volume is another one in the record.

## Why it matters

Volume and page are how a work is found on the shelf, and by link resolvers. Roman numbers, words such as *vol.* and
leading zeros make no difference.

## Example

```bibtex
@article{lind2021,
  volume = {14},
  doi = {10.5555/tide.2021.14}
}
```

Use instead:

```bibtex
@article{lind2021,
  volume = {41},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Crossref REST API, fields of a work: <https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.numbering import compare_volume
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import disagreements
from refcheck.rules.base import Rule


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the volumes differ."""
    for disagreement in disagreements(reference, match, compare_volume):
        shown = disagreement.verdict
        message = f"volume {shown.theirs}, not {shown.ours}"
        yield disagreement.problem("volume", message, value=disagreement.theirs.volume)


RULE = Rule("REF207", "volume-mismatch", Severity.WARNING, page=__doc__, check=check)
