"""One person's name against another's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.person_names import Likeness, given_names_agree, likeness
from refcheck.model import Name

Pair = tuple[str, str]

SAME: list[tuple[Pair, Pair]] = [
    (("van der Zee", "D."), ("van der Zee", "Dick")),
    (("Zee", "Dick van der"), ("van der Zee", "Dick")),
    (("VanderZee", "D"), ("van der Zee", "Dick")),
    (("Vander Zee", "D"), ("van der Zee", "Dick")),
    (("Van der Aa", "H."), ("Der Aa", "H. Van")),
    (("Vale", "Mariana M."), ("M. Vale", "Mariana")),
    (("Perkins", "T. Alex"), ("Alex Perkins", "T.")),
    (("Hassan", "Sherif S"), ("S Hassan", "Sherif")),
    (("Pereira", "Eder Johnson de"), ("Johnson de Pereira", "Eder")),
    (("Rocha", "C. F. D."), ("Frederico Duarte Rocha", "Carlos")),
    (("de Souza", "A"), ("Desouza", "A")),
    (("DeSouza", "A"), ("Souza", "A")),
    (("D'Ancona", "A"), ("d’Ancona", "A")),
    (("Ancona", "A. d'"), ("d’Ancona", "A")),
    (("El-Sayed", "A"), ("Elsayed", "Ahmed")),
    (("Mc Donald", "R"), ("McDonald", "R")),
    (("O'Donoghue", ""), ("O' Donoghue", "")),
    (("Müller", "Karl"), ("Mueller", "K.")),
    (("Østergaard", "I"), ("Ostergaard", "Ib")),
    (("RUFAİOĞLU", "A"), ("Rufaioglu", "A")),
    (("Smith‐Jones", "A"), ("Smith Jones", "A")),
    (("GUMLEY", "L"), ("Gumley", "Liam")),
    (("Lee", "ME"), ("Lee", "Mary E.")),
    (("Lee", "M.-E."), ("Lee", "Mary E.")),
    (("LI", "YU"), ("Li", "Yu")),
    (("Wang", "Xiao-Ming"), ("Wang", "Xiaoming")),
    (("Wang", "X.M."), ("Wang", "Xiaoming")),
    (("Hora", "Donald, Jr."), ("Hora", "Donald")),
    (("Guo", "“Grace”"), ("Guo", "Grace")),
    (("Smith", "Bill"), ("Smith", "William")),
    (("Smith", "Robert"), ("Smith", "J. Robert")),
    (("Petkowicz", "CLD"), ("Petkowicz", "Carmen Lucia de Oliveira")),
    (("Plato", ""), ("", "Plato")),
]


@pytest.mark.parametrize(("ours", "theirs"), SAME)
def test_spellings_of_one_name_are_the_same(ours: Pair, theirs: Pair) -> None:
    assert likeness(Name(*ours), Name(*theirs)) is Likeness.SAME


@pytest.mark.parametrize(("ours", "theirs"), SAME)
def test_spellings_are_the_same_from_either_side(ours: Pair, theirs: Pair) -> None:
    assert likeness(Name(*theirs), Name(*ours)) is Likeness.SAME


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (("García", "G."), ("García Márquez", "Gabriel"), Likeness.PARTIAL),
        (("Hirabuki", "Yoshihiko"), ("Yoshihiko", "Hirabuki"), Likeness.SWAPPED),
        (("Wang", "L."), ("Li", "Wang"), Likeness.SWAPPED),
        (("Bill", "Smith"), ("Smith", "William"), Likeness.SWAPPED),
        (("Cho", "Hye-Rin"), ("조혜린", ""), Likeness.UNKNOWN),
        (("Chebyshev", "P"), ("Чебышёв", "П"), Likeness.UNKNOWN),
        (("Smiht", "J"), ("Smith", "J"), Likeness.TYPO),
        (("Lindqvist", "A"), ("Lindquist", "A"), Likeness.TYPO),
        (("Smith", "Brian"), ("Smith", "A."), Likeness.GIVEN),
        (("Smith", "John"), ("Smith", "James"), Likeness.GIVEN),
        (("Smith", "A. B."), ("Smith", "A. C."), Likeness.GIVEN),
        (("Smith", "J."), ("Smith", "Alice J."), Likeness.GIVEN),
        (("Jones", "B"), ("Smith", "A"), Likeness.DIFFERENT),
        (("Lee", "A"), ("Lin", "A"), Likeness.DIFFERENT),
        (("Lindqvist", "B"), ("Lindquist", "A"), Likeness.DIFFERENT),
    ],
)
def test_other_names_differ_by_kind(ours: Pair, theirs: Pair, expected: Likeness) -> None:
    assert likeness(Name(*ours), Name(*theirs)) is expected


@pytest.mark.parametrize(
    ("ours", "theirs"), [("", "Anna"), ("Al", "Al"), ("Ben", "B."), ("Jos.", "Joseph"), ("Sergei", "Sergey")]
)
def test_given_names_agree(ours: str, theirs: str) -> None:
    assert given_names_agree(ours, theirs)


names = st.builds(Name, family=st.text(max_size=15), given=st.text(max_size=15))


@settings(max_examples=200, deadline=None)
@given(names, names)
def test_likeness_is_the_same_from_either_side(ours: Name, theirs: Name) -> None:
    assert likeness(ours, theirs) is likeness(theirs, ours)


@settings(max_examples=100, deadline=None)
@given(st.builds(Name, family=st.from_regex(r"[A-ZÄÖØ][a-zéüß]{1,9}", fullmatch=True), given=st.text(max_size=12)))
def test_a_name_is_the_same_as_itself(name: Name) -> None:
    assert likeness(name, name) is Likeness.SAME
