import time

import pytest

from refcheck.parsing.identifiers import find_identifiers, identifier_in


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("x. https://doi.org/10.5555/AbC.12.", "doi", "10.5555/abc.12"),
        ("x. doi: 10.5555/s2215-0366(18)30135-4", "doi", "10.5555/s2215-0366(18)30135-4"),
        ("x (doi:10.5555/abc)", "doi", "10.5555/abc"),
        ("x. https://publisher.example/doi/10.5555/abc", "doi", "10.5555/abc"),
        ("x. arXiv preprint arXiv:1706.03762v2, 2017", "arxiv", "1706.03762v2"),
        ("x, hep-th/9711200", "arxiv", "hep-th/9711200"),
        ("CoRR, abs/1409.0473, 2014", "arxiv", "1409.0473"),
        ("x. https://arxiv.org/abs/1706.03762", "arxiv", "1706.03762"),
        ("x. PMID: 31745107.", "pmid", "31745107"),
        ("x. https://pubmed.ncbi.nlm.nih.gov/31745107/", "pmid", "31745107"),
        ("x. PMCID: PMC6863841", "pmcid", "PMC6863841"),
        ("x. https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6863841/", "pmcid", "PMC6863841"),
        ("x. ISBN 978-0-306-40615-7", "isbn", "9780306406157"),
        ("x. ISSN 1461-1457", "issn", "1461-1457"),
        ("See https://example.org/a_(b).", "url", "https://example.org/a_(b)"),
        ("(www.example.org/x)", "url", "www.example.org/x"),
    ],
)
def test_identifiers_are_found_by_their_form(text: str, kind: str, value: str) -> None:
    assert [(one.kind, one.value) for one in find_identifiers(text)] == [(kind, value)]


def test_the_value_has_a_place_of_its_own_after_the_label() -> None:
    text = "x. doi: 10.5555/abc."
    (found,) = find_identifiers(text)
    assert text[found.start : found.end] == "doi: 10.5555/abc"
    assert text[found.value_start : found.end] == "10.5555/abc"


def test_several_identifiers_come_in_order() -> None:
    kinds = [one.kind for one in find_identifiers("x. doi:10.5555/a PMID: 12345 https://example.org")]
    assert kinds == ["doi", "pmid", "url"]


def test_an_invalid_isbn_stays_as_it_was_typed() -> None:
    assert find_identifiers("ISBN 978-0-306-40615-9")[0].value == "978-0-306-40615-9"


def test_a_number_is_no_identifier() -> None:
    assert find_identifiers("Nature 10.1234 (2010) 10, 5") == []


def test_what_only_begins_like_a_doi_is_none() -> None:
    assert all(one.kind != "doi" for one in find_identifiers("version 10.1234/ "))


def test_the_target_of_a_link_may_be_a_doi() -> None:
    found = identifier_in("https://doi.org/10.5555/abc")
    assert found is not None
    assert found.value == "10.5555/abc"


def test_a_target_without_identifier_gives_none() -> None:
    assert identifier_in("#top") is None


@pytest.mark.parametrize("text", ["(" * 4000, "10.1234/" * 500, "https://" + ")" * 3990, "978-" * 1000, "pmid " * 800])
def test_hostile_strings_are_read_at_once(text: str) -> None:
    begin = time.process_time()
    find_identifiers(text)
    assert time.process_time() - begin < 1
