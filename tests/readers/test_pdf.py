from __future__ import annotations

import sys
import zlib

import pytest

from refcheck.model import Document
from refcheck.readers import CannotWrite, is_expected, pdf, pdf_lines, read_bytes
from refcheck.readers.pdf_lines import LARGEST, MISSING, MOST_PAGES
from tests.readers.docx_made import TYPED
from tests.readers.pdf_made import SIZE, Placed, column, objects, stream
from tests.readers.pdf_made import pdf as made

ARTICLE = (
    "The tides are high at the northern sea (Lind, 2021), and it",
    "rains a lot over the western islands, as Berg and Holm (2018)",
    "have told us.",
    "",
    "References",
    "",
    "Berg, I., & Holm, P. (2018). Rain over the Western Islands in",
    "  Winter. Journal of Invented Seas, 6(2), 4–9.",
    "Lind, K. (2021). Tides and Harbours of the Northern Sea. Jour-",
    "  nal of Invented Seas, 9, 1–12.",
)
LOCKED = "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{0}> /U <{0}> >> /ID [<00><00>] ".format(
    "1" * 64
)


def message(content: bytes) -> str:
    read = read_bytes("paper.pdf", content)
    (problem,) = read.problems
    assert read == Document("paper.pdf", "", problems=(problem,))
    return problem.message


def test_references_are_put_together_and_cited() -> None:
    document = read_bytes("paper.pdf", made(column(*ARTICLE)))
    assert [one.text for one in document.references] == list(TYPED)
    assert [one.keys for one in document.citations] == [("lind2021",), ("berg2018",)]


def test_every_field_knows_its_place_in_the_extracted_text() -> None:
    document = read_bytes("paper.pdf", made(column(*ARTICLE)))
    fields = [field for reference in document.references for field in reference.fields]
    assert len(fields) > 10
    assert all(document.text[one.span.start : one.span.end] == one.raw for one in fields)


def test_raised_numbers_are_citations() -> None:
    raised = [
        (72.0, 740.0, SIZE, "The tides are high."),
        (170.0, 744.0, 6.0, "1,2"),
        (185.0, 740.0, SIZE, " So it is."),
    ]
    listed = column("References", "", *(f"{place}. {one}" for place, one in enumerate(TYPED, 1)), top=700)
    document = read_bytes("paper.pdf", made([*raised, *listed]))
    assert "¹˒² So it is." in document.text
    assert [one.keys for one in document.citations] == [("berg2018",), ("lind2021",)]


def test_a_file_without_references_says_so() -> None:
    document = read_bytes("paper.pdf", made(column("Only a few words.")))
    assert [one.message for one in document.problems] == ["no reference list was found, so nothing was checked"]


def test_a_pdf_is_not_written_to() -> None:
    document = read_bytes("paper.pdf", made(column(*ARTICLE)))
    with pytest.raises(CannotWrite, match="where the PDF was made"):
        pdf.set_field(document.text, document.references[0], "DOI", "10.5555/new")


def test_in_a_folder_pdf_files_are_left_alone() -> None:
    assert not is_expected("folder/paper.pdf", made(column(*ARTICLE)))


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert message(made(column("Words."))) == MISSING == "reading PDF needs the extra: pip install 'refcheck-cli[pdf]'"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Dear reader",
        b"%PDF-1.4 and no more",
        made(column(*ARTICLE))[:400],
        made(column(*ARTICLE)).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
    ],
)
def test_a_file_that_is_damaged_or_no_pdf_is_said_to_be_so(content: bytes) -> None:
    assert message(content) == "the PDF is damaged, or it is none: make or print it anew"


def test_changed_bytes_never_raise() -> None:
    content = made(column(*ARTICLE))
    for place in range(0, len(content), 29):
        assert read_bytes("paper.pdf", content[:place] + b"\xff" + content[place + 1 :]).path == "paper.pdf"


def test_a_password_is_named_as_the_reason() -> None:
    assert "password" in message(objects(stream(b"BT ET"), trailer=LOCKED))


@pytest.mark.parametrize("page", [[], column("\0")])
def test_pictures_of_text_are_named_as_such(page: list[Placed]) -> None:
    assert "(OCR)" in message(made(page))


def test_a_file_that_is_too_large_is_not_opened() -> None:
    assert message(b"%PDF-1.4" + bytes(LARGEST)) == "the PDF is larger than 64 MB"


def test_a_file_of_too_many_pages_is_not_read() -> None:
    assert message(objects(*[b"null"] * (MOST_PAGES + 1))) == "the PDF has more than 1,500 pages"


def test_a_page_that_unpacks_to_too_much_is_not_read() -> None:
    packed = zlib.compress(b"BT /F 10 Tf 1 1 Td (aaaaaaaa) Tj ET\n" * 3_000_000, 9)
    assert "damaged" in message(objects(stream(packed, "/Filter /FlateDecode ")))


def test_reading_ends_when_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_lines, "SECONDS", -1.0)
    assert "within" in message(made(column("Words.")))
