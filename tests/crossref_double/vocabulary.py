"""The names the API knows: of filters, of what can be selected, of orders, facets and parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.crossref_double.search import FIELDS

NAMES: Mapping[str, Sequence[str]] = json.loads(Path(__file__).with_name("vocabulary.json").read_text("utf-8"))
FILTERS = frozenset(NAMES["filters"])
SELECTS = NAMES["selects"]
FACETS = NAMES["facets"]
SORTS = NAMES["sorts"]
PUBLICATION_SORTS = frozenset({"published", "published-print", "published-online", "issued"})
ORDERS = ("asc", "desc", "1", "-1")
FIELD_QUERIES = tuple(sorted(name for name in FIELDS if name))

LIST_PARAMETERS = ("rows", "sample", "offset", "cursor", "order", "sort", "select", "facet", "filter", "query")
PARAMETERS = frozenset({*LIST_PARAMETERS, "mailto"})
JOURNAL_LIST_PARAMETERS = frozenset({"rows", "offset", "query"})
