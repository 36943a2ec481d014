"""A language model, asked as a judge, does not find in the abstract what the sentence says.

## Why it matters

Whether a work supports a sentence is more than a comparison of words. If you turn it on, a language model of your
choice reads the part of the sentence that belongs to a citation, and the title and the abstract of the cited work, and
says whether the one supports the other. Such models are often wrong: it is a remark, never more, and it quotes the
words of both texts that it rests on, so that you can see for yourself. An answer without verbatim quotes is thrown
away. Only sentences that cite a single work whose abstract is known are judged, and only in English texts.

Nothing is judged unless your own settings file (not that of a project) says so; texts leave your machine only with
your consent:

```toml
[judge]
enabled = true
model = "llama3.1"   # at Ollama on this machine, if no other address is given
```

## Example

```text
Lind (2021) found that the growth of barnacles is slower in warm water.

Works cited

Lind, K. (2021). Barnacles in warm water. Coastal Letters, 41(2), 747-757.
(The abstract says: In warm water all barnacles grew faster.)
```

Use instead what the work says:

```text
Lind (2021) found that the growth of barnacles is faster in warm water.

Works cited

Lind, K. (2021). Barnacles in warm water. Coastal Letters, 41(2), 747-757.
```

## References

- M. J. Sarol and others (2024), Assessing citation integrity in biomedical publications: corpus annotation and NLP
  models, https://doi.org/10.1093/bioinformatics/btae420
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from refcheck.model import Citation, Confidence, Opinions, Problem, Question, Ruling, Severity, Work
from refcheck.rules.base import Rule
from refcheck.rules.claiming import CitingText
from refcheck.rules.wording import quoted

LONGEST_CLAIM, LONGEST_ABSTRACT = 1_500, 10_000
"""Letters; what is longer is no sentence and no abstract, and more than small models can read at once."""
_WORDS = {
    Ruling.CONTRADICTED: "the work may say otherwise",
    Ruling.NOT_STATED: "title and abstract may not say this",
    Ruling.UNRELATED: "the work may be about something else",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the judge, and where it comes from."""

    question: Question
    citation: Citation
    key: str
    work: Work


def asked(text: CitingText) -> Iterator[Asked]:
    """What a judge is to be asked about a text: the claims that cite one work with an abstract."""
    for cited in text.claims:
        from refcheck.claims.compare import out_of_reach  # noqa: PLC0415 - word lists, needed for running text only
        from refcheck.claims.works import cited_of  # noqa: PLC0415 - as above

        first, claim = cited.works[0], cited.cluster.claim
        if first.work is None or not first.abstract or len(cited.works) > 1 or out_of_reach(claim, cited_of([first])):
            continue
        question = Question(" ".join(claim.segment.text.split()), first.title, " ".join(first.abstract.split()))
        if 0 < len(question.claim) <= LONGEST_CLAIM and len(question.abstract) <= LONGEST_ABSTRACT:
            yield Asked(question, cited.cluster.citations[0], first.reference.key, first.work)


def check(text: CitingText, opinions: Opinions) -> Iterator[Problem]:
    """A remark for each claim that the judge does not find in its work."""
    for one in asked(text):
        opinion = opinions.get(one.question)
        if opinion is not None and opinion.ruling in _WORDS:
            yield Problem(
                f"judge ({opinion.judge}): {_WORDS[opinion.ruling]}: your sentence says "
                f"{quoted(opinion.claim_quote)}, the work {quoted(opinion.work_quote)}",
                variable="abstract",
                ours=opinion.claim_quote,
                theirs=opinion.work_quote,
                span=one.citation.span,
                key=one.key,
                work=one.work,
            )


RULE = Rule(
    "REF608",
    "judged-claim",
    Severity.INFO,
    page=__doc__,
    check_opinions=check,
    confidence=Confidence.LOW,
)
