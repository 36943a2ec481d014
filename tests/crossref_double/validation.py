"""What the API refuses with a 400, in its order and in its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.crossref_double import vocabulary
from tests.crossref_double.dois import find_doi
from tests.crossref_double.json_values import Json

Parameters = Mapping[str, str]
MOST_ROWS = 1000
MOST_SAMPLED = 100
DEEPEST = 10_000

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
BOOLEANS = ("t", "true", "1", "f", "false", "0")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One reason for a refusal."""

    type: str
    value: Json
    message: str

    def as_json(self) -> Mapping[str, Json]:
        """The complaint as it stands in the list of an answer."""
        return {"type": self.type, "value": self.value, "message": self.message}


@dataclass(frozen=True, slots=True)
class Pairs:
    """The value of ``filter`` or ``facet``, taken apart."""

    pairs: tuple[tuple[str, str], ...] = ()
    broken: bool = False


def parse_pairs(value: str, comma: str = "strict") -> Pairs:
    """Pieces between commas, each split at its first colon; a piece without one breaks the whole."""
    pairs: list[tuple[str, str]] = []
    for piece in value.split(",") if value else ():
        if piece.startswith(" ") and ":" in value:
            continue
        name, colon, rest = piece.partition(":")
        if colon:
            pairs.append((name, rest))
        elif comma == "glue" and pairs:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]},{piece}")
        else:
            return Pairs(broken=True)
    return Pairs(tuple(pairs))


def complaints_about_list(parameters: Parameters, comma: str) -> list[Complaint]:
    """Everything wrong with the parameters of a list of works."""
    checks: Sequence[Callable[[Parameters], Iterator[Complaint]]] = (
        _unknown,
        lambda given: _pair_lists(given, comma),
        _paging,
        _cursor,
        _ordering,
        _select,
        lambda given: _facet(given, comma),
        lambda given: _filter(given, comma),
        _field_queries,
    )
    return [complaint for check in checks for complaint in check(parameters)]


def complaints_about_journals(parameters: Parameters) -> list[Complaint]:
    """Everything wrong with the parameters of a list of other things than works."""
    refused = [name for name in vocabulary.LIST_PARAMETERS if name not in vocabulary.JOURNAL_LIST_PARAMETERS]
    return [*_unknown(parameters), *_refused(parameters, refused), *_paging(parameters)]


def complaints_about_single(parameters: Parameters) -> list[Complaint]:
    """Everything wrong with the parameters of a request for one thing."""
    return [*_unknown(parameters), *_refused(parameters, vocabulary.LIST_PARAMETERS)]


def _refused(parameters: Parameters, names: Sequence[str]) -> Iterator[Complaint]:
    for name in names:
        if name in parameters:
            yield Complaint("parameter-not-allowed", name, f"This route does not support {name}")
    if any(name.startswith("query.") for name in parameters):
        yield Complaint("parameter-not-allowed", "query.*", "This route does not support field query parameters")


def _unknown(parameters: Parameters) -> Iterator[Complaint]:
    for name in parameters:
        if name not in vocabulary.PARAMETERS and not name.startswith("query."):
            message = f"Parameter {name} specified but there is no such parameter available on any route"
            yield Complaint("unknown-parameter", name, message)


def _pair_lists(parameters: Parameters, comma: str) -> Iterator[Complaint]:
    for name in ("facet", "filter"):
        value = parameters.get(name, "")
        if parse_pairs(value, comma).broken:
            message = f"Pair list form specified as '{value}' but should be of the form: key:val,...,keyN:valN"
            yield Complaint("pair-list-form-invalid", value, message)


def whole_number(value: str) -> int | None:
    """The number that a parameter is, or `None`."""
    return int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else None


def _integer(name: str, parameters: Parameters, low: int, high: int) -> Iterator[Complaint]:
    value = parameters.get(name)
    if value is None or low <= (number if (number := whole_number(value)) is not None else -1) <= high:
        return
    message = f"Integer specified as {value} but must be a positive integer less than or equal to {high}. "
    yield Complaint("integer-not-valid", value, message)


def _paging(parameters: Parameters) -> Iterator[Complaint]:
    yield from _integer("rows", parameters, 0, MOST_ROWS)
    yield from _integer("sample", parameters, 1, MOST_SAMPLED)
    yield from _offset(parameters)
    if "sample" in parameters and ("rows" in parameters or "offset" in parameters):
        yield Complaint("sample-with-rows-or-offset", "sample", "Sample cannot be combined with rows or offset")


def _offset(parameters: Parameters) -> Iterator[Complaint]:
    value = parameters.get("offset")
    if value is None:
        return
    offset = whole_number(value)
    deepest = DEEPEST - (whole_number(parameters.get("rows", "")) or 0)
    if "rows" not in parameters:
        deepest = DEEPEST - 20
    if offset is None or not 0 <= offset <= deepest:
        message = (
            f"Integer specified as {value} but must be a positive integer less than or equal to {deepest}. "
            " Use the cursor parameter to page further into result sets."
        )
        yield Complaint("integer-not-valid", value if offset is None else offset, message)


def _cursor(parameters: Parameters) -> Iterator[Complaint]:
    if "cursor" in parameters and ("offset" in parameters or "sample" in parameters):
        yield Complaint("cursor-with-offset-or-sample", "cursor", "Cursor cannot be combined with offset or sample")


def _ordering(parameters: Parameters) -> Iterator[Complaint]:
    sort, order = parameters.get("sort"), parameters.get("order")
    if sort in vocabulary.PUBLICATION_SORTS and "cursor" in parameters:
        message = f"Sort criteria {sort} cannot be combined with cursor"
        yield Complaint("sort-criteria-incompatible-with-cursor", sort, message)
    if sort is not None and sort not in vocabulary.SORTS:
        message = f"Sort field specified as {sort} but must be one of: {', '.join(vocabulary.SORTS)}"
        yield Complaint("sort-field-not-valid", sort, message)
    if order is not None and order not in vocabulary.ORDERS:
        message = f"Sort order specified as {order} but must be one of: {', '.join(vocabulary.ORDERS)}"
        yield Complaint("sort-order-not-valid", order, message)


def _not_available(type_: str, words: str, name: str, known: Sequence[str]) -> Complaint:
    message = (
        f"{words} '{name}' specified but there is no such {words.lower()} for this route. "
        f"Valid {words.lower().replace('query', 'queries') if 'query' in words else f'{words.lower()}s'}"
        f" for this route are: {', '.join(known)}"
    )
    return Complaint(type_, name, message)


def _select(parameters: Parameters) -> Iterator[Complaint]:
    for name in parameters["select"].split(",") if parameters.get("select") else ():
        if name not in vocabulary.SELECTS:
            yield _not_available("select-not-available", "Select", name, vocabulary.SELECTS)


def _facet(parameters: Parameters, comma: str) -> Iterator[Complaint]:
    for name, _ in parse_pairs(parameters.get("facet", ""), comma).pairs:
        if name not in vocabulary.FACETS:
            yield _not_available("facet-not-available", "Facet", name, vocabulary.FACETS)


def _filter(parameters: Parameters, comma: str) -> Iterator[Complaint]:
    for name, value in parse_pairs(parameters.get("filter", ""), comma).pairs:
        if name not in vocabulary.FILTERS:
            yield _not_available("filter-not-available", "Filter", name, sorted(vocabulary.FILTERS))
        else:
            yield from _filter_value(name, value)


def _filter_value(name: str, value: str) -> Iterator[Complaint]:
    if name == "doi" and not find_doi(value):
        message = (
            f"DOI specified as {value} but must be of the form: 10.prefix/suffix where prefix is 4 or more digits"
            " and suffix  is a string"
        )
        yield Complaint("doi-not-valid", value, message)
    if name == "issn" and not ISSN.fullmatch(value):
        message = (
            f"ISSN specified as {value} but must be of the form: aaaa-aaab where a is a digit, and b is a digit or 'X'"
        )
        yield Complaint("issn-not-valid", value, message)
    if name.startswith(("from-", "until-")) and not DATE.fullmatch(value):
        message = f"Date specified as {value} but must be of the form: yyyy or yyyy-MM or yyyy-MM-dd"
        yield Complaint("date-not-valid", value, message)
    if name.startswith(("has-", "is-")) and value not in BOOLEANS:
        message = f"Boolean specified as {value} but must be one of: {', '.join(BOOLEANS)}"
        yield Complaint("boolean-not-valid", value, message)


def _field_queries(parameters: Parameters) -> Iterator[Complaint]:
    for name in parameters:
        if name.startswith("query.") and name.removeprefix("query.") not in vocabulary.FIELD_QUERIES:
            field = name.removeprefix("query.")
            yield _not_available("field-query-not-available", "Field query", field, vocabulary.FIELD_QUERIES)
