"""What the form of a string shows to be another variable than the model takes it for."""

from __future__ import annotations

import pytest

from refcheck.parsing.assemble import values
from refcheck.parsing.crf import Decoded
from refcheck.parsing.segments import segments
from refcheck.parsing.tokens import split

AUTHOR, TITLE, CONTAINER, VOLUME, ISSUE, PAGE = "author", "title", "container-title", "volume", "issue", "page"
ISSUED, OTHER = "issued", "other"
Part = tuple[str, str]


def read(*parts: Part) -> dict[str, str]:
    """The values of a string whose parts have labels."""
    text = "".join(part for part, _ in parts)
    labels = [label for part, label in parts for _ in split(part).texts]
    units = split(text)
    decoded = Decoded(tuple(labels), (1.0,) * len(labels), 1.0)
    return {one.variable: one.text for one in values(text, units, segments(text, units, decoded))}


PLACE: tuple[Part, ...] = (("Coastal Letters ", CONTAINER), ("12, ", VOLUME), ("73", PAGE))


@pytest.mark.parametrize(
    ("names", "authors", "title"),
    [
        ("Moreau, J. P. Letter. ", "Moreau, J. P.", "Letter"),
        ("Moreau JP, Lind K. Tides. ", "Moreau JP, Lind K.", "Tides"),
        ("Moreau, J. Het getij van de zee: een studie. ", "Moreau, J.", "Het getij van de zee: een studie"),
        ("Moreau B. и др. Tides of the north. ", "Moreau B. и др", "Tides of the north"),
        ("Moreau B., Lind K. et al. Tides. ", "Moreau B., Lind K. et al", "Tides"),
    ],
)
def test_words_behind_the_last_initials_are_a_title(names: str, authors: str, title: str) -> None:
    found = read((names, AUTHOR), *PLACE)
    assert (found[AUTHOR], found[TITLE]) == (authors, title)


@pytest.mark.parametrize(
    "names",
    [
        "Moreau, J., and K. Lind. ",
        "Moreau, J., K. Lind. ",
        "J. Moreau, K. Lind. ",
        "Moreau J, Lind K. ",
        "Harbour Office. ",
        "Moreau, J. de. ",
        "Moreau, J. Lind, K. ",
        "WHO. Geneva. ",
    ],
)
def test_names_stay_names(names: str) -> None:
    assert TITLE not in read((names, AUTHOR), *PLACE)


def test_the_first_word_of_a_title_is_no_name() -> None:
    found = read(("Lind N., Moreau G. The ", AUTHOR), ("‘Double Tide’ of the north. ", TITLE), *PLACE)
    assert found[AUTHOR] == "Lind N., Moreau G."
    assert found[TITLE] == "The ‘Double Tide’ of the north"


def test_names_and_a_title_apart_from_them_stay() -> None:
    found = read(("Lind N. Tides ", AUTHOR), ("(2021). ", ISSUED), ("On harbours. ", TITLE), *PLACE)
    assert (found[AUTHOR], found[TITLE]) == ("Lind N. Tides", "On harbours")


@pytest.mark.parametrize("label", [VOLUME, ISSUE, "number"])
def test_a_number_with_nothing_behind_its_dash_is_a_page(label: str) -> None:
    assert read(("Tides. ", TITLE), ("Coastal Letters ", CONTAINER), ("443–.", label))[PAGE] == "443–"


def test_a_page_in_brackets_may_be_cut_off() -> None:
    assert read(("Tides. In Handbook ", TITLE), ("(p. 437–).", PAGE))[PAGE] == "437–"


def test_the_number_before_the_letter_of_a_page_belongs_to_it() -> None:
    found = read(("Letters ", CONTAINER), ("119:", VOLUME), ("84", ISSUE), ("b–86", PAGE))
    assert (found[VOLUME], found[PAGE], found.get(ISSUE)) == ("119", "84b–86", None)


def test_behind_two_slashes_stands_the_container() -> None:
    found = read(("Lind W. Inside ports // Harb", AUTHOR), (" Lett. ", TITLE), ("2002. ", ISSUED), ("Т. 4. ", VOLUME))
    assert (found[AUTHOR], found[TITLE], found[CONTAINER]) == ("Lind W.", "Inside ports", "Harb Lett")


def test_the_container_behind_two_slashes_ends_before_the_year() -> None:
    found = read(
        ("Lind W. Ports, 8 April ", TITLE), ("1850 // ", ISSUED), ("Harb. Lett. 1997. ", TITLE), ("73", VOLUME)
    )
    assert (found[CONTAINER], found[VOLUME]) == ("Harb. Lett", "73")


@pytest.mark.parametrize(("before", "inside"), [("Harb. Lett., no. ", "31: "), ("Harb. Lett., ", "no. 31: ")])
def test_a_number_behind_its_marker_is_an_issue(before: str, inside: str) -> None:
    found = read(("Ports. ", TITLE), (before, CONTAINER), (inside, VOLUME), ("441–61", PAGE))
    assert (found.get(VOLUME), found[ISSUE]) == (None, "31")


def test_behind_two_slashes_at_the_end_stands_what_was_read() -> None:
    found = read(("Lind W. ", AUTHOR), ("Inside ports ", TITLE), ("// Harb. Lett.", CONTAINER))
    assert found == {AUTHOR: "Lind W.", TITLE: "Inside ports", CONTAINER: "Harb. Lett"}


@pytest.mark.parametrize(
    ("title", "rest"),
    [("“Tides: a study?”, Beiaard- en Klokk. ", "Beiaard- en Klokk. Lage Landen"), ('"Tides: a study", Beiaard ', "")],
)
def test_a_title_ends_at_its_closing_quote(title: str, rest: str) -> None:
    found = read(("C. Lind, ", AUTHOR), (title, TITLE), ("Lage Landen, ", CONTAINER), ("vol. 1", VOLUME))
    assert found[TITLE].startswith("Tides: a study")
    assert "Beiaard" not in found[TITLE]
    assert found[CONTAINER] == (rest or "Beiaard Lage Landen")


def test_quotes_inside_a_title_do_not_end_it() -> None:
    found = read(("“The ”great“ tide”, said of ”old“, harbours. ", TITLE), *PLACE)
    assert found[TITLE].endswith("harbours")


def test_a_container_elsewhere_is_not_lengthened() -> None:
    found = read(("“Tides”, a study. ", TITLE), ("2021. ", ISSUED), *PLACE)
    assert found[CONTAINER] == "Coastal Letters"


def test_a_chapter_is_parted_from_its_book() -> None:
    found = read(("Lind, K., ", AUTHOR), ("2021. ", ISSUED), ("A good tide, in: The Book of Docks. ", TITLE))
    assert (found[TITLE], found[CONTAINER]) == ("A good tide", "The Book of Docks")


def test_a_title_with_the_word_in_stays_whole() -> None:
    assert read(("Tides, in harbours: a study. ", TITLE))[TITLE] == "Tides, in harbours: a study"


def test_what_stands_behind_names_without_a_place_is_a_title() -> None:
    found = read(("A. Costa and C. Costa, ", AUTHOR), ("Projetos no Porto ", CONTAINER), ("(2023).", ISSUED))
    assert (found[TITLE], found.get(CONTAINER)) == ("Projetos no Porto", None)


def test_a_formula_is_no_issue() -> None:
    assert ISSUE not in read(("Carbonyl dianions [Pt3(CO)6]n", TITLE), ("2-(n = 2,3", ISSUE), (", 4)", OTHER), *PLACE)


def test_a_remark_in_brackets_is_not_the_beginning_of_the_container() -> None:
    found = read(("Tides of the north [", TITLE), ("proceedings]. Coast. Lett. ", CONTAINER), ("114", VOLUME))
    assert (found[TITLE], found[CONTAINER]) == ("Tides of the north", "Coast. Lett")
