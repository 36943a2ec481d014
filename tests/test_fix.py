from __future__ import annotations

import stat
from pathlib import Path

import pytest

from refcheck.errors import CannotSave
from refcheck.fix import Fixed, fix_document, save, unified_diff, write_atomically
from refcheck.model import (
    Applicability,
    CheckedDocument,
    CheckedReference,
    Confidence,
    Document,
    Finding,
    Fix,
    Severity,
    Span,
    Unchecked,
)
from refcheck.readers import read_bytes

TEXT = """\
% a comment
@article{lind2021,
  author = {Lind, Karin},
  title  = {Tides},
  pages  = {1-},
  year   = "2020"
}

@article{berg2019,
  title = {Rain},
  pages = {7--},
}
"""


def checked(document: Document, **fixes: Fix | list[Fix]) -> CheckedDocument:
    """The document with findings that propose these fixes, by citation key."""

    def findings(key: str) -> tuple[Finding, ...]:
        proposed = fixes.get(key, [])
        return tuple(
            Finding(
                "REF205", "year-mismatch", Severity.WARNING, Confidence.HIGH, "", document.path, key, 1, 1, Span(0, 0),
                fix=fix,
            )
            for fix in (proposed if isinstance(proposed, list) else [proposed])
        )  # fmt: skip

    return CheckedDocument(
        document, tuple(CheckedReference(one, Unchecked(""), findings(one.key)) for one in document.references)
    )


def safe(variable: str, value: str) -> Fix:
    return Fix(variable, value, Applicability.SAFE)


def read(text: str = TEXT, path: str = "refs.bib", encoding: str = "utf-8") -> Document:
    return read_bytes(path, text.encode(encoding))


def fixed_text(unsafe: bool = False, **fixes: Fix | list[Fix]) -> str:
    return fix_document(checked(read(), **fixes), unsafe=unsafe).after.text


def test_a_safe_fix_is_written_and_nothing_else_changes() -> None:
    assert fixed_text(lind2021=safe("page", "1-16")) == TEXT.replace("{1-}", "{1--16}")


def test_an_unsafe_fix_is_only_written_on_request() -> None:
    fix = Fix("issued", "2021")
    assert fixed_text(lind2021=fix) == TEXT
    assert fixed_text(unsafe=True, lind2021=fix) == TEXT.replace("2020", "2021")


def test_a_typed_reference_may_get_another_key_by_its_fix() -> None:
    text = "1. Lind, K. (2020). On tides and harbours of the north. Coastal Letters, 12(3), 45-67.\n"
    document = read(text, "refs.txt")
    (key,) = (one.key for one in document.references)
    fixed = fix_document(checked(document, **{key: [Fix("issued", "2021"), Fix("DOI", "10.5555/t")]}), unsafe=True)
    assert fixed.after.text == text.replace("2020", "2021").replace("67.", "67. https://doi.org/10.5555/t")


def test_fixes_of_several_entries_and_fields_do_not_disturb_each_other() -> None:
    text = fixed_text(
        unsafe=True,
        lind2021=[safe("page", "1-16"), Fix("issued", "2021"), safe("volume", "9"), safe("DOI", "10.5555/tides")],
        berg2019=[safe("page", "7--12"), safe("title", "Rain and Wind")],
    )
    lind, berg = read(text).references
    assert (lind.item.page, str(lind.item.issued[0]), lind.item.volume, lind.item.doi) == (
        "1–16", "2021", "9", "10.5555/tides",
    )  # fmt: skip
    assert (lind.item.title[0], berg.item.title[0]) == ("Tides", "Rain and Wind")
    assert berg.item.page in {"7--12", "7-12", "7–12"}


def test_of_two_fixes_for_one_variable_only_one_is_written() -> None:
    outcome = fix_document(checked(read(), lind2021=[safe("page", "1-16"), safe("page", "2-17")]), unsafe=False)
    assert len(outcome.applied) == 1
    assert "2-17" not in outcome.after.text


def test_a_value_that_cannot_be_written_is_refused_and_the_others_are_not() -> None:
    text = TEXT.replace("{1-}", "first # {-}")
    outcome = fix_document(
        checked(read(text), lind2021=safe("page", "1-16"), berg2019=safe("page", "7--12")), unsafe=False
    )
    assert [one.finding.key for one in outcome.refused] == ["lind2021"]
    assert [one.key for one in outcome.applied] == ["berg2019"]


def test_windows_line_ends_and_the_mark_at_the_start_stay() -> None:
    content = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    document = read_bytes("refs.bib", content)
    outcome = fix_document(checked(document, lind2021=safe("page", "1-16")), unsafe=False)
    assert outcome.content == content.replace(b"{1-}", b"{1--16}")


def test_latin_1_stays_latin_1() -> None:
    content = TEXT.replace("Tides", "Gezeitenkräfte für Häfen").encode("cp1252")
    outcome = fix_document(checked(read_bytes("refs.bib", content), lind2021=safe("page", "1-16")), unsafe=False)
    assert outcome.content == content.replace(b"{1-}", b"{1--16}")


def test_a_document_without_a_reader_stays_as_it_is() -> None:
    document = Document("notes.txt", "text")
    assert fix_document(CheckedDocument(document), unsafe=True) == Fixed(document, document)


def test_the_difference_is_a_unified_diff() -> None:
    outcome = fix_document(
        checked(read("@misc{a,\n  title = {A},\n  pages = {1-}}"), a=safe("page", "1-2")), unsafe=False
    )
    assert unified_diff(outcome) == (
        "--- refs.bib\n+++ refs.bib\n@@ -1,3 +1,3 @@\n @misc{a,\n   title = {A},\n"
        "-  pages = {1-}}\n\\ No newline at end of file\n+  pages = {1--2}}\n\\ No newline at end of file\n"
    )


def test_no_change_is_no_difference() -> None:
    assert unified_diff(fix_document(checked(read()), unsafe=True)) == ""


# ---------------------------------------------------------------------------------------------------------- files


def outcome_for(path: Path) -> Fixed:
    path.write_text(TEXT, "utf-8")
    return fix_document(checked(read(path=str(path)), lind2021=safe("page", "1-16")), unsafe=False)


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    outcome = outcome_for(tmp_path / "refs.bib")
    (tmp_path / "refs.bib").chmod(0o640)
    save(outcome)
    assert "{1--16}" in (tmp_path / "refs.bib").read_text("utf-8")
    assert stat.S_IMODE((tmp_path / "refs.bib").stat().st_mode) == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["refs.bib"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    outcome_for(tmp_path / "real.bib")
    (tmp_path / "link.bib").symlink_to("real.bib")
    linked = read(path=str(tmp_path / "link.bib"))
    save(fix_document(checked(linked, lind2021=safe("page", "1-16")), unsafe=False))
    assert (tmp_path / "link.bib").is_symlink()
    assert "{1--16}" in (tmp_path / "real.bib").read_text("utf-8")


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    outcome = outcome_for(tmp_path / "refs.bib")
    (tmp_path / "refs.bib").write_text("% edited\n", "utf-8")
    with pytest.raises(CannotSave, match="was changed while refcheck was running"):
        save(outcome)
    assert (tmp_path / "refs.bib").read_text("utf-8") == "% edited\n"


def test_a_file_that_is_gone_cannot_be_written(tmp_path: Path) -> None:
    outcome = outcome_for(tmp_path / "refs.bib")
    (tmp_path / "refs.bib").unlink()
    with pytest.raises(CannotSave, match="could not be written"):
        save(outcome)


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "folder.bib").mkdir()
    with pytest.raises(OSError, match=r"folder\.bib"):
        write_atomically(tmp_path / "folder.bib", b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["folder.bib"]
