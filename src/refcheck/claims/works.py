"""What is known of the works that a claim cites: the record of a source, or else the reference as it was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from refcheck.claims.citing import Cluster, clusters
from refcheck.claims.nouns import Cited
from refcheck.compare.text import fold
from refcheck.model import Document, Found, Item, Match, OtherWork, Reference, Work


@dataclass(frozen=True, slots=True)
class Described:
    """A cited work as far as it is known. ``work`` is the source's record; without one the reference speaks."""

    reference: Reference
    title: str
    further: tuple[str, ...]
    """Other titles, the title in the reference list, the container."""
    abstract: str = ""
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """A claim and all the works that vouch for it."""

    cluster: Cluster
    works: tuple[Described, ...]


def cited_claims(document: Document, matches: Mapping[str, Match]) -> Iterator[CitedClaim]:
    """The claims of a document of whose works everything is known that there is to know, in the order of the text.

    Left out are those with a citation that leads nowhere, or to a reference whose DOI belongs to another work.
    """
    works = {one.key: described(one, matches.get(one.key)) for one in reversed(document.references)}
    for cluster in clusters(document):
        keys = dict.fromkeys(key for citation in cluster.citations for key in citation.keys)
        known = tuple(work for key in keys if (work := works.get(key)) is not None)
        if len(known) == len(keys) and all(citation.keys for citation in cluster.citations):
            yield CitedClaim(cluster, known)


def described(reference: Reference, match: Match | None) -> Described | None:
    """What is known of a reference's work; nothing if it has no title, or if it is uncertain which work it is."""
    typed = reference.item
    if isinstance(match, OtherWork) or (isinstance(match, Found) and not match.certain):
        return None
    if not isinstance(match, Found):
        return Described(reference, _title(typed), typed.container_title) if typed.title else None
    item = match.work.item
    further = (*item.title, *typed.title, *item.container_title, *item.event_title)
    title = _title(item) or _title(typed)
    return Described(reference, title, further, match.work.abstract, match.work) if title else None


def cited_of(works: Sequence[Described]) -> Cited:
    """The texts of the works, taken together."""
    further = [text for work in works for text in (*work.further, work.abstract)]
    return Cited([work.title for work in works], further)


def _title(item: Item) -> str:
    """The title with its subtitle."""
    first = next(iter(item.title), "")
    return max((one for one in item.title if fold(one).startswith(fold(first))), key=len, default="")
