from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Document
from refcheck.readers import READERS, hypertext, read_bytes
from tests.cost import processor_seconds

LIND = (
    "Lind, K., &amp; Berg, A. (2021). On tides &amp; harbours of the north. <i>Coastal Letters</i>, 12(3), 45&ndash;67."
)
BERG = "Berg, A. (2020). A survey of mooring lines and their users. <i>Harbour Studies</i>, 4(2), 1-9."
PAGE = f"""<!DOCTYPE html><html><head><title>Tides</title></head><body>
<nav><a href="/2021">2021</a></nav><h1>Tides</h1>
<p>The tides are known (Lind &amp; Berg, 2021).</p>
<h2>References</h2><ol start="4"><li>{LIND}</li>
<li>{BERG}</li></ol></body></html>
"""


def read(page: str = PAGE) -> Document:
    return hypertext.read("page.html", page)


def test_the_references_of_a_page_keep_their_numbers_and_lose_their_markup() -> None:
    first, second = read().references
    assert (first.label, second.label) == ("4", "5")
    assert first.text == "Lind, K., & Berg, A. (2021). On tides & harbours of the north. Coastal Letters, 12(3), 45–67."


def test_the_citations_of_a_page_point_at_them() -> None:
    document = read()
    assert [one.keys for one in document.citations] == [("lind2021",)]


def test_fields_are_places_in_the_file() -> None:
    document = read()
    title = document.references[0].field("title")
    assert title is not None
    assert title.raw == "On tides &amp; harbours of the north"
    assert PAGE[title.span.start : title.span.end] == title.raw


def test_a_title_is_replaced_with_its_entities() -> None:
    reference = read().references[0]
    assert hypertext.set_field(PAGE, reference, "title", "On tides < harbours") == PAGE.replace(
        "On tides &amp; harbours of the north", "On tides &lt; harbours"
    )


def test_a_missing_doi_is_added_inside_the_item() -> None:
    reference = read().references[1]
    assert "1-9. https://doi.org/10.5555/b</li>" in hypertext.set_field(PAGE, reference, "DOI", "10.5555/b")


def test_a_comment_in_the_page_silences_the_reference_behind_it() -> None:
    page = PAGE.replace(f"<li>{BERG}", f"<!-- refcheck: ignore REF601 --><li>{BERG}")
    document = read(page)
    (suppression,) = document.suppressions
    assert suppression.span == document.references[1].span


def test_a_page_without_references_is_not_clean() -> None:
    assert [one.severity for one in read("<p>Nothing.").problems] == [None]


@pytest.mark.parametrize("suffix", [".html", ".htm", ".xhtml"])
def test_pages_are_read_by_their_suffix(suffix: str) -> None:
    assert READERS[suffix] is hypertext
    declared = PAGE.replace("<head>", "<head><meta charset=iso-8859-1>").replace("tides are", "tídes are")
    assert "tídes are" in read_bytes(f"page{suffix}", declared.encode("latin-1")).text


def test_a_page_of_megabytes_of_scripts_is_read_in_well_under_a_second() -> None:
    script = "<script>window.x = " + '{"html": "<p>(2019). \\u003c/p>", "n": [1, 2, 3]},' * 60_000 + "</script>"
    page = PAGE.replace("<h1>", script + "<h1>")
    assert [one.label for one in read(page).references] == ["4", "5"]
    assert processor_seconds(lambda: read(page), tries=1) < 5


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["<li>", LIND, BERG, "</ol>", "<p>", "[1]", "\n"]), max_size=12).map("".join)
)
def test_no_page_is_too_strange(page: str) -> None:
    document = read(page)
    assert document.references or document.problems
    for reference in document.references:
        assert all(page[one.span.start : one.span.end] == one.raw for one in reference.fields)
