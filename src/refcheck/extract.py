"""From articles to a bibliography: every reference as it was typed, under a key of its own.

Nothing is corrected and nothing is looked up. What was read with little certainty is written with a note that shows
what was typed, so that a person can look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from refcheck.model import Document, Reference
from refcheck.parsing.keys import citation_keys
from refcheck.rules.agreement import DOUBTFUL
from refcheck.writers import Entry

_LONGEST_QUOTE = 400
_KEY = re.compile(r"[^\s,{}()%#\\~\"'=@\x00-\x1f\x7f]+")
"""A key that every format can hold."""


def extract(documents: Sequence[Document]) -> list[Entry]:
    """An entry for each reference, in the order of the documents."""
    references = [(document, one) for document in documents for one in document.references]
    keys = _keys([one for _, one in references])
    return [
        Entry(key, one.item, tuple(_notes(document, one)))
        for key, (document, one) in zip(keys, references, strict=True)
    ]


def _keys(references: Sequence[Reference]) -> list[str]:
    """A key for each reference, no two alike: the writer's own, or one that we make if it has none or it is taken."""
    kept = dict[str, int]()
    for place, one in enumerate(references):
        if not one.typed and _KEY.fullmatch(one.key):
            # BibTeX does not tell capitals from small letters in a key.
            kept.setdefault(one.key.lower(), place)
    owners = set(kept.values())
    others = [place for place in range(len(references)) if place not in owners]
    made = citation_keys([references[place].item for place in others], taken=frozenset(kept))
    named = dict(zip(others, made, strict=True))
    return [named.get(place, one.key) for place, one in enumerate(references)]


def _notes(document: Document, reference: Reference) -> Iterator[str]:
    line, _ = document.position(reference.span.start)
    yield f"from {document.path}:{line}"
    last = reference.item.author.last
    if last is not None:
        yield f"the last author, after an ellipsis: {last}"
    if reference.typed and (reference.certainty < DOUBTFUL or reference.item.doubtful):
        doubtful = ", ".join(sorted(reference.item.doubtful))
        text = " ".join(reference.text.split())
        quote = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"
        yield f"read with little certainty{f' ({doubtful})' if doubtful else ''}: {quote}"
