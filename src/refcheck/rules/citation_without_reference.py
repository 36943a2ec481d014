"""The text cites a work that is not in the reference list.

## Why it matters

Nobody can look it up. Either the reference was forgotten, or a name is misspelt in one of the two places.

## Example

```text
The tides rise twice a day (Lind, 2021), and boats with them (Okafor, 2019).

Works cited

Lind, K. (2021). On Tides and Harbours. Coastal Letters, 41(2), 747-757.
```

Use instead:

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

from refcheck.model import Citation, CitationForm, Confidence, Document, Problem, Severity
from refcheck.rules.base import Rule
from refcheck.rules.citing import BY_AUTHOR, Lost, called, in_list, is_linked, lost_by_author, mostly_linked, names_more

MANY = 3
"""So many citations without a reference, and not one with any, deserve one warning instead of silence."""


def check(document: Document) -> Iterator[Problem]:
    """A problem for each work cited by author and year, number or key that the document does not list."""
    yield from _by_author(document)
    yield from _by_number(document)
    yield from _by_key(document)


def _by_author(document: Document) -> Iterator[Problem]:
    for lost in lost_by_author(document):
        if not lost.other_years:
            yield _problem(document, lost)
    yield from _none_linked(document)


def _problem(document: Document, lost: Lost) -> Problem:
    first = lost.first
    times = f" (cited {len(lost.citations)} times)" if len(lost.citations) > 1 else ""
    hint = f"; it has {in_list(lost.candidates)}" if lost.candidates else ""
    sure = len(first.families) > 1 or names_more(first, document)
    return Problem(
        f"{called(first, document)} is not in the reference list{times}{hint}",
        ours=called(first, document).strip("“”"),
        theirs=in_list(lost.candidates),
        severity=None if sure else Severity.WARNING,
        confidence=None if sure else Confidence.MEDIUM,
        span=first.span,
    )


def _none_linked(document: Document) -> Iterator[Problem]:
    """One warning where the text cites by author and year throughout and the list answers to none of it."""
    lost = [one for one in document.citations if one.form in BY_AUTHOR]
    if document.references and len(lost) >= MANY and not any(one.keys for one in document.citations):
        yield Problem(
            f"none of the {len(lost)} citations by author and year leads to a reference of the list",
            severity=Severity.WARNING,
            confidence=Confidence.LOW,
            span=lost[0].span,
        )


def _by_number(document: Document) -> Iterator[Problem]:
    """Numbers that no reference bears; where most do, these are slips."""
    if not mostly_linked(document, [CitationForm.NUMERIC]):
        return
    said = set[str]()
    for citation in document.citations:
        if citation.form is CitationForm.NUMERIC and not citation.keys and citation.label not in said:
            said.add(citation.label)
            yield Problem(
                f"reference {citation.label} is cited, but {_last(document)}", ours=citation.label, span=citation.span
            )


def _last(document: Document) -> str:
    numbers = [int(reference.label) for reference in document.references if reference.label.isdecimal()]
    return f"the list ends with {max(numbers)}" if numbers else f"the list has {len(document.references)} in all"


def _by_key(document: Document) -> Iterator[Problem]:
    """Keys that stand in no bibliography, if those that the document names were read."""
    known = document.known_keys | {reference.key for reference in document.references}
    if not known or (document.bibliographies and not document.known_keys):
        return
    said = set[str]()
    for citation in document.citations:
        name = _key(citation)
        if citation.form is CitationForm.KEY and name and name not in said and not is_linked(citation, document):
            said.add(name)
            yield Problem(f"no reference has the key `{name}`", ours=name, span=citation.span)


def _key(citation: Citation) -> str:
    return citation.label or next(iter(citation.keys), "")


RULE = Rule("REF602", "citation-without-reference", Severity.ERROR, page=__doc__, check_document=check)
