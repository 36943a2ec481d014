from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from refcheck import files
from refcheck.bibliographies import with_bibliographies
from refcheck.files import read_documents
from refcheck.model import Document, Item, Reference, Span

ENTRY = "@misc{one,\n  title = {One},\n}\n"


def naming(path: Path, *names: str) -> Document:
    """A document that names bibliographies."""
    return Document(str(path), "cites\n", bibliographies=names)


def joined(*documents: Document) -> list[Document]:
    return with_bibliographies(documents, lambda file: read_documents([file]))


def test_a_bibliography_beside_the_document_joins_the_run(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    document, bibliography = joined(naming(tmp_path / "post.md", "refs.bib"))
    assert document.known_keys == {"one"}
    assert [one.key for one in bibliography.references] == ["one"]


def test_a_bibliography_may_be_named_without_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    assert len(joined(naming(tmp_path / "paper.tex", "refs"))) == 2


@pytest.mark.parametrize("place", ["_bibliography/refs.bib", "assets/bibliography/refs.bib", "refs.bib"])
def test_a_bibliography_is_looked_for_in_the_folders_of_the_site(tmp_path: Path, place: str) -> None:
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).write_text(ENTRY, "utf-8")
    assert len(joined(naming(tmp_path / "content" / "posts" / "post.md", "refs.bib"))) == 2


def test_a_relative_path_is_searched_upwards_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    (tmp_path / "posts").mkdir()
    monkeypatch.chdir(tmp_path / "posts")
    assert len(joined(naming(Path("post.md"), "refs.bib"))) == 2


def test_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    (tmp_path / "site" / ".git").mkdir(parents=True)
    (document,) = joined(naming(tmp_path / "site" / "post.md", "refs.bib"))
    assert document.problems[0].message == "the bibliography `refs.bib` was not found, so nothing in it was checked"


def test_a_bibliography_joins_the_run_once(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    own = read_documents([tmp_path / "refs.bib"])
    documents = joined(*own, naming(tmp_path / "a.md", "refs.bib"), naming(tmp_path / "b.md", "./refs.bib"))
    assert [Path(one.path).name for one in documents] == ["refs.bib", "a.md", "b.md"]
    assert [one.known_keys for one in documents[1:]] == [{"one"}, {"one"}]


@pytest.mark.parametrize(
    "name", ["https://example.org/refs.bib", "gone.bib", "nul\0.bib", "/etc/passwd", "", "x" * 5000]
)
def test_what_is_no_file_of_ours_is_said_to_be_missing(tmp_path: Path, name: str) -> None:
    (document,) = joined(naming(tmp_path / "post.md", name))
    assert "was not found" in document.problems[0].message


def test_the_place_of_the_problem_is_the_name(tmp_path: Path) -> None:
    text = "---\nbibliography: gone.bib\n---\n"
    (document,) = joined(replace(naming(tmp_path / "post.md", "gone.bib"), text=text))
    assert text[document.problems[0].span.start : document.problems[0].span.end] == "gone.bib"


def test_a_page_of_the_web_names_no_file_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    monkeypatch.chdir(tmp_path)
    (document,) = joined(Document("https://example.org/post", "x", bibliographies=("refs.bib",)))
    assert document.known_keys == frozenset()


def test_a_bibliography_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    _, bibliography = joined(naming(tmp_path / "post.md", "refs.bib"))
    assert "larger than" in bibliography.problems[0].message


def test_documents_that_name_none_are_left_alone() -> None:
    document = Document("a.txt", "", (Reference("x", Item(), Span(0, 0)),))
    assert joined(document) == [document]
