"""An author of the record is missing in the reference, or the other way round.

## Why it matters

Who is left out gets no credit, and styles that print all names, or count them, come out wrong. A list that ends in
`and others` may be as short as you like.

## Example

```bibtex
@article{lind2021,
  author = {Lind, Karin and Okafor, Ada},
  doi = {10.5555/tide.2021.14}
}
```

Use instead all names, or:

```bibtex
@article{lind2021,
  author = {Lind, Karin and others},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Oren Patashnik, *BibTeXing*, section 3.2, on `and others`: <https://ctan.org/pkg/bibtex>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.names import compare_authors
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import disagreements
from refcheck.rules.base import Rule

MESSAGES = {
    "missing": "the record has more authors",
    "added": "the record has fewer authors",
    "last-author": "the last author is another one in the record",
}
"""What is said for each kind of difference that this rule reports."""


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the lists differ in length; a remark where only the last name after an ellipsis does."""
    for disagreement in disagreements(reference, match, compare_authors, differs_by_version=False):
        kind = disagreement.verdict.kind
        if kind in MESSAGES:
            severity = Severity.INFO if kind == "last-author" else None
            yield disagreement.problem("author", MESSAGES[kind], severity=severity)


RULE = Rule("REF204", "author-missing-or-added", Severity.WARNING, page=__doc__, check=check)
