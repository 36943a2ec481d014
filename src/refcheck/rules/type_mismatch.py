"""The type of the entry does not fit the type of the work.

## Why it matters

The type decides which fields are printed: a chapter cited as an article loses its book.

## Example

```bibtex
@article{lind2021,
  title = {Harbours in Winter},
  doi = {10.5555/book.2020.ch3}
}
```

Use instead:

```bibtex
@incollection{lind2021,
  title = {Harbours in Winter},
  booktitle = {The Northern Coast},
  doi = {10.5555/book.2020.ch3}
}
```

## References

- Crossref REST API, types: <https://api.crossref.org/types>
- biblatex manual, section 2.1: <https://ctan.org/pkg/biblatex>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.types import compare_type
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import disagreements
from refcheck.rules.base import Rule


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A remark where the types belong to different families."""
    for disagreement in disagreements(reference, match, compare_type):
        ours, theirs = (_words(one) for one in (disagreement.verdict.ours, disagreement.verdict.theirs))
        yield disagreement.problem("type", f"the work is a {theirs}, the entry a {ours}", severity=Severity.INFO)


def _words(type_: str) -> str:
    return type_.replace("-", " ")


RULE = Rule("REF212", "type-mismatch", Severity.INFO, page=__doc__, check=check)
