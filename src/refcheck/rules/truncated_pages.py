"""The range of pages was cut off.

## Why it matters

`1-` is what remains of `1-12` when a line was cut, or of a page range that a program made up for a journal without
pages. No reader can tell which.

## Example

```bibtex
@article{timmermann2019,
  title = {Neural correlates of the DMT experience assessed with multivariate EEG},
  journal = {Scientific Reports},
  pages = {1-}
}
```

Use instead:

```bibtex
@article{timmermann2019,
  title = {Neural correlates of the DMT experience assessed with multivariate EEG},
  journal = {Scientific Reports},
  pages = {16324}
}
```

## References

- Oren Patashnik, *BibTeXing*, section 3.2, on `pages`: <https://ctan.org/pkg/bibtex>
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.compare.pages import truncated
from refcheck.model import Applicability, Fix, Found, Item, Match, Problem, Reference, Severity
from refcheck.rules.agreement import confidence, correction, found_work, gravest, worded
from refcheck.rules.base import Rule
from refcheck.rules.paging import article_number, begun, numbering, pages_to_write
from refcheck.rules.standing import stands_in_text
from refcheck.rules.versions import describes_preprint


def check(reference: Reference, match: Match) -> Iterator[Problem]:
    """A problem where a range has no end; the fix is the record's range or article number."""
    if not truncated(reference.item.page):
        return
    found = found_work(reference, match)
    pages = pages_to_write(found.work.item) if found and not describes_preprint(reference.item, found.work) else ""
    if found is not None and stands_in_text(reference, found.work.item, "page"):
        return
    if found is None or not _adds(reference, pages):
        ours = reference.item.page
        severity = gravest(reference, found.work.item if found else Item(), "page", None)
        yield Problem(f"the pages stop after `{ours}`", "page", ours=ours, severity=severity)
        return
    yield _completed(reference, found, pages)


def _adds(reference: Reference, pages: str) -> bool:
    """Whether the record knows more than the page with which the range begins."""
    return bool(pages) and pages != begun(reference.item.page)


def _completed(reference: Reference, found: Found, pages: str) -> Problem:
    ours, theirs = reference.item.page, found.work.item
    rest = numbering(theirs) if article_number(theirs) else f"the work is on pages {pages}"
    return Problem(
        worded(found, f"the pages stop after `{ours}`; {rest}"),
        "page",
        ours=ours,
        theirs=pages,
        fix=_fix(found, ours, pages),
        severity=gravest(reference, theirs, "page", None),
        confidence=confidence(reference, found, "page"),
    )


def _fix(found: Found, ours: str, pages: str) -> Fix | None:
    """Safe where the record only adds the end of the range that was begun."""
    fix = correction(found, "page", pages)
    if fix is None or not pages.startswith(f"{begun(ours)}-"):
        return fix
    return Fix(fix.variable, fix.value, Applicability.SAFE)


RULE = Rule("REF210", "truncated-pages", Severity.WARNING, page=__doc__, check=check)
