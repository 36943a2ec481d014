"""What the rules on citations share: which lead nowhere, and which reference they were perhaps meant for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import OSA

from refcheck.compare.text import fold
from refcheck.model import Citation, CitationForm, Document, Reference
from refcheck.parsing.citation_links import Entry, ReferenceIndex, written_year
from refcheck.parsing.name_lists import holds_et_al
from refcheck.rules.wording import authors, quoted

BY_AUTHOR = frozenset({CitationForm.NARRATIVE, CitationForm.PARENTHETICAL})
LEAST_LINKED = 0.5
"""Where fewer of the citations of one form lead to a reference, it is rather our reading that fails."""
NEAR = 1
"""A year that is so far off is a slip; one farther away may be that of another work."""
SHORTEST_MISTYPED = 5
"""In shorter families one other letter makes another family."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Citations that lead nowhere and are alike, and what the list has in their place.

    ``other_years``: works of the same authors; ``mistyped``: of a family with another letter and the same year;
    ``others``: of the same first author and year, but with other authors behind.
    """

    citations: tuple[Citation, ...]
    other_years: tuple[Reference, ...] = ()
    mistyped: tuple[Reference, ...] = ()
    others: tuple[Reference, ...] = ()

    @property
    def first(self) -> Citation:
        """The first of them."""
        return self.citations[0]

    @property
    def candidates(self) -> tuple[Reference, ...]:
        """The references of which any may be meant."""
        return (*self.other_years, *self.mistyped, *self.others)


def is_linked(citation: Citation, document: Document) -> bool:
    """Whether a citation leads to a reference of the document or of a bibliography that it names."""
    known = {reference.key for reference in document.references} | document.known_keys
    return not known.isdisjoint(citation.keys)


def linked_keys(document: Document) -> frozenset[str]:
    """The keys of all references that are cited."""
    return frozenset(key for citation in document.citations for key in citation.keys)


def mostly_linked(document: Document, forms: Iterable[CitationForm]) -> bool:
    """Whether the citations of some forms lead to references as a rule."""
    wanted = frozenset(forms)
    known = {reference.key for reference in document.references} | document.known_keys
    of_form = [not known.isdisjoint(one.keys) for one in document.citations if one.form in wanted]
    return bool(of_form) and sum(of_form) >= LEAST_LINKED * len(of_form)


def lost_by_author(document: Document) -> tuple[Lost, ...]:
    """The citations by author and year that lead nowhere, those alike together.

    None if the list seems misread, or if the references stand in another file.
    """
    lost = [one for one in document.citations if one.form in BY_AUTHOR and not one.keys]
    elsewhere = not document.references or document.bibliographies or document.known_keys
    if not lost or elsewhere or not mostly_linked(document, BY_AUTHOR):
        return ()
    index = ReferenceIndex(document.references)
    cited = linked_keys(document)
    ordered = sorted(lost, key=_description)
    alike = (tuple(group) for _, group in groupby(ordered, key=_description))
    found = (_lost(document, group, index, cited) for group in alike)
    return tuple(sorted(found, key=lambda one: one.first.span.start))


def _description(citation: Citation) -> tuple[str, ...]:
    return (*(fold(one) for one in citation.families), citation.year)


def _lost(document: Document, group: tuple[Citation, ...], index: ReferenceIndex, cited: frozenset[str]) -> Lost:
    first = group[0]
    year = written_year(first.year)
    of_family = index.of_family(first.families[0]) if first.families else ()
    fitting = [one for one in of_family if _fits(one, first, document)]
    same_year = [one.reference for one in of_family if one.is_of(year)]
    if fitting and not any(one.is_of(year) and not year.letter for one in fitting):
        return Lost(group, other_years=_likeliest(fitting, year.numbers, cited), others=())
    mistyped = () if of_family else _mistyped(index, first)
    return Lost(group, mistyped=mistyped, others=tuple(same_year))


def _fits(entry: Entry, citation: Citation, document: Document) -> bool:
    """Whether the reference may have the authors that the citation names."""
    if len(citation.families) > 1:
        return all(entry.has([family]) for family in citation.families[1:])
    return len(entry.names) > 1 or entry.open or not names_more(citation, document)


def names_more(citation: Citation, document: Document) -> bool:
    """Whether the citation says that there are further authors."""
    return holds_et_al(document.text[citation.span.start : citation.span.end])


def _likeliest(entries: Sequence[Entry], years: tuple[int, ...], cited: frozenset[str]) -> tuple[Reference, ...]:
    """The references not cited otherwise, or with a year nearby; those cited rightly elsewhere are another matter."""
    free = [one.reference for one in entries if one.reference.key not in cited]
    near = [one.reference for one in entries if any(abs(y - year) <= NEAR for y in one.years for year in years)]
    return tuple({one.key: one for one in (near or free)}.values())


def _mistyped(index: ReferenceIndex, citation: Citation) -> tuple[Reference, ...]:
    family = fold(citation.families[0]).replace(" ", "") if citation.families else ""
    if len(family) < SHORTEST_MISTYPED:
        return ()
    year = written_year(citation.year)
    return tuple(
        entry.reference
        for key, entries in index.families.items()
        if len(key) >= SHORTEST_MISTYPED and OSA.distance(key, family, score_cutoff=1) <= 1
        for entry in entries
        if entry.is_of(year)
    )


def called(citation: Citation, document: Document) -> str:
    """The citation in the words of a message: “Pokorny & Preller (2017)”."""
    families = citation.families
    names = " & ".join(families) if len(families) < 3 else families[0]
    more = " et al." if len(families) > 2 or names_more(citation, document) else ""
    return f"“{names}{more} ({citation.year})”"


def in_list(references: Sequence[Reference]) -> str:
    """References as the list has them: ``Pokorny et al. (2019) and Pokorny (2012)``."""
    return " and ".join(dict.fromkeys(_shown(one) for one in references[:3]))


def _shown(reference: Reference) -> str:
    entry = Entry(reference)
    years = ", ".join(str(year) for year in sorted(entry.years))
    names = authors(reference.item.author) or authors(reference.item.editor) or quoted(reference.text)
    return f"{names} ({years}{entry.letter})" if years else names


def by_key(references: Iterable[Reference]) -> Mapping[str, Reference]:
    """References by their citation keys."""
    return {reference.key: reference for reference in references}
