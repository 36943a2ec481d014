from __future__ import annotations

import pytest

from refcheck.readers import READERS, is_edited, read_bytes, reader_for


def test_the_reader_is_chosen_by_the_suffix_in_any_case() -> None:
    assert reader_for("thesis/REFS.BIB") is READERS[".bib"]


def test_an_unknown_suffix_has_no_reader() -> None:
    assert reader_for("refs.odt") is None


def test_bytes_are_read_with_their_encoding() -> None:
    document = read_bytes("refs.bib", b"@misc{a, title = {Schr\xf6dinger}}")
    assert (document.encoding, document.references[0].item.title) == ("cp1252", ("Schrödinger",))


def test_bytes_of_an_unknown_suffix_are_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"no reader for 'refs.xyz'; known suffixes: .bib"):
        read_bytes("refs.xyz", b"")


@pytest.mark.parametrize("path", ["refs.bib", "post.html", "notes/post.MD", "article.xml"])
def test_a_fix_may_be_written_into_files_of_text(path: str) -> None:
    assert is_edited(path)


@pytest.mark.parametrize("path", ["draft.docx", "paper.pdf", "pubmed.nbib", "https://example.org/post.html", "x.odt"])
def test_what_belongs_to_others_is_not_edited(path: str) -> None:
    assert not is_edited(path)
