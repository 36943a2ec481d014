"""The sentence says something that excludes what the title of the cited work says.

## Why it matters

A reader who follows *the trial showed that LSD raised empathy* to a work on psilocybin finds that the sentence is
about another substance, or that another work was meant. The rule compares words; it does not judge who is right. It
reads the part of the sentence that belongs to the citation, looks in the title for a sibling of what the sentence
names (another drug, disease, country, group of people, numbered type, method, species …), and makes sure that neither
the thing itself, nor a synonym, a kind or a part of it stands in the title, the subtitle or the abstract. Works that
are cited together, as in *[3–7]*, are taken together.

A citation in brackets whose work has no abstract gives a remark (*info*) only: the work may say more than its title.
Only English texts are compared. Sentences on methods, comparisons and limits are left alone.

Teach it the words of your field, or silence it, in `[tool.refcheck.claims]`:

```toml
[tool.refcheck.claims]
same = [["compound C", "dorsomorphin"]]            # names of one thing
not_exclusive = [["6-OHDA", "L-DOPA"]]             # named together, no contradiction
sets = [["Argentine ants", "wood ants", "army ants"]]  # a work is about one of them
disable_classes = ["direction", "school-levels"]   # not compared
```

The classes are the section names of the word lists in `refcheck/claims/data` (`substances`, `conditions`, `places`,
`languages` …), and `numbered` (type 1, type 2), `modifiers` (urban, rural), `direction` (raises, lowers), `designs`
(trial, review) and `systems` (*Name: what it does*).

## Example

```text
Lind (2021) found that caffeine slows the growth of barnacles.

Works cited

Lind, K. (2021). Effects of nicotine on the growth of barnacles. Coastal Letters, 41(2), 747-757.
```

Use instead:

```text
Lind (2021) found that nicotine slows the growth of barnacles.

Works cited

Lind, K. (2021). Effects of nicotine on the growth of barnacles. Coastal Letters, 41(2), 747-757.
```

## References

- H. Jergas and C. Baethge (2015), Quotation accuracy in medical journal articles, https://doi.org/10.7717/peerj.1364
- A. S. Schwartz and M. A. Hearst (2003), A simple algorithm for identifying abbreviation definitions in biomedical
  text, https://doi.org/10.1142/9789812776303_0042
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from refcheck.model import Confidence, Problem, Severity
from refcheck.rules.base import Rule
from refcheck.rules.claiming import CitingText, Contradiction, compared
from refcheck.rules.wording import authors, listed, quoted, year

if TYPE_CHECKING:
    from refcheck.claims.nouns import Conflict
    from refcheck.claims.works import CitedClaim, Described

MOST_OFFERED = 3
"""More works of the list that name the same thing show only that it is the subject of the article."""


def check(text: CitingText) -> Iterator[Problem]:
    """A problem for each claim that excludes what the titles of its works say."""
    for one in text.contradictions:
        yield _problem(one, _alternatives(text, one))


def _alternatives(text: CitingText, one: Contradiction) -> list[Described]:
    """The other works of the list whose titles name what the sentence says."""
    from refcheck.claims.alternatives import in_list  # noqa: PLC0415 - needed for running text only
    from refcheck.claims.vocabulary import vocabulary  # noqa: PLC0415 - as above
    from refcheck.claims.works import described  # noqa: PLC0415 - as above

    keys = {work.reference.key for work in one.cited.works}
    references = (reference for reference in text.document.references if reference.key not in keys)
    others = [described(reference, text.matches.get(reference.key)) for reference in references]
    return in_list(one.conflict, [other for other in others if other is not None], vocabulary(text.settings))


def _problem(one: Contradiction, others: list[Described]) -> Problem:
    cited, found = one.cited, one.conflict
    work = next((work for work in cited.works if work.title == found.title), cited.works[0])
    sure = cited.cluster.claim.narrative or all(each.abstract for each in cited.works)
    return Problem(
        f"your sentence says “{found.ours}”; {_title(cited)} says “{found.theirs}” ({quoted(found.title)}). "
        f"“{found.ours}” is not in {compared(cited)}{_hint(found, others)}",
        variable="title",
        ours=found.ours,
        theirs=found.theirs,
        span=one.span,
        key=work.reference.key,
        work=work.work,
        severity=Severity.WARNING if sure else Severity.INFO,
        confidence=Confidence.MEDIUM if sure else Confidence.LOW,
    )


def _title(cited: CitedClaim) -> str:
    return "the cited title" if len(cited.works) == 1 else f"a title of the {len(cited.works)} works cited here"


def _hint(found: Conflict, others: list[Described]) -> str:
    """Which other references name what the sentence says."""
    if not others or len(others) > MOST_OFFERED:
        return ""
    named = listed(tuple(_called(one) for one in others))
    return f". In your list {named} {'names' if len(others) == 1 else 'name'} “{found.ours}”"


def _called(one: Described) -> str:
    """A reference in few words: ``reference 6, Preller et al. (2017)``."""
    item = one.work.item if one.work is not None else one.reference.item
    who = f"{authors(item.author) or one.reference.key} ({year(item)})" if year(item) else one.reference.key
    number = f"reference {one.reference.label}, " if one.reference.label else ""
    return f"{number}{who} [{one.reference.key}]"


RULE = Rule(
    "REF605",
    "claim-contradicts-work",
    Severity.WARNING,
    page=__doc__,
    check_claims=check,
    confidence=Confidence.MEDIUM,
)
