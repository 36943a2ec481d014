"""``refcheck extract``, and addresses and standard input as places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from refcheck.readers import READERS
from tests.cli.conftest import BIBLIOGRAPHY, Refcheck
from tests.sources.page_server import Answer, PageServer, page_server

EXAMPLES = Path(__file__).parents[2] / "examples"
ARTICLES = sorted(file for file in EXAMPLES.glob("article.*") if file.suffix in READERS)
POST = """\
<h1>The northern sea</h1>
<p>Its tides were measured by Lind (2021), and its rain by Berg (2018). Both took a while, and both are worth it.</p>
<h2>References</h2>
<ol>
<li>Lind, K. (2021). Tides and Harbours of the Northern Sea. <i>Journal of Invented Seas</i>, 9, 1–</li>
<li>Berg, I. (2018). Rain over the Western Islands in Winter. <i>Journal of Invented Seas</i>, 6(2), 4–9.</li>
</ol>
"""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PageServer]:
    """A web server of ours, the network allowed, and Crossref not there."""
    monkeypatch.setenv("REFCHECK_OFFLINE", "off")
    for service in ("CROSSREF", "DOI", "DATACITE"):
        monkeypatch.setenv(f"REFCHECK_{service}_URL", "http://127.0.0.1:1")
    with page_server() as running:
        running.says("/post", Answer(POST.encode()))
        yield running


def test_a_bibliography_comes_out_as_it_went_in(refcheck: Refcheck) -> None:
    outcome = refcheck("extract", "refs.bib")
    assert outcome.code == 0
    assert "% from refs.bib:1\n@article{lind2021,\n  author  = {Lind, Karin},\n" in outcome.out
    assert "pages   = {1--},\n" in outcome.out
    assert outcome.err == "2 references of 1 document.\n"


@pytest.mark.parametrize(
    ("options", "beginning"), [([], "% from"), (["--to", "csl-json"], "[\n"), (["--to", "ris"], "TY  - JOUR\n")]
)
def test_the_form_can_be_chosen(refcheck: Refcheck, options: list[str], beginning: str) -> None:
    assert refcheck("extract", *options).out.startswith(beginning)


@pytest.mark.parametrize(
    ("name", "options", "beginning"),
    [("all.json", [], "[\n"), ("all.RIS", [], "TY"), ("all.bib", [], "%"), ("all.txt", ["--to", "ris"], "TY")],
)
def test_it_can_go_to_a_file_whose_name_says_the_form(
    refcheck: Refcheck, folder: Path, name: str, options: list[str], beginning: str
) -> None:
    assert refcheck("extract", "refs.bib", "--output", name, *options).out == ""
    assert (folder / name).read_text("utf-8").startswith(beginning)


def test_a_file_that_cannot_be_written_is_an_error(refcheck: Refcheck) -> None:
    outcome = refcheck("extract", "--output", "missing/all.bib")
    assert outcome.code == 2
    assert "could not be written: No such file or directory. Choose another --output." in outcome.err


def test_what_holds_no_reference_is_said_to_hold_none(refcheck: Refcheck, folder: Path) -> None:
    (folder / "post.html").write_text("<p>Tides come and go.</p>", "utf-8")
    outcome = refcheck("extract", "post.html", "refs.bib", "gone.bib")
    assert outcome.code == 1
    assert "post.html:1: no reference list was found" in outcome.err
    assert "gone.bib:1: the file cannot be read" in outcome.err
    assert "2 references of 3 documents." in outcome.err


def test_what_holds_no_reference_in_a_folder_is_counted(refcheck: Refcheck, folder: Path) -> None:
    (folder / "about.html").write_text("<p>Tides come and go.</p>", "utf-8")
    outcome = refcheck("extract")
    assert outcome.code == 0
    assert outcome.err == "1 file in folders without a reference list.\n2 references of 2 documents.\n"


def test_an_article_becomes_a_bibliography(refcheck: Refcheck, folder: Path) -> None:
    (folder / "post.html").write_text(POST, "utf-8")
    outcome = refcheck("extract", "post.html")
    assert outcome.code == 0
    references = READERS[".bib"].read("out.bib", outcome.out).references
    assert [(one.key, one.item.page) for one in references] == [("lind2021", "1–"), ("berg2018", "4–9")]


# ------------------------------------------------------------------------------------------------------- addresses


def test_a_page_becomes_a_bibliography(refcheck: Refcheck, server: PageServer) -> None:
    outcome = refcheck("extract", server.address + "/post", "--allow-private-addresses", "--to", "csl-json")
    assert [one["id"] for one in json.loads(outcome.out)] == ["lind2021", "berg2018"]


def test_a_page_is_verified(refcheck: Refcheck, server: PageServer) -> None:
    url = server.address + "/post"
    outcome = refcheck("verify", url, "--allow-private-addresses", "--output-format", "concise")
    assert outcome.code == 1
    assert f"{url}:5:" in outcome.out
    assert "REF210 warning truncated-pages" in outcome.out


def test_a_private_address_is_not_fetched_unless_allowed(refcheck: Refcheck, server: PageServer) -> None:
    outcome = refcheck("verify", server.address + "/post")
    assert outcome.code == 2
    assert "if you trust it, run again with --allow-private-addresses" in " ".join(outcome.out.split())
    assert server.requests == []


@pytest.mark.parametrize("command", ["verify", "extract"])
def test_a_page_that_does_not_come_is_an_error_and_the_rest_is_done(
    refcheck: Refcheck, server: PageServer, command: str
) -> None:
    outcome = refcheck(command, server.address + "/gone", "refs.bib", "--allow-private-addresses")
    assert outcome.code == 2
    assert "answered with status 404" in outcome.out + outcome.err
    assert "lind2021" in outcome.out


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_a_page_is_never_written(refcheck: Refcheck, server: PageServer, option: str) -> None:
    server.says("/refs.bib", Answer(BIBLIOGRAPHY.encode(), type="text/plain"))
    url = server.address + "/refs.bib"
    outcome = refcheck("verify", url, option, "--unsafe-fixes", "--allow-private-addresses")
    assert "0 fixes in 0 files" in outcome.err
    assert outcome.code == 1


# --------------------------------------------------------------------------------------------------- standard input


def test_standard_input_without_a_name_is_known_by_its_content(refcheck: Refcheck) -> None:
    assert "% from stdin.html:5\n" in refcheck("extract", "-", given=POST.encode()).out


@pytest.mark.parametrize("name", [["--stdin-filename", "post{suffix}"], []], ids=["named", "guessed"])
@pytest.mark.parametrize("article", ARTICLES, ids=lambda file: file.name)
def test_standard_input_may_be_of_any_format(refcheck: Refcheck, article: Path, name: list[str]) -> None:
    options = [one.format(suffix=article.suffix) for one in name]
    outcome = refcheck("extract", "-", *options, given=article.read_bytes())
    assert f"% from {'post' if name else 'stdin'}{article.suffix}:" in outcome.out
    assert outcome.err == "6 references of 1 document.\n"


def test_the_name_of_standard_input_says_what_it_is(refcheck: Refcheck) -> None:
    outcome = refcheck("extract", "-", "--stdin-filename", "notes.txt", given=b"@misc{one, title = {One}}")
    assert "notes.txt:1: no reference list was found" in outcome.err
