"""The authors stand in another order than in the record.

## Why it matters

The order says who did what in many fields, and *First et al.* names somebody else if it is wrong.

## Example

```bibtex
@article{lind2021,
  author = {Lind, Karin and Okafor, Ada and Moreau, Jean},
  doi = {10.5555/tide.2021.14}
}
```

Use instead:

```bibtex
@article{lind2021,
  author = {Lind, Karin and Moreau, Jean and Okafor, Ada},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Crossref, contributors and their sequence:
  <https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/contributors/>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.names import compare_authors
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import disagreements
from refcheck.rules.base import Rule


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the same persons are in another order."""
    for disagreement in disagreements(reference, match, compare_authors, differs_by_version=False):
        if disagreement.verdict.kind == "order":
            yield disagreement.problem("author", "the authors are in another order in the record")


RULE = Rule("REF203", "author-order", Severity.WARNING, page=__doc__, check=check)
