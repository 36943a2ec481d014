"""The claims of a document, from its citations."""

from __future__ import annotations

from refcheck.claims.citing import Cluster, clusters
from refcheck.model import Citation, CitationForm, Document, Span
from refcheck.readers import READERS

LIST = """

References

[1] Lind, K., Okafor, A., & Berg, T. (2021). On Tides and Harbours. Coastal Letters, 41(2), 747-757.

[2] Okafor, A. (2019). Wooden Boats of the North Sea. Coastal Letters, 39(1), 12-20.

[3] Berg, T. (2018). Ropes and Their Knots. Coastal Letters, 38(1), 12-20.
"""


def read(text: str) -> list[Cluster]:
    """The clusters of a text with the list."""
    return list(clusters(READERS[".txt"].read("post.txt", text + LIST)))


def keys(cluster: Cluster) -> list[str]:
    """The citation keys of a cluster."""
    return [key for citation in cluster.citations for key in citation.keys]


def test_members_of_a_bracket_vouch_together() -> None:
    (only,) = read("The tides rise twice a day [1-3].")
    assert keys(only) == ["lind2021", "okafor2019", "berg2018"]


def test_brackets_with_nothing_between_vouch_together() -> None:
    (only,) = read("The tides rise twice a day [1], [2].")
    assert keys(only) == ["lind2021", "okafor2019"]


def test_brackets_with_a_clause_between_stand_apart() -> None:
    first, second = read("The tides rise twice a day [1], and most wooden boats rise with them [2].")
    assert (keys(first), keys(second)) == (["lind2021"], ["okafor2019"])


def test_names_before_a_number_make_a_narrative_citation() -> None:
    (only,) = read("Lind et al. [1] found that tides rise twice a day.")
    assert only.claim.narrative
    assert only.claim.said.strip() == "found that tides rise twice a day."


def test_a_number_after_other_words_does_not() -> None:
    (only,) = read("In most harbours the tides rise twice a day [1] found sailors.")
    assert not only.claim.narrative


def test_acronyms_that_the_text_explains_are_written_out() -> None:
    (only,) = read("High water at springs (HWS) matters to all. Lind et al. [1] found that HWS rises.")
    assert "High water at springs" in only.claim.said


def test_a_document_without_citations_has_no_claims() -> None:
    assert list(clusters(Document("post.txt", "The tides rise."))) == []


def test_markup_in_a_sentence_is_no_part_of_the_claim() -> None:
    text = "The <b>tides</b> rise twice a day (<a href='#one'>Lind</a>, 2021)."
    citation = Citation(Span(37, 67), "The tides", ("lind2021",), CitationForm.PARENTHETICAL, sentence_span=Span(0, 68))
    (only,) = clusters(Document("post.html", text, citations=(citation,)))
    assert only.claim.said.split() == ["The", "tides", "rise", "twice", "a", "day", "("]


def test_a_note_behind_a_sentence_vouches_for_it() -> None:
    text = "The tides rise twice a day.[^one]"
    citation = Citation(Span(29, 32), text[:27], ("lind2021",), CitationForm.NOTE, sentence_span=Span(0, 27))
    (only,) = clusters(Document("post.md", text, citations=(citation,)))
    assert only.claim.said.startswith("The tides rise twice a day.")


def test_a_page_without_stops_is_left_alone() -> None:
    text = "tides " * 1_000
    citation = Citation(Span(5_000, 5_004), text, ("lind2021",), sentence_span=Span(0, len(text)))
    assert list(clusters(Document("post.md", text, citations=(citation,)))) == []
