from __future__ import annotations

import time
from pathlib import Path

import pytest

from refcheck.files import read_documents
from refcheck.model import Item, Reference, Span
from refcheck.readers import xml
from refcheck.readers.base import CannotWrite

JATS = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) v1.2//EN" "JATS.dtd"><article article-type="x"><front/>'
    '<back><ref-list><ref id="r1"><element-citation><article-title>On tides</article-title></element-citation></ref>'
    "</ref-list></back></article>"
)
EXPORT = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel/></rss>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize("text", [JATS, f"\ufeff{JATS}", f"<?xml version='1.0'?>\n<!-- x -->{JATS}", EXPORT])
def test_a_file_is_recognised_by_its_root(text: str) -> None:
    assert xml.recognises(text)


@pytest.mark.parametrize(
    "text",
    ["", "no XML", "<project/>", "<rss><channel/></rss>", "<article class='post'/>", f"<list>{JATS}</list>"],
)
def test_other_files_in_a_folder_are_not_for_us(tmp_path: Path, text: str) -> None:
    (tmp_path / "pom.xml").write_text(text, "utf-8")
    assert read_documents([tmp_path]) == []


def test_another_file_that_is_named_is_a_problem() -> None:
    (document,) = xml.read_all("pom.xml", "<project><name>x</name></project>")
    assert [one.message for one in document.problems] == [
        "this XML is neither a JATS article nor an export of WordPress"
    ]


def test_what_is_no_xml_says_where_it_fails() -> None:
    (problem,) = xml.read("notes.xml", "  plain words").problems
    assert (problem.message, problem.span) == ("the XML cannot be read: syntax error", Span(2, 2))


@pytest.mark.parametrize("root", ["article", "rss"])
def test_entities_are_never_expanded(root: str) -> None:
    text = f'<!DOCTYPE {root} [<!ENTITY l0 "lol">{LAUGHS}]><{root}>&l9;</{root}>'
    (document,) = xml.read_all("laughs.xml", text)
    assert "declares entities of its own" in document.problems[0].message


@pytest.mark.parametrize("reference", ["SYSTEM 'file:///etc/passwd'", "PUBLIC 'x' 'http://127.0.0.1:1/x'"])
def test_nothing_outside_of_the_file_is_read(reference: str) -> None:
    (document,) = xml.read_all("a.xml", f"<!DOCTYPE article [<!ENTITY x {reference}>]><article>&x;</article>")
    assert "declares entities of its own" in document.problems[0].message
    assert xml.read("a.xml", f"<!DOCTYPE article {reference}>{JATS[JATS.index('<article') :]}").references


@pytest.mark.parametrize(
    "text",
    [
        "<article>" + "<p>" * 500_000,
        "<article>" + "<ref-list><ref id='a'><mixed-citation>x</mixed-citation></ref></ref-list>" * 5000,
        "<article><body>" + "<p>[<xref ref-type='bibr' rid='a b'>1</xref>-</p>" * 5000,
        "<article " + "a='" * 300_000,
        f"<rss xmlns:wp='http://wordpress.org/export/1.2/'>{'<item>' * 300_000}",
        "<rss>" + "<item><wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>" * 3000 + "</rss>",
        "<!--" * 300_000,
    ],
    ids=["nested", "same keys", "ranges", "attributes", "items", "empty posts", "comments"],
)
def test_hostile_files_take_no_long_time(text: str) -> None:
    began = time.process_time()
    assert xml.read_all("evil.xml", text)
    assert time.process_time() - began < 5


def test_a_collection_of_articles_is_not_edited() -> None:
    with pytest.raises(CannotWrite, match="collection"):
        xml.set_field(f"<articles>{JATS}</articles>", Reference("r1", Item(), Span(0, 0)), "volume", "1")


def test_an_article_is_edited() -> None:
    (reference,) = xml.read("a.xml", JATS).references
    assert xml.set_field(JATS, reference, "title", "On boats") == JATS.replace("On tides", "On boats")
