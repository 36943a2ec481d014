"""An author of the record is missing in the reference, or the other way round.

## Why it matters

Who is left out gets no credit, and styles that print all names, or count them, come out wrong. A list that ends in
`and others` may be as short as you like. Behind an ellipsis (*Lind, K., … Okafor, A.*) stands the last author: there is
a remark if it is another, as in lists that a program had cut before.

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

from refcheck.compare.names import compare_authors, compare_last_author
from refcheck.compare.verdict import Level
from refcheck.model import Match, Name, Problem, Reference, Severity
from refcheck.rules.agreement import Disagreement, disagreements, found_work
from refcheck.rules.base import Rule
from refcheck.rules.standing import last_author_stands

MESSAGES = {
    "missing": "the record has more authors",
    "added": "the record has fewer authors",
}
"""What is said for each kind of difference that this rule reports."""


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the lists differ in length; a remark where only the last name after an ellipsis does."""
    for disagreement in disagreements(reference, match, compare_authors, differs_by_version=False):
        kind = disagreement.verdict.kind
        if kind in MESSAGES:
            yield disagreement.problem("author", MESSAGES[kind])
    yield from _last_author(reference, match)


def _last_author(reference: Reference, match: Match) -> Iterator[Problem]:
    """A remark with the last author of the record. There is no fix: it would have to write the whole list anew."""
    found = found_work(reference, match)
    if found is None:
        return
    verdict = compare_last_author(reference.item, found.work.item)
    if verdict.level is Level.STYLE and not last_author_stands(reference, found.work.item):
        disagreement = Disagreement(reference, found, verdict)
        message = f"the last author is {_spoken(found.work.item.author.listed[-1])}"
        yield disagreement.problem("author", message, severity=Severity.INFO)


def _spoken(name: Name) -> str:
    return name.literal or f"{name.given} {name.family}".strip()


RULE = Rule("REF204", "author-missing-or-added", Severity.WARNING, page=__doc__, check=check)
