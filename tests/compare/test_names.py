"""Author lists: each kind of error is found, and what is no error is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.names import compare_authors, compare_editors, first_authors_agree, same_family, shared_authors
from refcheck.compare.verdict import Level, Verdict
from refcheck.model import Item, Name, Names

FOUR = "Smith, John / Jones, Mary / Brown, Alice / White, Bob"


def name(text: str) -> Name:
    """``Family, Given``; a group in braces."""
    if text.startswith("{"):
        return Name(literal=text.strip("{}"))
    family, _, given_name = text.partition(", ")
    return Name(family=family, given=given_name)


def names(text: str) -> Names:
    """Names between slashes; ``others`` at the end, ``… Name`` for the name after an ellipsis."""
    parts = [part for part in text.split(" / ") if part]
    last = next((name(part.removeprefix("… ")) for part in parts if part.startswith("… ")), None)
    listed = tuple(name(part) for part in parts if part != "others" and not part.startswith("… "))
    return Names(listed, truncated="others" in parts, last=last)


def item(text: str, doi: str = "") -> Item:
    return Item(author=names(text), doi=doi)


def verdict(ours: str, theirs: str = FOUR) -> Verdict:
    return compare_authors(item(ours), item(theirs))


def level_and_kind(ours: str, theirs: str = FOUR) -> tuple[Level, str]:
    found = verdict(ours, theirs)
    return found.level, found.kind


# ------------------------------------------------------------------------------------------------ what is no error


@pytest.mark.parametrize(
    "ours",
    [
        FOUR,
        "Smith, J. / Jones, M / Brown, A. / White, B",
        "SMITH, JOHN / JONES, MARY / BROWN, ALICE / WHITE, BOB",
        "Smith, J / others",
        "Smith, J / Jones, M / others",
        "Smith, J / Jones, M / … White, B",
        "{Smith} / {Mary Jones} / Brown, A / White, B",
        "Smith, John / Jones, Mary / Brown, Alice / White, Robert",
    ],
)
def test_the_same_persons_are_the_same(ours: str) -> None:
    assert level_and_kind(ours) == (Level.SAME, "")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("{The GTEx Consortium}", "{GTEx Consortium}"),
        ("Consortium, GTEx", "{GTEx Consortium}"),
        ("{WHO}", "{World Health Organization}"),
        ("{GTEx Consortium}", "{Genotype-Tissue Expression (GTEx) Consortium}"),
        ("Li, X / Wang, Y", "Li, X / Wang, Y / Wang, Y"),
        ("Wang, Y / Wang, Y / Li, X", "Wang, Yi / Wang, Yan / Li, X"),
        ("Smith, J / Jones, M", "Smith, J /  / Jones, M"),
        ("Smith, J", "{John Smith}"),
    ],
)
def test_lists_that_look_different_may_be_the_same(ours: str, theirs: str) -> None:
    assert level_and_kind(ours, theirs) == (Level.SAME, "")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(f"{FOUR} / {{GTEx Consortium}}", FOUR), (FOUR, f"{FOUR} / {{GTEx Consortium}}"), ("{WHO}", FOUR)],
)
def test_a_group_on_one_side_only_is_a_matter_of_style(ours: str, theirs: str) -> None:
    assert level_and_kind(ours, theirs) == (Level.STYLE, "group")


def test_a_group_beside_the_first_authors_stands_for_the_rest() -> None:
    many = " / ".join(f"Name{letter}, A" for letter in "abcdefghij")
    assert level_and_kind("Namea, A / {Harbour Group}", f"{many} / {{Harbour Group}}") == (Level.SAME, "")


def test_a_deposit_of_the_first_author_alone_is_a_matter_of_style() -> None:
    assert level_and_kind(FOUR, "Smith, John") == (Level.STYLE, "only-first-deposited")


def test_a_deposit_that_ends_in_et_al_lacks_authors() -> None:
    assert level_and_kind("Smith, J / Jones, M / Brown, A", "Smith, J / Jones, M / al., et") == (Level.STYLE, "added")


def test_exchanged_family_and_given_name_are_a_matter_of_style() -> None:
    assert level_and_kind("Hirabuki, Yoshihiko", "Yoshihiko, Hirabuki") == (Level.STYLE, "swapped")


def test_one_of_two_surnames_is_a_matter_of_style() -> None:
    assert level_and_kind("García, Gabriel", "García Márquez, Gabriel") == (Level.STYLE, "partial")


@pytest.mark.parametrize(("ours", "theirs"), [("", FOUR), (FOUR, ""), ("Cho, Hye-Rin", "조혜린")])
def test_nothing_is_said_without_names_to_compare(ours: str, theirs: str) -> None:
    assert level_and_kind(ours, theirs) == (Level.NOT_COMPARABLE, "")


def test_a_deposit_sorted_by_alphabet_says_nothing_about_the_order() -> None:
    ours, theirs = "Young, A / Adams, B / Lee, C / Brown, D", "Adams, B / Brown, D / Lee, C / Young, A"
    assert level_and_kind(ours, theirs) == (Level.STYLE, "order")


def test_a_depositor_who_sorts_by_alphabet_says_nothing_about_the_order() -> None:
    verdict = compare_authors(item("Young, A / Adams, B"), item("Adams, B / Young, A", "10.52202/1234"))
    assert (verdict.level, verdict.kind) == (Level.STYLE, "order")


def test_authors_who_are_editors_in_the_record_are_a_matter_of_style() -> None:
    ours, theirs = item("Smith, J"), Item(editor=names("Smith, John"))
    assert compare_authors(ours, theirs).kind == "role"
    assert compare_authors(theirs, ours).level is Level.STYLE


def test_authors_are_not_held_against_other_editors() -> None:
    assert compare_authors(item("Smith, J"), Item(editor=names("Black, Z"))).level is Level.NOT_COMPARABLE


# ---------------------------------------------------------------------------------------------------- what is one


@pytest.mark.parametrize(
    "ours",
    ["Black, Z / Jones, Mary / Brown, Alice / White, Bob", "Black, Z / others", "Jones, M / others", "Black, Zoe"],
)
def test_another_first_author_is_a_contradiction(ours: str) -> None:
    assert level_and_kind(ours) == (Level.MAJOR, "first-author")


def test_another_first_author_is_named() -> None:
    found = verdict("Black, Zoe / Jones, Mary / Brown, Alice / White, Bob")
    assert (found.ours, found.theirs, found.note) == ("Black, Zoe", "Smith, John", "John Smith, not Zoe Black")


def test_a_deposit_of_one_author_who_is_not_ours_is_but_a_slip() -> None:
    assert level_and_kind(FOUR, "Black, Zoe") == (Level.MINOR, "first-author")


def test_one_replaced_author_is_a_slip() -> None:
    found = verdict("Smith, John / Jones, Mary / Black, Zoe / White, Bob")
    assert (found.level, found.kind, found.note) == (Level.MINOR, "different", "Alice Brown, not Zoe Black")


def test_a_replaced_author_before_others_is_seen() -> None:
    assert level_and_kind("Smith, J / Black, Z / others") == (Level.MINOR, "different")


def test_more_replaced_than_right_authors_are_a_contradiction() -> None:
    assert level_and_kind("Smith, John / Black, Z / Green, Y / Grey, X") == (Level.MAJOR, "different")


def test_another_order_after_the_first_author_is_a_slip() -> None:
    assert level_and_kind("Smith, John / Brown, Alice / Jones, Mary / White, Bob") == (Level.MINOR, "order")


def test_another_order_with_another_first_author_is_a_contradiction() -> None:
    assert level_and_kind("Jones, Mary / Smith, John / Brown, Alice / White, Bob") == (Level.MAJOR, "order")


def test_two_exchanged_names_are_reported_in_an_alphabetical_list_too() -> None:
    ours, theirs = "Adams, B / Lee, C / Brown, D / Young, A", "Adams, B / Brown, D / Lee, C / Young, A"
    assert level_and_kind(ours, theirs) == (Level.MINOR, "order")


@pytest.mark.parametrize(
    "ours", ["Smith, J / Jones, M / Brown, A", "Smith, J / Brown, A / White, B", "Smith, J / Brown, A / others"]
)
def test_a_missing_author_is_a_slip(ours: str) -> None:
    assert level_and_kind(ours) == (Level.MINOR, "missing")


def test_missing_authors_are_counted_and_named() -> None:
    assert verdict("Smith, J / Jones, M").note == "2 authors missing: Alice Brown, Bob White"


def test_an_added_author_is_a_slip() -> None:
    found = verdict(f"{FOUR} / Black, Zoe")
    assert (found.level, found.kind) == (Level.MINOR, "added")
    assert found.note == "1 author not in the record: Zoe Black"


def test_a_duplicated_author_of_ours_is_added() -> None:
    assert level_and_kind(f"{FOUR} / White, Bob") == (Level.MINOR, "added")


def test_another_given_name_is_a_slip() -> None:
    found = verdict("Smith, John / Jones, Zoe / Brown, Alice / White, Bob")
    assert (found.level, found.kind, found.note) == (Level.MINOR, "given", "Mary Jones, not Zoe Jones")


def test_a_mistyped_family_is_a_slip() -> None:
    found = verdict("Smith, John / Jones, Mary / Bronw, Alice / White, Bob")
    assert (found.level, found.kind, found.ours, found.theirs) == (Level.MINOR, "typo", "Bronw, Alice", "Brown, Alice")


def test_a_mistyped_first_author_is_a_slip_too() -> None:
    assert level_and_kind("Smiht, John / others") == (Level.MINOR, "typo")


def test_another_last_author_after_an_ellipsis_is_a_matter_of_style() -> None:
    found = verdict("Smith, J / Jones, M / … Black, Zoe")
    assert (found.level, found.kind, found.note) == (Level.STYLE, "last-author", "Bob White, not Zoe Black")


def test_another_group_is_a_slip() -> None:
    assert level_and_kind("{UNESCO}", "{World Health Organization}") == (Level.MINOR, "different")


def test_several_faults_are_noted_with_the_gravest() -> None:
    found = verdict("Black, Zoe / Jones, Mary / Brown, Abigail / White, Bob")
    assert found.kind == "first-author"
    assert "John Smith, not Zoe Black" in found.note


def test_long_lists_are_cut_where_they_are_shown() -> None:
    many = " / ".join(f"Name{letter}, A" for letter in "abcdefghij")
    assert verdict(many, many).ours.endswith("… (10 names)")
    assert verdict("Namea, A", many).note.endswith("…")


def test_a_doubtful_list_weighs_less() -> None:
    ours = Item(author=names("Black, Z"), doubtful=frozenset({"author"}))
    assert compare_authors(ours, item(FOUR)).level is Level.MINOR


def test_editors_weigh_less_than_authors() -> None:
    ours, theirs = Item(editor=names("Black, Z / Jones, M")), Item(editor=names("Smith, J / Jones, M"))
    assert (compare_editors(ours, theirs).level, compare_editors(ours, theirs).kind) == (Level.MINOR, "first-author")


# -------------------------------------------------------------------------------------------- for finding the work


@pytest.mark.parametrize(
    ("ours", "agree"),
    [
        ("Smith, J / others", True),
        ("Smiht, J", True),
        ("Jones, M", False),
        ("", None),
        ("{WHO}", None),
        ("조혜린", None),
    ],
)
def test_first_authors_agree_or_not(ours: str, *, agree: bool | None) -> None:
    assert first_authors_agree(item(ours), item(FOUR)) is agree


def test_shared_authors_are_counted() -> None:
    assert shared_authors(item("White, B / Black, Z / Jones, M"), item(FOUR)) == 2


def test_families_are_the_same_without_particles() -> None:
    assert same_family(name("van der Zee, D"), name("Zee, E"))


def test_very_long_lists_are_compared_in_no_time() -> None:
    ours = " / ".join(f"Alpha{number}, A" for number in range(400))
    theirs = " / ".join(f"Beta{number}, B" for number in range(400))
    assert verdict(ours, theirs).level is Level.MAJOR


people = st.builds(
    Name, family=st.text(max_size=12), given=st.text(max_size=12), literal=st.sampled_from(["", "", "", "WHO"])
)
lists = st.builds(
    Names, listed=st.lists(people, max_size=5).map(tuple), truncated=st.booleans(), last=st.none() | people
)
latin = st.text("abcdeéøA'- .", min_size=1, max_size=8)
latin_lists = st.builds(Names, st.lists(st.builds(Name, family=latin, given=latin), max_size=5).map(tuple))


@settings(max_examples=200, deadline=None)
@given(lists, lists)
def test_no_names_break_the_comparison(ours: Names, theirs: Names) -> None:
    one, other = Item(author=ours, editor=theirs), Item(author=theirs, editor=ours)
    assert compare_authors(one, other).level in Level
    assert compare_editors(one, other).level in Level
    assert first_authors_agree(one, other) in {True, False, None}
    assert shared_authors(one, other) >= 0


@settings(max_examples=100, deadline=None)
@given(latin_lists)
def test_a_list_is_the_same_as_itself(listed: Names) -> None:
    assert compare_authors(Item(author=listed), Item(author=listed)).level in {Level.SAME, Level.NOT_COMPARABLE}


@settings(max_examples=100, deadline=None)
@given(latin_lists, latin_lists)
def test_first_authors_agree_from_either_side(ours: Names, theirs: Names) -> None:
    one, other = Item(author=ours), Item(author=theirs)
    assert first_authors_agree(one, other) is first_authors_agree(other, one)
