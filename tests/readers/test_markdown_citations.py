from __future__ import annotations

import pytest

from refcheck.model import CitationForm
from refcheck.parsing.blocks import Kind
from tests.readers.marked import blocks, citations, keys, marked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tides rise [@lind2021].", ["lind2021"]),
        ("Tides rise [see @lind2021, pp. 3-5; also @moe:20, ch. 1].", ["lind2021", "moe:20"]),
        ("Lind [-@lind2021, p. 3] says so.", ["lind2021"]),
        ("So says @lind2021 [p. 3]; @{moe{x}} not.", ["lind2021"]),
        ("So says @{https://a.org/x}.", ["https://a.org/x"]),
        ("So says @lind_2021. Then @Ångström_10, end", ["lind_2021", "Ångström_10"]),
        ("Mail ann@example.org or x.@y, http://a.org/@ann", []),
        ("See @fig-tide, @tbl-1, @sec-a, @eq:b and [@fig:c].", []),
        (r"Escaped \@lind2021 and `@lind2021` and \@ref(fig:a)", []),
        ("![A tide [@lind2021]](a.png)", ["lind2021"]),
        ("@ alone", []),
    ],
)
def test_keys_are_cited_as_pandoc_has_it(text: str, found: list[str]) -> None:
    assert keys(text, "paper.qmd") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thanks to @ann for this.", []),
        ("By [@ann](https://site.org/ann).", []),
        ("As @lind2021 and [@moe20] say.", ["lind2021", "moe20"]),
        ("---\nbibliography: a.bib\n---\nAs @lind2021 says.", ["lind2021"]),
        ("{% cite lind2021 moe20 --locator 5 -A %} and {% cite 'kay19' -l 3 %}", ["lind2021", "moe20", "kay19"]),
        ('{{< cite "lind2021" >}}, {{% cite moe20 %}}, {{< ref "page" >}}', ["lind2021", "moe20"]),
        ("<d-cite key=\"lind2021, moe20\"></d-cite><d-cite bibtex-key='kay19'/>", ["lind2021", "moe20", "kay19"]),
        ('<d-cite key="d\'oro22"></d-cite>', ["d'oro22"]),
        ("In Obsidian [[@lind2021]] and [[Other]]", ["lind2021"]),
        ("a [[1](x)] b [[2]] [[no", []),
    ],
)
def test_keys_are_cited_as_sites_have_it(text: str, found: list[str]) -> None:
    assert keys(text) == found


def test_a_citation_has_its_place_and_group() -> None:
    text = "Tides rise [see @lind2021, p. 3; @moe20]. They fall."
    first, second = citations(text)
    assert text[first.span.start : first.span.end] == "@lind2021"
    assert first.group == second.group
    assert first.group is not None
    assert text[first.group.start : first.group.end] == "[see @lind2021, p. 3; @moe20]"
    assert (first.form, first.keys) == (CitationForm.KEY, ("lind2021",))


def test_a_citation_has_its_sentence() -> None:
    text = "It is *so*. Tides rise [@lind2021]. They fall."
    (one,) = citations(text)
    assert one.sentence == "Tides rise [@lind2021]."
    assert one.sentence_span is not None
    assert text[one.sentence_span.start : one.sentence_span.end] == "Tides rise [@lind2021]."


def test_what_belongs_to_a_key_is_marked() -> None:
    assert marked("Tides [@lind2021, p. 3] rise", "citation") == ["[@lind2021, p. 3]"]


def test_the_mark_of_a_note_belongs_to_the_sentence_before_it() -> None:
    text = "Tides rise.[^a] They fall.\n\n[^a]: Lind 2020"
    (one,) = citations(text)
    assert (one.form, one.label, one.keys, one.sentence) == (CitationForm.NOTE, "a", (), "Tides rise.")
    assert blocks(text)[0].text == "Tides rise. They fall."


def test_a_number_cites_a_note_that_is_missing() -> None:
    assert keys("Tides rise.[^7] Letters: [^a-z]") == ["7"]


def test_an_inline_note_is_a_block_of_its_own() -> None:
    text = "Tides rise.^[Lind, *On tides* [@lind2021], 2020.] They fall."
    first, second = blocks(text)
    assert first.text == "Tides rise. They fall."
    assert (second.kind, second.text, second.group) == (Kind.FOOTNOTE, "Lind, On tides [@lind2021], 2020.", "footnotes")
    note, key = citations(text)
    assert note.label == second.label
    assert note.form is CitationForm.NOTE
    assert key.sentence == "Lind, On tides [@lind2021], 2020."


def test_a_note_of_distill_is_a_block_of_its_own() -> None:
    first, second = blocks("Tides<d-footnote>Lind <b>2020</b></d-footnote> rise.")
    assert (first.text, second.kind, second.text) == ("Tides rise.", Kind.FOOTNOTE, "Lind 2020")


def test_an_element_that_is_never_closed_is_no_note() -> None:
    assert [one.text for one in blocks("Tides <d-footnote>Lind</sup> rise.")] == ["Tides Lind rise."]


def test_a_paragraph_may_hold_nothing_but_a_citation() -> None:
    (one,) = citations("{% cite lind2021 %}")
    assert (one.label, one.sentence) == ("lind2021", "")


def test_a_tag_within_html_cites() -> None:
    text = '<div>\n<p>Tides rise <d-cite key="lind2021"></d-cite>. By @ann.</p>\n</div>\n'
    (one,) = citations(text)
    assert (one.label, one.sentence) == ("lind2021", "Tides rise .")
    assert text[one.span.start : one.span.end] == "lind2021"


def test_a_tag_in_html_without_text_cites() -> None:
    (one,) = citations('<div>\n<d-cite key="lind2021"></d-cite>\n</div>\n')
    assert one.label == "lind2021"


def test_the_metadata_of_an_element_cite_nothing() -> None:
    assert keys("<d-cite></d-cite><d-cite class='x' key></d-cite>") == []
