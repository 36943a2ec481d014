import datetime

import pytest

from refcheck.model import Date, Item, Name, Relation
from refcheck.sources.datacite import read_record, to_work
from refcheck.sources.errors import BadAnswer, Reply
from tests.sources.scripted import reply

ARXIV = {
    "doi": "10.48550/ARXIV.2601.00001",
    "titles": [{"title": "A Note on <i>Tides</i>"}],
    "creators": [{"name": "Zee, Maria", "nameType": "Personal", "givenName": "Maria", "familyName": "Zee"}],
    "publisher": "arXiv",
    "publicationYear": 2026,
    "types": {"resourceTypeGeneral": "Preprint"},
    "container": {},
    "url": "https://arxiv.org/abs/2601.00001",
    "state": "findable",
}


def item(**attributes: object) -> Item:
    return to_work({**ARXIV, **attributes}, source="DataCite", retrieved=datetime.date(2026, 11, 1)).item


def test_the_attributes_of_a_record_are_read() -> None:
    assert read_record(reply({"data": {"attributes": ARXIV}})) == ARXIV


def test_a_404_is_no_record() -> None:
    assert read_record(Reply(404, b"{}", "")) is None


@pytest.mark.parametrize(
    "bad", [reply({}), reply({"data": {"attributes": {"titles": []}}}), Reply(400, b"", ""), Reply(200, b"", "")]
)
def test_anything_else_is_a_bad_answer(bad: Reply) -> None:
    with pytest.raises(BadAnswer):
        read_record(bad)


def test_a_preprint_of_arxiv_is_understood() -> None:
    assert item() == Item(
        type="posted-content",
        subtype="preprint",
        title=("A Note on Tides",),
        author=item().author,
        issued=(Date(2026),),
        container_title=("arXiv",),
        publisher="arXiv",
        doi="10.48550/arxiv.2601.00001",
        arxiv="2601.00001",
        url="https://arxiv.org/abs/2601.00001",
    )


def test_a_work_names_its_source_and_its_date() -> None:
    work = to_work(ARXIV, source="DataCite", retrieved=datetime.date(2026, 11, 1))
    assert (work.source, work.retrieved) == ("DataCite", datetime.date(2026, 11, 1))


@pytest.mark.parametrize(
    ("creator", "name"),
    [
        ({"name": "Zee, Maria", "givenName": "Maria", "familyName": "Zee"}, Name("Zee", "Maria")),
        ({"name": "Zee, Maria"}, Name("Zee", "Maria")),
        ({"name": "Maria van Zee"}, Name("Zee", "Maria van")),
        ({"name": "Plato"}, Name("Plato")),
        ({"name": "Tide Consortium", "nameType": "Organizational"}, Name(literal="Tide Consortium")),
    ],
)
def test_a_creator_is_a_person_or_a_group(creator: dict[str, str], name: Name) -> None:
    assert item(creators=[creator]).author.listed == (name,)


@pytest.mark.parametrize("creator", [{}, {"name": " "}, {"nameType": "Organizational"}, "Zee", None])
def test_a_creator_without_a_name_is_left_out(creator: object) -> None:
    assert item(creators=[creator]).author.listed == ()


def test_a_name_that_was_taken_apart_by_guess_is_doubtful() -> None:
    assert item(creators=[{"name": "Maria Zee"}]).doubtful == {"author"}


def test_a_name_with_a_comma_is_not_doubtful() -> None:
    assert item(creators=[{"name": "Zee, Maria"}]).doubtful == frozenset()


def test_a_subtitle_is_joined_to_the_title() -> None:
    titles = [
        {"title": "Tides"},
        {"title": "A Note", "titleType": "Subtitle"},
        {"title": "Gezeiten", "titleType": "TranslatedTitle"},
    ]
    assert item(titles=titles).title == ("Tides", "Tides: A Note", "Gezeiten")


def test_the_year_to_cite_comes_before_the_other_dates() -> None:
    dates = [
        {"date": "2024-03-01T10:00:00Z", "dateType": "Submitted"},
        {"date": "2025-05", "dateType": "Available"},
        {"date": "2020", "dateType": "Collected"},
        {"date": "soon", "dateType": "Issued"},
    ]
    assert item(dates=dates).issued == (Date(2026), Date(2024, 3, 1, kind="posted"), Date(2025, 5, kind="online"))


@pytest.mark.parametrize("year", [None, "", "n.d.", [], 26])
def test_a_year_that_is_none_is_missing(year: object) -> None:
    assert item(publicationYear=year).issued == ()


def test_the_container_of_an_article_is_its_journal() -> None:
    container = {"title": "Journal of Tides", "volume": "3", "issue": 2, "firstPage": "10", "lastPage": "19"}
    article = item(types={"resourceTypeGeneral": "JournalArticle"}, container=container)
    assert (article.type, article.container_title, article.volume, article.issue, article.page) == (
        "journal-article",
        ("Journal of Tides",),
        "3",
        "2",
        "10-19",
    )


def test_a_container_that_is_the_server_is_named_once() -> None:
    assert item(container={"title": "ArXiv"}).container_title == ("ArXiv",)


def test_a_publisher_may_be_an_object() -> None:
    assert item(publisher={"name": "Zenodo", "publisherIdentifier": "x"}).publisher == "Zenodo"


@pytest.mark.parametrize("kind", ["Software", "Text", "Something New", None, 7])
def test_a_kind_without_a_counterpart_may_be_anything(kind: object) -> None:
    assert item(types={"resourceTypeGeneral": kind}).type == ""


def test_relations_to_dois_are_kept() -> None:
    related = [
        {"relatedIdentifier": "10.5555/TIDE", "relatedIdentifierType": "DOI", "relationType": "IsVersionOf"},
        {"relatedIdentifier": "https://example.org", "relatedIdentifierType": "URL", "relationType": "References"},
    ]
    work = to_work({**ARXIV, "relatedIdentifiers": related}, source="DataCite", retrieved=datetime.date(2026, 11, 1))
    assert work.relations == (Relation("is-version-of", "10.5555/tide"),)


def test_an_empty_record_gives_an_empty_work() -> None:
    assert to_work({"doi": "10.5555/x"}, source="", retrieved=datetime.date(2026, 11, 1)).item == Item(doi="10.5555/x")
