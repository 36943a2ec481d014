"""Citations by author and year."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import CitationForm, Span
from refcheck.parsing.blocks import Block, Kind, Piece
from refcheck.parsing.citations import find_citations
from tests.parsing.citing import LISTED, cited, links, paragraph, reference

NARRATIVE = [
    ("Pokorny et al. (2017) found", "Pokorny et al. (2017)", "pokorny2017"),
    ("Pokorny et al., (2017) found", "Pokorny et al., (2017)", "pokorny2017"),
    ("Pokorny et al (2017) found", "Pokorny et al (2017)", "pokorny2017"),
    ("Pokornyet al (2017) found", "Pokornyet al (2017)", "pokorny2017"),
    ("Pokorny u. a. (2017) fanden", "Pokorny u. a. (2017)", "pokorny2017"),
    ("Pokorny et coll. (2017) montrent", "Pokorny et coll. (2017)", "pokorny2017"),
    ("Pokorny and colleagues (2017) found", "Pokorny and colleagues (2017)", "pokorny2017"),
    ("Pokorny and colleagues’ (2017) book", "Pokorny and colleagues’ (2017)", "pokorny2017"),
    ("Pokorny, Preller, Kometer, and Dziobek (2017)", "Pokorny, Preller, Kometer, and Dziobek (2017)", "pokorny2017"),
    ("However, Pokorny and Preller's (2017) study", "Pokorny and Preller's (2017)", "pokorny2017"),
    ("In Doblin (2002) we read", "Doblin (2002)", "doblin2002"),
    ("As Rick Doblin (2002) says", "Doblin (2002)", "doblin2002"),
    ("As R. Doblin (2002) says", "Doblin (2002)", "doblin2002"),
    ("Doblin [2002] says", "Doblin [2002]", "doblin2002"),
    ("by van den Berg (2010)", "van den Berg (2010)", "berg2010"),
    ("O’Brien and Mueller (2015)", "O’Brien and Mueller (2015)", "obrien2015"),
    ("O'Brien & Müller (2015)", "O'Brien & Müller (2015)", "obrien2015"),
    ("Mason und Mischler (2019)", "Mason und Mischler (2019)", "mason2019"),
    ("Mason y Mischler (2019)", "Mason y Mischler (2019)", "mason2019"),
    ("Mason et Mischler (2019)", "Mason et Mischler (2019)", "mason2019"),
    ("Carhart\u2010Harris and Goodwin (2018)", "Carhart\u2010Harris and Goodwin (2018)", "carhart2018"),
    ("the WHO (2019) says", "WHO (2019)", "who2019"),
    ("the World Health Organization (2019) says", "World Health Organization (2019)", "who2019"),
    ("the Food and Agriculture Organization (2020)", "Food and Agriculture Organization (2020)", "fao2020"),
    ("both LSD and Mason (2019)", "Mason (2019)", "mason2019"),
    ("with Mason and Pokorny et al. (2017)", "Pokorny et al. (2017)", "pokorny2017"),
    ("Lind (2010a) says", "Lind (2010a)", "lind2010a"),
    ("Lind (2010) says", "Lind (2010)", "lind2010a lind2010b"),
    ("Doblin's 2002 plan", "Doblin's 2002", "doblin2002"),
    ("as in Pokorny et al. 2017, they", "Pokorny et al. 2017", "pokorny2017"),
    ("as Doblin2002 does", "Doblin2002", "doblin2002"),
    ("Mason (2019, p. 12) says", "Mason (2019", "mason2019"),
    ("Mason (2019: 12) says", "Mason (2019", "mason2019"),
    ("Pokorny et al. ([2017]) found", "Pokorny et al. ([2017", "pokorny2017"),
]


@pytest.mark.parametrize(("text", "citation", "keys"), NARRATIVE)
def test_a_narrative_citation_is_found_with_its_reference(text: str, citation: str, keys: str) -> None:
    assert links(text) == [(citation, keys)]


PARENTHETICAL = [
    ("(Pokorny et al., 2017)", [("Pokorny et al., 2017", "pokorny2017")]),
    ("(e.g., Doblin, 2002)", [("Doblin, 2002", "doblin2002")]),
    ("(see also Doblin 2002 for more)", [("Doblin 2002", "doblin2002")]),
    ("(vgl. Doblin 2002, S. 3)", [("Doblin 2002", "doblin2002")]),
    ("[Doblin, 2002]", [("Doblin, 2002", "doblin2002")]),
    (
        "(Doblin, 2002; Mason & Mischler, 2019)",
        [("Doblin, 2002", "doblin2002"), ("Mason & Mischler, 2019", "mason2019")],
    ),
    (
        "(Doblin 2002, Mason and Mischler 2019)",
        [("Doblin 2002", "doblin2002"), ("Mason and Mischler 2019", "mason2019")],
    ),
    ("(Doblin 2002, p. 3, Mason 2019: 12)", [("Doblin 2002", "doblin2002"), ("Mason 2019", "mason2019")]),
    ("(Smith, 2010, 2012)", [("Smith, 2010", "smith2010"), ("2012", "smith2012")]),
    ("(Smith, 2010; 2012)", [("Smith, 2010", "smith2010"), ("2012", "smith2012")]),
    ("(Lind, 2010a,b)", [("Lind, 2010a", "lind2010a"), ("b", "lind2010b")]),
    ("(Lind, 2010a, b)", [("Lind, 2010a", "lind2010a"), ("b", "lind2010b")]),
    ("(Lind, 2010a, 2010b)", [("Lind, 2010a", "lind2010a"), ("2010b", "lind2010b")]),
    ("(Pokorny, Preller, 2017)", [("Pokorny, Preller, 2017", "pokorny2017")]),
    ("(World Health Organization [WHO], 2019)", [("World Health Organization [WHO], 2019", "who2019")]),
    ("(WHO, 2019)", [("WHO, 2019", "who2019")]),
    ("(see Smith (2010) and Doblin 2002)", [("Smith (2010)", "smith2010"), ("Doblin 2002", "doblin2002")]),
    ("Smith (2010; see also Doblin, 2002)", [("Smith (2010", "smith2010"), ("Doblin, 2002", "doblin2002")]),
    ("Smith (2010, 2012)", [("Smith (2010", "smith2010"), ("2012", "smith2012")]),
    ("Smith (2010, [2012])", [("Smith (2010", "smith2010"), ("2012", "smith2012")]),
    ("(O’Brien & Müller, 2015)", [("O’Brien & Müller, 2015", "obrien2015")]),
    ("(J. Smith, 2010)", [("Smith, 2010", "smith2010")]),
]


@pytest.mark.parametrize(("text", "expected"), PARENTHETICAL)
def test_every_citation_of_a_bracket_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "(May 2017)",
        "(12 May 2017)",
        "(May 5, 2017)",
        "Section (2019) and Figure 2 (2019) and Windows (2000)",
        "In March (2017) it rained",
        "made in Berlin (1999), and in (Germany, 2015)",
        "Albert Hofmann (1906–2008)",
        "since Doblin's 1986 founding of it",
        "In 2002, Doblin went home",
        "(founded by Doblin in 1986)",
        "(1906-2008) and (2019) and 2019",
        "Alan Turing in [1936]",
        "the Living Planet Report (2020)",
        "It costs $2002, Doblin 2,002 or 2002.5",
        "Doblin R. 2002. How to write a plan. Coastal Letters 41.",
        "Hotez PJ, Bottazzi ME, et al. 2012. Neglected diseases.",
        "(London, Penguin, 2010)",
        "(Inception, directed by Nolan, 2010)",
    ],
)
def test_what_is_no_citation_is_left_out(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize(
    ("text", "families", "year"),
    [
        ("Skinner (1957) argued that", ("Skinner",), "1957"),
        ("as was shown by Skinner (1957)", ("Skinner",), "1957"),
        ("Skinner's (1957) book", ("Skinner",), "1957"),
        ("(Skinner, 1957)", ("Skinner",), "1957"),
        ("(Skinner 1957; Doblin 2002)", ("Skinner",), "1957"),
        ("(Skinner et al. 1957)", ("Skinner",), "1957"),
        ("Kahneman & Tversky (1979)", ("Kahneman", "Tversky"), "1979"),
        ("However, Kahneman and Tversky (1979)", ("Kahneman", "Tversky"), "1979"),
        ("Skinner et al. 1957 were", ("Skinner",), "1957"),
        ("Pokorny et al. (2018)", ("Pokorny",), "2018"),
        ("Doblin (2001)", ("Doblin",), "2001"),
        ("Smith and Mason (2019) found", ("Smith", "Mason"), "2019"),
    ],
)
def test_a_citation_without_reference_keeps_its_names_and_year(text: str, families: tuple[str, ...], year: str) -> None:
    lost = [one for one in cited(text) if not one.keys]
    assert [(one.families, one.year) for one in lost] == [(families, year)]


def test_a_document_that_writes_commas_takes_words_without_one_for_no_citation() -> None:
    assert links("(Doblin, 2002) in (Weimar 1919)") == [("Doblin, 2002", "doblin2002")]


def test_a_document_that_writes_no_commas_cites_so_what_is_missing_in_the_list() -> None:
    assert links("(Doblin 2002) and (Skinner 1957)")[1] == ("Skinner 1957", "")


def test_a_family_named_as_a_month_counts_with_its_very_year() -> None:
    listed = (reference("may1969", "May R", "1969"),)
    assert links("May (1969) and May (2017)", listed) == [("May (1969)", "may1969")]


def test_initials_tell_two_of_one_family_apart() -> None:
    listed = (reference("j", "Smith J", "2010"), reference("k", "Smith K", "2010"))
    assert links("(K. Smith, 2010)", listed) == [("Smith, 2010", "k")]


def test_the_number_of_authors_tells_two_of_one_year_apart() -> None:
    listed = (reference("one", "Smith J", "2010"), reference("three", "Smith J; Lind K; Berg T", "2010"))
    assert links("(Smith, 2010) and (Smith et al., 2010)", listed) == [
        ("Smith, 2010", "one"),
        ("Smith et al., 2010", "three"),
    ]


def test_a_letter_that_no_reference_bears_leads_nowhere() -> None:
    assert links("(Lind, 2010c)") == [("Lind, 2010c", "")]


def test_a_letter_may_be_missing_in_the_list() -> None:
    listed = (reference("lind2010", "Lind K", "2010"),)
    assert links("(Lind, 2010a)", listed) == [("Lind, 2010a", "lind2010")]


def test_a_second_author_must_be_an_author() -> None:
    assert links("(Mason & Berg, 2019)") == [("Mason & Berg, 2019", "")]


def test_a_second_author_may_be_behind_et_al_in_the_list() -> None:
    listed = (reference("lind2010", "Lind K; …", "2010", typed=False),)
    assert links("(Lind & Berg, 2010)", listed) == [("Lind & Berg, 2010", "lind2010")]


def test_either_year_of_a_reprint_is_right() -> None:
    listed = (reference("freud1953", "Freud S", "1953"),)
    assert links("(Freud, 1900/1953)", listed) == [("Freud, 1900/1953", "freud1953")]


def test_a_work_in_press_is_cited_without_year() -> None:
    listed = (reference("lind", "Lind K", "in press"), reference("berg", "Berg T", "2010"))
    assert links("(Lind, in press; Berg, n.d.)", listed)[0] == ("Lind, in press", "lind")


def test_an_author_who_was_read_with_the_given_name_first_is_found() -> None:
    listed = (reference("bahdanau2015", "Dzmitry_Bahdanau K", "2015"),)
    names = listed[0].item.author.listed[0]
    assert names.family == "Dzmitry_Bahdanau"
    assert links("(Bahdanau et al., 2015)", (reference("b", "Dzmitry Bahdanau Kyunghyun", "2015"),)) == [
        ("Bahdanau et al., 2015", "b")
    ]


def test_an_institution_that_was_not_read_as_author_is_found_at_the_beginning_of_its_reference() -> None:
    misread = reference("x", "…", "2020", text="WWF Deutschland (2020): Living Planet Report.")
    assert links("(WWF Deutschland, 2020)", (misread,)) == [("WWF Deutschland, 2020", "x")]


def test_the_form_says_where_the_names_stand() -> None:
    forms = [one.form for one in cited("Doblin (2002) and (Mason, 2019)")]
    assert forms == [CitationForm.NARRATIVE, CitationForm.PARENTHETICAL]


def test_the_members_of_a_bracket_share_their_group() -> None:
    text = "It is so (Doblin, 2002; Mason, 2019)."
    groups = {one.group for one in cited(text)}
    assert [text[one.start : one.end] for one in groups if one] == ["(Doblin, 2002; Mason, 2019)"]


def test_the_years_of_one_author_share_their_group() -> None:
    text = "Smith (2010, 2012) says"
    assert {one.group for one in cited(text)} == {Span(0, len("Smith (2010, 2012)"))}


def test_a_single_narrative_citation_has_no_group() -> None:
    assert cited("Doblin (2002)")[0].group is None


def test_a_citation_has_its_sentence() -> None:
    text = "It rains. A study by Pokorny et al. (2017) found it, e.g. here. So be it."
    only = cited(text)[0]
    assert only.sentence == "A study by Pokorny et al. (2017) found it, e.g. here."
    assert only.sentence_span == Span(10, 10 + len(only.sentence))


def test_places_are_those_in_the_file() -> None:
    pieces = (
        Piece("As Pokorny ", Span(100, 111)),
        Piece("& Preller", Span(130, 143)),
        Piece(" (2017) say", Span(147, 158)),
    )
    only = find_citations([Block(Kind.PARAGRAPH, pieces)], LISTED)[0]
    assert only.span == Span(103, 154)


def test_noise_cites_nothing() -> None:
    assert find_citations([paragraph("(Doblin, 2002)", kind=Kind.NOISE)], LISTED) == ()


def test_citations_stand_in_the_order_of_the_text() -> None:
    text = "(Doblin, 2002). Mason (2019). In Smith 2010 (Lind, 2010a)."
    assert [one.span.start for one in cited(text)] == sorted(one.span.start for one in cited(text))


def test_without_a_list_what_is_surely_cited_is_found() -> None:
    assert links("Pokorny et al. (2017) and (Lind, 2010) and Windows (2000)", ()) == [
        ("Pokorny et al. (2017)", ""),
        ("Lind, 2010", ""),
    ]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Lind", "van", "(", ")", "[", "]", "2010", "2010a", ",", ";", "et al.", "&", "and", "’s", "x", "[1]", " "]
        )
    )
)
def test_anything_is_read_and_every_place_is_inside_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for one in cited(text):
        assert 0 <= one.span.start < one.span.end <= len(text)


HOSTILE = ["(" * 100_000, "[" * 100_000, "()" * 50_000, "2010" * 25_000, "(2010" * 20_000, "([2010])" * 10_000]
HOSTILE += ["Lind and " * 10_000, "[1," * 30_000, "¹" * 100_000, ". " * 50_000, "Lind " * 20_000 + "(2010)"]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:9])
def test_hostile_texts_are_read_in_passing(text: str) -> None:
    assert len(cited(text)) < 2
