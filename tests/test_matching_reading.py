from dataclasses import replace

import pytest

from refcheck.matching_reading import reread
from refcheck.model import Date, Item, Name, Names
from tests.shelf import TIDES

WHOLE = "Zee, M. van der, & Old, A. (2021). Seasonal drift of harbour tide gauges. Journal of Tidal Studies, 36, 747."
NOTHING = Item()


def read(text: str, item: Item = NOTHING, theirs: Item = TIDES) -> Item:
    return reread(item, text, theirs)


def test_a_reference_in_any_order_says_what_the_work_says() -> None:
    text = "36(2). Old. 747–757. Journal of Tidal Studies. van der Zee, M. Seasonal drift of harbour tide gauges. 2021."
    item = Item(title=("Old",), author=Names((Name("Tidal", "J."),)), volume="2", page="2021")
    reading = read(text, item)
    assert reading.title == ("Seasonal drift of harbour tide gauges",)
    assert reading.author.listed == TIDES.author.listed
    assert reading.container_title == TIDES.container_title
    assert (reading.volume, reading.page, reading.issued) == ("36", "747-757", (Date(2021),))


def test_what_agrees_stays_as_it_was_read() -> None:
    assert read(WHOLE, replace(TIDES, doi="")) == replace(TIDES, doi="")


def test_what_does_not_stand_in_the_text_stays_as_it_was_read() -> None:
    item = Item(
        title=("Rising of sourdough in mountain bakeries",),
        author=Names((Name("Baker", "B."),)),
        container_title=("Cereal Letters",),
        issued=(Date(1998),),
        volume="3",
        page="1-9",
    )
    text = "Baker B. Rising of sourdough in mountain bakeries. Cereal Letters 1998; 3: 1-9."
    assert read(text, item) == item


# ------------------------------------------------------------------------------------------------------- titles


@pytest.mark.parametrize(
    "text",
    [
        "Old A. Seasonal drift of harbour tide gauges: Reply. Journal of Tidal Studies, 2022.",
        "Old A. Erratum to: Seasonal drift of harbour tide gauges. Journal of Tidal Studies, 2022.",
        "Old A. Seasonal drift of harbour tide gauges, part II. Journal of Tidal Studies, 2022.",
    ],
)
def test_a_title_that_says_more_is_another_one(text: str) -> None:
    ours = ("Seasonal drift of harbour tide gauges and of nothing else",)
    assert read(text, Item(title=ours)).title == ours


def test_a_longer_title_that_we_read_stays() -> None:
    ours = ("Seasonal drift of harbour tide gauges under northern glaciers",)
    text = f"Old A. {ours[0]}. Journal of Tidal Studies, 2022."
    assert read(text, Item(title=ours)).title == ours


def test_a_title_that_ran_on_into_the_journal_is_cut_off() -> None:
    ours = ("Seasonal drift of harbour tide gauges, Journal of Tidal Studies",)
    text = f"Old A. {ours[0]}, 2021."
    assert read(text, Item(title=ours)).title == ("Seasonal drift of harbour tide gauges",)


def test_words_of_the_journal_are_no_title() -> None:
    text = "van der Zee, M. J.; Old, A. Journal of Tidal Studies 2021, 36, 747–757."
    assert read(text, Item(title=("Journal of Tidal",))).title == ()


def test_the_title_of_another_work_is_a_title() -> None:
    text = "van der Zee, M. Harbours beneath northern glaciers melting slowly. Journal of Tidal Studies 2021, 36, 747."
    assert read(text, Item(title=("Journal",))).title == ("Journal",)


# ------------------------------------------------------------------------------------------------------- authors


def test_a_title_taken_for_names_is_no_author() -> None:
    item = Item(title=TIDES.title, author=Names((Name("Seasonal", "D."), Name("Gauges"))))
    assert (
        read("Seasonal drift of harbour tide gauges. Journal of Tidal Studies 2021;36:747-757.", item).author == Names()
    )


def test_other_people_stay_other_people() -> None:
    authors = Names((Name("Baker", "B."),))
    text = "Baker B. Seasonal drift of harbour tide gauges. Journal of Tidal Studies 2021;36:747-757."
    assert read(text, Item(title=TIDES.title, author=authors)).author == authors


def test_names_within_the_title_are_no_authors() -> None:
    theirs = replace(TIDES, title=("The collected letters of Old and others",), author=Names((Name("Old", "A."),)))
    authors = Names((Name("Baker", "B."),))
    assert (
        read("Baker B. The collected letters of Old and others. 2021.", Item(author=authors), theirs).author == authors
    )


# ------------------------------------------------------------------------------------------------------- the place


def test_a_range_of_pages_that_stands_in_the_text_is_believed() -> None:
    text = "Old A. Seasonal drift. J Tid Stud 2021; 747: 36-40."
    assert read(text, Item(volume="747", page="36-40")).page == "36-40"


def test_an_issue_and_a_last_page_are_no_first_page() -> None:
    theirs = replace(TIDES, volume="6", page="3-5")
    text = "Old A. Seasonal drift. J Tid Stud 2001, 6 (3), 1–3."
    assert read(text, Item(volume="6"), theirs).page == ""


def test_a_volume_joined_to_its_issue_is_believed() -> None:
    text = "Old A. Seasonal drift. J Tid Stud 2021; 35 (2), 747-757; 36."
    assert read(text, Item(volume="35", issue="2", page="747-757")).volume == "35"


def test_one_number_is_not_volume_and_page_at_once() -> None:
    theirs = replace(TIDES, volume="12", page="12")
    assert read("Old A. Seasonal drift. J Tid Stud 12.", Item(), theirs).volume == ""


def test_an_article_number_stands_for_the_page() -> None:
    theirs = replace(TIDES, page="", number="e78005")
    reading = read("Old A. Drift. PLoS ONE, 36(10), p. e78005.", Item(volume="10", number="17"), theirs)
    assert (reading.page, reading.number, reading.volume) == ("e78005", "", "36")


def test_a_journal_is_found_where_it_stands() -> None:
    item = Item(container_title=("J., & Mandel. Journal of Tidal Studies. Old",))
    assert read("J., & Mandel. Journal of Tidal Studies. Old.", item).container_title == ("Journal of Tidal Studies",)


def test_the_digits_of_an_address_are_no_year() -> None:
    text = "Old A. Seasonal drift of harbour tide gauges. 2019. https://example.org/2021/36/747 10.5555/2021.36"
    assert read(text, Item(title=TIDES.title, issued=(Date(2019),))).issued == (Date(2019),)


def test_a_journal_that_begins_as_a_reply_does_not_make_one_of_the_title() -> None:
    text = "Old A. 1811. Seasonal drift of harbour tide gauges. The Journal of Tidal Studies, 2022."
    assert read(text, Item(title=("Drift of harbours",))).title == ("Seasonal drift of harbour tide gauges",)


def test_a_title_that_is_part_of_the_name_of_the_container_does_not_stand_there() -> None:
    text = "Old A. Introduction: tides and drift. In The Seasonal drift of harbour tide gauges, 1–22. 2020."
    item = Item(
        title=("Introduction: tides and drift",),
        container_title=("The Seasonal drift of harbour tide gauges",),
    )
    assert read(text, item).title == item.title
