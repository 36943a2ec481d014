from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.readers.base import CannotWrite
from refcheck.readers.encoding import decode, encode


def test_plain_text_is_utf_8() -> None:
    assert decode("Müller".encode()).encoding == "utf-8"


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    decoded = decode(b"\xef\xbb\xbf@misc{a}")
    assert (decoded.text, decoded.encoding) == ("@misc{a}", "utf-8-sig")


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_by_its_mark(name: str) -> None:
    content = "\ufeffMüller".encode(name)
    decoded = decode(content)
    assert (decoded.text, decoded.encoding, encode(decoded.text, decoded.encoding)) == ("Müller", name, content)


def test_half_a_character_after_a_utf_16_mark_is_not_an_error() -> None:
    content = b"\xff\xfea\x00b"
    decoded = decode(content)
    assert encode(decoded.text, decoded.encoding) == content


@pytest.mark.parametrize(
    "declaration",
    ["% Encoding: Cp1252", "% -*- coding: latin-1 -*-", "%!TEX encoding = MacRoman", "\\usepackage[latin2]{inputenc}"],
)
def test_a_declared_encoding_is_used_where_the_bytes_are_no_utf_8(declaration: str) -> None:
    names = {"Cp1252": "cp1252", "latin-1": "latin-1", "MacRoman": "mac_roman", "latin2": "iso8859-2"}
    expected = next(codec for word, codec in names.items() if word in declaration)
    assert decode(declaration.encode() + b"\n@misc{a, title = {M\xfcller}}").encoding == expected


def test_valid_utf_8_outweighs_a_stale_declaration() -> None:
    assert decode("% Encoding: Cp1252\nMüller".encode()).encoding == "utf-8"


def test_a_declaration_tells_how_to_write_a_file_that_is_ascii_so_far() -> None:
    assert decode(b"% Encoding: Cp1252\n@misc{a}").encoding == "cp1252"


def test_an_unknown_declaration_is_passed_over() -> None:
    assert decode(b"% Encoding: klingon\nM\xfcller").encoding == "cp1252"


def test_undeclared_western_bytes_are_windows_1252() -> None:
    assert decode(b"M\xfcller \x96 Schr\xf6der").text == "Müller – Schröder"


def test_bytes_that_windows_1252_does_not_have_are_latin_1() -> None:
    assert decode(b"M\xfcller \x81").encoding == "latin-1"


def test_undeclared_cyrillic_is_recognised() -> None:
    text = "@book{a, title = {Преступление и наказание}, author = {Достоевский, Фёдор Михайлович}}\n" * 20
    assert decode(text.encode("cp1251")).text == text


def test_a_character_that_the_encoding_lacks_is_refused() -> None:
    with pytest.raises(CannotWrite, match="'ő' does not exist in the file's encoding, cp1252"):
        encode("Erdős", "cp1252")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_unchanged_text_gives_the_same_bytes_back(content: bytes) -> None:
    decoded = decode(content)
    assert encode(decoded.text, decoded.encoding) == content


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"% Encoding: GBK\n"]), st.binary(max_size=60))
def test_marks_and_declarations_before_any_bytes_give_the_same_bytes_back(mark: bytes, content: bytes) -> None:
    decoded = decode(mark + content)
    assert encode(decoded.text, decoded.encoding) == mark + content


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Миша".encode("koi8-r"), "KOI8-R", "Миша"),
        (b"Stra\xdfe", "ISO-8859-1", "Straße"),
        ("Straße".encode(), "ISO-8859-1", "Straße"),
        (b"Stra\xdfe", "klingon", "Straße"),
    ],
)
def test_what_a_server_says_of_the_encoding_counts_unless_the_bytes_say_otherwise(
    content: bytes, charset: str, text: str
) -> None:
    assert decode(content, charset=charset).text == text
