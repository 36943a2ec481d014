"""Two entries have the same citation key.

## Why it matters

BibTeX keeps the first and reports *Repeated entry*; other programs keep the last. The citation may then point at a
work that was not meant. Keys that differ in case only are the same key to BibTeX, and different keys to biber.

## Example

```bibtex
@article{lind2021, title = {On Tides and Harbours}}
@article{lind2021, title = {On Harbours and Boats}}
```

Use instead:

```bibtex
@article{lind2021a, title = {On Tides and Harbours}}
@article{lind2021b, title = {On Harbours and Boats}}
```

## References

- Oren Patashnik, *BibTeXing*, section 3: <https://ctan.org/pkg/bibtex>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Document, Problem, Reference, Severity
from refcheck.rules.base import Rule


def check(document: Document) -> Iterator[Problem]:
    """One problem for each entry whose key was used before."""
    first: dict[str, Reference] = {}
    for reference in document.references:
        if not reference.key:
            continue
        earlier = first.setdefault(reference.key.casefold(), reference)
        if earlier is not reference:
            yield _problem(document, reference, earlier)


def _problem(document: Document, reference: Reference, earlier: Reference) -> Problem:
    line, _ = document.position(earlier.span.start)
    same = reference.key == earlier.key
    message = f"the key `{reference.key}` is already in use in line {line}"
    return Problem(
        message if same else f"the key `{reference.key}` differs only in case from `{earlier.key}` in line {line}",
        span=reference.span,
        key=reference.key,
        severity=None if same else Severity.WARNING,
    )


RULE = Rule("REF002", "duplicate-key", Severity.ERROR, page=__doc__, check_document=check)
