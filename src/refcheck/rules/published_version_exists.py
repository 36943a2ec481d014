"""The preprint cited has been published.

## Why it matters

The published version was reviewed and may differ. Many journals ask for it. Citing the preprint can be right all the
same, so this is a remark.

## Example

```bibtex
@misc{lind2020,
  author = {Lind, Karin},
  title = {On Tides and Harbours},
  howpublished = {bioRxiv},
  doi = {10.5555/preprint.2020.7}
}
```

Use instead:

```bibtex
@article{lind2021,
  author = {Lind, Karin},
  title = {On Tides and Harbours},
  journal = {Coastal Letters},
  doi = {10.5555/tide.2021.14}
}
```

## References

- Crossref, preprints and their articles:
  <https://www.crossref.org/documentation/research-nexus/posted-content-includes-preprints/>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Found, Match, Problem, Reference, Severity
from refcheck.rules.agreement import found_work
from refcheck.rules.base import Rule
from refcheck.rules.dois import written_doi
from refcheck.rules.versions import PREPRINT, describes_preprint, published_doi
from refcheck.rules.wording import described


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A remark where a preprint is cited and the published version is known."""
    found = found_work(reference, match)
    if found is None:
        return
    if describes_preprint(reference.item, found.work):
        yield _published(reference, found)
    elif found.work.item.type == PREPRINT and published_doi(found.work):
        doi = published_doi(found.work)
        message = f"this preprint is published as {doi} ({found.work.source})"
        yield Problem(message, ours=written_doi(reference.item), theirs=doi)


def _published(reference: Reference, found: Found) -> Problem:
    server = reference.item.container_title[0]
    work = described(found.work.item)
    message = f"cited as {server}, published as {work} ({found.work.source})"
    return Problem(message, "container-title", ours=server, theirs=found.work.item.doi)


RULE = Rule("REF304", "published-version-exists", Severity.INFO, page=__doc__, check=check)
