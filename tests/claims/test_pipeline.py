"""Claims in the course of ``refcheck verify``."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

from refcheck.pipeline import verify
from refcheck.settings import Settings
from refcheck.sources.crossref_work import to_work
from refcheck.sources.settings import NetworkSettings

OFFLINE = Settings(network=NetworkSettings(offline=True))
ARTICLE = """\
Lind (2021) studied housework in Japan.

References

Lind, K. (2021). Gender inequality in housework in Sweden. Coastal Letters, 41(2), 747-757.
"""
GERMAN = """\
Lind (2021) hat die Arbeit im Haus in Japan untersucht, und das ist nicht neu für die Forschung.

Literatur

Lind, K. (2021). Gender inequality in housework in Sweden. Coastal Letters, 41(2), 747-757.
"""


def article(folder: Path, text: str) -> Path:
    """A file with the text."""
    file = folder / "post.txt"
    file.write_text(text, "utf-8")
    return file


def test_a_claim_is_compared_with_the_typed_reference_when_no_source_answers(tmp_path: Path) -> None:
    report = verify(article(tmp_path, ARTICLE), settings=OFFLINE)
    assert "REF605" in {finding.code for finding in report.findings}


def test_a_text_in_another_language_is_left_alone_and_said_so_once(tmp_path: Path) -> None:
    report = verify(article(tmp_path, GERMAN), settings=OFFLINE)
    assert "REF605" not in {finding.code for finding in report.findings}
    assert [notice for notice in report.notices if "German" in notice] == [
        f"Not in English: {tmp_path / 'post.txt'} (German). Their sentences were not compared with the works they cite."
    ]


def test_an_english_text_gives_no_such_notice(tmp_path: Path) -> None:
    report = verify(article(tmp_path, ARTICLE), settings=OFFLINE)
    assert not any("not compared" in notice for notice in report.notices)


def test_the_word_lists_are_not_read_for_a_bibliography(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text("@article{lind2021, title = {Tides}, author = {Lind, K}}\n", "utf-8")
    program = (
        "import sys; from refcheck.pipeline import verify; from refcheck.settings import Settings;"
        "from refcheck.sources.settings import NetworkSettings;"
        "verify(sys.argv[1], settings=Settings(network=NetworkSettings(offline=True)));"
        "print(sorted(name for name in sys.modules if name.startswith('refcheck.claims.')))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "refs.bib")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert done.stdout.strip() == "['refcheck.claims.settings']"


def test_the_abstract_of_a_record_is_kept_without_its_markup() -> None:
    message = {"DOI": "10.5555/a", "abstract": "<jats:title>Abstract</jats:title><jats:p>Tides &amp; boats.</jats:p>"}
    work = to_work(message, source="crossref", retrieved=datetime.date(2026, 11, 2))
    assert work.abstract == "Abstract Tides & boats."
