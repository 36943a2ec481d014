"""Precision and recall of the citations found in real posts, and how many posts are read in a second.

    python -m benchmarks.citations POSTS [MORE …]

POSTS are folders and files; those whose names stand in `citation_labels.json` are scored against labels set by hand
(the file holds offsets only, no text of the posts). JATS articles (`.xml`) are scored against the cross-references
that their publisher marked: the marks are ignored, and the citations are found again from the text.

A citation is right if it overlaps the labelled place and leads to the same reference; one that leads nowhere is right
if the label says that the list has no such reference. Ambiguous citations count once for each reference.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from refcheck.model import Citation, Document, Reference, Span
from refcheck.parsing.blocks import Block, Kind, Piece
from refcheck.parsing.citations import find_citations
from refcheck.readers import decode, jats_text, reader_for, xml, xml_tree

LABELS = Path(__file__).with_name("citation_labels.json")
WANTED = 0.98
NOWHERE = ""
POST = 40_000
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place in a file, and the reference that it points at (empty: none in the list)."""

    span: Span
    reference: str

    def agrees(self, other: Pointer) -> bool:
        """Whether both are the same citation of the same reference."""
        overlap = self.span.start < other.span.end and other.span.start < self.span.end
        return overlap and self.reference == other.reference


@dataclass(frozen=True, slots=True)
class Score:
    """What was found against what is there."""

    right: int
    found: int
    there: int

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.there + other.there)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / self.there if self.there else 1.0

    def __str__(self) -> str:
        return f"precision {self.precision:.4f}  recall {self.recall:.4f}  ({self.found} found, {self.there} labelled)"


def pointers(citations: Iterable[Citation]) -> list[Pointer]:
    """The citations as places and references."""
    return [Pointer(one.span, key) for one in citations for key in one.keys or (NOWHERE,)]


def score(found: Sequence[Pointer], there: Sequence[Pointer], text: str, *, verbose: bool) -> Score:
    """How many of the found ones are there, each once."""
    left = list(there)
    wrong = []
    for one in found:
        partner = next((other for other in left if one.agrees(other)), None)
        if partner is None:
            wrong.append(one)
        else:
            left.remove(partner)
    if verbose:
        for sign, several in (("found, not there", wrong), ("there, not found", left)):
            for one in several:
                context = text[max(0, one.span.start - 40) : one.span.end + 20]
                print(f"    {sign}: {' '.join(context.split())} -> {one.reference or 'nowhere'}")
    return Score(len(found) - len(wrong), len(found), len(there))


def labelled(document: Document, rows: Sequence[Sequence[object]]) -> Iterator[Pointer]:
    """The labels of a post, the references by the keys that the document gives them."""
    for start, end, places in rows:
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert isinstance(places, list)
        for place in places or [None]:
            key = NOWHERE if place is None else _key(document.references, place)
            yield Pointer(Span(start, end), key)


def _key(references: Sequence[Reference], place: int) -> str:
    """The key of the reference that begins at or holds a place of the file."""
    for reference in references:
        if reference.span.start <= place < reference.span.end or abs(reference.span.start - place) < 40:
            return reference.key
    return f"unread reference at {place}"


def by_hand(path: Path, rows: Sequence[Sequence[object]], characters: int, *, verbose: bool) -> Score | None:
    """The score of one post; none if the file is another than the one that was labelled, or has no reader."""
    text = decode(path.read_bytes()).text
    reader = reader_for(path.name)
    if reader is None or len(text) != characters:
        print(f"  {path.name}: {'no reader' if reader is None else 'not the file that was labelled'}; left out")
        return None
    document = reader.read(str(path), text)
    return score(pointers(document.citations), list(labelled(document, rows)), text, verbose=verbose)


def by_publisher(path: Path, *, verbose: bool) -> Score:
    """The score of a JATS article: what its publisher marked, against what is found without the marks."""
    text = decode(path.read_bytes()).text
    document = xml.read(str(path), text)
    root = xml_tree.parse(text).root
    blocks = [
        passage.block
        for article in (root.descendants("article") if root and root.local != "article" else [root] if root else [])
        for part in article.elements()
        if part.local in {"body", "back"}
        for passage in jats_text.passages(part, text)
    ]
    found = find_citations(blocks, document.references)
    return score(pointers(found), pointers(document.citations), text, verbose=verbose)


def posts_per_second(path: Path) -> float:
    """How many posts of 40 KB are searched in a second: the paragraphs of a post, again and again up to that length."""
    text = decode(path.read_bytes()).text
    reader = reader_for(path.name)
    assert reader is not None
    references = reader.read(str(path), text).references
    paragraphs = [one for one in text.split("\n\n") if one.strip()]
    blocks: list[Block] = []
    length = 0
    while length < POST:
        for one in paragraphs:
            blocks.append(Block(Kind.PARAGRAPH, (Piece(one, Span(length, length + len(one))),)))
            length += len(one) + 2
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        find_citations(blocks, references)
        times.append(time.process_time() - start)
    return length / POST / min(times)


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files given, those of folders in order."""
    for path in paths:
        yield from sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]


def main() -> int:
    """Print the scores; 1 if one of the totals is below what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", nargs="+", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="show every difference")
    options = parser.parse_args()
    labels = json.loads(LABELS.read_text("utf-8"))["posts"]
    totals = {"by hand": Score(0, 0, 0), "by the publisher": Score(0, 0, 0)}
    quickest = []
    for path in files(options.posts):
        label = labels.get(path.name)
        kind = "by the publisher" if path.suffix == ".xml" else "by hand"
        scored: Score | None = None
        if path.suffix == ".xml":
            scored = by_publisher(path, verbose=options.verbose)
        elif label is not None:
            scored = by_hand(path, label["citations"], label["characters"], verbose=options.verbose)
        if scored is not None:
            totals[kind] += scored
            quickest.append(posts_per_second(path))
            print(f"  {path.name[:70]:70} {scored}  {quickest[-1]:6.0f} posts/s")
    if not quickest:
        parser.error("none of the labelled posts and no JATS article is in " + ", ".join(map(str, options.posts)))
    for kind, total in totals.items():
        print(f"labelled {kind}: {total}; wanted {WANTED}")
    print(f"posts of {POST // 1000} KB a second: {len(quickest) / sum(1 / one for one in quickest):.0f}")
    return int(any(min(total.precision, total.recall) < WANTED for total in totals.values()))


if __name__ == "__main__":
    sys.exit(main())
