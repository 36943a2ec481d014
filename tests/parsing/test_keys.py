from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Date, Item, Name, Names
from refcheck.parsing.keys import citation_keys


def item(family: str, year: int | None, title: str = "") -> Item:
    names = Names((Name(family),)) if family else Names()
    return Item(author=names, issued=(Date(year),) if year else (), title=(title,) if title else ())


def test_a_key_is_the_first_family_name_and_the_year() -> None:
    assert citation_keys([item("Carhart-Harris", 2018)]) == ["carhartharris2018"]


def test_accents_and_letters_of_other_alphabets_of_latin_script_become_ascii() -> None:
    assert citation_keys([item("Łukasiewicz-Müller", 1929)]) == ["lukasiewiczmuller1929"]


def test_equal_keys_get_letters_in_order() -> None:
    assert citation_keys([item("Preller", 2017), item("Mason", 2019), item("Preller", 2017)]) == [
        "preller2017a",
        "mason2019",
        "preller2017b",
    ]


def test_more_equal_keys_than_letters_get_numbers() -> None:
    keys = citation_keys([item("Smith", 2001)] * 28)
    assert keys[25:] == ["smith2001z", "smith2001z2", "smith2001z3"]


def test_a_key_that_is_taken_is_not_given_again() -> None:
    assert citation_keys([item("Mason", 2019)], taken=frozenset({"mason2019"})) == ["mason2019a"]


def test_a_key_without_a_year_says_so() -> None:
    assert citation_keys([item("Mason", None)]) == ["masonnd"]


def test_without_an_author_the_title_gives_its_first_long_word() -> None:
    assert citation_keys([item("", 2010, "On the Tides of Harbours")]) == ["tides2010"]


def test_an_editor_stands_in_for_an_author() -> None:
    assert citation_keys([Item(editor=Names((Name("Lind"),)), issued=(Date(1999),))]) == ["lind1999"]


def test_a_group_is_named_by_its_letters() -> None:
    assert citation_keys([Item(author=Names((Name(literal="World Health Organization"),)))]) == [
        "worldhealthorganizationnd"
    ]


def test_what_has_nothing_is_a_reference() -> None:
    assert citation_keys([Item(), Item()]) == ["referencenda", "referencendb"]


_ITEMS = st.builds(item, st.sampled_from(["Li", "李", "", "Ли", "O'Neil"]), st.sampled_from([None, 1999, 2000]))


@settings(max_examples=100, deadline=None)
@given(st.lists(_ITEMS, max_size=40), st.frozensets(st.sampled_from(["li1999", "li1999a", "referencend"])))
def test_keys_are_different_ascii_words(items: list[Item], taken: frozenset[str]) -> None:
    keys = citation_keys(items, taken=taken)
    assert len(set(keys)) == len(items)
    assert taken.isdisjoint(keys)
    assert all(key.isascii() and key.isalnum() for key in keys)
