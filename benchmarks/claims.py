"""How often sentences of real articles are said to contradict the works they cite, and how often wrong ones are.

    python -m benchmarks.claims DATA [--alarms]

DATA is a folder with `contexts-bio.jsonl.gz` and `contexts-acl.jsonl.gz` (real citing sentences with the cited title,
nearly all of them right) and `twins-80.jsonl` (titles with a faithful and a wrong citing sentence). Printed are:

- alarms: the share of real sentences with a finding, titles only, and how the reader of `claims_verdicts.tsv` judged
  them; an alarm that nobody has read is named. Members of a group (*[3–7]*) are counted too, each against its own title
  alone, which is harder than what refcheck does: it takes their titles together
- recall on the wrong sentences, alarms on the faithful ones
- swaps: in real sentences that share a country, substance or condition with the title, it is exchanged for another
- contexts a second, from a cold start, on one core

There are no abstracts in these files, so every figure is for titles only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from refcheck.claims.citing import clusters
from refcheck.claims.compare import conflict
from refcheck.claims.nouns import Cited, Claim, Conflict
from refcheck.claims.settings import ClaimSettings
from refcheck.claims.vocabulary import Concept, Vocabulary, vocabulary
from refcheck.claims.words import Words
from refcheck.model import Citation, CitationForm, Document, Span

VERDICTS = Path(__file__).with_name("claims_verdicts.tsv")
BRACKETS = re.compile(r"[\[(][^\[\]()]*?\d[^\[\]()]*[\])]")
_NAME = r"[A-ZÀ-Ý][\w'’-]+(?: [A-Z][a-z]+)?"
NAMES = re.compile(
    rf"\([^()]{{0,20}}{_NAME}[^()]{{0,200}}?\d{{4}}[a-z]?[^()]{{0,200}}\)|(?:The )?{_NAME}(?:,? (?:and|&) {_NAME}"
    rf"| et al\.?,?(?:'s)?|, {_NAME},? and {_NAME}| group)?,? ?\(\d{{4}}[a-z]?(?:[;,][^()]*)?\)|\[\d[^\]]*\]"
)
EXCHANGED = {
    "places": "Brazil;Canada;China;Germany;India;Italy;Japan;Kenya;Mexico;South Africa",
    "substances": "aspirin;atorvastatin;cocaine;dexamethasone;ketamine;metformin;morphine;rapamycin;tamoxifen;warfarin",
    "conditions": "asthma;breast cancer;epilepsy;malaria;melanoma;osteoporosis;psoriasis;schizophrenia;stroke;sepsis",
}
WANTED = {"places": 0.55, "substances": 0.50, "conditions": 0.35}
MOST_ALARMS, FEWEST_TWINS, SLOWEST = 0.0015, 56, 3_000


@dataclass(frozen=True, slots=True)
class Context:
    """A citing sentence: its citations, those of the cited work first in ``targets``, and the cited title."""

    id: str
    sentence: str
    marks: tuple[Span, ...]
    targets: frozenset[int]
    title: str
    single: bool = True

    def claims(self) -> Iterator[Claim]:
        """The claims of the citations of the work; those shared with works that are not known are not compared."""
        citations = [self._citation(place, mark) for place, mark in enumerate(self.marks)]
        for cluster in clusters(Document("context", self.sentence, citations=tuple(citations))):
            if all(citation.keys == ("target",) for citation in cluster.citations):
                yield cluster.claim

    def _citation(self, place: int, mark: Span) -> Citation:
        text = self.sentence[mark.start : mark.end]
        form = CitationForm.PARENTHETICAL if re.search(r"[^\W\d_]{3}", text) else CitationForm.NUMERIC
        if text[0] not in "[(" and form is CitationForm.PARENTHETICAL:
            form = CitationForm.NARRATIVE
        whole = Span(0, len(self.sentence))
        keys = ("target" if place in self.targets else "other",)
        return Citation(mark, self.sentence, keys, form, sentence_span=whole)


def bio(path: Path) -> Iterator[Context]:
    """The contexts of biomedical articles, in which the place of the citation is known."""
    for number, row in enumerate(_rows(path), 1):
        sentence, own = row["sent"], Span(int(row["ma"]), int(row["mb"]))
        marks = [Span(*found.span()) for found in BRACKETS.finditer(sentence)]
        if not any(one.start <= own.start and own.end <= one.end for one in marks):
            marks = sorted([*(one for one in marks if one.end <= own.start or own.end <= one.start), own], key=_start)
        targets = [place for place, one in enumerate(marks) if one.start <= own.start and own.end <= one.end]
        yield Context(
            f"bio:{number}", sentence, tuple(marks), frozenset(targets), row["title"], row["kind"] == "Citation"
        )


def named(path: Path, prefix: str, field: str = "sent") -> Iterator[Context]:
    """The contexts of which only the sentence is known: each citation in it is taken for that of the work."""
    for number, row in enumerate(_rows(path), 1):
        marks = tuple(Span(*found.span()) for found in NAMES.finditer(row[field]))
        yield Context(f"{prefix}:{number}", row[field], marks, frozenset(range(len(marks))), row["title"])


def found_in(context: Context, known: Vocabulary) -> Conflict | None:
    """The first conflict of a context."""
    cited = Cited([context.title])
    return next((found for claim in context.claims() if (found := conflict(claim, cited, known)) is not None), None)


def alarms(name: str, contexts: Sequence[Context], known: Vocabulary, *, verbose: bool) -> bool:
    """Print the alarms on real sentences; whether they are few enough."""
    verdicts = dict(line.split("\t")[:2] for line in VERDICTS.read_text("utf-8").splitlines() if line[0] != "#")
    start = time.process_time()
    found = [(one, conflict) for one in contexts if (conflict := found_in(one, known)) is not None]
    speed = len(contexts) / (time.process_time() - start)
    share = len(found) / len(contexts)
    judged = Counter(verdicts.get(one.id, "not read") for one, _ in found)
    single = sum(one.single for one, _ in found), sum(one.single for one in contexts)
    print(f"{name}: {len(found)} alarms on {len(contexts)} ({share:.3%}; wanted {MOST_ALARMS:.2%}), {dict(judged)}")
    print(f"  single citations: {single[0]} on {single[1]} ({single[0] / single[1]:.3%}); {speed:.0f} contexts/s")
    for one, conflict_ in found:
        if verbose or one.id not in verdicts:
            print(f"  {one.id} [{conflict_.kind}] {conflict_.ours} / {conflict_.theirs}")
            print(f"      {conflict_.claim.strip()[-300:]}\n      {one.title}")
    return share <= MOST_ALARMS and speed >= SLOWEST


def twins(path: Path, known: Vocabulary) -> bool:
    """Print how many wrong sentences are found, and how many faithful ones; whether that will do."""
    wrong = [one for one in named(path, "twin", "wrong") if found_in(one, known)]
    faithful = [one for one in named(path, "twin", "faithful") if found_in(one, known)]
    total = sum(1 for _ in _rows(path))
    print(f"twins: {len(wrong)} of {total} wrong ones found (wanted {FEWEST_TWINS}), {len(faithful)} of the faithful")
    return len(wrong) >= FEWEST_TWINS and not faithful


def swaps(kind: str, contexts: Iterable[Context], known: Vocabulary) -> bool:
    """Print how many exchanged names are found; whether they are enough."""
    chance = random.Random(7)
    changed = [one for context in contexts if (one := _changed(context, kind, known, chance)) is not None]
    share = sum(found_in(one, known) is not None for one in changed) / len(changed)
    print(f"swapped {kind}: {share:.1%} of {len(changed)} found (wanted {WANTED[kind]:.0%})")
    return share >= WANTED[kind]


def _changed(context: Context, kind: str, known: Vocabulary, chance: random.Random) -> Context | None:
    """The context with another member of the class in the place of the one that it shares with the title."""
    titled = _members(context.title, kind, known)
    if not titled or not any(_members(claim.segment.text, kind, known) & titled for claim in context.claims()):
        return None
    others = [
        one
        for one in EXCHANGED[kind].split(";")
        if not any(known.compatible(new, old) for new in _members(one, kind, known) for old in titled)
    ]
    words, other = Words(context.sentence), chance.choice(others)
    for mention in reversed(known.mentions(words)):
        if titled & set(mention.concepts):
            place = Span(words.starts[mention.start], words.ends[mention.end - 1])
            context = _exchanged(context, place, other)
    return context


def _exchanged(context: Context, place: Span, other: str) -> Context:
    if any(mark.start < place.end and place.start < mark.end for mark in context.marks):
        return context
    shift = len(other) - (place.end - place.start)
    marks = (Span(one.start + shift, one.end + shift) if one.start >= place.end else one for one in context.marks)
    sentence = context.sentence[: place.start] + other + context.sentence[place.end :]
    return replace(context, sentence=sentence, marks=tuple(marks))


def _members(text: str, kind: str, known: Vocabulary) -> set[Concept]:
    concepts = (concept for mention in known.mentions(Words(text)) for concept in mention.concepts)
    return {one for one in concepts if one.kind == kind and not one.broad}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from map(json.loads, content.splitlines())


def _start(span: Span) -> int:
    return span.start


def main() -> int:
    """Run everything; 1 if a figure is not what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--alarms", action="store_true", help="print every alarm, not only those that nobody has read")
    options = parser.parse_args()
    if not (options.data / "twins-80.jsonl").is_file():
        print(f"{options.data} is not there or has no twins-80.jsonl; no figure.", file=sys.stderr)
        return 2
    contexts = list(bio(options.data / "contexts-bio.jsonl.gz"))
    others = list(named(options.data / "contexts-acl.jsonl.gz", "acl"))
    start = time.process_time()
    known = vocabulary(ClaimSettings())
    print(f"vocabulary read in {time.process_time() - start:.2f} s")
    good = [
        alarms("contexts-bio", contexts, known, verbose=options.alarms),
        alarms("contexts-acl", others, known, verbose=options.alarms),
        twins(options.data / "twins-80.jsonl", known),
        *(swaps(kind, (one for one in contexts if one.single), known) for kind in EXCHANGED),
    ]
    return int(not all(good))


if __name__ == "__main__":
    sys.exit(main())
