"""The sentence tells details that are nowhere in what is known of the cited work.

## Why it matters

*Lind (2021) reported more openness after treatment for depression*, and neither *openness* nor *depression* is in the
title or the abstract: the work may still say so, in its full text. It is worth a look, no more, so this is a remark.

Looked for are conditions, substances, places, groups of people, traits, emotions and outcomes, in what a narrative
citation (*Lind (2021) found …*) reports; a title alone leaves much unsaid, so expect remarks that come to nothing.

## Example

```text
Lind (2021) reported less anxiety among sailors in Norway.

Works cited

Lind, K. (2021). Anxiety before and after long voyages. Coastal Letters, 41(2), 747-757.
```

Use instead, if the work is about sailors but not about Norway:

```text
Lind (2021) reported less anxiety after long voyages.

Works cited

Lind, K. (2021). Anxiety before and after long voyages. Coastal Letters, 41(2), 747-757.
```

## References

- C. Baethge and H. Jergas (2025), Systematic review and meta-analysis of quotation inaccuracy in medicine,
  https://doi.org/10.1186/s41073-025-00173-z
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Confidence, Problem, Severity
from refcheck.rules.base import Rule
from refcheck.rules.claiming import CitingText, compared
from refcheck.rules.wording import listed


def check(text: CitingText) -> Iterator[Problem]:
    """A remark for each narrative claim with details that its works do not name, and that REF605 does not tell."""
    told = {one.span: one.conflict.ours for one in text.contradictions}
    for cited in text.claims:
        from refcheck.claims.compare import missing  # noqa: PLC0415 - needed for running text only

        works, span = cited.works, cited.cluster.citations[0].span
        words = tuple(word for word in missing(cited.cluster.claim, works, text.settings) if word != told.get(span))
        if words:
            named = listed(tuple(f"“{word}”" for word in words))
            yield Problem(
                f"{named} {'is' if len(words) == 1 else 'are'} not in {compared(cited)}",
                variable="title",
                ours=", ".join(words),
                theirs=works[0].title,
                span=span,
                key=works[0].reference.key,
                work=works[0].work,
            )


RULE = Rule(
    "REF606",
    "claim-not-in-work",
    Severity.INFO,
    page=__doc__,
    check_claims=check,
    confidence=Confidence.LOW,
)
