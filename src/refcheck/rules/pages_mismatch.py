"""The pages are others in the record, the first or the last.

## Why it matters

A wrong page sends the reader to another paper of the same volume; a wrong last page is the trace of a copying error.
Shortened ranges (`747--57`), article numbers and first pages alone make no difference.

## Example

```bibtex
@article{lind2021,
  pages = {747--759},
  doi = {10.5555/tide.2021.14}
}
```

Use instead:

```bibtex
@article{lind2021,
  pages = {747--757},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Crossref REST API, fields of a work: <https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.pages import compare_pages, truncated
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import disagreements
from refcheck.rules.base import Rule
from refcheck.rules.paging import pages_to_write


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the pages differ; ranges that were cut off have a rule of their own."""
    if truncated(reference.item.page):
        return
    for disagreement in disagreements(reference, match, compare_pages):
        shown = disagreement.verdict
        where = "article" if disagreement.theirs.number and "-" not in shown.theirs else "pages"
        message = f"{where} {shown.theirs}, not {shown.ours}"
        yield disagreement.problem("page", message, value=pages_to_write(disagreement.theirs))


RULE = Rule("REF209", "pages-mismatch", Severity.WARNING, page=__doc__, check=check)
