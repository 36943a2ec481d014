"""From labelled stretches of a reference string to an `Item`: every value cleaned of the marks around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from refcheck.model import Item, Names
from refcheck.parsing.author_list import read_author_list
from refcheck.parsing.identifiers import Identifier
from refcheck.parsing.lexicon import markers, rows
from refcheck.parsing.repairs import OPEN_RANGE, repair
from refcheck.parsing.segments import Segment
from refcheck.parsing.tokens import Units
from refcheck.parsing.typed_dates import read_dates

DOUBTFUL = 0.6
"""A value whose stretch is less certain than this is marked as doubtful."""
_MARKED = {
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "edition": "edition",
    "number": "article",
}
"""Labels, and the kind of the markers that stand before their values."""
_EDGES = " \t\r\n,;:.\"“”„‟«»‘‚‹›*_'"
_CLOSED = re.compile(r"[\s,;:\"“”„‟«»‘’‚‹›*_']+$")
_IN_FIRST = re.compile(
    r"^(?:in|en|dans|im|nel(?:la)?)\b\s*:?\s+(?!vitro\b|vivo\b|silico\b|situ\b|practice\b)", re.IGNORECASE
)
_TAIL_OF_BRACKET = re.compile(r"[^\[\]]*\]\W+(?=\w)")
"""The end of a remark on the title in front: ``[abstract]``."""
_FORMULA = re.compile(r"[=()\[\]<>;]")
"""What stands in no volume and no issue, but in formulas."""
_ARTICLE_NUMBER = re.compile(r"(?:e|E)\d{3,}|\d{5,}|[A-Z]{1,3}\d{4,}|e?\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Value:
    """The value of one variable and the range of the string it comes from."""

    variable: str
    text: str
    start: int
    end: int
    certainty: float


def values(text: str, units: Units, stretches: Sequence[Segment]) -> list[Value]:
    """One value for each variable, in the order of the string."""
    chosen: dict[str, Segment] = {}
    for one in stretches:
        before = chosen.get(one.label)
        if before is None or (_better(units, one, before) and not _is_remark_behind(one, chosen)):
            chosen[one.label] = one
    repair(units, chosen)
    found = (
        _value(text, units, one)
        for one in chosen.values()
        if one.label not in {"other", "citation-label", "identifier"}
    )
    return [one for one in found if one.text and not _is_formula(one)]


def _is_formula(one: Value) -> bool:
    return one.variable in {"volume", "issue"} and _FORMULA.search(one.text) is not None


def _better(units: Units, one: Segment, before: Segment) -> bool:
    """Whether a later stretch is more likely the value: the longest title, the date with a year."""
    if one.label == "issued":
        return _has_year(units, one) and not _has_year(units, before)
    if one.label in {"title", "container-title"}:
        return one.last - one.first > before.last - before.first
    if one.label in _MARKED:
        return not _has_digit(units, before) and _has_digit(units, one)
    return False


def _is_remark_behind(one: Segment, chosen: dict[str, Segment]) -> bool:
    """Whether words that look like another title stand behind the pages: a remark of the writer."""
    return one.label in {"title", "container-title"} and "page" in chosen and chosen["page"].first < one.first


def _has_year(units: Units, one: Segment) -> bool:
    return any(len(text) == 4 and text.isdigit() for text in units.texts[one.first : one.last + 1])


def _has_digit(units: Units, one: Segment) -> bool:
    return any(text.isdigit() for text in units.texts[one.first : one.last + 1])


def _value(text: str, units: Units, one: Segment) -> Value:
    """The stretch without markers (*pp.*, *In*) and without the marks at its ends."""
    start, end = one.start, one.end
    if one.label in _MARKED:
        start, end = _unmarked(units, one)
    elif one.label in {"container-title", "collection-title"}:
        found = _IN_FIRST.match(text[start:end]) or _TAIL_OF_BRACKET.match(text[start:end])
        start += found.end() if found else 0
    if one.label == "page":
        found = OPEN_RANGE.match(units.gaps[one.last + 1])
        end += found.end() if found else 0
    if one.label == "title":
        start, end = _bracketed(text, start, end)
        end -= len(text[start:end]) - len(_before_address(text[start:end]))
    return Value(one.label, " ".join(_clean(one.label, text[start:end]).split()), start, end, one.certainty)


def _before_address(text: str) -> str:
    """The text without the words at its end that announce an address: *abrufbar unter*."""
    bare = text.rstrip(" :")
    low = bare.lower()
    found = next((phrase for (phrase,) in rows("before_addresses.tsv") if low.endswith(f" {phrase}")), "")
    return bare[: -len(found)].rstrip(" ,;.:") if found else text


def _bracketed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the bracket in front of it that is closed inside: ``(Re)reading``."""
    for opening, closing in ("()", "[]"):
        inside = text[start:end]
        if inside.count(closing) > inside.count(opening) and start > 0 and text[start - 1] == opening:
            start -= 1
    return start, end


def _clean(label: str, text: str) -> str:
    if label in {"title", "container-title", "collection-title", "publisher", "publisher-place"}:
        text = _CLOSED.sub("", text)
        return text.lstrip(_EDGES.replace("'", ""))
    return text.strip(" ,;:")


def _unmarked(units: Units, one: Segment) -> tuple[int, int]:
    """The range from the first to the last unit that is no marker."""
    marked = _MARKED[one.label]
    first, last = one.first, one.last
    while first < last and _marks(units, first, {marked, "volume", "in", "and"}):
        first += 1
    endings = {marked, "editor"} if one.label == "edition" else {marked}
    while first < last and markers().get(units.texts[last].lower(), "") in endings and units.gaps[last]:
        last -= 1
    while one.label == "page" and first < last and _is_remark(units.texts[last]):
        last -= 1
    return units.starts[first], units.ends[last]


def _is_remark(text: str) -> bool:
    """Whether a word behind the pages is none: *Review*, but not *xviii* or *ff*."""
    return len(text) > 3 and text.isalpha() and not set(text.lower()) <= set("ivxlc")


_GLUED_MARKERS = frozenset({"p", "pp", "pg", "vol", "v", "no", "nr", "n"})


def _marks(units: Units, place: int, kinds: set[str]) -> bool:
    """Whether a unit is a marker and no part of the value, as the letters of ``e289`` and ``S12`` are."""
    low = units.texts[place].lower()
    return markers().get(low, "") in kinds and (units.gaps[place + 1] != "" or low in _GLUED_MARKERS)


# --------------------------------------------------------------------------------------------------------- the item


def item(found: Sequence[Value], identifiers: Iterable[Identifier], words: Units) -> Item:
    """The item that the values and identifiers describe."""
    by_variable = {one.variable: one for one in found}
    texts = {variable: one.text for variable, one in by_variable.items()}
    page, number = _paged(texts)
    identifiers = tuple(identifiers)
    first = _first_of_each_kind(identifiers)
    return Item(
        type=_type(texts, words),
        title=_tuple(texts, "title"),
        author=_names(texts, "author"),
        editor=_names(texts, "editor"),
        issued=read_dates(texts["issued"]) if "issued" in texts else (),
        container_title=_tuple(texts, "container-title"),
        collection_title=_tuple(texts, "collection-title"),
        volume=texts.get("volume", ""),
        issue=texts.get("issue", ""),
        page=page,
        number=number,
        edition=texts.get("edition", ""),
        publisher=texts.get("publisher", ""),
        publisher_place=texts.get("publisher-place", ""),
        doi=first.get("doi", ""),
        url=first.get("url", ""),
        pmid=first.get("pmid", ""),
        arxiv=first.get("arxiv", ""),
        isbn=_all_of("isbn", identifiers),
        issn=_all_of("issn", identifiers),
        doubtful=frozenset(one.variable for one in found if one.certainty < DOUBTFUL),
    )


def _tuple(texts: dict[str, str], variable: str) -> tuple[str, ...]:
    return (texts[variable],) if variable in texts else ()


def _names(texts: dict[str, str], variable: str) -> Names:
    return read_author_list(texts[variable]) if variable in texts else Names()


def _paged(texts: dict[str, str]) -> tuple[str, str]:
    """The pages, and the number of the article: a single ``e0123`` or ``16324`` is no page."""
    page, number = texts.get("page", ""), texts.get("number", "")
    if page and not number and _ARTICLE_NUMBER.fullmatch(page):
        return "", page
    return page, number


def _first_of_each_kind(identifiers: Sequence[Identifier]) -> dict[str, str]:
    return {one.kind: one.value for one in reversed(identifiers)}


def _all_of(kind: str, identifiers: Sequence[Identifier]) -> tuple[str, ...]:
    return tuple(one.value for one in identifiers if one.kind == kind)


def _type(texts: dict[str, str], words: Units) -> str:
    """What kind of work it is as far as the variables tell; empty if they do not."""
    container = texts.get("container-title", "")
    if not container:
        return _type_alone(texts, {markers().get(word.lower(), "") for word in words.texts})
    lowered = [word.strip(".,:").lower() for word in container.split()]
    if any(word in {"arxiv", "biorxiv", "medrxiv", "psyarxiv", "ssrn"} for word in lowered):
        return "posted-content"
    if any(markers().get(word, "") == "proceedings" for word in lowered) and not _serial(lowered, texts):
        return "proceedings-article"
    if ("editor" in texts or _has_in(words)) and "issue" not in texts:
        return "book-chapter"
    return "journal-article" if texts.keys() & {"volume", "page", "number"} else ""


def _type_alone(texts: dict[str, str], kinds: set[str]) -> str:
    """The type of a work that is no part of another."""
    if "thesis" in kinds and ("genre" in texts or "note" in texts):
        return "dissertation"
    if "genre" in texts and "report" in kinds:
        return "report"
    return "book" if "publisher" in texts and "title" in texts and "volume" not in texts else ""


def _has_in(words: Units) -> bool:
    """Whether a new sentence begins with *In*, or a colon follows it."""
    gaps = zip(words.texts, words.gaps, words.gaps[1:], strict=False)
    return any(word.lower() == "in" and ("." in before or ":" in behind) for word, before, behind in gaps)


def _serial(lowered: Sequence[str], texts: dict[str, str]) -> bool:
    """Whether *Proceedings* is part of a journal's name: it has a volume, and no meeting is named."""
    return "volume" in texts and _MEETINGS.isdisjoint(lowered)


_MEETINGS = frozenset({"conference", "conf", "symposium", "symp", "workshop", "congress", "meeting"})
