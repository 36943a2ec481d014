"""No registry knows the DOI.

## Why it matters

The link leads nowhere. Often a digit was lost or something was glued to the end; a DOI that a language model made up
looks the same. Every source that was asked has answered: a silent server never leads to this finding.

## Example

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  doi = {10.5555/tide.2021.41}
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

- DOI Foundation, which agency registered a DOI: <https://www.doi.org/the-identifier/resources/handbook/>
- Crossref REST API, `/works/{doi}`: <https://www.crossref.org/documentation/retrieve-metadata/rest-api/>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Absent, Match, Problem, Reference, Severity
from refcheck.rules.base import Rule
from refcheck.rules.dois import doi_of, written_doi
from refcheck.rules.wording import listed


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where every source denied the DOI; the fix is the DOI of the cited work if a search found it."""
    doi = written_doi(reference.item)
    if not isinstance(match, Absent) or not doi:
        return
    message = f"the DOI {doi} does not exist (asked: {listed(match.asked)})"
    if match.instead is None:
        yield Problem(message, "DOI", ours=doi)
        return
    yield Problem(
        f"{message}; the work has the DOI {match.instead.item.doi}",
        "DOI",
        ours=doi,
        theirs=match.instead.item.doi,
        fix=doi_of(reference.item, match.instead),
        work=match.instead,
    )


RULE = Rule("REF101", "doi-not-found", Severity.ERROR, page=__doc__, check=check)
