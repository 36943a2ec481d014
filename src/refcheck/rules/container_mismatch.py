"""The work appeared in another journal, book or conference.

## Why it matters

Volume and pages mean nothing in the wrong journal. Abbreviations, acronyms, former names, a leading *The* and the
series of the publisher are no difference.

## Example

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  journal = {Nature},
  doi = {10.5555/tide.2021.14}
}
```

Use instead:

```bibtex
@article{lind2021,
  title = {On Tides and Harbours},
  journal = {Coastal Letters},
  doi = {10.5555/tide.2021.14}
}
```

## References

- ISO 4, abbreviation of title words: <https://www.issn.org/services/online-services/access-to-the-ltwa/>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.containers import compare_container
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import Disagreement, disagreements
from refcheck.rules.base import Rule
from refcheck.rules.versions import PREPRINT, names_preprint_server


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where the container is none of the record's names."""
    for disagreement in disagreements(reference, match, compare_container):
        if disagreement.theirs.type == PREPRINT and names_preprint_server(reference.item):
            continue  # records of preprints name the subject or the publisher where a reference names the server
        shown = disagreement.verdict
        message = f"published in {shown.theirs}, not in {shown.ours}"
        yield disagreement.problem("container-title", message, value=_container(disagreement))


def _container(disagreement: Disagreement) -> str:
    titles = disagreement.theirs.container_title
    return titles[0] if titles else ""


RULE = Rule("REF206", "container-mismatch", Severity.ERROR, page=__doc__, check=check)
