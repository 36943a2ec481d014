"""An author is not the one in the record.

## Why it matters

Reference lists are sorted and cited by the first author, and a wrong name takes the credit from who wrote the work.
Spellings of one name are no difference: initials, particles, accents, the order of family and given name, groups left
out.

## Example

```bibtex
@article{lind2021,
  author = {Berg, Karin and Moreau, Jean},
  doi = {10.5555/tide.2021.14}
}
```

Use instead:

```bibtex
@article{lind2021,
  author = {Lind, Karin and Moreau, Jean},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Crossref, contributors:
  <https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/contributors/>
- Nicolas Markey, *Tame the BeaST*, section 11 on names: <https://ctan.org/pkg/tamethebeast>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.names import compare_authors, compare_editors
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import contradictions_of_preprint, disagreements
from refcheck.rules.base import Rule

MESSAGES = {
    "first-author": "the first author is another one in the record",
    "different": "the authors are others in the record",
    "given": "an author has another given name in the record",
    "typo": "an author's name is spelled otherwise in the record",
}
"""What is said for each kind of difference that this rule reports."""

BOOKS = frozenset({"book", "monograph", "edited-book", "reference-book", "book-chapter", "proceedings"})
"""Works whose editors a reference names; the editors that journals deposit are of no matter."""


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where somebody else wrote, or for books edited, the work."""
    for disagreement in disagreements(reference, match, compare_authors, differs_by_version=False):
        if disagreement.verdict.kind in MESSAGES:
            yield disagreement.problem("author", MESSAGES[disagreement.verdict.kind])
    for disagreement in contradictions_of_preprint(reference, match, compare_authors):
        if disagreement.verdict.kind in MESSAGES:
            yield disagreement.problem("author", MESSAGES[disagreement.verdict.kind])
    for disagreement in disagreements(reference, match, compare_editors):
        if disagreement.verdict.kind in MESSAGES and disagreement.theirs.type in BOOKS:
            yield disagreement.problem("editor", MESSAGES[disagreement.verdict.kind].replace("author", "editor"))


RULE = Rule("REF202", "author-mismatch", Severity.ERROR, page=__doc__, check=check)
