"""Facts of six works, printed in the styles in which writers meet them."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Name, Span
from refcheck.parsing.blocks import Block, Kind, Link, Piece
from refcheck.parsing.reference_string import ParsedReference, parse


def read(string: str, links: tuple[Link, ...] = ()) -> ParsedReference:
    text = f"* {string}\n"
    block = Block(Kind.ITEM, (Piece(string, Span(2, 2 + len(string))),), links=links)
    return parse(block, text)


@dataclass(frozen=True, slots=True)
class Fact:
    names: str
    year: str
    title: str
    journal: str
    volume: str
    issue: str
    pages: str


FACTS = (
    Fact(
        "Pokorny, T.; Preller, K. H.; Kometer, M.; Dziobek, I.; Vollenweider, F. X.",
        "2017",
        "Effect of Psilocybin on Empathy and Moral Decision-Making",
        "International Journal of Neuropsychopharmacology",
        "20",
        "9",
        "747-757",
    ),
    Fact(
        "Mason, N. L.; Mischler, E.; Uthaug, M. V.; Kuypers, K. P. C.",
        "2019",
        "Sub-Acute Effects of Psilocybin on Empathy, Creative Thinking, and Subjective Well-Being",
        "Journal of Psychoactive Drugs",
        "51",
        "2",
        "123-134",
    ),
    Fact(
        "Mithoefer, M. C.; Mithoefer, A. T.; Feduccia, A. A.; Jerome, L.; Wagner, M.; Wymer, J.; …; Doblin, R.",
        "2018",
        "3,4-methylenedioxymethamphetamine (MDMA)-assisted psychotherapy for post-traumatic stress disorder in"
        " military veterans, firefighters, and police officers: a randomised, double-blind, dose-response,"
        " phase 2 clinical trial",
        "The Lancet Psychiatry",
        "5",
        "6",
        "486-497",
    ),
    Fact(
        "Carhart-Harris, R. L.; Bolstridge, M.; Day, C. M. J.; Rucker, J.; Watts, R.; Erritzoe, D. E.; …; Taylor, D.",
        "2018",
        "Psilocybin with psychological support for treatment-resistant depression: six-month follow-up",
        "Psychopharmacology",
        "235",
        "2",
        "399-408",
    ),
    Fact(
        "Timmermann, C.; Roseman, L.; Schartner, M.; Milliere, R.; Williams, L. T. J.; Erritzoe, D.; …;"
        " Carhart-Harris, R. L.",
        "2019",
        "Neural correlates of the DMT experience assessed with multivariate EEG",
        "Scientific Reports",
        "9",
        "1",
        "1-",
    ),
    Fact(
        "Preller, K. H.; Herdener, M.; Pokorny, T.; Planzer, A.; Kraehenmann, R.; Stampfli, P.; …; Seifritz, E.",
        "2017",
        "The fabric of meaning and subjective effects in LSD-induced states depend on serotonin 2A receptor activation",
        "Current Biology",
        "27",
        "3",
        "451-457",
    ),
)


def apa(fact: Fact) -> str:
    names = fact.names.split("; ")
    listed = ", ".join(names[:-1]).replace("…", "...")
    link = " & " if "…" in fact.names else ", & "
    numbers = f"{fact.volume}({fact.issue}), {fact.pages}"
    return f"{listed}{link}{names[-1]} ({fact.year}). {fact.title}. {fact.journal}, {numbers}"


def vancouver(fact: Fact) -> str:
    bare = [re.sub(r"[., -]+", "", name.partition(",")[2]) for name in fact.names.split("; ")]
    names = [
        f"{name.partition(',')[0]} {one}" for name, one in zip(fact.names.split("; "), bare, strict=True) if name != "…"
    ]
    mark = ", et al" if "…" in fact.names else ""
    kept = names[:6] if mark else names
    return (
        f"{', '.join(kept)}{mark}. {fact.title}. {fact.journal}. {fact.year};{fact.volume}({fact.issue}):{fact.pages}"
    )


def mla(fact: Fact) -> str:
    first = fact.names.split("; ")[0].rstrip(".")
    numbers = f"vol. {fact.volume}, no. {fact.issue}, {fact.year}, pp. {fact.pages}"
    return f"{first}, et al. “{fact.title}.” {fact.journal}, {numbers}"


def chicago(fact: Fact) -> str:
    first, *others = [name for name in fact.names.split("; ") if name != "…"]
    turned = [" ".join(reversed(name.split(", "))) for name in others]
    names = f"{', '.join([first, *turned[:-1]])}, and {turned[-1]}"
    return f"{names}. {fact.year}. “{fact.title}.” {fact.journal} {fact.volume} ({fact.issue}): {fact.pages}"


@pytest.mark.parametrize("style", [apa, vancouver, mla, chicago])
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.names.split(",")[0])
class TestSixWorks:
    def test_every_variable_is_read(self, fact: Fact, style: object) -> None:
        assert callable(style)
        item = read(style(fact)).item
        found = (item.title, item.container_title, item.volume, item.issue, item.page, item.type)
        title, journal = (fact.title,), (fact.journal,)
        assert found == (title, journal, fact.volume, fact.issue, fact.pages, "journal-article")
        assert [str(date) for date in item.issued] == [fact.year]

    def test_the_families_are_read(self, fact: Fact, style: object) -> None:
        assert callable(style)
        names = [name.partition(",")[0] for name in fact.names.split("; ")]
        found = read(style(fact)).item.author
        families = [name.family for name in (*found.listed, *((found.last,) if found.last else ()))]
        expected = {"mla": names[:1], "vancouver": names[:6]}.get(getattr(style, "__name__", ""), names)
        assert families == [name for name in expected if name != "…"]

    def test_what_was_left_out_is_known(self, fact: Fact, style: object) -> None:
        assert callable(style)
        found = read(style(fact)).item.author
        assert found.truncated == (("…" in fact.names and style is not chicago) or style is mla)
        assert (found.last is not None) == ("…" in fact.names and style is apa)


def test_every_field_has_its_place_in_the_file() -> None:
    string = apa(FACTS[0])
    text = f"* {string}\n"
    fields = read(string).fields
    assert all(text[field.span.start : field.span.end] == field.raw for field in fields)
    assert [field.variable for field in fields] == [
        "author",
        "issued",
        "title",
        "container-title",
        "volume",
        "issue",
        "page",
    ]


def test_a_written_doi_is_a_field() -> None:
    found = read(apa(FACTS[0]) + ". https://doi.org/10.1093/ijnp/pyx047")
    assert found.item.doi == "10.1093/ijnp/pyx047"
    assert found.fields[-1].variable == "DOI"


def test_a_link_behind_the_words_gives_the_doi() -> None:
    string = apa(FACTS[0])
    found = read(string, (Link(0, len(string), "https://doi.org/10.1093/ijnp/pyx047"),))
    assert found.item.doi == "10.1093/ijnp/pyx047"
    assert all(field.variable != "DOI" for field in found.fields)


def test_the_words_of_a_link_are_a_title_where_none_was_read() -> None:
    string = "Costs of Substance Abuse. 2010. National Institute on Drug Abuse."
    assert read(string).item.title == ()
    parsed = read(string, (Link(0, 24, "https://example.org/costs"),))
    assert parsed.item.title == ("Costs of Substance Abuse",)
    assert not parsed.item.author
    assert [field.raw for field in parsed.fields if field.variable == "title"] == ["Costs of Substance Abuse"]


def test_a_link_of_two_words_or_over_a_doi_is_no_title() -> None:
    string = "Substance Abuse. 2010. National Institute, doi:10.5555/abc"
    assert read(string, (Link(0, 15, "https://example.org"),)).item.title == read(string).item.title
    start = string.index("National")
    assert read(string, (Link(start, len(string), "https://example.org"),)).item.title == read(string).item.title


def test_a_written_doi_outweighs_a_link() -> None:
    found = read("Lind K. On tides. doi:10.5555/one", (Link(0, 4, "https://doi.org/10.5555/other"),))
    assert found.item.doi == "10.5555/one"


def test_a_link_without_identifier_is_left_out() -> None:
    assert read("Lind K. On tides. 2021.", (Link(0, 4, "#note"),)).item.url == ""


def test_a_chapter_has_editors_pages_and_publisher() -> None:
    item = read(
        "Watson, J. C. (2002). Focusing in supervision. In A. B. Lind & C. Moor (Eds.), Handbook of psychotherapy"
        " (2nd ed., pp. 315-324). New York, NY: Guilford Press."
    ).item
    assert item.type == "book-chapter"
    assert item.editor.listed == (Name("Lind", "A. B."), Name("Moor", "C."))
    assert (item.container_title, item.page) == (("Handbook of psychotherapy",), "315-324")
    assert (item.publisher, item.publisher_place) == ("Guilford Press", "New York, NY")


def test_a_book_has_a_publisher_and_no_container() -> None:
    item = read("Hofmann, A. (1979). LSD – Mein Sorgenkind. Stuttgart: Klett-Cotta.").item
    assert (item.type, item.title) == ("book", ("LSD – Mein Sorgenkind",))
    assert (item.publisher_place, item.publisher) == ("Stuttgart", "Klett-Cotta")


def test_a_paper_of_a_conference() -> None:
    item = read(
        "K. Lind and P. Moor. On tides and harbours. In Proceedings of the 12th International Conference on Coastal"
        " Engineering, pages 31-41, 1993."
    ).item
    assert item.type == "proceedings-article"
    assert item.page == "31-41"


def test_a_single_long_number_is_that_of_the_article() -> None:
    item = read("Timmermann C, Roseman L. Neural correlates of the DMT experience. Sci Rep. 2019;9(1):16324.").item
    assert (item.page, item.number) == ("", "16324")


def test_words_without_a_reference_are_not_certain() -> None:
    assert read("… — …").certainty == 0


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    assert 0 <= found.certainty <= 1
    assert all(field.raw in text for field in found.fields)


def test_a_long_line_is_cut() -> None:
    assert read("Lind K. On tides. " + "( " * 500_000).item.title
