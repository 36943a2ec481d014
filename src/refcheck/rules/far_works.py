"""Which works mean something else than the article and the sentences that cite them; not asked without a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from refcheck.rules.claiming import CitingText

if TYPE_CHECKING:
    from refcheck.claims.works import Described

FAR = 0.10
"""Of 112 citations that experts call unsubstantiated 29 % are farther than this, of 124 good ones none."""


@dataclass(slots=True)
class _Texts:
    """A cited work, and what it is compared with."""

    work: str
    others: list[str]


def far_works(text: CitingText) -> Mapping[str, float]:
    """The greatest similarity of a work to the article's title and its claims, by citation key, where it is far.

    Works of methods may be far from any article, and an article without a title has too little to be near to.
    """
    model = text.settings.model
    if model is None:
        return {}
    from refcheck.semantic.article_title import article_titles  # noqa: PLC0415 - needed with a model only

    titles = article_titles(text.document.own_text)
    if not titles:
        return {}
    from refcheck.semantic.sentences import sentences_of  # noqa: PLC0415 - an extra, and slow to load

    texts = _texts(text, titles)
    sentences = sentences_of(model)
    sentences.read(each for one in texts.values() for each in (one.work, *one.others))
    nearest = {key: max(sentences.similarity(one.work, other) for other in one.others) for key, one in texts.items()}
    return {key: similarity for key, similarity in nearest.items() if similarity < FAR}


def _texts(text: CitingText, titles: tuple[str, ...]) -> Mapping[str, _Texts]:
    """The works of which at least one sentence cites nothing else, by citation key; not those of methods."""
    from refcheck.claims.relatedness import tells_subject  # noqa: PLC0415 - needed for running text only

    found: dict[str, _Texts] = {}
    alone: set[str] = set()
    for cited in text.claims:
        for one in cited.works:
            entry = found.setdefault(one.reference.key, _Texts(_described(one), list(titles)))
            entry.others.append(cited.cluster.claim.segment.text)
            if len(cited.works) == 1 and tells_subject(one.title):
                alone.add(one.reference.key)
    return {key: entry for key, entry in found.items() if key in alone}


def _described(one: Described) -> str:
    return f"{one.title}. {one.abstract}" if one.abstract else one.title
