from __future__ import annotations

import pytest

from refcheck.model import Document
from refcheck.readers import read_bytes
from refcheck.readers.docx_parts import LARGEST_PART, MOST_TAGS
from tests.readers.docx_made import TYPED, archive, document, typed, word

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def message(content: bytes, path: str = "paper.docx") -> str:
    read = read_bytes(path, content)
    (problem,) = read.problems
    assert read == Document(path, "", problems=(problem,))
    return problem.message


@pytest.mark.parametrize("path", ["paper.doc", "paper.docx"])
def test_old_word_is_asked_to_be_saved_anew(path: str) -> None:
    assert message(OLD, path) == "this is a document of old Word (.doc): open it in Word and save it as .docx"


def test_a_password_is_named_as_the_reason() -> None:
    protected = OLD + "EncryptedPackage".encode("utf-16-le")
    assert message(protected) == "the Word document is protected by a password: save it without one"


def test_rich_text_is_named_as_such() -> None:
    assert message(rb"{\rtf1 Hello}", "paper.doc").startswith("this is rich text (RTF)")


@pytest.mark.parametrize("content", [b"", b"Dear reader", archive({"mimetype": "application/zip"})])
def test_what_is_no_word_document_is_said_to_be_none(content: bytes) -> None:
    assert message(content).startswith("this is no Word document")


def test_a_document_that_was_cut_off_is_damaged() -> None:
    content = word(typed(*TYPED))
    assert message(content[: len(content) // 2]).startswith("the Word document is damaged")


def test_a_changed_byte_never_raises() -> None:
    content = word(typed(*TYPED))
    for place in range(2, len(content), 23):
        assert read_bytes("paper.docx", content[:place] + b"\xff" + content[place + 1 :]).path == "paper.docx"


def test_a_part_that_unpacks_to_too_much_is_not_read() -> None:
    assert "too large" in message(word(typed("a" * LARGEST_PART)))


def test_a_part_of_too_many_elements_is_not_read() -> None:
    assert "too large" in message(word("<w:p/>" * MOST_TAGS))


def test_entities_are_not_expanded() -> None:
    declared = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert "declares entities" in message(archive({"word/document.xml": declared + document(typed("&b;"))}))


def test_a_part_that_is_no_xml_is_named() -> None:
    assert message(archive({"word/document.xml": "<w:document"})).startswith("the part word/document.xml")


def test_the_text_may_stand_in_a_part_of_another_number() -> None:
    read = read_bytes("paper.docx", archive({"word/document2.xml": document(typed("References", *TYPED))}))
    assert len(read.references) == 2
