"""The journals of the corpus, as the API describes journals."""

from __future__ import annotations

from collections.abc import Mapping

from tests.crossref_double.corpus import Corpus
from tests.crossref_double.json_values import Json, Record, crossref_bytes, objects, text, texts
from tests.crossref_double.search import tokens
from tests.crossref_double.validation import Parameters

STATUS_CHECK = 1781500000000


def _journals(corpus: Corpus) -> dict[str, Record]:
    """One record of every journal, by the first ISSN."""
    found: dict[str, Record] = {}
    for record in corpus.records:
        issns = list(texts(record.get("ISSN")))
        if issns and text(record.get("type")) == "journal-article":
            found.setdefault(issns[0], record)
    return found


def _description(record: Record, corpus: Corpus) -> Record:
    title = text(record.get("container-title"))
    count = sum(text(other.get("container-title")) == title for other in corpus.records)
    types: list[Json] = [
        {"type": text(issn.get("type")), "value": text(issn.get("value"))} for issn in objects(record.get("issn-type"))
    ]
    return {
        "last-status-check-time": STATUS_CHECK,
        "counts": {"current-dois": count, "backfile-dois": 0, "total-dois": count},
        "breakdowns": {"dois-by-issued-year": []},
        "publisher": text(record.get("publisher")),
        "coverage": {},
        "title": title.replace("&amp;", "&"),
        "coverage-type": {},
        "flags": {},
        "ISSN": list(texts(record.get("ISSN"))),
        "issn-type": types,
    }


def journal_message(corpus: Corpus, issn: str) -> bytes | None:
    """The journal of an ISSN, or `None`."""
    for record in _journals(corpus).values():
        if issn.upper() in texts(record.get("ISSN")):
            return crossref_bytes(_description(record, corpus))
    return None


def journals_message(corpus: Corpus, parameters: Parameters) -> bytes:
    """A list of journals whose title has all words of the query."""
    words = set(tokens(parameters.get("query", "")))
    journals = [_description(record, corpus) for record in _journals(corpus).values()]
    found: list[Json] = [journal for journal in journals if words <= set(tokens(text(journal["title"])))]
    offset, rows = int(parameters.get("offset", "0")), int(parameters.get("rows", "20"))
    query: Mapping[str, Json] = {"start-index": offset, "search-terms": parameters.get("query")}
    return crossref_bytes(
        {
            "items-per-page": rows,
            "query": query,
            "total-results": len(found),
            "items": found[offset : offset + rows],
        }
    )
