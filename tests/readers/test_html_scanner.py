from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.readers.html_scanner import Tag, Text, scan


def tokens(page: str) -> list[str]:
    """Tags by their names, texts as they stand."""
    return [
        f"{'/' if one.closing else ''}{one.name}" if isinstance(one, Tag) else page[one.start : one.end]
        for one in scan(page)
    ]


def attributes(tag: str) -> dict[str, str]:
    (one,) = scan(tag)
    assert isinstance(one, Tag)
    return one.attributes(tag)


def test_tags_and_texts_come_in_order() -> None:
    assert tokens("a<P class=x>b</P >c<br/>") == ["a", "p", "b", "/p", "c", "br"]


def test_a_greater_than_sign_may_stand_in_quotes() -> None:
    assert tokens("<a title='1 > 2' href = \"x>y\">b</a>") == ["a", "b", "/a"]


def test_a_quote_that_never_closes_ends_with_the_tag() -> None:
    assert tokens("<a href='x>b</a>c") == ["a", "b", "/a", "c"]


def test_an_apostrophe_between_attributes_is_no_quote() -> None:
    assert tokens("<p it's>b</p>'") == ["p", "b", "/p", "'"]


def test_what_is_no_tag_is_text() -> None:
    assert tokens("a < b <3 <> </> c<") == ["a < b <3 <> </> c<"]


def test_a_tag_that_never_ends_is_text() -> None:
    assert tokens("a <p class=x") == ["a <p class=x"]


def test_comments_declarations_and_instructions_are_left_out() -> None:
    assert tokens("<!DOCTYPE html>a<!-- <p>x</p> -->b<?php echo ?>c") == ["a", "b", "c"]


def test_a_comment_that_never_closes_ends_at_the_next_tag_end() -> None:
    assert tokens("<!-- a <p>b") == ["b"]
    assert tokens("<!-- a") == ["-- a"]


def test_a_cdata_section_is_text() -> None:
    assert tokens("<p><![CDATA[a <b> c]]></p>") == ["p", "a <b> c", "/p"]
    assert tokens("<![CDATA[a>b") == ["b"]


def test_a_script_is_one_tag_with_its_content() -> None:
    page = "<script>if (a</b>) '</p>'</SCRIPT>x"
    first, *_ = scan(page)
    assert isinstance(first, Tag)
    assert page[slice(*first.content)] == "if (a</b>) '</p>'"
    assert tokens(page) == ["script", "/script", "x"]


def test_a_script_that_never_closes_hides_nothing() -> None:
    assert tokens("<script>a<p>b<script>c") == ["script", "a", "p", "b", "script", "c"]


def test_an_empty_script_of_xhtml_hides_nothing() -> None:
    assert tokens('<script src="x"/><p>b</p><script>c</script>') == ["script", "p", "b", "/p", "script", "/script"]


def test_attributes_are_read_with_their_entities_and_the_first_counts() -> None:
    assert attributes("<a HREF='?a=1&amp;b=2' hidden start=3 start=4 class=\"x y\">") == {
        "href": "?a=1&b=2", "hidden": "", "start": "3", "class": "x y",
    }  # fmt: skip


def test_a_tag_may_have_none() -> None:
    assert attributes("<br />") == {}


_PARTS = """< > </ <p <a~href= ' " = <!-- --> <script> </script <? ]]> <![CDATA[ a &amp; / <! ~"""
_PIECES = st.sampled_from(_PARTS.split()).map(lambda part: part.replace("~", " "))


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=80))
def test_tokens_follow_each_other_and_lie_in_the_page(page: str) -> None:
    end = 0
    for one in scan(page):
        assert end <= one.start < one.end <= len(page)
        end = one.end
        assert isinstance(one, Text) or isinstance(one.attributes(page), dict)
