"""The DOI of a reference, and a DOI proposed for it: may that be written without a look?"""

from __future__ import annotations

from refcheck.compare.dates import compare_year
from refcheck.compare.identifiers import clean_doi
from refcheck.compare.names import first_authors_agree
from refcheck.compare.titles import compare_title
from refcheck.compare.verdict import Level
from refcheck.model import Applicability, Fix, Item, Work

_AGREES = frozenset({Level.SAME, Level.STYLE})


def written_doi(item: Item) -> str:
    """The DOI that a reference gives, clean, also as its address; empty if what it gives is none."""
    return clean_doi(item.doi) or (clean_doi(item.url) if "doi.org/" in item.url else "")


def agrees_in_full(item: Item, work: Work) -> bool:
    """Whether title, first author and year all agree: then it is the cited work beyond doubt."""
    return (
        compare_title(item, work.item).level in _AGREES
        and compare_year(item, work.item).level in _AGREES
        and first_authors_agree(item, work.item) is True
    )


def doi_of(item: Item, work: Work) -> Fix:
    """The work's DOI as a fix; safe where the work agrees in full."""
    applicability = Applicability.SAFE if agrees_in_full(item, work) else Applicability.UNSAFE
    return Fix("DOI", work.item.doi, applicability)


def doi_to_consider(work: Work) -> Fix:
    """The work's DOI as a fix to look at: the writer's own may be the right one and the rest wrong."""
    return Fix("DOI", work.item.doi, Applicability.UNSAFE)
