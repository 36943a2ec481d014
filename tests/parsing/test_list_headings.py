from __future__ import annotations

import pytest

from refcheck.parsing.list_headings import Section, inline_heading, section_of


@pytest.mark.parametrize(
    "heading",
    ["References", "REFERENCES:", "7. References", "VII References", "References [edit]", "References & Notes",
     "Works Cited", "Bibliography", "Literatur", "Literaturverzeichnis", "Quellenangaben:", "Références",
     "Bibliographie", "Bibliografía", "Referencias", "Referências", "Riferimenti", "Литература",
     "Список литературы", "参考文献", "参考資料", "【参考文献】", "참고문헌", "Literatuur", "Källförteckning",
     "Lähteet", "Kaynaklar", "References (12)", "Sources and references"],
)  # fmt: skip
def test_a_heading_announces_a_list(heading: str) -> None:
    assert section_of(heading) is Section.STRONG


@pytest.mark.parametrize(
    "heading", ["Sources", "Quellen", "Notes", "Kilder", "Källor", "Footnotes", "Fuentes", "出典", "출처"]
)
def test_a_heading_announces_a_list_among_other_things(heading: str) -> None:
    assert section_of(heading) is Section.WEAK


@pytest.mark.parametrize("heading", ["Related posts", "Cite this article", "You may also like", "Comments", "関連記事"])
def test_a_heading_announces_what_only_looks_like_a_list(heading: str) -> None:
    assert section_of(heading) is Section.STOP


@pytest.mark.parametrize(
    "heading", ["The notes of a cat", "Introduction to references", "Studies, 20(9), 747–757.", "", "12"]
)
def test_other_headings_announce_nothing(heading: str) -> None:
    assert section_of(heading) is Section.NONE


def test_further_reading_is_what_the_text_need_not_cite() -> None:
    assert section_of("Further reading") is Section.MORE


def test_acknowledgements_end_a_list() -> None:
    assert section_of("Acknowledgements") is Section.END


def test_a_long_line_is_no_heading() -> None:
    assert section_of("references " * 20) is Section.NONE


def test_words_before_a_colon_serve_as_a_heading() -> None:
    assert inline_heading("References: 1. Alder") == (Section.STRONG, len("References: "))


def test_words_on_a_line_of_their_own_serve_as_a_heading() -> None:
    assert inline_heading("Quellen\nAlder") == (Section.WEAK, len("Quellen\n"))


@pytest.mark.parametrize("text", ["Alder: 1. Birch", "no colon at all", ""])
def test_other_words_do_not(text: str) -> None:
    assert inline_heading(text) == (Section.NONE, 0)
