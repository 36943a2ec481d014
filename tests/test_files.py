from __future__ import annotations

from pathlib import Path

import pytest

from refcheck import files
from refcheck.files import not_read, read_documents
from refcheck.given import Given
from refcheck.model import Severity
from refcheck.parsing.unlisted import NO_LIST, NO_LIST_BUT_CITATIONS

ENTRY = "@misc{one,\n  title = {One},\n}\n"


def test_a_folder_gives_what_may_hold_references_in_order(tmp_path: Path) -> None:
    for name in ("b.bib", "a.txt", "sub/c.BIB", "photo.png", ".hidden/d.bib", ".e.bib", "node_modules/f.bib"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ENTRY, "utf-8")
    names = [str(Path(one.path).relative_to(tmp_path)) for one in read_documents([tmp_path])]
    assert names == ["a.txt", "b.bib", str(Path("sub/c.BIB"))]


def test_a_file_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text(ENTRY, "utf-8")
    assert [one.path for one in read_documents([file, tmp_path, str(file)])] == [str(file)]


def test_a_missing_file_is_a_document_with_a_problem(tmp_path: Path) -> None:
    (document,) = read_documents([tmp_path / "gone.bib"])
    assert not_read(document)
    assert document.problems[0].message == "the file cannot be read: No such file or directory"


def test_a_file_of_another_kind_is_said_to_be_one(tmp_path: Path) -> None:
    (document,) = read_documents([tmp_path / "thesis.odt"])
    assert "refcheck reads .bib, " in document.problems[0].message


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = tmp_path / "good.bib"
    good.write_text(ENTRY, "utf-8")
    documents = read_documents([tmp_path / "gone.bib", good])
    assert [len(one.references) for one in documents] == [0, 1]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)
    (tmp_path / "large.bib").write_text(ENTRY, "utf-8")
    assert "larger than" in read_documents([tmp_path / "large.bib"])[0].problems[0].message


def test_what_is_given_is_not_looked_for(tmp_path: Path) -> None:
    (document,) = read_documents(["stdin.bib"], {"stdin.bib": Given(ENTRY.encode())})
    assert [one.key for one in document.references] == ["one"]


def test_an_empty_file_was_read(tmp_path: Path) -> None:
    (tmp_path / "empty.bib").write_text("", "utf-8")
    assert not not_read(read_documents([tmp_path])[0])


@pytest.mark.parametrize(
    ("text", "message", "severity"),
    [
        ("Nothing of the kind.", NO_LIST, Severity.INFO),
        ("The tides are known (Lind & Berg, 2021).", NO_LIST_BUT_CITATIONS, Severity.WARNING),
    ],
)
def test_a_text_without_references_is_an_error_only_if_it_was_named(
    tmp_path: Path, text: str, message: str, severity: Severity
) -> None:
    (tmp_path / "notes.txt").write_text(text, "utf-8")
    (named,) = read_documents([tmp_path / "notes.txt", tmp_path])
    (found,) = read_documents([tmp_path])
    assert [(one.message, one.severity) for one in named.problems] == [(message, None)]
    assert [(one.message, one.severity) for one in found.problems] == [(message, severity)]


def test_the_bibliographies_of_a_document_are_read_with_it(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    (tmp_path / "post.md").write_text("---\nbibliography: refs.bib\n---\n\nAs we know [@one].\n", "utf-8")
    post, bibliography = read_documents([tmp_path / "post.md"])
    assert (Path(bibliography.path).name, sorted(post.known_keys)) == ("refs.bib", ["one"])
    assert post.problems == ()
