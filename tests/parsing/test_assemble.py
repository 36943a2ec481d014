"""From labels to values: what a labelled string says, whatever labelled it."""

import pytest

from refcheck.model import Item
from refcheck.parsing.assemble import Value, item, values
from refcheck.parsing.crf import Decoded
from refcheck.parsing.identifiers import find_identifiers
from refcheck.parsing.segments import segments
from refcheck.parsing.tokens import Units, split


def labelled(*parts: tuple[str, str], certainty: float = 1.0) -> tuple[str, Units, list[Value]]:
    """Values of a string whose parts have labels."""
    text = "".join(part for part, _ in parts)
    labels = [label for part, label in parts for _ in split(part, find_identifiers(part)).texts]
    units = split(text, find_identifiers(text))
    decoded = Decoded(tuple(labels), (certainty,) * len(labels), 1.0)
    return text, units, values(text, units, segments(text, units, decoded))


def read(*parts: tuple[str, str], certainty: float = 1.0) -> Item:
    text, units, found = labelled(*parts, certainty=certainty)
    return item(found, find_identifiers(text), units)


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("“On tides.”", "title", "On tides"),
        ("What is tide?", "title", "What is tide?"),
        ("On tides (abridged).", "title", "On tides (abridged)"),
        ("(Re)reading tides", "title", "(Re)reading tides"),
        ("In: Coastal Letters,", "container-title", "Coastal Letters"),
        ("In Vitro Cellular Biology", "container-title", "In Vitro Cellular Biology"),
        ("vol. 12,", "volume", "12"),
        ("no. 3", "issue", "3"),
        ("Suppl 1", "issue", "Suppl 1"),
        ("pp. 12–19.", "page", "12–19"),
        ("S. 12-19", "page", "12-19"),
        ("e289-e291", "page", "e289-e291"),
        ("S12-S19", "page", "S12-S19"),
        ("p388-90", "page", "388-90"),
        ("80-4. Review", "page", "80-4"),
        ("xii-xviii", "page", "xii-xviii"),
        ("1-", "page", "1-"),
        ("1–.", "page", "1–"),
        ("2nd ed.", "edition", "2nd"),
        ("London:", "publisher-place", "London"),
    ],
)
def test_values_lose_the_marks_around_them(text: str, label: str, value: str) -> None:
    _, _, found = labelled((text, label))
    assert [one.text for one in found] == [value]


def test_a_dash_between_fields_is_no_open_range() -> None:
    _, _, found = labelled(("12", "page"), (" - Springer", "publisher"))
    assert found[0].text == "12"


def test_the_longest_title_is_taken() -> None:
    assert read(("Tides. ", "title"), ("2001. ", "issued"), ("A longer title", "title")).title == ("A longer title",)


def test_the_date_with_a_year_is_taken() -> None:
    assert str(read(("May ", "issued"), ("Tides ", "title"), ("2001", "issued")).issued[0]) == "2001"


def test_a_volume_with_a_number_is_taken() -> None:
    assert read(("vol ", "volume"), ("Tides ", "title"), ("12", "volume")).volume == "12"


def test_the_first_author_list_is_taken() -> None:
    names = read(("Lind, K. ", "author"), ("2001 ", "issued"), ("Moor, P.", "author")).author
    assert [name.family for name in names.listed] == ["Lind"]


def test_a_number_in_brackets_without_a_volume_is_an_issue() -> None:
    found = read(("Letters, (", "container-title"), ("4", "volume"), ("), 805", "page"))
    assert (found.volume, found.issue, found.page) == ("", "4", "805")


@pytest.mark.parametrize("number", ["no. 21", "№ 21"])
def test_a_number_after_no_without_a_volume_is_an_issue(number: str) -> None:
    found = read(("Letters, ", "container-title"), (number, "volume"), (": 441", "page"))
    assert (found.volume, found.issue) == ("", "21")


@pytest.mark.parametrize("number", ["e0123", "16324", "E12345", "CD001234"])
def test_a_single_long_number_is_no_page(number: str) -> None:
    found = read((number, "page"))
    assert (found.page, found.number) == ("", number)


def test_an_uncertain_value_is_doubtful() -> None:
    assert read(("Tides", "title"), certainty=0.3).doubtful == {"title"}
    assert read(("Tides", "title")).doubtful == frozenset()


def test_an_identifier_is_part_of_no_value() -> None:
    found = read(("Coastal Letters https://doi.org/10.5555/abc", "container-title"))
    assert (found.container_title, found.doi) == (("Coastal Letters",), "10.5555/abc")


def test_every_isbn_and_issn_is_kept() -> None:
    found = read(("Tides. ISBN 978-0-306-40615-7, ISBN 0-306-40615-2, ISSN 1461-1457", "title"))
    assert found.isbn == ("9780306406157", "9780306406157")
    assert found.issn == ("1461-1457",)


TITLE, BOOK = ("Tides. ", "title"), ("Handbook of tides. ", "container-title")


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ([TITLE, ("Coastal Letters, ", "container-title"), ("12, ", "volume"), ("1-9", "page")], "journal-article"),
        ([TITLE, ("Coastal Letters, ", "container-title"), ("1-9", "page")], "journal-article"),
        ([TITLE, ("Coastal Letters", "container-title")], ""),
        ([TITLE, ("Springer", "publisher")], "book"),
        ([TITLE], ""),
        ([TITLE, ("In Lind, K. (Ed.), ", "editor"), BOOK, ("Springer", "publisher")], "book-chapter"),
        ([TITLE, ("In ", "container-title"), BOOK, ("1-9", "page")], "book-chapter"),
        ([TITLE, ("Proceedings of the 3rd Conference on Tides", "container-title")], "proceedings-article"),
        ([TITLE, ("Proceedings of the Academy of Tides ", "container-title"), ("12", "volume")], "journal-article"),
        ([TITLE, ("arXiv preprint", "container-title")], "posted-content"),
        ([TITLE, ("PhD thesis, ", "genre"), ("Lund University", "publisher")], "dissertation"),
        ([TITLE, ("Technical Report ", "genre"), ("12", "number")], "report"),
    ],
)
def test_the_variables_tell_the_type(parts: list[tuple[str, str]], kind: str) -> None:
    assert read(*parts).type == kind


def test_names_in_front_marked_as_editors_are_editors() -> None:
    found = read(("Cove, J., & Lind, K. (Eds.)", "author"), (" Tides.", "title"))
    assert not found.author.listed
    assert [name.family for name in found.editor.listed] == ["Cove", "Lind"]


def test_a_remark_behind_the_pages_is_no_container() -> None:
    found = read(
        ("Tidal Lett.", "container-title"), (" 12-19.", "page"), (" A large study of harbours.", "container-title")
    )
    assert found.container_title == ("Tidal Lett",)


def test_the_kind_of_a_work_in_brackets_is_no_container() -> None:
    assert read(("tides: On tides", "title"), (" [", "other"), ("Manual", "container-title"), ("].", "other")) == Item(
        title=("tides: On tides",)
    )


@pytest.mark.parametrize("written", ["24.01.2019", "24/01/2019"])
def test_the_day_and_the_month_of_a_date_are_no_volume(written: str) -> None:
    found = read(("Tides, ", "title"), (written[:3], "volume"), (written[3:6], "issue"), (written[6:], "issued"))
    assert (found.volume, found.issue) == ("", "")
    assert [(one.year, one.month, one.day) for one in found.issued] == [(2019, 1, 24)]


def test_numbers_that_make_no_date_stay_what_they_are() -> None:
    found = read(("44.15.", "volume"), ("2019", "issued"))
    assert (found.volume, found.issued[0].year) == ("44.15", 2019)


def test_words_that_announce_an_address_are_no_part_of_the_title() -> None:
    assert read(("On Tides, abrufbar unter", "title"), (" https://tides.example.org", "other")).title == ("On Tides",)
