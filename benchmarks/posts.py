"""Posts per second and peak memory for a whole site: reading alone, and ``refcheck verify`` with local records.

    python -m benchmarks.posts [--posts 1000] [--kilobytes 40] [--references 30]

Everything is invented, and the same in every run: the text of the posts, and the works they cite, whose references are
typed in five styles. Half of the posts are HTML, half are Markdown. Each measurement is a process of its own, so that
its peak memory is its own, too; it includes the start of the program.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import refcheck
from refcheck.files import read_documents
from refcheck.reports.counts import counts
from refcheck.settings import Settings
from refcheck.sources.settings import NetworkSettings

WORKS_PER_POST = 3
"""So many works come into the world with each post; the rest of its references cite those of other posts."""
WORDS = (
    "tide harbour gauge drift season storm coast mooring current estuary survey model river sediment salt marsh wind "
    "wave height record series station island channel depth sound flood warning surface level change region archive "
    "method error signal noise pressure temperature water column ocean shelf delta lagoon reef sand beach dune cliff "
    "erosion port vessel crew chart map line border climate winter summer spring autumn morning evening observer "
    "instrument network sample measure report analysis pattern cycle trend forecast risk cost policy town people"
).split()
SMALL = "the of a and in for with to by on over under after before".split()
FAMILIES = (
    "Lind Okafor Haddad Novak Silva Berg Tanaka Moreau Marsh Holm Keita Rossi Weber Dvorak Nyström O'Hara "
    "van der Meer Castillo Petrov Yilmaz Ferreira Lindqvist Baumann Kowalska Andersen Mbeki Fontaine Sato"
).replace("van der Meer", "van_der_Meer").split()  # fmt: skip
JOURNALS = (
    "Journal of Invented Seas", "Coastal Letters", "Annals of Imaginary Geography", "Tidal Studies Quarterly",
    "Review of Harbours and Towns", "International Journal of Estuaries",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """An invented article."""

    number: int
    authors: tuple[tuple[str, str], ...]
    """Family name and initials."""
    title: str
    journal: str
    year: int
    volume: int
    issue: int
    first: int
    last: int

    @property
    def record(self) -> Mapping[str, object]:
        """As Crossref describes it."""
        return {
            "DOI": f"10.5555/posts.{self.number}",
            "type": "journal-article",
            "title": [self.title],
            "author": [
                {"family": family, "given": given, "sequence": "additional" if place else "first"}
                for place, (family, given) in enumerate(self.authors)
            ],
            "container-title": [self.journal],
            "issued": {"date-parts": [[self.year]]},
            "published-print": {"date-parts": [[self.year]]},
            "volume": str(self.volume),
            "issue": str(self.issue),
            "page": f"{self.first}-{self.last}",
        }


# -------------------------------------------------------------------------------------------------------- invention


def paper(number: int, chance: random.Random) -> Paper:
    families = chance.sample(FAMILIES, k=chance.randint(1, 5))
    first = chance.randint(1, 900)
    return Paper(
        number,
        tuple((one.replace("_", " "), " ".join(f"{x}." for x in chance.sample("ABCDEJKLMPRS", 2))) for one in families),
        " ".join(chance.sample(WORDS, k=chance.randint(6, 11))).capitalize(),
        chance.choice(JOURNALS),
        chance.randint(1985, 2024),
        chance.randint(1, 60),
        chance.randint(1, 12),
        first,
        first + chance.randint(3, 25),
    )


def sentence(chance: random.Random) -> str:
    words = [chance.choice(SMALL if place % 3 == 1 else WORDS) for place in range(chance.randint(9, 22))]
    return " ".join(words).capitalize()


def apa(one: Paper) -> str:
    names = [f"{family}, {initials}" for family, initials in one.authors]
    listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + f", & {names[-1]}"
    return f"{listed} ({one.year}). {one.title}. {one.journal}, {one.volume}({one.issue}), {one.first}–{one.last}."


def vancouver(one: Paper) -> str:
    names = ", ".join(f"{family} {initials.replace('. ', '').rstrip('.')}" for family, initials in one.authors)
    return f"{names}. {one.title}. {one.journal}. {one.year};{one.volume}({one.issue}):{one.first}-{one.last}."


def harvard(one: Paper) -> str:
    names = [f"{family}, {initials.replace(' ', '')}" for family, initials in one.authors]
    listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}"
    return f"{listed} ({one.year}) ‘{one.title}’, {one.journal}, {one.volume}({one.issue}), pp. {one.first}–{one.last}."


def chicago(one: Paper) -> str:
    family, initials = one.authors[0]
    others = [f"{given} {name}" for name, given in one.authors[1:]]
    listed = ", ".join([f"{family}, {initials}", *others[:-1]]) + (f", and {others[-1]}" if others else "")
    return f"{listed} “{one.title}.” {one.journal} {one.volume}, no. {one.issue} ({one.year}): {one.first}–{one.last}."


def ieee(one: Paper) -> str:
    names = [f"{initials} {family}" for family, initials in one.authors]
    listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}"
    pages = f"pp. {one.first}–{one.last}"
    return f"{listed}, “{one.title},” {one.journal}, vol. {one.volume}, no. {one.issue}, {pages}, {one.year}."


STYLES: Sequence[Callable[[Paper], str]] = (apa, vancouver, harvard, chicago, ieee)
NUMBERED = frozenset({vancouver, ieee})


def citation(place: int, one: Paper, style: Callable[[Paper], str]) -> str:
    if style in NUMBERED:
        return f"[{place}]"
    names = [family for family, _ in one.authors]
    listed = names[0] if len(names) == 1 else " & ".join(names) if len(names) == 2 else f"{names[0]} et al."
    return f"({listed}, {one.year})"


def paragraphs(cited: Sequence[Paper], style: Callable[[Paper], str], size: int, chance: random.Random) -> list[str]:
    """A text of so many characters that cites each work once."""
    waiting = [citation(place, one, style) for place, one in enumerate(cited, start=1)]
    texts: list[str] = []
    length = 0
    while length < size or waiting:
        sentences = [f"{sentence(chance)}." for _ in range(chance.randint(4, 9))]
        if waiting:
            sentences[-1] = f"{sentences[-1][:-1]} {waiting.pop(0)}."
        texts.append(" ".join(sentences))
        length += len(texts[-1])
    return texts


def html(number: int, texts: Sequence[str], references: Sequence[str]) -> str:
    items = "\n".join(f"<li>{escape(one)}</li>" for one in references)
    body = "\n".join(f"<p>{escape(one)}</p>" for one in texts)
    return (
        f"<!DOCTYPE html>\n<html><head><title>Post {number}</title><style>p {{ margin: 0 }}</style></head>\n<body>\n"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/about'>About us</a></li></ul></nav>\n"
        f"<article>\n<h1>Post {number}</h1>\n{body}\n<h2>References</h2>\n<ol>\n{items}\n</ol>\n</article>\n"
        "<footer><p>All rights reserved.</p><p>11 views, 0 comments</p></footer>\n</body></html>\n"
    )


def markdown(number: int, texts: Sequence[str], references: Sequence[str]) -> str:
    items = "\n".join(f"{place}. {one}" for place, one in enumerate(references, start=1))
    body = "\n\n".join(texts)
    return f"---\ntitle: Post {number}\n---\n\n# Post {number}\n\n{body}\n\n## References\n\n{items}\n"


def make_site(folder: Path, posts: int, kilobytes: int, references: int) -> None:
    """Write the posts, and the records of all works that they cite."""
    chance = random.Random(5)
    papers = [paper(number, chance) for number in range(max(posts * WORKS_PER_POST, references))]
    for number in range(posts):
        style = STYLES[number % len(STYLES)]
        cited = chance.sample(papers, k=references)
        listed = [style(one) for one in cited]
        texts = paragraphs(cited, style, kilobytes * 1000 - sum(map(len, listed)), chance)
        render, suffix = ((html, "html"), (markdown, "md"))[number // len(STYLES) % 2]
        (folder / f"post{number:04}.{suffix}").write_text(render(number, texts, listed), "utf-8")
    records = "".join(json.dumps(one.record) + "\n" for one in papers)
    (folder / "works.jsonl").write_text(records, "utf-8")


# ------------------------------------------------------------------------------------------------------ measurement


def read(folder: Path) -> Mapping[str, int]:
    """Read every post; how many references and citations there were."""
    documents = read_documents([folder])
    return {
        "posts": len(documents),
        "references": sum(len(one.references) for one in documents),
        "citations": sum(len(one.citations) for one in documents),
    }


def verify(folder: Path) -> Mapping[str, int]:
    """Check every post; what the summary says."""
    settings = Settings(works=(folder / "works.jsonl",), network=NetworkSettings(offline=True))
    report = refcheck.verify([folder], settings=settings)
    numbers = counts(report)
    return {
        "posts": len(report.documents),
        "references": numbers.references,
        "checked": numbers.checked,
        "errors": numbers.errors,
        "warnings": numbers.warnings,
    }


STAGES = {"read": read, "verify": verify}


def measured(stage: str, folder: Path) -> dict[str, float]:
    """What one stage gives in a process of its own, with its seconds and its megabytes."""
    command = [sys.executable, "-m", "benchmarks.posts", "--stage", stage, "--folder", str(folder)]
    started = time.perf_counter()
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    outcome: dict[str, float] = json.loads(run.stdout)
    return {**outcome, "seconds": time.perf_counter() - started}


def run_stage(stage: str, folder: Path) -> None:
    numbers = STAGES[stage](folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1 if sys.platform == "darwin" else 1024
    print(json.dumps({**numbers, "megabytes": peak * unit / 1e6}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--kilobytes", type=int, default=40, help="of each post")
    parser.add_argument("--references", type=int, default=30, help="in each post")
    parser.add_argument("--stage", choices=STAGES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.stage:
        run_stage(arguments.stage, arguments.folder)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make_site(folder, arguments.posts, arguments.kilobytes, arguments.references)
        size = sum(file.stat().st_size for file in folder.glob("post*")) / arguments.posts / 1000
        print(f"{arguments.posts} posts of {size:.0f} KB with {arguments.references} references each, one process")
        for stage in STAGES:
            outcome = measured(stage, folder)
            seconds, megabytes = outcome.pop("seconds"), outcome.pop("megabytes")
            rest = ", ".join(f"{value:.0f} {name}" for name, value in outcome.items())
            rate = outcome["posts"] / seconds
            print(f"{stage:8} {rate:7.1f} posts/s {seconds:7.1f} s {megabytes:6.0f} MB   {rest}")


if __name__ == "__main__":
    main()
