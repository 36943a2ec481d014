import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.matching import IdentityVerdict, by_doi, choose, judge, lender, nearest, weigh
from refcheck.model import By, Date, Found, Item, Name, Names, OtherWork, OtherWorkKind, Update, Work

POKORNY = Item(
    type="journal-article",
    title=("Effect of Psilocybin on Empathy and Moral Decision-Making",),
    author=Names(
        (
            Name("Pokorny", "Thomas"),
            Name("Preller", "Katrin H"),
            Name("Kometer", "Michael"),
            Name("Dziobek", "Isabel"),
            Name("Vollenweider", "Franz X"),
        )
    ),
    issued=(Date(2017, 9, kind="print"),),
    container_title=("International Journal of Neuropsychopharmacology",),
    volume="20",
    issue="9",
    page="747-757",
    doi="10.1093/ijnp/pyx047",
)
MASON = Item(
    type="journal-article",
    title=("Sub-Acute Effects of Psilocybin on Empathy, Creative Thinking, and Subjective Well-Being",),
    author=Names((Name("Mason", "Natasha L"), Name("Mischler", "Elisabeth"), Name("Uthaug", "Malin V"))),
    issued=(Date(2019, 2, kind="online"),),
    container_title=("Journal of Psychoactive Drugs",),
    volume="51",
    issue="2",
    page="123-134",
    doi="10.1080/02791072.2019.1580804",
)
SAME_GROUP = replace(
    POKORNY,
    title=("Modulatory effect of a receptor agonist on emotional faces in healthy humans",),
    volume="19",
    page="12-24",
    doi="10.5555/group",
)


def work(item: Item, **variables: object) -> Work:
    return Work(item, "crossref", datetime.date(2026, 11, 1), **variables)  # type: ignore[arg-type]  # as Work takes them


def outcome(item: Item, record: Item, **variables: object) -> OtherWorkKind | None:
    found = by_doi(item, work(record, **variables))
    return found.kind if isinstance(found, OtherWork) else None


# ------------------------------------------------------------------------------------------------- the same work


def test_a_work_is_itself() -> None:
    identity = judge(POKORNY, work(POKORNY))
    assert (identity.verdict, identity.score) == (IdentityVerdict.SAME, 10.0)


def test_two_works_of_two_authors_are_two() -> None:
    assert judge(POKORNY, work(MASON)).verdict is IdentityVerdict.OTHER


ONE_FIELD = {
    "year": {"issued": (Date(1984),)},
    "title word": {"title": ("Effect of Ketamine on Empathy and Moral Decision-Making",)},
    "title": {"title": ("A Grammar of Coptic",)},
    "first author": {"author": Names((Name("Xylander", "Quirin"), *POKORNY.author.listed[1:]))},
    "authors": {"author": Names((Name("Xylander", "Quirin"),))},
    "journal": {"container_title": ("Journal of Tides",)},
    "volume": {"volume": "99"},
    "pages": {"page": "1001-1009"},
}


@pytest.mark.parametrize("field", ONE_FIELD)
def test_one_wrong_field_does_not_make_another_work(field: str) -> None:
    wrong = replace(POKORNY, **ONE_FIELD[field])  # type: ignore[arg-type]  # the table holds what Item takes
    assert judge(wrong, work(POKORNY)).verdict is IdentityVerdict.SAME


def test_another_paper_of_the_same_group_in_the_same_journal_is_another_work() -> None:
    assert judge(POKORNY, work(SAME_GROUP)).verdict is IdentityVerdict.OTHER


def test_the_other_part_in_another_volume_is_another_work() -> None:
    one = replace(POKORNY, title=("On the Tides of the North Sea. Part I",))
    two = replace(POKORNY, title=("On the Tides of the North Sea. Part II",), volume="21", page="3-9")
    assert judge(one, work(two)).verdict is IdentityVerdict.OTHER


def test_another_title_in_another_volume_is_another_work_without_pages() -> None:
    ours = replace(POKORNY, page="")
    assert judge(ours, work(SAME_GROUP)).verdict is IdentityVerdict.OTHER


def test_another_title_of_another_year_is_another_work_without_place() -> None:
    ours = replace(POKORNY, page="", volume="", issued=(Date(2016),))
    assert judge(ours, work(SAME_GROUP)).verdict is IdentityVerdict.OTHER


def test_another_title_without_any_place_is_uncertain() -> None:
    ours = replace(POKORNY, page="", volume="", author=Names((Name("Pokorny", "T."),)))
    assert judge(ours, work(SAME_GROUP)).verdict is IdentityVerdict.UNCERTAIN


def test_a_made_up_short_title_is_no_other_work() -> None:
    record = replace(POKORNY, title=("A trial of assisted psychotherapy for chronic stress in military veterans",))
    ours = replace(POKORNY, title=("Therapy for stress in veterans",), volume="", page="")
    assert judge(ours, work(record)).verdict is IdentityVerdict.SAME


def test_a_section_title_counts_neither_way() -> None:
    editorial = Item(title=("Editorial",), container_title=("Nature",), volume="3", page="5", issued=(Date(2001),))
    other = replace(editorial, issued=(Date(2009),))
    assert judge(editorial, work(other)).verdict is IdentityVerdict.UNCERTAIN


def test_a_title_alone_is_enough() -> None:
    assert judge(Item(title=POKORNY.title), work(POKORNY)).verdict is IdentityVerdict.SAME


def test_a_year_beside_counts_half() -> None:
    assert judge(Item(title=POKORNY.title, issued=(Date(2018),)), work(POKORNY)).support == 3.5


# ------------------------------------------------------------------------------------------------------- by DOI


def test_the_doi_of_the_work_finds_it() -> None:
    found = by_doi(POKORNY, work(POKORNY))
    assert isinstance(found, Found)
    assert (found.by, found.certain) == (By.DOI, True)


def test_little_evidence_is_not_certain() -> None:
    found = by_doi(Item(issued=(Date(2017),)), work(POKORNY))
    assert isinstance(found, Found)
    assert not found.certain


def test_the_doi_of_another_work_is_said() -> None:
    assert outcome(POKORNY, MASON) is OtherWorkKind.UNRELATED


RETRACTS = (Update("10.5555/tides", "retraction"),)


def test_the_doi_of_a_retraction_notice_is_that_of_a_notice() -> None:
    notice = Item(title=("Retraction: On Tides",), doi="10.5555/notice")
    assert outcome(Item(title=("On Tides",)), notice, updates=RETRACTS) is OtherWorkKind.NOTICE


def test_a_notice_without_a_title_of_its_own_is_a_notice() -> None:
    notice = Item(title=("Erratum",), doi="10.5555/notice")
    assert outcome(POKORNY, notice, updates=(Update("10.5555/x", "erratum"),)) is OtherWorkKind.NOTICE


def test_an_erratum_is_recognised_by_its_title() -> None:
    notice = replace(POKORNY, title=(f"Erratum to: {POKORNY.title[0]}",))
    assert outcome(POKORNY, notice) is OtherWorkKind.NOTICE


def test_a_notice_about_another_work_is_another_work() -> None:
    notice = replace(MASON, title=(f"Erratum to: {MASON.title[0]}",))
    assert outcome(POKORNY, notice, updates=(Update("10.5555/x", "erratum"),)) is OtherWorkKind.UNRELATED


def test_who_cites_a_notice_gets_the_notice() -> None:
    notice = replace(POKORNY, title=("Retraction: On Tides",))
    assert outcome(notice, notice, updates=RETRACTS) is None


def test_an_article_that_corrects_another_is_no_notice_if_it_has_the_cited_title() -> None:
    assert outcome(POKORNY, POKORNY, updates=RETRACTS) is None


def test_an_article_retracted_under_its_own_doi_is_no_notice() -> None:
    record = replace(POKORNY, title=(f"RETRACTED: {POKORNY.title[0]}",))
    assert outcome(POKORNY, record, updates=(Update(POKORNY.doi, "retraction"),)) is None


def test_the_doi_of_a_supplement_is_that_of_a_part() -> None:
    assert outcome(POKORNY, Item(type="component", doi="10.5555/x.s1")) is OtherWorkKind.PART


def test_the_doi_of_a_review_is_that_of_a_part() -> None:
    review = Item(type="peer-review", title=("Report",), doi="10.5555/x.r1")
    assert outcome(POKORNY, review) is OtherWorkKind.PART


BOOK = Item(type="book", title=("The Tides of the North Sea",), author=Names((Name("Zee", "Dick"),)))
CHAPTER = Item(type="book-chapter", title=("Moonlight",), container_title=BOOK.title, author=BOOK.author)


def test_the_doi_of_a_chapter_for_its_book_is_that_of_a_part() -> None:
    assert outcome(BOOK, CHAPTER) is OtherWorkKind.PART


def test_the_doi_of_a_book_for_its_chapter_is_that_of_the_whole() -> None:
    assert outcome(CHAPTER, BOOK) is OtherWorkKind.WHOLE


def test_a_book_cited_as_a_chapter_is_the_book() -> None:
    assert outcome(replace(BOOK, type="book-chapter"), BOOK) is None


def test_the_doi_of_a_journal_for_an_article_is_that_of_the_whole() -> None:
    assert outcome(POKORNY, Item(type="journal", title=POKORNY.container_title)) is OtherWorkKind.WHOLE
    assert outcome(POKORNY, Item(type="journal-issue")) is OtherWorkKind.WHOLE


def test_a_typed_reference_is_the_work_if_one_way_to_read_it_is() -> None:
    text = "Pokorny, T. Effect of Psilocybin on Empathy and Moral Decision-Making. Encyclopedia of Tides (2014)."
    ours = Item(title=("Encyclopedia of Tides",), author=Names((Name("Pokorny", "T."),)), issued=(Date(2014),))
    assert isinstance(by_doi(ours, work(POKORNY)), OtherWork)
    found = by_doi(ours, work(POKORNY), text)
    assert isinstance(found, Found)
    assert found.certain


def test_a_typed_reference_to_another_work_stays_one() -> None:
    text = "Aird, W. (2004). A Grammar of Coptic. Journal of Old Languages, 3, 5-9."
    ours = Item(title=("A Grammar of Coptic",), author=Names((Name("Aird", "W."),)), issued=(Date(2004),))
    assert isinstance(by_doi(ours, work(POKORNY), text), OtherWork)


# --------------------------------------------------------------------------------------------------- by a search


def chosen(item: Item, *records: Item) -> str:
    found = choose(item, [work(record) for record in records])
    return found.work.item.doi if found else ""


def test_the_work_is_chosen_among_others() -> None:
    assert chosen(POKORNY, MASON, SAME_GROUP, POKORNY) == POKORNY.doi


def test_title_author_and_year_are_enough() -> None:
    assert (
        chosen(Item(title=POKORNY.title, author=POKORNY.author, issued=POKORNY.issued), MASON, POKORNY) == POKORNY.doi
    )


def test_a_title_alone_is_not_enough() -> None:
    assert chosen(Item(title=POKORNY.title), POKORNY) == ""


def test_nothing_is_chosen_from_nothing() -> None:
    assert chosen(POKORNY) == ""


def test_a_chimera_is_not_chosen() -> None:
    assert chosen(replace(POKORNY, author=MASON.author), POKORNY, MASON) == ""
    assert chosen(replace(MASON, title=POKORNY.title), POKORNY, MASON) == ""


def test_a_wrong_first_author_alone_does_not_prevent_the_choice() -> None:
    ours = replace(POKORNY, author=Names((Name("Xylander", "Q."), *POKORNY.author.listed[1:])))
    assert chosen(ours, POKORNY) == POKORNY.doi


PART_ONE = replace(POKORNY, title=("On the Tides of the North Sea. Part I",), doi="10.5555/one")
PART_TWO = replace(POKORNY, title=("On the Tides of the North Sea. Part II",), doi="10.5555/two", page="758-770")


def test_the_other_part_is_not_chosen() -> None:
    assert chosen(PART_ONE, PART_TWO) == ""
    assert chosen(PART_ONE, PART_TWO, PART_ONE) == "10.5555/one"


def test_a_reply_is_not_chosen() -> None:
    assert chosen(POKORNY, replace(POKORNY, title=(f"{POKORNY.title[0]}—Reply",))) == ""


def test_a_notice_is_not_chosen() -> None:
    assert chosen(POKORNY, replace(POKORNY, title=(f"Erratum: {POKORNY.title[0]}",))) == ""


def test_a_review_or_a_journal_is_not_chosen() -> None:
    assert chosen(POKORNY, replace(POKORNY, type="peer-review")) == ""


def test_a_work_of_the_same_title_at_another_place_is_not_chosen() -> None:
    assert chosen(POKORNY, replace(POKORNY, volume="3", page="9-10")) == ""


def test_a_slip_in_the_title_and_other_pages_are_too_much() -> None:
    ours = replace(POKORNY, title=("Effects of Psilocybin on Empathy and Moral Decision-Making",))
    assert chosen(ours, replace(POKORNY, page="9-10")) == ""


def test_a_wrong_word_in_the_title_is_forgiven_at_the_same_place() -> None:
    ours = replace(POKORNY, title=("Effect of Ketamine on Empathy and Moral Decision-Making",))
    assert chosen(ours, POKORNY) == POKORNY.doi


def test_a_record_that_is_only_a_section_title_needs_the_same_place() -> None:
    record = replace(POKORNY, title=("Editorial",))
    assert chosen(POKORNY, record) == POKORNY.doi
    assert chosen(replace(POKORNY, page=""), record) == ""


def test_a_longer_title_on_another_page_is_no_rival_of_a_title_read_with_doubt() -> None:
    short = replace(POKORNY, title=("Letter: Acne traumatica",), page="408", doi="10.5555/short")
    longer = replace(short, title=("Letter: Acne traumatica allergica",), page="729", doi="10.5555/longer")
    assert chosen(replace(short, doubtful=frozenset({"title"})), longer, short) == "10.5555/short"


def test_two_works_too_close_to_each_other_give_no_choice() -> None:
    twin = replace(
        POKORNY, title=("Effect of Psilocybin on Empathy and Moral Decision Making Tasks",), doi="10.5555/twin"
    )
    assert chosen(replace(POKORNY, volume="", page=""), POKORNY, twin) == ""


def test_a_work_with_neither_title_nor_place_of_the_reference_is_not_weighed() -> None:
    assert weigh(POKORNY, [work(SAME_GROUP), work(MASON)]) == []


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (Item(), "Pokorny T et al. Int J Neuropsychopharmacol. 2017;20:p. 747"),
        (Item(author=POKORNY.author, issued=POKORNY.issued, volume="20"), ""),
        (Item(title=("Efect of Psilocybin on Empathy and Morel Decision-Making",)), ""),
        (Item(title=("Unpublished",), page="747-757"), ""),
    ],
)
def test_a_work_whose_title_or_place_is_named_is_weighed(said: Item, text: str) -> None:
    assert [one.work for one in weigh(said, [work(POKORNY)], text)] == [work(POKORNY)]


PREPRINT = replace(POKORNY, type="posted-content", container_title=("bioRxiv",), volume="", page="", doi="10.5555/pre")


def test_the_published_version_is_preferred() -> None:
    assert chosen(replace(POKORNY, volume="", page=""), PREPRINT, POKORNY) == POKORNY.doi


def test_a_cited_preprint_stays_a_preprint() -> None:
    ours = replace(PREPRINT, type="journal-article", container_title=("bioRxiv preprint",))
    found = choose(ours, [work(POKORNY), work(PREPRINT)])
    assert found is not None
    assert (found.work.item.doi, found.runner_up) == ("10.5555/pre", work(POKORNY))


def test_the_nearest_work_has_the_most_similar_title() -> None:
    ours = replace(POKORNY, title=("Effects of Psilocybin on Empathy and Decisions",))
    assert nearest(ours, [work(MASON), work(POKORNY), work(SAME_GROUP)]) == work(POKORNY)


def test_nothing_similar_is_nearest_to_nothing() -> None:
    assert nearest(POKORNY, [work(Item(title=("A Grammar of Coptic",)))]) is None


@given(st.permutations([MASON, POKORNY, SAME_GROUP, PREPRINT]))
@settings(max_examples=24, deadline=None)
def test_the_choice_does_not_depend_on_the_order_of_the_answers(records: list[Item]) -> None:
    assert chosen(POKORNY, *records) == POKORNY.doi


def test_a_chimera_has_its_authors_and_place_from_a_lender() -> None:
    ours = replace(MASON, title=POKORNY.title)
    assert lender(ours, [work(POKORNY), work(SAME_GROUP), work(MASON)]) == work(MASON)


def test_a_reference_that_mixes_nothing_has_no_lender() -> None:
    assert lender(POKORNY, [work(POKORNY), work(SAME_GROUP)]) is None
