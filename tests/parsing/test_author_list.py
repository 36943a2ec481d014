import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Name, Names
from refcheck.parsing.author_list import read_author_list

THREE = ("Pokorny", "Preller", "Vollenweider")


def families(text: str) -> tuple[str, ...]:
    return tuple(name.family for name in read_author_list(text).listed)


@pytest.mark.parametrize(
    "text",
    [
        "Pokorny, T., Preller, K. H., & Vollenweider, F. X.",
        "Pokorny, T., Preller, K.H. and Vollenweider, F.X.",
        "Pokorny T, Preller KH, Vollenweider FX",
        "Pokorny T., Preller K.H., Vollenweider F.X.",
        "T. Pokorny, K. H. Preller, and F. X. Vollenweider",
        "T Pokorny, KH Preller, FX Vollenweider",
        "Pokorny, T.; Preller, K. H.; Vollenweider, F. X.",
        "Pokorny, Thomas; Preller, Katrin H.; Vollenweider, Franz X.",
        "Pokorny, Thomas, Katrin H. Preller, and Franz X. Vollenweider",
        "Thomas Pokorny, Katrin H. Preller und Franz X. Vollenweider",
        "Pokorny, T./Preller, K. H./Vollenweider, F. X.",
        "Pokorny, T., Preller, K. H. y Vollenweider, F. X.",
        "Pokorny, T., Preller, K. H. et Vollenweider, F. X.",
        "T.Pokorny, K.H.Preller & F.X.Vollenweider",
    ],
)
def test_every_style_gives_the_same_families(text: str) -> None:
    assert families(text) == THREE


def test_dots_stand_for_names_before_the_last() -> None:
    found = read_author_list("Mithoefer, M. C., Wymer, J., ... & Doblin, R.")
    assert found.truncated
    assert found.last == Name("Doblin", "R.")
    assert [name.family for name in found.listed] == ["Mithoefer", "Wymer"]


@pytest.mark.parametrize(
    "text",
    ["Pokorny T, et al", "Pokorny, T. et al.", "Pokorny, Thomas, et al.", "Pokorny T [et al.]", "Pokorny, T. u. a."],
)
def test_et_al_says_that_names_are_missing(text: str) -> None:
    found = read_author_list(text)
    assert found.truncated
    assert [name.family for name in found.listed] == ["Pokorny"]


def test_a_complete_list_is_not_truncated() -> None:
    assert not read_author_list("Pokorny, T., & Preller, K. H.").truncated


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("van der Berg, J.", Name("van der Berg", "J.")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        ("de Beauvoir S", Name("de Beauvoir", "S")),
        ("Smith, J., Jr.", Name("Smith", "J.", "Jr.")),
        ("Smith, Jr., J.", Name("Smith", "J.", "Jr.")),
        ("John Smith Jr.", Name("Smith", "John", "Jr.")),
        ("Smith J Jr", Name("Smith", "J", "Jr")),
        ("García Márquez, G.", Name("García Márquez", "G.")),
        ("Ortega y Gasset, J.", Name("Ortega y Gasset", "J.")),
        ("O’Brien, P. Q.", Name("O’Brien", "P. Q.")),
        ("MÜLLER, Hans", Name("MÜLLER", "Hans")),
        ("NG, A.", Name("NG", "A.")),
        ("J.-P. Sartre", Name("Sartre", "J.-P.")),
        ("Sartre J-P", Name("Sartre", "J-P")),
        ("Dr. Albert Hofmann", Name("Hofmann", "Albert")),
        ("Иванов И.И.", Name("Иванов", "И.И.")),
        ("Plato", Name(literal="Plato")),
        ("WHO", Name(literal="WHO")),
        ("Durnin JVGA", Name("Durnin", "JVGA")),
        ("Brown JR", Name("Brown", "JR")),
        ("Kirov IV", Name("Kirov", "IV")),
        ("K. ITO", Name("ITO", "K.")),
        ("Ma, C.", Name("Ma", "C.")),
        ("Hofmann A, PhD", Name("Hofmann", "A")),
        ("García Márquez, Gabriel J.", Name("García Márquez", "Gabriel J.")),
        ("K. H.", Name(literal="K. H.")),
        ("World Health Organization", Name(literal="World Health Organization")),
        ("Department of Health and Human Services", Name(literal="Department of Health and Human Services")),
        ("R Core Team", Name(literal="R Core Team")),
    ],
)
def test_one_name(text: str, name: Name) -> None:
    assert read_author_list(text).listed == (name,)


@pytest.mark.parametrize(
    "text",
    [
        "In J. C. Watson & M. S. Warner (Eds.)",
        "edited by J. C. Watson and M. S. Warner",
        "J. C. Watson, M. S. Warner, editors",
        "Watson, J. C., & Warner, M. S. (Hrsg.)",
        "hrsg. von J. C. Watson und M. S. Warner",
    ],
)
def test_words_that_make_editors_are_no_names(text: str) -> None:
    assert families(text) == ("Watson", "Warner")


def test_a_group_may_follow_persons() -> None:
    assert read_author_list("Smith J, and the ALSPAC Study Team").listed[1] == Name(literal="the ALSPAC Study Team")


def test_families_alone_are_families() -> None:
    assert families("Smith, Jones & Brown") == ("Smith", "Jones", "Brown")


def test_names_without_capitals_are_taken_one_by_one() -> None:
    assert families("이도희, 이동규") == ("이도희", "이동규")


def test_a_suffix_without_a_name_is_left_out() -> None:
    assert families("Jr., Smith, J.") == ("Smith",)


def test_persons_et_al_may_have_only_a_family() -> None:
    assert read_author_list("Pokorny et al.").listed == (Name("Pokorny"),)


def test_nothing_gives_no_names() -> None:
    assert read_author_list(" ,; ") == Names()


@given(st.text(alphabet="AaBb .,;&()[]…-'/éИи", max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_author_list(text), Names)


def test_full_names_without_a_known_given_name_behind_the_comma_are_two_persons() -> None:
    found = read_author_list("Dzmitry Bahdanau, Kyunghyun Cho")
    assert [name.family for name in found.listed] == ["Bahdanau", "Cho"]


def test_an_initial_before_et_al_is_no_word_for_and() -> None:
    found = read_author_list("Funck-Brentano E et al.")
    assert found == Names((Name("Funck-Brentano", "E"),), truncated=True)
