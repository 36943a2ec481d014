from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from refcheck import files
from refcheck.bibliographies import with_bibliographies
from refcheck.files import read_documents
from refcheck.model import Citation, Document, Item, Reference, Severity, Span, Unreadable
from refcheck.parsing.unlisted import NO_LIST_BUT_CITATIONS
from refcheck.rules import uncited_reference

ENTRY = "@misc{one,\n  title = {One},\n}\n"
ONE = frozenset({"one"})


def naming(path: Path, *names: str) -> Document:
    """A document that names bibliographies."""
    return Document(str(path), "cites\n", bibliographies=names)


def joined(*documents: Document) -> list[Document]:
    return with_bibliographies(documents, lambda file: files._documents(file, None))


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


def citing(path: Path, *keys: str, names: Sequence[str] = (), parts: Sequence[str] = ()) -> Document:
    """A text that cites by keys."""
    citations = tuple(Citation(Span(0, 1), "", () if key == "*" else (key,), label=key) for key in keys)
    return Document(
        str(path), "text", citations=citations, bibliographies=tuple(names), parts=tuple(parts), running_text=True
    )


def test_a_bibliography_knows_what_is_cited_from_it(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(ENTRY + ENTRY.replace("one", "two"), "utf-8")
    *_, bibliography = joined(
        citing(tmp_path / "a.md", "one", "gone", names=["refs.bib"]), naming(tmp_path / "b.md", "refs.bib")
    )
    assert bibliography.cited_keys == {"one"}
    assert [one.key for one in uncited_reference.check(bibliography)] == ["two"]


def test_all_of_a_bibliography_may_be_cited_at_once(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(ENTRY + ENTRY.replace("one", "two"), "utf-8")
    document, bibliography = joined(citing(tmp_path / "a.tex", "*", names=["refs"]))
    assert [one.keys for one in document.citations] == [("one",), ("two",)]
    assert bibliography.cited_keys == {"one", "two"}


def test_what_was_made_of_a_bibliography_stands_in_for_it(tmp_path: Path) -> None:
    made = "\\begin{thebibliography}{1}\\bibitem{one} Lind, K. (2021). On tides. Coastal Letters, 1, 2-3."
    (tmp_path / "paper.bbl").write_text(made, "utf-8")
    document, _ = joined(citing(tmp_path / "paper.tex", "one", names=["refs"]))
    assert (document.known_keys, document.problems) == (ONE, ())


def test_a_text_and_its_parts_have_one_reference_list(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "two.tex").write_text(r"See \cite{one}. \input{parts/three}", "utf-8")
    (tmp_path / "parts" / "three.tex").write_text("Nothing is cited.", "utf-8")
    main, two, three, bibliography = joined(citing(tmp_path / "main.tex", names=["refs"], parts=["parts/two"]))
    assert [one.known_keys for one in (main, two, three)] == [ONE] * 3
    assert (two.problems, three.problems) == ((), ())
    assert bibliography.cited_keys == {"one"}


def test_the_list_may_be_in_a_part(tmp_path: Path) -> None:
    reference = Reference("one", Item(), Span(0, 0))
    part = replace(citing(tmp_path / "list.tex"), references=(reference,))
    (tmp_path / "list.tex").write_text("x", "utf-8")
    part, main = joined(part, citing(tmp_path / "main.tex", "one", parts=["list"]))
    assert (main.known_keys, part.cited_keys) == (ONE, ONE)


def test_parts_that_include_each_other_are_one_text(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.tex").write_text("x", "utf-8")
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    a, b, _ = joined(
        citing(tmp_path / "a.tex", parts=["b", "a.tex"]), citing(tmp_path / "b.tex", names=["refs"], parts=["a"])
    )
    assert (a.known_keys, b.known_keys) == (ONE, ONE)


def test_a_part_that_is_not_there_is_noted(tmp_path: Path) -> None:
    (document,) = joined(citing(tmp_path / "main.tex", parts=["gone", "drawing.pgf", "|date"]))
    assert [(one.message, one.severity) for one in document.problems] == [
        ("the part `gone` was not found, so nothing in it was read", Severity.INFO),
        ("the part `|date` was not found, so nothing in it was read", Severity.INFO),
    ]


def test_a_part_may_only_be_a_text(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x", "utf-8")
    assert len(joined(citing(tmp_path / "main.tex", parts=["secret"]))) == 1


@pytest.mark.parametrize(
    "settings", ["bibliography: refs.bib\n", "project:\n  type: book\nbibliography:\n  - refs.bib\n"]
)
def test_the_bibliography_of_a_project_is_that_of_its_documents(tmp_path: Path, settings: str) -> None:
    (tmp_path / "_quarto.yml").write_text(settings, "utf-8")
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    (tmp_path / "posts").mkdir()
    document = citing(tmp_path / "posts" / "a.qmd", "one")
    lost = replace(document, problems=(Unreadable(Span(0, 1), NO_LIST_BUT_CITATIONS),))
    first, second, bibliography = joined(lost, citing(tmp_path / "b.md", "one"))
    assert (first.known_keys, second.known_keys, first.problems) == (ONE, ONE, ())
    assert bibliography.cited_keys == frozenset()  # the rest of the project may cite the rest of the bibliography


@pytest.mark.parametrize("settings", ["bibliography: [", "- bibliography\n", "", "project: {type: book}\n"])
def test_the_settings_of_a_project_may_name_none(tmp_path: Path, settings: str) -> None:
    (tmp_path / "_quarto.yml").write_text(settings, "utf-8")
    (document,) = joined(citing(tmp_path / "a.qmd", "one"))
    assert (document.known_keys, document.problems) == (frozenset(), ())


def test_a_bibliography_of_the_project_that_is_missing_has_no_place_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "_quarto.yml").write_text("bibliography: gone.bib\n", "utf-8")
    (document,) = joined(citing(tmp_path / "a.qmd"))
    assert [one.span for one in document.problems] == [Span(0, 0)]


def test_settings_of_a_project_do_not_concern_other_texts(tmp_path: Path) -> None:
    (tmp_path / "_quarto.yml").write_text("bibliography: gone.bib\n", "utf-8")
    (document,) = joined(citing(tmp_path / "a.txt"))
    assert document.problems == ()
