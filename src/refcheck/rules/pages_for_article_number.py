"""The pages count within the article, while the journal numbers its articles.

## Why it matters

`1--12` fits every article of such a journal; its number fits one.

## Example

```bibtex
@article{timmermann2019,
  journal = {Scientific Reports},
  pages = {1--13},
  doi = {10.1038/s41598-019-51974-4}
}
```

Use instead:

```bibtex
@article{timmermann2019,
  journal = {Scientific Reports},
  pages = {16324},
  doi = {10.1038/s41598-019-51974-4}
}
```

## References

- biblatex manual, section 2.2.2, on `eid`: <https://ctan.org/pkg/biblatex>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.pages import compare_pages, truncated
from refcheck.model import Match, Problem, Reference, Severity
from refcheck.rules.agreement import Disagreement, found_work
from refcheck.rules.base import Rule
from refcheck.rules.paging import article_number, numbering
from refcheck.rules.versions import describes_preprint


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A remark where pages within the article stand for its number."""
    found = found_work(reference, match)
    if found is None or truncated(reference.item.page) or describes_preprint(reference.item, found.work):
        return
    verdict = compare_pages(reference.item, found.work.item)
    number = article_number(found.work.item)
    if verdict.kind == "internal-pages" and number and reference.item.page != number:
        message = f"the pages {reference.item.page} count within the article; {numbering(found.work.item)}"
        yield Disagreement(reference, found, verdict).problem("page", message, value=number, severity=Severity.INFO)


RULE = Rule("REF211", "pages-for-article-number", Severity.INFO, page=__doc__, check=check)
