from __future__ import annotations

import pytest

from refcheck.readers import READERS, read_bytes, reader_for


def test_the_reader_is_chosen_by_the_suffix_in_any_case() -> None:
    assert reader_for("thesis/REFS.BIB") is READERS[".bib"]


def test_an_unknown_suffix_has_no_reader() -> None:
    assert reader_for("refs.docx") is None


def test_bytes_are_read_with_their_encoding() -> None:
    document = read_bytes("refs.bib", b"@misc{a, title = {Schr\xf6dinger}}")
    assert (document.encoding, document.references[0].item.title) == ("cp1252", ("Schrödinger",))


def test_bytes_of_an_unknown_suffix_are_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"no reader for 'refs.xyz'; known suffixes: .bib"):
        read_bytes("refs.xyz", b"")
