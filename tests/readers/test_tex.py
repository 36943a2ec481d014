from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Citation, Document, Name
from refcheck.parsing import article
from refcheck.parsing.unlisted import NO_LIST, NO_LIST_BUT_CITATIONS
from refcheck.readers import tex
from refcheck.readers.base import CannotWrite

LIND = r"""Lind, K., M{\"u}ller, A.: On tides \& harbours of the north.
  \emph{Coastal Letters} \textbf{12}(3), 45--67 (2021). \doi{10.5555/tide_2021}"""
MASON = (
    r"N.~L. Mason. \newblock A survey of mooring lines and their users. "
    r"\newblock {\em Journal of Harbours}, 51\penalty0 (2):\penalty0 123--134, 2019."
)


def document(text: str, path: str = "paper.tex") -> Document:
    return tex.read(path, text)


def listed(*entries: str) -> str:
    return "\\begin{thebibliography}{99}\n" + "\n\n".join(entries) + "\n\\end{thebibliography}\n"


LIST = listed(r"\bibitem[Lind and M{\"u}ller(2021)]{lind}" + "\n" + LIND, r"\bibitem{mason}% an aside" + "\n" + MASON)


def body(text: str) -> Document:
    return document(f"\\documentclass{{article}}\n\\begin{{document}}\n{text}\n{LIST}\\end{{document}}\n")


def keys(text: str) -> list[str]:
    return [one.label for one in body(text).citations]


def only(text: str) -> Citation:
    (citation,) = body(text).citations
    return citation


# ------------------------------------------------------------------------------------------------ the references


def test_entries_of_a_list_are_references_with_their_keys() -> None:
    lind, mason = body("").references
    assert [(one.key, one.label, one.typed) for one in (lind, mason)] == [("lind", "1", True), ("mason", "2", True)]
    assert lind.text == (
        "Lind, K., Müller, A.: On tides & harbours of the north. Coastal Letters 12(3), 45–67 (2021). 10.5555/tide_2021"
    )
    assert lind.item.author.listed == (Name("Lind", "K."), Name("Müller", "A."))
    assert (lind.item.volume, lind.item.issue, lind.item.page) == ("12", "3", "45–67")
    assert lind.item.doi == "10.5555/tide_2021"
    assert (mason.item.volume, mason.item.issue, mason.item.page) == ("51", "2", "123–134")


def test_every_field_has_its_place() -> None:
    found = body("Text.")
    written = {one.variable: found.text[one.span.start : one.span.end] for one in found.references[0].fields}
    assert written["author"] == r"Lind, K., M{\"u}ller, A."
    assert written["title"] == r"On tides \& harbours of the north"
    assert written["page"] == "45--67"
    assert all(found.text[f.span.start : f.span.end] == f.raw for one in found.references for f in one.fields)


def test_a_list_that_bibtex_made_is_no_running_text() -> None:
    found = document(LIST, "paper.bbl")
    assert ([one.key for one in found.references], found.running_text) == (["lind", "mason"], False)


@pytest.mark.parametrize(
    ("head", "key"),
    [
        (r"\bibitem{lind}", "lind"),
        (r"\bibitem [{\citenamefont {Lind}(2021)}]{lind:2021}%", "lind:2021"),
        (r"\bibitem[\protect\citeauthoryear{Lind}{Lind}{2021}]{lind}", "lind"),
        (r"\harvarditem[Lind]{Lind and M\"uller}{2021}{lind}", "lind"),
        (r"\bibitem", "ref-1"),
    ],
)
def test_the_key_stands_behind_the_label(head: str, key: str) -> None:
    (reference,) = document(listed(f"{head}\n{LIND}")).references
    assert (reference.key, reference.text[:5]) == (key, "Lind,")


def test_revtex_marks_the_parts_and_links_them() -> None:
    entry = (
        r"\bibitem [{\citenamefont {Lind}(2021)}]{lind}%"
        "\n"
        r"\BibitemOpen \bibfield  {author} {\bibinfo {author} {\bibfnamefont {K.}~\bibnamefont {Lind}}, }\href"
        r" {\doibase 10.5555/tide\_2021} {\bibfield {journal} {\bibinfo {journal} {Coastal Letters}\ }\textbf"
        r" {\bibinfo {volume} {12}},\ \bibinfo {pages} {45} (\bibinfo {year} {2021})}\BibitemShut {NoStop}%"
    )
    (reference,) = document(listed(entry)).references
    assert reference.text == "K. Lind, Coastal Letters 12, 45 (2021)"
    assert reference.item.doi == "10.5555/tide_2021"


def test_lengths_are_no_text() -> None:
    entry = r"\bibitem{a} Lind, \emph{Tides}.\hskip 1em plus 0.5em minus 0.4em\relax Oslo, 2021"
    (reference,) = document(listed(entry)).references
    assert reference.text == "Lind, Tides. Oslo, 2021"


def test_an_entry_without_text_is_none() -> None:
    assert document(listed(r"\bibitem{a}", r"\bibitem{b} " + LIND)).references[0].key == "b"


def test_a_list_without_end_is_read_to_the_end() -> None:
    text = r"\cite{lind} \begin{thebibliography}{9}\bibitem{lind} " + LIND
    assert [one.key for one in document(text).references] == ["lind"]


def test_a_typed_list_is_found_as_in_any_text() -> None:
    text = f"Tides rise (Lind and Müller, 2021).\n\n\\section*{{References}}\n\n{LIND}\n\n{MASON}\n"
    found = document(text)
    assert [one.key for one in found.references] == ["lind2021", "mason2019"]
    assert [one.keys for one in found.citations] == [("lind2021",)]


# ------------------------------------------------------------------------------------------------ the citations


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        (r"\cite{lind}", ["lind"]),
        (r"\citep[see][p.~3]{lind, mason}", ["lind", "mason"]),
        (r"\citet*{lind}", ["lind"]),
        (r"\textcite{lind}", ["lind"]),
        (r"\Parencite[3]{lind}", ["lind"]),
        (r"\autocite{lind}", ["lind"]),
        (r"\footcite{lind}", ["lind"]),
        (r"\citeauthor{lind} (\citeyear{lind})", ["lind", "lind"]),
        (r"\parencites(see)()[1]{lind}[2--3]{mason}", ["lind", "mason"]),
        (r"\cite<see>[p. 3]{lind}", ["lind"]),
        ("\\cite {lind,%\n  mason}", ["lind", "mason"]),
        (r"\footnote{As in \cite{lind}.}", ["lind"]),
        (r"\section{On \cite{lind}\footnote{and \cite{mason}}}", ["lind", "mason"]),
        (r"\begin{figure}\caption[short]{From \cite{lind}.}\end{figure}", ["lind"]),
        (r"\emph{as \textbf{in \cite{lind}}}", ["lind"]),
        (r"\nocite{lind,mason}", ["lind", "mason"]),
        (r"\nocite{*}", ["lind", "mason"]),
        (r"\bibentry{lind}", ["lind"]),
    ],
)
def test_commands_that_cite(written: str, cited: list[str]) -> None:
    assert keys(written) == cited


@pytest.mark.parametrize(
    "written",
    [
        r"% \cite{lind}",
        r"\begin{verbatim} \cite{lind} \end{verbatim}",
        r"\begin{lstlisting}\cite{lind}",
        r"\verb|\cite{lind}|",
        r"\verb*+\cite{lind}+",
        r"\iffalse \cite{lind} \fi",
        r"\newcommand{\own}[1]{see \cite{lind}}",
        r"\cite{#1}",
        r"\cite{}",
        r"\cite",
        r"\cite[3]",
        r"\citestyle{lind} \bibcite{lind}{2} \defcitealias{lind}{L21} \renewcommand\citeleft{(}",
    ],
)
def test_what_does_not_cite(written: str) -> None:
    assert keys(written) == []


def test_what_stands_before_the_document_does_not_cite() -> None:
    text = "\\newcommand{\\own}{\n\n\\cite{lind}}\n\\begin{document}\\cite{mason}\n" + LIST + "\\end{document}\\cite{x}"
    assert [one.label for one in document(text).citations] == ["mason"]


def test_a_percent_sign_may_be_text() -> None:
    assert keys(r"100\% \cite{lind} and \url{http://example.org/%20} \cite{mason} \\% \cite{x}") == ["lind", "mason"]


def test_a_citation_has_its_sentence_and_its_place() -> None:
    found = body("We sail.\nBoats ``rise'' by 5\\,\\% with the\n tides~\\citep[see][]{lind,mason} --- always. We land.")
    first = found.citations[0]
    assert first.sentence == "Boats “rise” by 5 % with the tides [lind, mason] — always."
    assert found.text[first.span.start : first.span.end] == "lind"
    assert first.sentence_span is not None
    assert found.text[first.sentence_span.start : first.sentence_span.end].startswith("Boats ``rise''")
    assert first.group is not None
    assert found.text[first.group.start : first.group.end] == "lind,mason"


def test_paragraphs_and_items_are_texts_of_their_own() -> None:
    citation = only("One.\n\n\\begin{itemize}\n\\item Two \\cite{lind}\n\\item Three\\end{itemize}")
    assert citation.sentence == "Two [lind]"


def test_formulas_and_marks_are_read_over() -> None:
    citation = only(r"As $x^2$ \& \textsuperscript{2} \ref{fig} {\'E}mile \o re \href{http://a.b/}{said} \cite{lind}.")
    assert citation.sentence.startswith("As x2 & 2 Émile øre said [lind]")


# ------------------------------------------------------------------------------------------- files and problems


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (r"\bibliography{refs, more}", ("refs", "more")),
        (r"\addbibresource[location=local]{refs.bib}", ("refs.bib",)),
        (r"\bibliographystyle{plain}", ()),
        (r"% \bibliography{refs}", ()),
        (r"\bibliography{\jobname}", ()),
        (r"\bibliography", ()),
    ],
)
def test_bibliographies_are_named(written: str, names: tuple[str, ...]) -> None:
    assert document(f"\\cite{{lind}} {written}").bibliographies == names


def test_parts_are_named() -> None:
    assert document("\\input{intro}\n\\include{two} \\input{two} % \\input{three}").parts == ("intro", "two")


def test_a_text_that_names_its_bibliography_is_no_problem() -> None:
    assert document(r"\addbibresource{refs.bib}\begin{document}Nothing is cited.\end{document}").problems == ()


@pytest.mark.parametrize("path", ["paper.tex", "paper.bbl"])
def test_a_text_without_list_and_citations_is_a_problem(path: str) -> None:
    (problem,) = document(r"\begin{document}Nothing.\end{document}", path).problems
    assert problem.message == NO_LIST


def test_citations_without_a_list_are_a_problem_at_the_first_of_them() -> None:
    found = document(r"See \cite{lind}. \nocite{mason}")
    assert [(one.message, one.span) for one in found.problems] == [(NO_LIST_BUT_CITATIONS, found.citations[0].span)]


def test_a_text_of_absurd_length_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article, "LARGEST_TEXT", 10)
    assert "too large" in document("x" * 11).problems[0].message


def test_a_comment_keeps_a_rule_quiet() -> None:
    found = document(LIST.replace("\\bibitem[", "% refcheck: ignore REF601\n\\bibitem["))
    assert [one.rules for one in found.suppressions] == [{"REF601"}]


# -------------------------------------------------------------------------------------------------------- fixes


def changed(variable: str, value: str) -> str:
    return tex.set_field(LIST, document(LIST).references[0], variable, value)


def test_a_value_is_replaced_and_nothing_else() -> None:
    assert changed("page", "45-76") == LIST.replace("45--67", "45--76")
    assert changed("issued", "2020") == LIST.replace("(2021). \\doi", "(2020). \\doi")


def test_a_value_with_commands_is_left_alone() -> None:
    with pytest.raises(CannotWrite, match="markup"):
        changed("title", "On tides")


# ------------------------------------------------------------------------------------------------------ hostile


@pytest.mark.parametrize(
    "text",
    ["{" * 100_000, r"\cite{" * 100_000, r"\cite[" * 100_000, r"\url{" * 50_000, "$x" * 100_000, r"\verb|" * 50_000,
     r"\footnote{" * 50_000, r"\emph{a\cite{b}}" * 5000, r"\iffalse " * 50_000, r"\cites" + "{a}" * 100_000,
     r"\begin{thebibliography}\bibitem{a}" * 3000, "\n\n " * 100_000, "\\" * 100_001],
)  # fmt: skip
def test_hostile_texts_take_no_long_time(text: str) -> None:
    began = time.process_time()
    document(text)
    assert time.process_time() - began < 5


PIECES = st.sampled_from(
    [*"{}[]$%&~^_\\\n ", r"\cite{a}", r"\cites(", r"\bibitem", r"\bibitem[a]{b}", LIND, MASON, r"\begin{verbatim}",
     r"\end{verbatim}", r"\begin{thebibliography}{9}", r"\end{thebibliography}", r"\begin{document}", r"\item",
     r"\end{document}", r"\href", r"\footnote{",
     r"\url{", r"\'", r"\c ", r"\hskip", r"\section{", "``", "---", "\x00", "é",
     r"\entry{a}{article}{}", r"\name{author}{1}{}{{{family={A},given={B}}}}", r"\endentry", r"\nocite{*}"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    found = document(text)
    spans = [*(one.span for one in found.references), *(one.span for one in found.citations)]
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert all(text[f.span.start : f.span.end] == f.raw for one in found.references for f in one.fields)
