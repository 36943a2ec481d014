"""DOIs: cleaning, repairs, families."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.dois import clean_doi, doi_repairs, is_doi, is_short_doi, same_doi_family

SICI = "10.1002/(sici)1097-4636(200005)50:2<227::aid-jbm18>3.0.co;2-2"


@pytest.mark.parametrize(
    "raw",
    [
        "10.5555/Ab_c.1",
        "https://doi.org/10.5555/ab_c.1",
        "http://dx.doi.org/10.5555/AB_C.1",
        "HTTPS://DX.DOI.ORG/10.5555/ab_c.1",
        "doi:10.5555/ab_c.1",
        "DOI 10.5555/ab_c.1",
        "doi.10.5555/ab_c.1",
        "doi: https://doi.org/10.5555/ab_c.1",
        r"10.5555/ab\_c.1",
        r"10.5555/ab{\_}c.1",
        r"10.5555/ab\textunderscore{}c.1",
        r"\url{https://doi.org/10.5555/ab_c.1}",
        r"\href{https://doi.org/10.5555/ab_c.1}{10.5555/ab\_c.1}",
        "{10.5555/ab_c.1}",
        "10.5555/ab_c.1.",
        "(10.5555/ab_c.1)",
        "10.5555/ab_c.1),",
        '"10.5555/ab_c.1"',
        "10.5555/ab_c.1]",
        "10.5555/ab_c.1</a>",
        "10.5555/ab_c.1</ext-link>",
        '<a href="https://doi.org/10.5555/ab_c.1">10.5555/ab_c.1</a>',
        "10.5555/ab_c.1>",
        "<10.5555/ab_c.1>",
        "10.5555/ab_\u200bc.1",
        "10.5555/ ab_c.1",
        "10. 5555/ab_c.1",
        "10.5555/ab_ c.1",
        "10.5555/ab_c. 1",
        "10.5555/ab_c.1 [doi]",
        "10.5555/ab_c.1 10.5555/other",
        "10.5555%2Fab_c.1",
        "https://doi.org/10.5555%2fab%5Fc.1",
        "https://example.org/doi/full/10.5555/ab_c.1?src=feed",
        "https://example.org/10.5555/ab_c.1#abstract",
    ],
)
def test_what_surrounds_a_doi_is_taken_off(raw: str) -> None:
    assert clean_doi(raw) == "10.5555/ab_c.1"


@pytest.mark.parametrize(
    "raw",
    [
        SICI,
        SICI.upper(),
        SICI.replace("<", "&lt;").replace(">", "&gt;"),
        SICI.replace("<", "&amp;lt;").replace(">", "&amp;gt;"),
        SICI.replace("<", "%3C").replace(">", "%3E"),
        SICI.replace("<", r"{\textless}").replace(">", r"{\textgreater}"),
        SICI.replace("<", r"\textless{}").replace(">", r"\textgreater{}"),
        SICI.replace("<", r"\textless").replace(">", r"\textgreater"),
        SICI.replace("<", r"\textless ").replace(">", r"\textgreater "),
        SICI.replace("<", "$<$").replace(">", "$>$"),
    ],
)
def test_a_sici_survives_every_writing(raw: str) -> None:
    assert clean_doi(raw) == SICI


def test_balanced_brackets_at_the_end_belong_to_the_doi() -> None:
    assert clean_doi("https://doi.org/10.1016/S0140-6736(20)30183-5.") == "10.1016/s0140-6736(20)30183-5"
    assert clean_doi("(10.5555/ab(12))") == "10.5555/ab(12)"


def test_only_ascii_letters_are_lowered() -> None:
    assert clean_doi("10.5555/ÄB") == "10.5555/Äb"


@pytest.mark.parametrize(
    "raw", ["", "n/a", "10.5555", "arXiv:2101.00001", "110.5555/x", "https://example.org/paper.pdf"]
)
def test_a_text_without_doi_gives_none(raw: str) -> None:
    assert clean_doi(raw) == ""


@pytest.mark.parametrize("raw", ["10/gf5r8t", "https://doi.org/10/GF5R8T", "doi:10/gf5r8t."])
def test_a_short_doi_stays(raw: str) -> None:
    assert clean_doi(raw) == "10/gf5r8t"


def test_a_short_doi_is_no_doi() -> None:
    assert is_short_doi("10/gf5r8t")
    assert not is_doi("10/gf5r8t")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("10.1101/2020.01.01.123456v2.full", "10.1101/2020.01.01.123456"),
        ("10.5555/abc/full", "10.5555/abc"),
        ("10.5555/abc/full/pdf", "10.5555/abc"),
        ("10.5555/abc.pdf", "10.5555/abc"),
        ("10.5555/abc/suppinfo", "10.5555/abc"),
        ("10.5555/journal.s001", "10.5555/journal"),
        ("10.5555/abc#sec2", "10.5555/abc"),
        ("10.5555/abc%5b1", "10.5555/abc"),
        ("10.1007/s00381-016-3093-327142103", "10.1007/s00381-016-3093-3"),
        ("10.1002/(sici)1097:aid", "10.1002/(sici)1097::aid"),
        ("10.5555/a–b", "10.5555/a-b"),
        ("10.5555/a--b", "10.5555/a-b"),
        ("10.5555/s1o1", "10.5555/s101"),
        ("10.5555/al0", "10.5555/alo"),
        ("10.5555/2l3", "10.5555/213"),
        ("10.5555/10.5555/abc", "10.5555/abc"),
    ],
)
def test_an_accident_can_be_undone(wrong: str, right: str) -> None:
    assert right in doi_repairs(wrong)


def test_the_whole_ending_is_tried_before_single_digits() -> None:
    assert doi_repairs("10.5555/abc12.full")[0] == "10.5555/abc12"


def test_versions_of_one_deposit_are_a_family() -> None:
    assert same_doi_family("10.1101/2020.01.01.123456v1", "10.1101/2020.01.01.123456V2")
    assert same_doi_family("10.21203/rs.3.rs-1/v1", "10.21203/rs.3.rs-1")
    assert same_doi_family("10.48550/arXiv.2101.00001v3", "10.48550/arxiv.2101.00001")


def test_works_of_one_journal_are_no_family() -> None:
    assert not same_doi_family("10.5555/v1", "10.5555/v2")
    assert not same_doi_family("", "")


texts = st.text(max_size=40) | st.text("10./57ab_-()<>{}\\$%&;: ", max_size=40).map(lambda text: f"10.5555/{text}")


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_clean_doi_stays_as_it_is(raw: str) -> None:
    cleaned = clean_doi(raw)
    assert cleaned == "" or is_doi(cleaned) or is_short_doi(cleaned)
    assert clean_doi(cleaned) == cleaned


@settings(max_examples=100, deadline=None)
@given(texts)
def test_repairs_are_other_dois(raw: str) -> None:
    repairs = doi_repairs(raw)
    assert all(is_doi(one) and one != raw.lower() for one in repairs)
    assert len(set(repairs)) == len(repairs)
