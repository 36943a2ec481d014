from __future__ import annotations

import pytest
from hypothesis import given, settings

from refcheck.model import Name, Names
from refcheck.readers.bibtex_names import read_names
from tests.readers.made import BIBTEX_LIKE


def listed(source: str) -> list[str]:
    return [str(name) for name in read_names(source).names.listed]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Thomas Pokorny", Name("Pokorny", "Thomas")),
        ("Pokorny, Thomas", Name("Pokorny", "Thomas")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        ("van der Zee, D.", Name("van der Zee", "D.")),
        ("Zee, Dick van der", Name("Zee", "Dick van der")),
        (r"Charles Louis de la Vall{\'e}e Poussin", Name("de la Vallée Poussin", "Charles Louis")),
        ("Jean de La Fontaine", Name("de La Fontaine", "Jean")),
        ("{van Gogh}, Vincent", Name("van Gogh", "Vincent")),
        ("Vincent {van Gogh}", Name("van Gogh", "Vincent")),
        ("{Smith}, John", Name("Smith", "John")),
        (r"{\'A}lvarez, J.", Name("Álvarez", "J.")),
        (r"{\'E}cole", Name("École")),
        (r"{\v S}omeone Smith", Name("Smith", "Šomeone")),
        (r"Garc{\'\i}a, A.", Name("García", "A.")),
        (r"Paul Erd{\H o}s", Name("Erdős", "Paul")),
        (r"{\L}ukasz {\L}uk", Name("Łuk", "Łukasz")),
        (r"{\relax Ch}arles Dickens", Name("Dickens", "Charles")),
        ("Hora, Jr., Donald", Name("Hora", "Donald", "Jr.")),
        ("Hora, Donald, Jr.", Name("Hora", "Donald", "Jr.")),
        ("Hora Jr., Donald", Name("Hora", "Donald", "Jr.")),
        ("Donald Hora III", Name("Hora", "Donald", "III")),
        ("Donald Hora, Jr.", Name("Hora", "Donald", "Jr.")),
        ("{Hora, Jr.}, Donald", Name("Hora", "Donald", "Jr.")),
        ("Donald {Hora, III}", Name("Hora", "Donald", "III")),
        (r"\{\{National Institute\}\}", Name(literal="National Institute")),
        ("Rahman, Md", Name("Rahman", "Md")),
        ("john smith", Name("smith", "john")),
        ("Roger P.{\\,}G. van Gompel", Name("van Gompel", "Roger P. G.")),
        ("D&apos;Hondt, J.", Name("D'Hondt", "J.")),
        ("Smith~Jones, A.~B.", Name("Smith Jones", "A. B.")),
        ("Smith, A, de B", Name("Smith", "A de B")),
        ("A. Smith (Ed.)", Name("Smith", "A.")),
        ("{GTEx Consortium}", Name(literal="GTEx Consortium")),
        ("{Barnes and Noble, Inc.}", Name(literal="Barnes and Noble, Inc.")),
        ("{National Academies, The}", Name(literal="National Academies, The")),
        ("{American Association, Task Force on Girls}", Name(literal="American Association, Task Force on Girls")),
        ("{Smith, John}", Name("Smith", "John")),
        ("given=Hans, family=Harman, prefix=von", Name("von Harman", "Hans")),
        ('family="Lindt, Spr", given=A, given-i=A, suffix=Jr', Name("Lindt, Spr", "A", "Jr")),
        ("given=Plato, id=x", Name(literal="Plato")),
        ("{}, {}", Name()),
    ],
)
def test_one_name(source: str, name: Name) -> None:
    assert read_names(source).names.listed == ((name,) if name != Name() else ())


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Smith, J. and Jones, B. AND\n Doe, C.", ["Smith, J.", "Jones, B.", "Doe, C."]),
        ("{Health and Human Services} and Doe, C.", ["Health and Human Services", "Doe, C."]),
        ("Fernand Anderson and Andy Land", ["Anderson, Fernand", "Land, Andy"]),
        ("Smith, J. and and Jones, B. and ", ["Smith, J.", "Jones, B."]),
        ("{Smith, John and Doe, Jane}", ["Smith, John", "Doe, Jane"]),
        ("Smith, J.; Jones, B.; Doe, C.", ["Smith, J.", "Jones, B.", "Doe, C."]),
        ("Smith, J.; Jones, B. and Doe, C.", ["Smith, J.", "Jones, B.", "Doe, C."]),
        ("A. Smith, B. Jones, and C. Doe", ["Smith, A.", "Jones, B.", "Doe, C."]),
        ("A. Smith, B. Jones", ["Smith, A.", "Jones, B."]),
        ("Anna Smith, Bert Jones, Carl Doe", ["Smith, Anna", "Jones, Bert", "Doe, Carl"]),
        ("Smith, J., Jones, B., Doe, C. D.", ["Smith, J.", "Jones, B.", "Doe, C. D."]),
        (r"Smith, J. \& Jones, B.", ["Smith, J.", "Jones, B."]),
        ("A. Smith & B. Jones, Jr.", ["Smith, A.", "Jones, B., Jr."]),
        ("{Smith & Wesson} and {Black & Decker}", ["Smith & Wesson", "Black & Decker"]),
        (" and ", []),
        ("", []),
    ],
)
def test_a_list_is_split_as_its_writer_meant_it(source: str, names: list[str]) -> None:
    assert listed(source) == names


@pytest.mark.parametrize(
    "source",
    [
        "Smith, J. and others",
        "Smith, J. and et al.",
        "Smith, J. and {et al.}",
        "Smith, J. et al",
        "Smith, J. et. al.",
        "Smith, J., others",
        "Smith, J. and ...",
        "Smith, J. and xdata=more-author-1",
    ],
)
def test_a_list_cut_short_is_marked(source: str) -> None:
    names = read_names(source).names
    assert (names.truncated, [str(name) for name in names.listed]) == (True, ["Smith, J."])


@pytest.mark.parametrize("dots", ["...", "…", r"\ldots", r"{\dots}", ". . ."])
def test_the_name_after_an_ellipsis_is_the_last_one(dots: str) -> None:
    assert read_names(f"Smith, J. and {dots} and Zee, D.").names == Names(
        (Name("Smith", "J."),), truncated=True, last=Name("Zee", "D.")
    )


def test_an_ellipsis_may_stand_between_commas() -> None:
    assert read_names("Smith, J., \\ldots, Zee, D.").names.last == Name("Zee", "D.")


def test_latex_that_is_not_understood_is_noted() -> None:
    assert not read_names(r"\mystery{Smith}, J.").understood


@settings(max_examples=150, deadline=None)
@given(BIBTEX_LIKE)
def test_no_list_is_too_odd_to_read(source: str) -> None:
    assert Name() not in read_names(source).names.listed
