"""What the rules of agreement share: when they speak, and how a verdict becomes a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from refcheck.compare.containers import compare_container
from refcheck.compare.dates import compare_year
from refcheck.compare.identifiers import clean_doi
from refcheck.compare.names import compare_authors, compare_editors
from refcheck.compare.numbering import compare_issue, compare_volume
from refcheck.compare.pages import compare_pages
from refcheck.compare.titles import compare_title
from refcheck.compare.types import compare_type
from refcheck.compare.verdict import Level, Verdict
from refcheck.model import Applicability, By, Confidence, Fix, Found, Item, Match, Problem, Reference, Severity
from refcheck.rules.standing import misread
from refcheck.rules.versions import describes_article, describes_preprint

Comparison = Callable[[Item, Item], Verdict]

DOUBTFUL = 0.5
"""Of typed references that we are less certain to have read, most have a field wrong: what differs is a remark."""

CONFIRMING = 4
"""So many other fields, all as the record has them, show that a string was read rightly; the DOI is one of them."""

_VARIABLES: Mapping[Comparison, str] = {
    compare_title: "title",
    compare_authors: "author",
    compare_editors: "editor",
    compare_year: "issued",
    compare_container: "container-title",
    compare_volume: "volume",
    compare_issue: "issue",
    compare_pages: "page",
    compare_type: "type",
}
"""The variable of each comparison, for what we may have misread."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A reference, the work found for it, and the verdict on one variable in which they differ."""

    reference: Reference
    found: Found
    verdict: Verdict

    @property
    def theirs(self) -> Item:
        """The record's side."""
        return self.found.work.item

    def problem(self, variable: str, message: str, *, value: str = "", severity: Severity | None = None) -> Problem:
        """The problem in words; ``value`` is what a fix would write, if the record deserves trust."""
        return Problem(
            message=worded(self.found, message, self.verdict.note),
            variable=variable,
            ours=self.verdict.ours,
            theirs=self.verdict.theirs,
            fix=correction(self.found, variable, value),
            severity=gravest(self.reference, self.theirs, variable, severity or self._severity()),
            confidence=confidence(self.reference, self.found, variable),
        )

    def _severity(self) -> Severity | None:
        return None if self.verdict.level is Level.MAJOR else Severity.WARNING


def gravest(reference: Reference, theirs: Item, variable: str, severity: Severity | None) -> Severity | None:
    """The severity of a difference in a field, that of a remark where we may have misread the field."""
    uncertain = reference.typed and reference.certainty < DOUBTFUL
    return Severity.INFO if uncertain and not _confirmed(reference.item, theirs, variable) else severity


def _trusted(reference: Reference, theirs: Item, compare: Comparison) -> Item:
    """The description without a doubt about the variable, if all else in it shows that the string was read rightly."""
    ours, variable = reference.item, _VARIABLES.get(compare, "")
    doubted = reference.typed and variable in ours.doubtful and _confirmed(ours, theirs, variable)
    return replace(ours, doubtful=ours.doubtful - {variable}) if doubted else ours


def _confirmed(ours: Item, theirs: Item, variable: str) -> bool:
    """Whether all else that we read is what the record says: then the string was read rightly, this field too."""
    others = (compare(ours, theirs) for compare, name in _VARIABLES.items() if name not in {variable, "type"})
    compared = [one for one in others if one.level is not Level.NOT_COMPARABLE]
    agree = all(one.level <= Level.STYLE for one in compared)
    needed = CONFIRMING - (bool(theirs.doi) and clean_doi(ours.doi) == theirs.doi)
    return agree and len(compared) >= needed and bool(ours.title or variable == "title")


def worded(found: Found, message: str, note: str = "") -> str:
    """The message with who says so, the note of the comparison, and a hint where the work itself is in doubt."""
    parts = [f"{message} ({found.work.source})", note]
    if not found.certain:
        parts.append("the DOI may be the wrong one" if found.by is By.DOI else "the work found may be another one")
    return "; ".join(part for part in parts if part)


def confidence(reference: Reference, found: Found, variable: str) -> Confidence | None:
    """How sure a difference in one variable is; `None` for the rule's own."""
    if not found.certain:
        return Confidence.LOW
    doubtful = variable in reference.item.doubtful | found.work.item.doubtful
    return Confidence.MEDIUM if doubtful or found.by is By.SEARCH else None


def correction(found: Found, variable: str, value: str) -> Fix | None:
    """The record's value as a fix to look at; none from an uncertain work or a suspicious value."""
    suspicious = variable in found.work.item.doubtful or (value.isupper() and len(value) > 12)
    if not value or suspicious or not found.certain:
        return None
    return Fix(variable, value, Applicability.UNSAFE)


def found_work(reference: Reference, match: Match) -> Found | None:
    """The cited work, if one was found and its record is of the version that the reference describes."""
    if not isinstance(match, Found) or describes_article(reference.item, match.work):
        return None
    return match


def disagreements(
    reference: Reference, match: Match, compare: Comparison, *, differs_by_version: bool = True
) -> Iterator[Disagreement]:
    """The disagreement in one variable, if there is any that deserves a word.

    ``differs_by_version``: a preprint and its published version have each their own value, so that nothing is said
    where a reference to the preprint carries the DOI of the article.
    """
    found = found_work(reference, match)
    if found is None or (differs_by_version and describes_preprint(reference.item, found.work)):
        return
    verdict = compare(_trusted(reference, found.work.item, compare), found.work.item)
    if verdict.level >= Level.MINOR and not _misread(reference, found, compare, verdict):
        yield Disagreement(reference, found, verdict)


def _misread(reference: Reference, found: Found, compare: Comparison, verdict: Verdict) -> bool:
    return misread(reference, found.work.item, _VARIABLES.get(compare, ""), verdict.kind)


def contradictions_of_preprint(reference: Reference, match: Match, compare: Comparison) -> Iterator[Disagreement]:
    """The contradiction in one variable between a described article and the preprint that its DOI leads to."""
    if isinstance(match, Found) and describes_article(reference.item, match.work):
        verdict = compare(reference.item, match.work.item)
        if verdict.level is Level.MAJOR and not _misread(reference, match, compare, verdict):
            yield Disagreement(reference, match, verdict)
