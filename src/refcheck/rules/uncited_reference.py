"""The text does not cite this reference.

## Why it matters

Readers take a reference list for the works that the text relies on, and journals ask that each is cited. What is never
cited was forgotten in the text, or left in the list when its sentence went. Lists of further reading are no fault, so
this is a remark only.

## Example

```text
The tides rise twice a day (Lind, 2021).

Works cited

Lind, K. (2021). On Tides and Harbours. Coastal Letters, 41(2), 747-757.
Okafor, A. (2019). Wooden Boats. Coastal Letters, 39(1), 12-20.
```

Use instead either the first reference alone, or:

```text
The tides rise twice a day (Lind, 2021), and boats with them (Okafor, 2019).

Works cited

Lind, K. (2021). On Tides and Harbours. Coastal Letters, 41(2), 747-757.
Okafor, A. (2019). Wooden Boats. Coastal Letters, 39(1), 12-20.
```

## References

- *Publication Manual of the American Psychological Association*, 7th edition, section 8.4
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Document, Problem, Severity
from refcheck.rules.base import Rule
from refcheck.rules.citing import linked_keys, lost_by_author


def check(document: Document) -> Iterator[Problem]:
    """A remark on each reference that no citation leads to, or was perhaps meant for, if the text cites any."""
    cited = linked_keys(document) | document.cited_keys
    if not (document.running_text or document.cited_keys) or cited.isdisjoint(
        reference.key for reference in document.references
    ):
        return
    meant = {reference.key for lost in lost_by_author(document) for reference in lost.candidates}
    for reference in document.references:
        if reference.key not in cited | meant:
            yield Problem("never cited in the text", span=reference.span, key=reference.key)


RULE = Rule("REF601", "uncited-reference", Severity.INFO, page=__doc__, check_document=check)
