"""A piece of the file cannot be read as a reference.

## Why it matters

BibTeX skips such an entry, or what follows it, and the citation becomes a question mark. Nothing in it was checked.

## Example

```bibtex
@article{lind2021,
  author = {Lind, Karin,
  title = {On Tides and Harbours}
}
```

Use instead:

```bibtex
@article{lind2021,
  author = {Lind, Karin},
  title = {On Tides and Harbours}
}
```

## References

- Oren Patashnik, *BibTeXing*, section 3: <https://ctan.org/pkg/bibtex>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Document, Problem, Severity
from refcheck.rules.base import Rule


def check(document: Document) -> Iterator[Problem]:
    """One problem for each piece that the reader gave up."""
    for unreadable in document.problems:
        yield Problem(unreadable.message, span=unreadable.span, key=unreadable.key, severity=unreadable.severity)


RULE = Rule("REF001", "unreadable-entry", Severity.ERROR, page=__doc__, check_document=check)
