"""A citation may mean more than one reference of the list.

## Why it matters

Two works of one author and year need a letter, *2021a* and *2021b*, in the list and in the text. Without it readers
cannot tell which is meant.

## Example

```text
The tides rise twice a day (Lind, 2021).

Works cited

Lind, K. (2021a). On Tides and Harbours. Coastal Letters, 41(2), 747-757.
Lind, K. (2021b). Wooden Boats. Coastal Letters, 41(3), 12-20.
```

Use instead:

```text
The tides rise twice a day (Lind, 2021a).

Works cited

Lind, K. (2021a). On Tides and Harbours. Coastal Letters, 41(2), 747-757.
Lind, K. (2021b). Wooden Boats. Coastal Letters, 41(3), 12-20.
```

## References

- *Publication Manual of the American Psychological Association*, 7th edition, section 8.19
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.text import fold
from refcheck.model import Document, Problem, Reference, Severity
from refcheck.parsing.citation_links import Entry
from refcheck.rules.base import Rule
from refcheck.rules.citing import BY_AUTHOR, by_key, called, in_list


def check(document: Document) -> Iterator[Problem]:
    """A problem for each author and year that several references share; works listed twice have a rule of their own."""
    references = by_key(document.references)
    said = set[tuple[str, ...]]()
    for citation in document.citations:
        meant = [references[key] for key in dict.fromkeys(citation.keys) if key in references]
        titles = {fold(one.item.title[0]) if one.item.title else one.text for one in meant}
        if citation.form in BY_AUTHOR and len(titles) > 1 and citation.keys not in said:
            said.add(citation.keys)
            yield Problem(_message(called(citation, document), meant), ours=citation.year, span=citation.span)


def _message(cited: str, meant: list[Reference]) -> str:
    if all(Entry(one).letter for one in meant):
        return f"{cited} may be {in_list(meant)}"
    return f"{cited} may be any of {len(meant)} references of the list; letters behind the year would tell"


RULE = Rule("REF604", "ambiguous-citation", Severity.WARNING, page=__doc__, check_document=check)
