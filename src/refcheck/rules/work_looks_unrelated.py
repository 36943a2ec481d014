"""Hardly a word of the cited work's title occurs anywhere in the text.

## Why it matters

An article on tides that cites *Dental care of the giant panda* cites it by mistake: a wrong DOI, a slip in the list,
an invented reference. Every word of a title that says what it is about is looked for in the whole text outside the
reference list. Playful titles (*A Tale of Two Cities*) and works of another field occur in good articles too, so this
is a remark. Software, statistics and works of methods are left out, and so are short titles and short texts.

It becomes a warning with a sentence model (the extra `semantic`, and `semantic-model` in your own settings file): when
the work means something else than the title of the text and than each sentence that cites it. The folder that you name
holds `model.onnx` and `tokenizer.json` of all-MiniLM-L6-v2, for which the limit was measured; refcheck fetches none.

## Example

```text
(2,000 words on tides)

Works cited

Okafor, A. (2019). Dental care of captive giant pandas. Coastal Letters, 39(1), 12-20.
```

Use instead the work that was meant:

```text
(2,000 words on tides)

Works cited

Okafor, A. (2019). Wooden boats of the North Sea. Coastal Letters, 39(1), 12-20.
```

## References

- C. Baethge and H. Jergas (2025), Systematic review and meta-analysis of quotation inaccuracy in medicine,
  https://doi.org/10.1186/s41073-025-00173-z
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Confidence, Document, Problem, Reference, Severity, Span
from refcheck.rules.base import Rule
from refcheck.rules.claiming import CitingText
from refcheck.rules.far_works import FAR, far_works
from refcheck.rules.wording import quoted


def check(text: CitingText) -> Iterator[Problem]:
    """A remark on each reference whose work has next to no word in common with the text."""
    if not text.is_compared:
        return
    from refcheck.claims.relatedness import article_words, unrelated  # noqa: PLC0415 - needed for running text only
    from refcheck.claims.works import described  # noqa: PLC0415 - as above

    article, far = article_words(text.document), far_works(text)
    for reference in text.document.references:
        known = described(reference, text.matches.get(reference.key))
        if known is not None and (reference.key in far or unrelated(known.title, article)):
            yield Problem(
                _message(known.title, far.get(reference.key)),
                variable="title",
                theirs=known.title,
                span=_place(text.document, reference),
                key=reference.key,
                work=known.work,
                severity=Severity.WARNING if reference.key in far else Severity.INFO,
            )


def _place(document: Document, reference: Reference) -> Span:
    """The reference; where it stands in another file, its first citation."""
    if reference.span.end:
        return reference.span
    return next(one.span for one in document.citations if reference.key in one.keys)


def _message(title: str, similarity: float | None) -> str:
    if similarity is None:
        return f"hardly a word of the title occurs in the text: {quoted(title)}"
    return (
        f"the work is about something else than the title of the text and the sentences that cite it: {quoted(title)} "
        f"(similarity of meaning {similarity:.2f}, of related works {FAR:.2f} and more)"
    )


RULE = Rule(
    "REF607",
    "work-looks-unrelated",
    Severity.WARNING,
    page=__doc__,
    check_claims=check,
    confidence=Confidence.LOW,
)
