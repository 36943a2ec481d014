"""The ISBN or ISSN is wrong, or another one than in the record.

## Why it matters

The last digit is a check on the others: where it does not fit, a digit was mistyped. An ISSN which the record does
not list is often that of another medium, and only worth a remark then; another ISBN is that of another binding.

## Example

```bibtex
@article{lind2021,
  journal = {Coastal Letters},
  issn = {1017-9908}
}
```

Use instead:

```bibtex
@article{lind2021,
  journal = {Coastal Letters},
  issn = {1017-9909}
}
```

## References

- ISSN manual, the check digit: <https://www.issn.org/>
- ISBN users' manual: <https://www.isbn-international.org/>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from refcheck.compare.containers import compare_container
from refcheck.compare.identifiers import compare_issn, isbn13, valid_issn
from refcheck.compare.verdict import Level
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import disagreements
from refcheck.rules.base import Rule

_ISBN = re.compile(r"(?<![\dX])(?:97[89][ -]?)?\d(?:[ -]?\d){8}[ -]?[\dX](?![\dX])", re.IGNORECASE)
_ISSN = re.compile(r"(?<![\dX-])\d{4}-?\d{3}[\dX](?![\dX-])", re.IGNORECASE)


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem for each bad check digit, else one where the record lists other ISSNs.

    Another ISBN than the record's is that of another binding in most cases, and no problem.
    """
    wrong = [*_wrong_isbns(reference), *_wrong_issns(reference)]
    yield from wrong
    if not wrong:
        yield from _other_numbers(reference, match)


def _wrong_isbns(reference: Reference) -> Iterator[Problem]:
    for number in (one.group() for text in reference.item.isbn for one in _ISBN.finditer(text)):
        if not isbn13(number):
            yield Problem(f"the check digit of ISBN {number} is wrong", "ISBN", ours=number)


def _wrong_issns(reference: Reference) -> Iterator[Problem]:
    for number in (one.group() for text in reference.item.issn for one in _ISSN.finditer(text)):
        if not valid_issn(number):
            yield Problem(f"the check digit of ISSN {number} is wrong", "ISSN", ours=number)


def _other_numbers(reference: Reference, match: Match) -> Iterator[Problem]:
    for disagreement in disagreements(reference, match, compare_issn):
        message = f"ISSN {disagreement.verdict.theirs}, not {disagreement.verdict.ours}"
        container = compare_container(reference.item, disagreement.theirs)
        severity = Severity.WARNING if container.level >= Level.MINOR else Severity.INFO
        yield disagreement.problem("ISSN", message, severity=severity)


RULE = Rule("REF213", "isbn-issn-mismatch", Severity.WARNING, page=__doc__, check=check)
