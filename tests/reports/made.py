"""A report made by hand, with one of everything a report can show."""

from __future__ import annotations

import datetime
from dataclasses import replace

from refcheck.model import (
    Absent,
    Applicability,
    By,
    CheckedDocument,
    CheckedReference,
    Confidence,
    Date,
    Document,
    Evidence,
    Field,
    Finding,
    Fix,
    Found,
    Item,
    Match,
    Name,
    Names,
    OtherWork,
    OtherWorkKind,
    Reference,
    Registered,
    Report,
    Severity,
    Span,
    Unchecked,
    Unsearchable,
    Work,
)

DAY = datetime.date(2026, 11, 23)
CROSSREF = "crossref"
RECORDS = "local records examples/works.jsonl"

TEXT = """\
@article{lind2021,
  author = {Lind, Karin and Okafor, Adaeze},
  title = {Tides and Harbours of the Northern Sea},
  pages = {1-},
  year = {2020},
}
@article{marsh2019,
  author = {Marsh, Peter},
  title = {Slow Rivers},
}
@article{ode2018,
  title = {Rain},
  doi = {10.5555/other},
}
@book{none2017,
  title = {A Book That Nobody Wrote},
}
@article{clean2016,
  title = {Nothing To Say},
}
@article{silent2015,
  title = {No Answer},
}
@misc{medra2014,
  doi = {10.5555/medra},
}
@misc{nothing2013,
  note = {nothing},
}
"""

_TEAM = tuple(
    Name(family=family, given=given)
    for family, given in [
        ("Lind", "Karin"),
        ("Okafor", "Adaeze"),
        ("Haddad", "Rami"),
        ("Novak", "Jana"),
        ("Silva", "Tomás"),
        ("Berg", "Ida"),
        ("Tanaka", "Yui"),
        ("Moreau", "Luc"),
    ]
)


def _span(start: str, end: str) -> Span:
    first = TEXT.index(start)
    return Span(first, TEXT.index(end, first) + len(end))


def _reference(key: str, item: Item, *fields: Field) -> Reference:
    first = TEXT.rindex("@", 0, TEXT.index(key))
    span = Span(first, TEXT.index("\n}", first) + 2)
    return Reference(key, item, span, fields, TEXT[span.start : span.end])


def _work(doi: str, title: str, source: str = CROSSREF) -> Work:
    item = Item(
        type="journal-article",
        title=(title,),
        author=Names(_TEAM[:2]),
        issued=(Date(2021, 3, kind="print"),),
        container_title=("Journal of Invented Seas",),
        volume="9",
        issue="1",
        page="1-16",
        doi=doi,
    )
    return Work(item, source, DAY)


_RULES = {
    "REF001": ("unreadable-entry", Severity.ERROR),
    "REF002": ("duplicate-key", Severity.ERROR),
    "REF102": ("doi-of-other-work", Severity.ERROR),
    "REF103": ("work-not-found", Severity.ERROR),
    "REF104": ("missing-doi", Severity.INFO),
    "REF201": ("title-mismatch", Severity.ERROR),
    "REF204": ("author-missing-or-added", Severity.WARNING),
    "REF205": ("year-mismatch", Severity.WARNING),
    "REF210": ("truncated-pages", Severity.WARNING),
    "REF401": ("missing-field", Severity.INFO),
}


def _finding(code: str, message: str, place: Span, key: str) -> Finding:
    name, severity = _RULES[code]
    document = Document("refs.bib", TEXT)
    line, column = document.position(place.start)
    return Finding(code, name, severity, Confidence.HIGH, message, "refs.bib", key, line, column, place)


SAFE = Applicability.SAFE


def _of_tides(variable: str, ours: str, theirs: str) -> Evidence:
    return Evidence(variable, ours, theirs, CROSSREF, "10.5555/tides", DAY)


def _told(code: str, message: str, place: Span, evidence: Evidence, fix: Fix | None = None) -> Finding:
    return replace(_finding(code, message, place, "lind2021"), evidence=evidence, fix=fix)


def _lind() -> CheckedReference:
    doi = "10.5555/tides"
    work = _work(doi, "Tides and Harbours of the Northern Seas")
    pages, year = _span("1-", "1-"), _span("2020", "2020")
    title, author = _span("Tides", "Sea"), _span("Lind, Karin", "Adaeze")
    reference = _reference(
        "lind2021",
        Item(type="journal-article", title=("Tides and Harbours of the Northern Sea",), author=Names(_TEAM[:2])),
        Field("pages", "1-", pages, "page"),
        Field("year", "2020", year, "issued"),
        Field("title", "Tides and Harbours of the Northern Sea", title, "title"),
    )

    team = "; ".join(map(str, _TEAM))
    findings = (
        _told(
            "REF201",
            "the title has another word",
            title,
            _of_tides("title", reference.item.title[0], work.item.title[0]),
        ),
        _told("REF204", "one author is missing", author, _of_tides("author", team.replace("Silva, Tomás; ", ""), team)),
        _told("REF205", "issued in 2021, not 2020", year, _of_tides("issued", "2020", "2021"), Fix("issued", "2021")),
        _told("REF210", "the last page is missing", pages, _of_tides("page", "1-", "1-16"), Fix("page", "1-16", SAFE)),
        _told("REF104", "the work has a DOI", reference.span, _of_tides("DOI", "", doi), Fix("DOI", doi, SAFE)),
        _told("REF401", "volume is missing", reference.span, _of_tides("volume", "", "9")),
    )
    return CheckedReference(reference, Found(work, By.SEARCH, 0.9), findings)


def _marsh() -> CheckedReference:
    work = _work("10.5555/rivers", "Slow Rivers", RECORDS)
    reference = _reference("marsh2019", Item(title=("Slow Rivers",), author=Names((Name("Marsh", "Peter"),))))
    note = replace(
        _finding("REF104", "the work has a DOI", reference.span, "marsh2019"),
        evidence=Evidence("DOI", "", "10.5555/rivers", RECORDS, "10.5555/rivers", DAY),
        fix=Fix("DOI", "10.5555/rivers"),
    )
    return CheckedReference(reference, Found(work, By.SEARCH, 0.9), (note,))


def _ode() -> CheckedReference:
    other, meant = _work("10.5555/other", "Sand\x1b[2J in the \u202egears"), _work("10.5555/rain", "Rain")
    place = _span("10.5555/other", "10.5555/other")
    reference = _reference("ode2018", Item(title=("Rain",)), Field("doi", "10.5555/other", place, "DOI"))
    finding = replace(
        _finding("REF102", "the DOI is that of “Sand\x1b[2J in the \u202egears”",
            place, "ode2018",
        ),
        evidence=Evidence("DOI", "10.5555/other", "10.5555/rain", CROSSREF, "10.5555/rain", DAY),
        fix=Fix("DOI", "10.5555/rain"),
    )  # fmt: skip
    return CheckedReference(reference, OtherWork(other, OtherWorkKind.UNRELATED, meant), (finding,))


def _nobody() -> CheckedReference:
    reference = _reference("none2017", Item(title=("A Book That Nobody Wrote",)))
    finding = replace(
        _finding("REF103", "no source has this work", reference.span, "none2017"),
        evidence=Evidence("title", "", "", "crossref, doi.org"),
    )
    lender = _work("10.5555/lent", "Another Book")
    return CheckedReference(reference, Absent(("crossref", "doi.org"), lender=lender), (finding,))


def _quiet(key: str, match: Match, title: str = "") -> CheckedReference:
    return CheckedReference(_reference(key, Item(title=(title,) if title else ())), match)


def report() -> Report:
    """Eight references: four with findings, one clean, three without a comparison."""
    references = (
        _lind(),
        _marsh(),
        _ode(),
        _nobody(),
        _quiet("clean2016", Found(_work("10.5555/clean", "Nothing To Say"), By.SEARCH), "Nothing To Say"),
        _quiet("silent2015", Unchecked("api.crossref.org did not answer within 60 s (4 attempts)"), "No Answer"),
        _quiet("medra2014", Registered("10.5555/medra", "mEDRA")),
        _quiet("nothing2013", Unsearchable("neither a DOI nor a title")),
    )
    duplicate = _finding("REF002", "the key is used twice", references[4].reference.span, "clean2016")
    broken = _finding("REF001", "the file cannot be read", Span(0, 0), "")
    return Report(
        documents=(
            CheckedDocument(Document("refs.bib", TEXT), references, (duplicate,)),
            CheckedDocument(Document("gone.bib", ""), (), (replace(broken, path="gone.bib"),)),
        ),
        notices=("api.crossref.org was stopped.",),
    )
