import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Date, Item, Name, Relation, Work
from refcheck.sources.crossref_text import clean, damaged, is_placeholder
from refcheck.sources.crossref_work import NotAWork, to_work

TODAY = datetime.date(2026, 11, 23)


def work(**message: object) -> Work:
    return to_work({"DOI": "10.5555/Tides", **_dashed(message)}, source="crossref", retrieved=TODAY)


def item(**message: object) -> Item:
    return work(**message).item


def _dashed(message: dict[str, object]) -> dict[str, object]:
    return {key.replace("_", "-"): value for key, value in message.items()}


# ------------------------------------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("ecology &amp; evolution", "ecology & evolution"),
        ("ecology &amp;amp; evolution", "ecology & evolution"),
        ("The &lt;i&gt;Neisseria&lt;/i&gt; island", "The Neisseria island"),
        ("of\n                    <i>Exiguobacterium</i>\n  strain", "of Exiguobacterium strain"),
        ('<span style="font-variant:small-caps;">CFD</span> of flow', "CFD of flow"),
        ("Effects at p<0.05 and n>3", "Effects at p<0.05 and n>3"),
        ("[Ru(bpy)<sub>3</sub>]<sup>2+</sup>", "[Ru(bpy)3]2+"),
        ("One<br/>two", "One two"),
        ("<jats:title>Tides</jats:title>", "Tides"),
        ("<mml:math><mml:mi>t</mml:mi><mml:mo>=</mml:mo></mml:math>1", "t=1"),
        (
            "A <alternatives><tex-math>$x$</tex-math><mml:math><mml:mi>x</mml:mi></mml:math></alternatives> b",
            "A x b",
        ),
        ("A <alternatives><tex-math>x</tex-math></alternatives> b", "A x b"),
        ("GarcÃ­a and tides", "García and tides"),
        ("Ã broken beyond repair", "Ã broken beyond repair"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("a – b ‘c’", "a - b 'c'"),
        ("lone \ud800 surrogate", "lone ? surrogate"),
    ],
)
def test_deposited_text_becomes_plain_text(raw: str, text: str) -> None:
    assert clean(raw) == text


def test_mojibake_is_damage() -> None:
    assert damaged("GarcÃ­a")
    assert damaged("Fern\ufffdndez")
    assert not damaged("García")


def test_a_word_for_nothing_is_a_placeholder() -> None:
    assert is_placeholder("N/A")
    assert is_placeholder("ahead-of-print", "volume")
    assert not is_placeholder("ahead-of-print")


# ------------------------------------------------------------------------------------------------ what is a work


@pytest.mark.parametrize("message", [{}, {"DOI": ""}, {"DOI": None}, {"DOI": []}, {"DOI": {}}])
def test_a_record_without_a_doi_is_no_work(message: dict[str, object]) -> None:
    with pytest.raises(NotAWork):
        to_work(message, source="crossref", retrieved=TODAY)


def test_what_is_no_object_is_no_work() -> None:
    with pytest.raises(NotAWork):
        to_work(["10.5555/tides"], source="crossref", retrieved=TODAY)  # type: ignore[arg-type]  # hostile on purpose


@pytest.mark.parametrize(
    "doi", ["10.5555/Tides", "10.5555\\/tides", "https://doi.org/10.5555/TIDES", ["10.5555/tides"]]
)
def test_the_doi_is_lower_case_and_bare(doi: object) -> None:
    assert work(DOI=doi).item.doi == "10.5555/tides"


def test_a_work_remembers_its_source_and_day() -> None:
    assert (work().source, work().retrieved) == ("crossref", TODAY)


# ----------------------------------------------------------------------------------------------------- titles


@pytest.mark.parametrize("title", [None, [], [""], "", "null", ["[no title]"], [None], {}, 0.0])
def test_an_empty_title_is_no_title(title: object) -> None:
    assert item(title=title).title in {(), ("0.0",)}


def test_the_subtitle_makes_a_second_candidate() -> None:
    assert item(title=["A Study of X"], subtitle=["A review"]).title == ("A Study of X", "A Study of X: A review")


def test_a_subtitle_that_the_title_ends_with_is_not_repeated() -> None:
    assert item(title=["A Study of X: A review"], subtitle=["A Review"]).title == ("A Study of X: A review",)


def test_original_and_short_titles_are_candidates() -> None:
    found = item(title=["Une étude"], original_title=["A study"], short_title=["Étude"]).title
    assert found == ("Une étude", "A study", "Étude")


def test_the_mark_of_a_retraction_stays_in_the_title() -> None:
    assert item(title=["RETRACTED: On Tides"]).title == ("RETRACTED: On Tides",)


# ------------------------------------------------------------------------------------------------------ names


def test_persons_and_groups_are_kept_in_order() -> None:
    authors = [{"given": "Dick", "family": "van der Zee", "suffix": "Jr."}, {"name": "GTEx Consortium"}]
    assert item(author=authors).author.listed == (
        Name(family="van der Zee", given="Dick", suffix="Jr."),
        Name(literal="GTEx Consortium"),
    )


def test_an_entry_without_a_name_is_skipped() -> None:
    authors = [{"family": "Zee"}, {"sequence": "additional", "affiliation": []}, "junk", {"family": "Aa"}]
    assert [name.family for name in item(author=authors).author.listed] == ["Zee", "Aa"]


def test_the_flag_says_who_is_first_if_the_first_entry_has_no_name() -> None:
    authors = [{}, {"family": "Zee", "sequence": "additional"}, {"family": "Aa", "sequence": "first"}]
    assert [name.family for name in item(author=authors).author.listed] == ["Aa", "Zee"]


def test_a_name_alone_is_the_family_name() -> None:
    assert item(author=[{"given": "Plato"}]).author.listed == (Name(family="Plato"),)


def test_editors_are_read_like_authors() -> None:
    assert item(editor=[{"family": "Zee"}]).editor.listed == (Name(family="Zee"),)


# ------------------------------------------------------------------------------------------------------ dates


def dated(*parts: object) -> dict[str, object]:
    return {"date-parts": [list(parts)]}


def test_the_print_date_comes_before_the_online_date() -> None:
    found = item(issued=dated(2021, 12), published_online=dated(2021, 12), published_print=dated(2022, 1)).issued
    assert found == (Date(2022, 1, kind="print"), Date(2021, 12, kind="online"))


def test_the_dates_of_the_issue_count() -> None:
    assert item(journal_issue={"published-online": dated(2021, 7, 1)}).issued == (Date(2021, 7, 1, kind="online"),)


def test_the_day_of_approval_dates_a_thesis() -> None:
    assert item(type="dissertation", approved=dated(2013)).issued == (Date(2013, kind="approved"),)


@pytest.mark.parametrize(
    "issued",
    [
        None,
        {},
        {"date-parts": None},
        {"date-parts": []},
        {"date-parts": [[]]},
        {"date-parts": [[None]]},
        dated(0),
        dated(1449),
        dated(2028),
        dated("soon"),
        dated(True),
        "2012",
    ],
)
def test_an_impossible_date_is_no_date(issued: object) -> None:
    assert item(issued=issued).issued == ()


def test_next_year_is_possible() -> None:
    assert item(issued=dated("2027", 13, 40)).issued == (Date(2027, kind="issued"),)


def test_the_day_of_deposit_is_no_date_of_the_work() -> None:
    assert item(created=dated(2002), deposited=dated(2020), accepted=dated(2001)).issued == ()


# ------------------------------------------------------------------------------------------------- containers


def test_of_series_and_book_the_book_comes_first() -> None:
    found = item(type="book-chapter", container_title=["Lecture Notes", "The Semantic Sea"])
    assert (found.container_title, found.collection_title) == (
        ("The Semantic Sea", "Lecture Notes"),
        ("Lecture Notes",),
    )


def test_the_short_name_of_a_journal_comes_last() -> None:
    found = item(type="journal-article", container_title="Health &amp; Tides", short_container_title=["H&amp;T"])
    assert found.container_title == ("Health & Tides", "H&T")


def test_a_preprint_is_contained_in_its_server() -> None:
    message = {"institution": [{"name": "bioRxiv"}], "group_title": "Ecology", "publisher": "Openharbour"}
    assert item(type="posted-content", **message).container_title == ("bioRxiv", "Ecology", "Openharbour")


def test_a_conference_has_a_name_and_an_acronym() -> None:
    event = {"name": "Berry Knowledge Conference", "acronym": "BKX '17"}
    assert item(event=event).event_title == ("Berry Knowledge Conference", "BKX '17")


def test_a_report_is_published_by_its_institution_too() -> None:
    found = item(type="report", publisher="Office of Tides", institution=[{"name": "Sea Laboratory"}])
    assert found.publisher == "Office of Tides / Sea Laboratory"


def test_an_article_is_published_by_its_publisher() -> None:
    assert item(type="journal-article", publisher="Sea Press", institution=[{"name": "Lab"}]).publisher == "Sea Press"


# --------------------------------------------------------------------------------------------- numbers and marks


@pytest.mark.parametrize(
    ("volume", "expected"),
    [("null", ""), (12, "12"), ("n° 95", "n° 95"), ("ahead-of-print", ""), ("0", ""), (None, "")],
)
def test_a_volume_is_text_or_nothing(volume: object, expected: str) -> None:
    assert item(volume=volume).volume == expected


def test_the_issue_may_stand_in_its_own_object() -> None:
    assert item(journal_issue={"issue": "7"}).issue == "7"
    assert item(journal_issue=["7"], issue="15_suppl").issue == "15_suppl"


@pytest.mark.parametrize("page", ["e33693", "1308-1309.e1", "604.4-604", "i-ii"])
def test_odd_pages_are_kept(page: str) -> None:
    assert item(page=page).page == page


def test_an_article_number_is_kept_beside_the_pages() -> None:
    assert item(article_number="x170444").number == "x170444"


def test_isbn_and_issn_are_bare_and_distinct() -> None:
    found = item(
        ISBN=["http://id.crossref.org/isbn/9781590598160", "urn:isbn:9781590598160"],
        ISSN=["1017-9909"],
        issn_type=[{"value": "1017-9909"}, {"value": "1560-229X"}],
    )
    assert (found.isbn, found.issn) == (("9781590598160",), ("1017-9909", "1560-229X"))


def test_the_address_is_that_of_the_landing_page() -> None:
    assert (
        item(resource={"primary": {"URL": "https://tides.test/1"}}, URL="https://doi.org/x").url
        == "https://tides.test/1"
    )


def test_an_unknown_type_is_kept() -> None:
    assert item(type="Tide-Table").type == "tide-table"


# ---------------------------------------------------------------------------------------- updates and relations


def test_an_update_says_what_who_and_when() -> None:
    update = {
        "DOI": "10.5555/NOTICE",
        "type": "Expression-of-concern",
        "label": "Concern",
        "source": "retraction-watch",
        "updated": dated(2010, 2, 6),
        "record-id": 4036,
    }
    found = work(updated_by=[update]).updated_by[0]
    assert (found.doi, found.type, found.record_id) == ("10.5555/notice", "expression_of_concern", "4036")
    assert (found.asserted_by, found.date) == ("retraction-watch", Date(2010, 2, 6))


def test_a_new_version_of_itself_is_no_update() -> None:
    assert work(updated_by=[{"DOI": "10.5555/tides", "type": "new_version"}]).updated_by == ()


def test_a_retraction_by_itself_is_an_update() -> None:
    assert work(update_to=[{"DOI": "10.5555/tides", "type": "retraction"}]).updates[0].type == "retraction"


def test_an_update_without_a_type_says_nothing() -> None:
    assert work(update_to=[{"DOI": "10.5555/other"}]).updates == ()


def test_relations_are_flattened() -> None:
    relation = {
        "has-preprint": [{"id-type": "doi", "id": "10.5555/PRE"}],
        "is-part-of": {"id-type": "uri", "id": "x:Y"},
    }
    assert work(relation=relation).relations == (Relation("has-preprint", "10.5555/pre"), Relation("is-part-of", "x:Y"))


def test_a_relation_to_nothing_is_none() -> None:
    assert work(relation={"cites": [], "has-review": [{"id-type": "doi"}]}).relations == ()


def test_aliases_are_read_under_both_names() -> None:
    assert work(aliases=["10.5555/OLD"], alias="10.5555/older").aliases == ("10.5555/old", "10.5555/older")


# ---------------------------------------------------------------------------------------------------- doubts


@pytest.mark.parametrize(
    "title", ["ON TIDES AND HARBOURS", "Tide", "1234567", "Editorial", "GarcÃ­a and tides", "Fern\ufffdndez and tides"]
)
def test_a_title_that_may_be_damaged_is_doubtful(title: str) -> None:
    assert "title" in item(title=[title]).doubtful


def test_a_title_equal_to_its_journal_is_doubtful() -> None:
    assert "title" in item(title=["Journal of Tides"], container_title=["Journal of Tides"]).doubtful


def test_a_sound_record_has_no_doubts() -> None:
    found = item(
        title=["On Tides and Harbours"],
        container_title=["PLOS ONE"],
        author=[{"family": "Zee"}],
        editor=[{"family": "Aa"}],
        page="99-101",
    )
    assert found.doubtful == frozenset()


def test_damaged_names_are_doubtful() -> None:
    found = item(author=[{"family": "Fern\ufffdndez"}], editor=[{"name": "CafÃ©"}])
    assert found.doubtful == {"author", "editor"}


def test_a_range_that_runs_backwards_is_doubtful() -> None:
    assert item(page="747-657").doubtful == {"page"}
    assert item(page="747-57").doubtful == frozenset()


# ---------------------------------------------------------------------------------------------------- anything

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [
        *("type", "subtype", "title", "subtitle", "original-title", "author", "editor", "container-title"),
        *("issued", "published-print", "journal-issue", "volume", "issue", "page", "article-number", "posted"),
        *("ISBN", "isbn-type", "ISSN", "publisher", "institution", "event", "group-title", "short-container-title"),
        *("update-to", "updated-by", "relation", "aliases", "resource"),
    ]
)
INNER = st.dictionaries(
    st.sampled_from(["family", "given", "name", "DOI", "type", "date-parts", "updated", "id", "id-type", "issue"]), JSON
)


@given(st.dictionaries(KEYS, JSON | INNER | st.lists(INNER, max_size=3), max_size=8))
@settings(max_examples=100, deadline=None)
def test_no_json_object_with_a_doi_is_refused(message: dict[str, object]) -> None:
    assert to_work({**message, "DOI": "10.5555/tides"}, source="crossref", retrieved=TODAY).item.doi == "10.5555/tides"
