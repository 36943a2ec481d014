"""The field for the DOI holds an address.

## Why it matters

Styles write `https://doi.org/` before the value of the field, so that the link comes out doubled and broken.

## Example

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {https://doi.org/10.5555/tide.2021.14}
}
```

Use instead:

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2021.14}
}
```

## References

- biblatex manual, section 2.2.2, on `doi`: <https://ctan.org/pkg/biblatex>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from refcheck.model import Applicability, Fix, Match, Problem, Reference, Severity
from refcheck.rules.base import Rule
from refcheck.rules.dois import written_doi

_ADDRESS = re.compile(r"^(?:\\url\{)?(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|doi:?\s*)(?=10\.)", re.IGNORECASE)


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A remark where the DOI is written as an address or with `doi:` before it."""
    del match  # the form of a field needs no record
    field = reference.field("DOI")
    doi = written_doi(reference.item)
    if field is None or field.name.lower() != "doi" or not doi:
        return
    written = field.raw.strip(' \t\r\n{}"')
    if _ADDRESS.match(written):
        fix = Fix("DOI", doi, Applicability.SAFE)
        yield Problem("the DOI is written as an address", "DOI", ours=written, theirs=doi, fix=fix)


RULE = Rule("REF501", "doi-as-url", Severity.INFO, page=__doc__, check=check)
