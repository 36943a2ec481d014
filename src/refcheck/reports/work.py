"""A work for a person to read: what it is, and who says so."""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Work
from refcheck.reports.evidence import answer
from refcheck.reports.plain import printable


def described_work(work: Work) -> str:
    """Some lines: what is known, variable by variable, and the source."""
    return "".join(f"{label:10} {printable(value)}\n" for label, value in _lines(work) if value)


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    item = work.item
    yield "title", item.title[0] if item.title else ""
    yield "authors", "; ".join(str(name) for name in item.author.listed)
    yield "editors", "; ".join(str(name) for name in item.editor.listed)
    yield "issued", ", ".join(f"{date} ({date.kind})" if date.kind else str(date) for date in item.issued)
    yield "in", item.container_title[0] if item.container_title else ""
    yield "volume", item.volume
    yield "issue", item.issue
    yield "pages", item.page
    yield "number", item.number if item.number != item.page else ""
    yield "publisher", item.publisher
    yield "type", item.type
    yield "DOI", f"https://doi.org/{item.doi}" if item.doi else ""
    for update in work.updated_by:
        stated = ", ".join(part for part in (update.asserted_by, str(update.date)) if part)
        yield "updated by", f"{update.label or update.type} {update.doi} ({stated})"
    yield "source", answer(work.source, work.retrieved)
