from refcheck.parsing.identifiers import find_identifiers
from refcheck.parsing.tokens import LONGEST_REFERENCE, split


def test_letters_and_digits_are_units_and_the_rest_is_gaps() -> None:
    units = split("2019;14(3):153-60.")
    assert units.texts == ("2019", "14", "3", "153", "60")
    assert units.gaps == ("", ";", "(", "):", "-", ".")


def test_a_glued_volume_is_a_unit_of_its_own() -> None:
    assert split("Phys. Rev. B256").texts == ("Phys", "Rev", "B", "256")


def test_hyphens_and_apostrophes_do_not_divide_a_word() -> None:
    assert split("Carhart-Harris, O’Brien").texts == ("Carhart-Harris", "O’Brien")


def test_combining_accents_belong_to_their_letter() -> None:
    assert split("Sta\u0308mpfli P").texts == ("Sta\u0308mpfli", "P")


def test_every_unit_knows_its_place() -> None:
    text = "Über α-Teilchen, 1911."
    units = split(text)
    assert [text[start:end] for start, end in zip(units.starts, units.ends, strict=True)] == list(units.texts)


def test_an_identifier_is_one_unit_named_after_its_kind() -> None:
    text = "Tides. https://doi.org/10.5555/abc.1 Accessed 2020"
    assert split(text, find_identifiers(text)).texts == ("Tides", "<doi>", "Accessed", "2020")


def test_a_string_without_letters_has_no_units() -> None:
    assert len(split("… — …")) == 0


def test_no_more_is_read_than_any_reference_holds() -> None:
    assert len(split("a " * LONGEST_REFERENCE)) == LONGEST_REFERENCE // 2
