"""What refcheck reads in one article, variable by variable, beside the facts of the cited works.

    python -m benchmarks.article ARTICLE [WORKS]

WORKS is a file of Crossref records (.jsonl), in the order of the references or not. Each variable is printed as it was
read and as the record has it, with a mark where the comparison finds a difference; then the citations with their
sentences, the references that nothing cites, and the findings of `refcheck verify`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from refcheck.compare.containers import compare_container
from refcheck.compare.dates import compare_year
from refcheck.compare.names import compare_authors
from refcheck.compare.numbering import compare_issue, compare_volume
from refcheck.compare.pages import compare_pages
from refcheck.compare.titles import compare_title
from refcheck.compare.verdict import Verdict
from refcheck.files import read_documents
from refcheck.model import CheckedDocument, CheckedReference, Citation, Document, Found, Item, Names
from refcheck.pipeline import verify_documents
from refcheck.settings import Settings
from refcheck.sources.settings import NetworkSettings

Row = tuple[Callable[[Item], str], Callable[[Item, Item], Verdict]]


def names(value: Names) -> str:
    """A list of names as it was understood."""
    listed = "; ".join(map(str, value.listed))
    return f"{listed}{' …' if value.truncated else ''}{f' {value.last}' if value.last else ''}"


VARIABLES: Mapping[str, Row] = {
    "author": (lambda item: names(item.author), compare_authors),
    "title": (lambda item: next(iter(item.title), ""), compare_title),
    "container-title": (lambda item: next(iter(item.container_title), ""), compare_container),
    "issued": (lambda item: " / ".join(map(str, item.issued)), compare_year),
    "volume": (lambda item: item.volume, compare_volume),
    "issue": (lambda item: item.issue, compare_issue),
    "page": (lambda item: item.page or item.number, compare_pages),
}


def print_reference(number: int, checked: CheckedReference) -> None:
    """A reference, each variable beside that of its work."""
    reference, match = checked.reference, checked.match
    print(f"\n{number}. [{reference.key}] label {reference.label or '-'}, certainty {reference.certainty:.2f}")
    if not isinstance(match, Found):
        print(f"   no work: {match}")
    for variable, (shown, compare) in VARIABLES.items():
        ours = shown(reference.item)
        print(f"   {variable:16} {ours or '-'}")
        if isinstance(match, Found):
            verdict = compare(reference.item, match.work.item)
            print(f"   {'':16} {shown(match.work.item) or '-'}   [{verdict.level.name.lower()} {verdict.kind}]")
    if isinstance(match, Found):
        print(f"   {'DOI':16} {reference.item.doi or '-'}\n   {'':16} {match.work.item.doi}")


def print_citation(citation: Citation) -> None:
    """A citation, where it leads, and its sentence."""
    print(f"   {citation.form.value:14} -> {', '.join(citation.keys) or '?':24} {citation.sentence}")


def print_document(checked: CheckedDocument) -> None:
    """Everything that was read and found."""
    document: Document = checked.document
    print(f"{document.path}: {len(document.references)} references, {len(document.citations)} citations")
    for number, one in enumerate(checked.references, 1):
        print_reference(number, one)
    print("\ncitations")
    for citation in document.citations:
        print_citation(citation)
    cited = {key for one in document.citations for key in one.keys}
    print(f"\nnever cited: {', '.join(one.key for one in document.references if one.key not in cited) or '-'}")
    print("\nfindings")
    for finding in checked.all_findings:
        place = f"{finding.line:4}  {finding.severity!s:8}"
        print(f"   {place} {finding.code} {finding.name}: {finding.message} [{finding.key}]")


def main(arguments: list[str]) -> None:
    if not arguments:
        sys.exit((__doc__ or "").strip())
    for path in arguments:
        if not Path(path).is_file():
            sys.exit(
                f"benchmarks.article: {path} is not there; the article and the records are no part of the repository"
            )
    works = tuple(Path(path) for path in arguments[1:])
    settings = Settings(works=works, network=NetworkSettings(offline=True))
    for checked in verify_documents(read_documents(arguments[:1]), settings).documents:
        print_document(checked)


if __name__ == "__main__":
    main(sys.argv[1:])
