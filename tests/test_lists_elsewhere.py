from __future__ import annotations

from pathlib import Path

from refcheck.model import Finding
from refcheck.pipeline import verify
from refcheck.settings import Settings
from refcheck.sources.settings import NetworkSettings

OFFLINE = Settings(network=NetworkSettings(offline=True))
LATEX = r"""\documentclass{article}
\title{Housework and the sea}
\begin{document}
TEXT
\bibliography{refs}
\end{document}
"""
ENTRY = "@article{KEY, author = {Lind, K}, title = {TITLE}, journal = {Coastal Letters}, year = 2021}\n"
LONG = "The tides of the harbour rise twice a day, and the boats rise with them when the wind is fair. " * 20


def findings(folder: Path, text: str, code: str, **titles: str) -> list[Finding]:
    """The findings of a rule on an article and its bibliography."""
    (folder / "post.tex").write_text(LATEX.replace("TEXT", text), "utf-8")
    entries = (ENTRY.replace("KEY", key).replace("TITLE", title) for key, title in titles.items())
    (folder / "refs.bib").write_text("".join(entries), "utf-8")
    report = verify([folder / "post.tex"], settings=OFFLINE)
    return [finding for finding in report.findings if finding.code == code]


def test_a_sentence_is_compared_with_the_work_of_its_bibliography(tmp_path: Path) -> None:
    (found,) = findings(
        tmp_path, r"\citet{lind} found that men do housework in Japan.", "REF605", lind="Housework in Sweden"
    )
    assert (found.key, found.line, found.path) == ("lind", 4, str(tmp_path / "post.tex"))


def test_an_unrelated_work_of_the_bibliography_is_told_where_it_is_cited(tmp_path: Path) -> None:
    text = LONG + r"\cite{lind}"
    (found,) = findings(
        tmp_path, text, "REF607", lind="Dental care of captive giant pandas", berg="Unsung cats of Rome"
    )
    assert (found.key, found.line, found.path) == ("lind", 4, str(tmp_path / "post.tex"))


def test_a_key_of_two_works_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / "more.bib").write_text(ENTRY.replace("KEY", "lind").replace("TITLE", "Housework in Norway"), "utf-8")
    text = r"\citet{lind} found that men do housework in Japan.\bibliography{more}"
    assert findings(tmp_path, text, "REF605", lind="Housework in Sweden") == []
