from __future__ import annotations

import json
from pathlib import Path

from refcheck.fix import fix_document
from refcheck.model import Finding, Report
from refcheck.pipeline import check_again, verify
from refcheck.settings import Settings
from refcheck.sources.settings import NetworkSettings

POST = """Nicotine and the shore

Lind et al. (2021) found that nicotine slowed the growth of barnacles on wooden hulls.

References

Lind, K., Berg, A., & Holm, C. (2021). Effects of caffeine on the growth of barnacles. Coastal Letters, 41(2), 747-757.
"""


def record(doi: str, title: str, family: str = "Okafor", year: int = 2018) -> str:
    return json.dumps(
        {
            "DOI": doi,
            "type": "journal-article",
            "title": [title],
            "author": [{"family": family, "given": "Ada", "sequence": "first"}],
            "container-title": ["Harbour Studies"],
            "issued": {"date-parts": [[year]]},
        }
    )


CITED = json.dumps(
    {
        "DOI": "10.5555/caffeine",
        "type": "journal-article",
        "title": ["Effects of caffeine on the growth of barnacles"],
        "author": [{"family": name, "given": name[0], "sequence": "first"} for name in ("Lind", "Berg", "Holm")],
        "container-title": ["Coastal Letters"],
        "issued": {"date-parts": [[2021]]},
        "volume": "41",
        "issue": "2",
        "page": "747-757",
    }
)


def settings_with(tmp_path: Path, *others: str, ignore: tuple[str, ...] = ()) -> Settings:
    (tmp_path / "works.jsonl").write_text("\n".join([CITED, *others]), "utf-8")
    offline = NetworkSettings(offline=True)
    return Settings(works=(tmp_path / "works.jsonl",), network=offline, ignore=ignore)


def conflicts(report: Report) -> list[Finding]:
    return [one for one in report.findings if one.code == "REF605"]


def told(tmp_path: Path, *others: str, ignore: tuple[str, ...] = ()) -> list[Finding]:
    (tmp_path / "post.txt").write_text(POST, "utf-8")
    return conflicts(verify(tmp_path / "post.txt", settings=settings_with(tmp_path, *others, ignore=ignore)))


def test_a_work_that_names_what_the_sentence_says_is_offered(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, record("10.5555/nicotine", "Nicotine slows the growth of barnacles"))
    offered = (
        "“Nicotine slows the growth of barnacles” (Okafor, 2018, Harbour Studies) https://doi.org/10.5555/nicotine"
    )
    assert finding.message.endswith(offered)


def test_at_most_three_are_offered_those_with_most_words_of_the_sentence_first(tmp_path: Path) -> None:
    subjects = [
        "growth of barnacles",
        "barnacle growth in spring",
        "barnacles growing on wooden hulls",
        "growth and hulls",
    ]
    titles = [f"Nicotine and {one}" for one in subjects]
    (finding,) = told(tmp_path, *(record(f"10.5555/n{place}", title) for place, title in enumerate(titles)))
    offered = [part.split()[0] for part in finding.message.split("https://doi.org/")[1:]]
    assert [one.strip(";") for one in offered] == ["10.5555/n2", "10.5555/n0", "10.5555/n1"]


def test_a_work_that_shares_nothing_else_with_the_sentence_is_not_offered(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, record("10.5555/nicotine", "Nicotine in the blood of students"))
    assert "https://doi.org" not in finding.message


def test_nothing_is_looked_for_where_the_rule_is_silenced(tmp_path: Path) -> None:
    assert not told(tmp_path, record("10.5555/nicotine", "Nicotine slows the growth of barnacles"), ignore=("REF605",))


def test_it_is_still_offered_after_fixes_that_move_the_sentence(tmp_path: Path) -> None:
    listed, sentence = POST.split("References")[1], POST.split("\n\n")[1]
    (tmp_path / "post.md").write_text(f"# References\n{listed}\n# Nicotine and the shore\n\n{sentence}\n", "utf-8")
    settings = settings_with(tmp_path, record("10.5555/nicotine", "Nicotine slows the growth of barnacles"))
    report = verify(tmp_path / "post.md", settings=settings)
    fixed = [fix_document(one, unsafe=True) for one in report.documents]
    (before,), (after,) = conflicts(report), conflicts(check_again(report, fixed, settings))
    assert after.span != before.span
    assert after.message == before.message
    assert "https://doi.org/10.5555/nicotine" in after.message
