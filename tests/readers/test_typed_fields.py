from __future__ import annotations

import html
import re

import pytest

from refcheck.model import Field, Item, Reference, Span
from refcheck.readers.base import CannotWrite
from refcheck.readers.hypertext import HTML
from refcheck.readers.typed_fields import PLAIN, Syntax, replace_field

TEXT = "Before. Lind, K. (2021, May). On tides. Letters, 12, 45–67. doi:10.5555/old After."
START, END = TEXT.find("Lind"), TEXT.find(" After")
RAWS = {"issued": "2021, May", "page": "45–67", "DOI": "doi:10.5555/old", "volume": "12", "author": "Lind, K."}


def reference(text: str = TEXT, raws: dict[str, str] = RAWS, end: int = END) -> Reference:
    fields = tuple(
        Field(name, raw, Span(text.find(raw), text.find(raw) + len(raw)), name) for name, raw in raws.items()
    )
    return Reference("x", Item(), Span(START, end), fields, text[START:end])


def written(variable: str, value: str) -> str:
    return replace_field(TEXT, reference(), variable, value, PLAIN)


@pytest.mark.parametrize(
    ("variable", "value", "old", "new"),
    [
        ("volume", "13", "12,", "13,"),
        ("page", "1-9", "45–67", "1–9"),
        ("page", "e12", "45–67", "e12"),
        ("issued", "2020-03", "2021, May", "2020, May"),
        ("DOI", "10.5555/new", "10.5555/old", "10.5555/new"),
    ],
)
def test_exactly_the_value_changes(variable: str, value: str, old: str, new: str) -> None:
    assert written(variable, value) == TEXT.replace(old, new)


def test_a_missing_doi_goes_to_the_end_as_an_address() -> None:
    new = replace_field(TEXT, reference(raws={}), "DOI", "10.5555/new", PLAIN)
    assert new == TEXT.replace(" After", " https://doi.org/10.5555/new After")


@pytest.mark.parametrize(
    ("variable", "reason"), [("issue", "not known where"), ("author", "no form that could be kept")]
)
def test_what_has_no_place_is_refused(variable: str, reason: str) -> None:
    with pytest.raises(CannotWrite, match=reason):
        written(variable, "3")


def test_a_date_without_a_year_is_refused() -> None:
    with pytest.raises(CannotWrite, match="no year"):
        written("issued", "in press")


def test_a_changed_file_is_refused() -> None:
    with pytest.raises(CannotWrite, match="has changed"):
        replace_field("x" + TEXT, reference(), "volume", "13", PLAIN)


def test_values_are_escaped_in_a_page() -> None:
    text = "<p>Lind. On tides &amp; boats. Letters.</p>"
    raw = "On tides &amp; boats"
    field = Field("title", raw, Span(text.find(raw), text.find(raw) + len(raw)), "title")
    one = Reference("x", Item(), Span(3, len(text) - 4), (field,), "")
    assert html.unescape(replace_field(text, one, "title", "Tides < & > boats", HTML)) == (
        "<p>Lind. Tides < & > boats. Letters.</p>"
    )


def test_a_value_with_markup_in_it_is_refused() -> None:
    text = "<p>Lind. On <i>Fucus</i> beds.</p>"
    raw = "On <i>Fucus</i> beds"
    field = Field("title", raw, Span(9, 9 + len(raw)), "title")
    with pytest.raises(CannotWrite, match="markup inside"):
        replace_field(text, Reference("x", Item(), Span(3, 30), (field,)), "title", "New", HTML)


def test_a_doi_does_not_land_inside_the_last_italics() -> None:
    text = "<li>Lind. <em><b>Letters</b></em></li>"
    one = Reference("x", Item(), Span(4, text.find("</b>")))
    assert replace_field(text, one, "DOI", "10.5555/(a)<b>", HTML) == (
        "<li>Lind. <em><b>Letters</b></em> https://doi.org/10.5555/(a)&lt;b&gt;</li>"
    )


def test_a_format_may_have_its_own_closing_marks() -> None:
    syntax = Syntax(str, re.compile(r"\*"), re.compile(r"\*+"))
    one = Reference("x", Item(), Span(0, 8))
    assert replace_field("*Letters* and", one, "DOI", "10.5555/a", syntax) == "*Letters* https://doi.org/10.5555/a and"
